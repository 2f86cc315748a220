namespace Rebound.Simulation;

/// <summary>What control costs in exports and buys in infections: a grid of strengths and precisions.</summary>
public static class ControlFrontier
{
    /// <summary>The factors on stringency that are tried.</summary>
    public static IReadOnlyList<double> Strengths { get; } = [0.4, 0.7, 1, 1.3];

    /// <summary>The precisions that are tried.</summary>
    public static IReadOnlyList<double> Precisions { get; } = [0.2, 0.6, 0.95];

    /// <summary>Runs the grid with one chance for all its points.</summary>
    /// <param name="world">The world as it was.</param>
    /// <param name="plan">Seed, replicates, horizons.</param>
    /// <param name="progress">Takes the share that is done.</param>
    /// <param name="cancellation">Stops between replicates.</param>
    public static IReadOnlyList<FrontierPoint> Run(SimulatedWorld world, RunPlan plan, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        (double Strength, double Precision)[] grid = [.. Precisions.SelectMany(p => Strengths.Select(s => (s, p)))];
        Counterfactual[] worlds = [.. grid.Select(g => new Counterfactual("", Controlled(world, g.Strength, g.Precision)))];
        var runs = PairedRuns.Run(worlds[0].World, worlds[1..], plan, progress, null, cancellation); // one chance for all points; none is held against another
        var people = world.Cities.Sum(c => (double)c.Population);
        FrontierPoint[] points = [.. grid.Select((g, k) =>
        {
            var (exports, infections) = (runs.AllExports(k), runs.Infections(k));
            return new FrontierPoint(g.Strength, g.Precision, 100 - exports.Median, 1e5 * infections.Median / people)
            {
                ExportsLossLow = 100 - exports.High,
                ExportsLossHigh = 100 - exports.Low,
                InfectionsLow = 1e5 * infections.Low / people,
                InfectionsHigh = 1e5 * infections.High / people,
            };
        })];
        return [.. points.Select((p, k) =>
        {
            var efficient = !points.Any(q => q.ExportsLoss <= p.ExportsLoss && q.Infections <= p.Infections && (q.ExportsLoss < p.ExportsLoss || q.Infections < p.Infections));
            return p with { IsEfficient = efficient, IsTie = !efficient && !Enumerable.Range(0, points.Length).Any(q => q != k && Beats(runs, q, k)) };
        })];
    }

    // Better in one beyond chance and not worse in the other: pairs of replicates tell.
    private static bool Beats(PairedRuns runs, int one, int other)
    {
        var (exports, infections) = (runs.ExportsDifference(one, other), runs.InfectionsDifference(one, other));
        return exports.Mean >= 0 && infections.Mean <= 0 && (exports.Low > 0 || infections.High < 0);
    }

    /// <summary>The world with stronger or weaker, and more or less precise control.</summary>
    /// <param name="world">The world as it was.</param>
    /// <param name="strength">Factor on every stringency, observed or by rule; none goes above 1.</param>
    /// <param name="precision">γ, within its bounds.</param>
    public static SimulatedWorld Controlled(SimulatedWorld world, double strength, double precision)
    {
        var changed = Strengthened(world, strength);
        return changed with { Parameters = changed.Parameters.With(EpidemicParameters.Precision, precision) };
    }

    /// <summary>The world with stronger or weaker control.</summary>
    /// <param name="world">The world as it was.</param>
    /// <param name="strength">Factor on every stringency, observed or by rule; none goes above 1.</param>
    public static SimulatedWorld Strengthened(SimulatedWorld world, double strength)
    {
        var slope = EpidemicParameters.StringencySlope;
        var epidemic = world.Epidemic with { Observed = [.. world.Epidemic.Observed.Select(o => o with { Level = Math.Min(1, strength * o.Level) })] };
        if (epidemic.Control is { } rules)
            epidemic = epidemic with { Control = rules with { ClosingLevel = Math.Min(1, strength * rules.ClosingLevel), HolidayLevel = Math.Min(1, strength * rules.HolidayLevel) } };
        return world with { Epidemic = epidemic, Parameters = world.Parameters.With(slope, Math.Clamp(strength * world.Parameters[slope], slope.Low, slope.High)) };
    }
}
