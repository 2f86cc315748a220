namespace Rebound.Simulation;

/// <summary>A sample of the posterior: particles of equal weight.</summary>
public sealed class AbcPosterior
{
    internal AbcPosterior(CalibrationProblem problem, double[][] values, double[][] outputs, IReadOnlyList<double> tolerances, int runs, double acceptance) =>
        (Problem, Values, Outputs, Tolerances, Runs, Acceptance) = (problem, values, outputs, tolerances, runs, acceptance);

    /// <summary>What was calibrated.</summary>
    public CalibrationProblem Problem { get; }

    /// <summary>Values of each particle, in the order of the ranges.</summary>
    public IReadOnlyList<double[]> Values { get; }

    /// <summary>What the model gives with them, in the order of the targets, held out ones too.</summary>
    public IReadOnlyList<double[]> Outputs { get; }

    /// <summary>Tolerance of each round, in errors of the targets; the last is 1.</summary>
    public IReadOnlyList<double> Tolerances { get; }

    /// <summary>Runs of the model, proposals outside the prior among them.</summary>
    public int Runs { get; }

    /// <summary>Share of the last round's moves that were accepted.</summary>
    public double Acceptance { get; }

    /// <summary>A quantile of a calibrated number.</summary>
    /// <param name="range">Its place in the ranges.</param>
    /// <param name="probability">0 to 1.</param>
    public double Quantile(int range, double probability) => OfColumn(Values, range, probability);

    /// <summary>A quantile of what the model gives for a target, without the target's own error.</summary>
    /// <param name="target">Its place in the targets.</param>
    /// <param name="probability">0 to 1.</param>
    public double OutputQuantile(int target, double probability) => OfColumn(Outputs, target, probability);

    private static double OfColumn(IReadOnlyList<double[]> rows, int column, double probability)
    {
        double[] sorted = [.. rows.Select(r => r[column]).Order()];
        return Numerics.Quantile.OfSorted(sorted, probability);
    }
}
