using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>What replicates say of a number: its mean and median, and where the middle 50 and 95 per cent of them lie.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="Median">Median.</param>
/// <param name="Low">2.5 per cent quantile.</param>
/// <param name="High">97.5 per cent quantile.</param>
/// <param name="Low50">25 per cent quantile.</param>
/// <param name="High50">75 per cent quantile.</param>
public readonly record struct Spread(double Mean, double Median, double Low, double High, double Low50, double High50)
{
    /// <summary>The spread of some values, sorted in place.</summary>
    /// <param name="values">One a replicate.</param>
    public static Spread Of(double[] values)
    {
        Array.Sort(values);
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return new Spread(sum / values.Length, Quantile.OfSorted(values, 0.5), Quantile.OfSorted(values, 0.025), Quantile.OfSorted(values, 0.975), Quantile.OfSorted(values, 0.25), Quantile.OfSorted(values, 0.75));
    }
}
