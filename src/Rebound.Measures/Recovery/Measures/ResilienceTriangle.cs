namespace Rebound.Measures;

/// <summary>The resilience triangle of one quality curve: how much was lost, how deep it went, how fast it came back.</summary>
/// <remarks>Loss R = ∫(Q₀ − Q)dt (Bruneau et al., 2003), resilience ∫Q dt / (Q₀·T) (Cimellaro et al., 2010), severity
/// ∫(Q₀ − Q)⁺dt / ((Q₀ − floor)·T). Checked against R and numpy.</remarks>
/// <param name="LossNet">Trapezoid rule; time above the target makes good for time below. Unit of Q times unit of t.</param>
/// <param name="LossCapped">The same with Q capped at the target.</param>
/// <param name="LossStep">Every value holds until the next one; net.</param>
/// <param name="Resilience">Mean of Q over the window as a share of the target.</param>
/// <param name="Robustness">Lowest Q.</param>
/// <param name="Drop">Target less robustness.</param>
/// <param name="TimeToTrough">From the last time at or above the target before the first fall to the trough.</param>
/// <param name="TimeToRecovery">From there to the first time at or above the target after the trough; null when it is not seen.</param>
/// <param name="TimeFromTrough">From the trough to that time; null likewise.</param>
/// <param name="Rapidity">Drop over the time from trough to recovery; null when it is not seen.</param>
/// <param name="Severity">Capped loss as a share of the largest possible one.</param>
internal sealed record ResilienceTriangle(double LossNet, double LossCapped, double LossStep, double Resilience, double Robustness, double Drop, double TimeToTrough, double? TimeToRecovery, double? TimeFromTrough, double? Rapidity, double Severity)
{
    /// <summary>Measures a curve.</summary>
    /// <param name="times">n ≥ 2 ascending times.</param>
    /// <param name="quality">n finite values.</param>
    /// <param name="target">Q₀, the level without a shock.</param>
    /// <param name="floor">The worst possible level.</param>
    /// <exception cref="ArgumentException">Fewer than two times, or they do not ascend.</exception>
    public static ResilienceTriangle Of(ReadOnlySpan<double> times, ReadOnlySpan<double> quality, double target, double floor)
    {
        var n = times.Length;
        if (n < 2 || quality.Length != n) throw new ArgumentException("A curve has at least two times and one value for each.", nameof(times));
        double net = 0, capped = 0, step = 0;
        for (var i = 1; i < n; i++)
        {
            var width = times[i] - times[i - 1];
            if (!(width > 0)) throw new ArgumentException("Times ascend.", nameof(times));
            net += width * (target - (quality[i - 1] + quality[i]) / 2);
            capped += width * (target - (Math.Min(target, quality[i - 1]) + Math.Min(target, quality[i])) / 2);
            step += width * (target - quality[i - 1]);
        }
        var span = times[n - 1] - times[0];
        var trough = Triangle.Lowest(quality);
        var start = 0;
        while (start + 1 < n && quality[start + 1] >= target) start++;
        var back = -1;
        for (var i = trough; i < n && back < 0; i++)
            if (quality[i] >= target) back = i;
        double? fromTrough = back < 0 ? null : times[back] - times[trough];
        var drop = target - quality[trough];
        return new ResilienceTriangle(net, capped, step, 1 - net / (target * span), quality[trough], drop, times[trough] - times[start],
            back < 0 ? null : times[back] - times[start], fromTrough, fromTrough > 0 ? drop / fromTrough : null, capped / (target - floor) / span);
    }
}
