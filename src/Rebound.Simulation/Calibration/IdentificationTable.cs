using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>Which directions of the parameters the data see, and which parameters stay at their priors.</summary>
/// <remarks>
/// J_jp = ∂(y_j/σ_j)/∂ log θ_p · s_p by central differences, s_p the prior's standard deviation of log θ_p (uniform between the bounds' logarithms: ln(high/low)/√12).
/// A singular value above 1 means that the data tell more about that direction than the prior does. To first order the posterior covariance in prior units is (I + JᵀJ)⁻¹; a parameter whose share of prior uncertainty stays above
/// <see cref="PriorShare"/> stays at its prior. Only targets that are not held out count. Local: it speaks about the neighbourhood of the values given.
/// </remarks>
public sealed class IdentificationTable
{
    /// <summary>Share of prior standard deviation above which a parameter is said to stay at its prior.</summary>
    public const double PriorShare = 0.9;

    private const double Step = 0.02; // of log θ: far above rounding, small against curvature
    private readonly double[][] directions;

    private IdentificationTable(IReadOnlyList<IdentificationRow> rows, double[] singularValues, double[][] directions) => (Rows, SingularValues, this.directions) = (rows, singularValues, directions);

    /// <summary>A row for each parameter, in the order of the ranges.</summary>
    public IReadOnlyList<IdentificationRow> Rows { get; }

    /// <summary>Singular values of the Jacobian in prior units, largest first.</summary>
    public IReadOnlyList<double> SingularValues { get; }

    /// <summary>Directions that the data see: singular values above 1.</summary>
    public int Seen => SingularValues.Count(x => x > 1);

    /// <summary>Weight of each parameter in a direction, of unit length.</summary>
    /// <param name="direction">Place of its singular value.</param>
    public double[] Direction(int direction) => directions[direction];

    /// <summary>Builds the table.</summary>
    /// <param name="problem">Numbers, targets, model.</param>
    /// <param name="values">Values around which to look, positive and within the ranges.</param>
    /// <exception cref="ArgumentException">A value is not positive or outside its range.</exception>
    public static IdentificationTable Of(CalibrationProblem problem, IReadOnlyList<double> values)
    {
        problem.Require();
        var d = problem.Ranges.Count;
        for (var p = 0; p < d; p++)
        {
            if (!(values[p] > 0 && values[p] >= problem.Ranges[p].Low && values[p] <= problem.Ranges[p].High)) throw new ArgumentException($"The value of '{problem.Ranges[p].Name}' is positive and within its range.", nameof(values));
        }
        var columns = new double[d][];
        FixedChunks.Run(d, 1, (first, end) =>
        {
            for (var p = first; p < end; p++) columns[p] = Column(problem, values, p);
        });
        var square = new double[d * d];
        for (var a = 0; a < d; a++)
        {
            for (var b = 0; b < d; b++)
            {
                for (var j = 0; j < columns[a].Length; j++) square[a * d + b] += columns[a][j] * columns[b][j];
            }
        }
        var eigen = SymmetricEigen.Of(square, d);
        double[] singular = [.. eigen.Values.Select(x => Math.Sqrt(Math.Max(0, x)))];
        double[][] directions = [.. Enumerable.Range(0, d).Select(i => eigen.Vector(i).ToArray())];
        var rows = new IdentificationRow[d];
        for (var p = 0; p < d; p++)
        {
            double variance = 0, strength = 0;
            for (var i = 0; i < d; i++) variance += directions[i][p] * directions[i][p] / (1 + singular[i] * singular[i]);
            foreach (var x in columns[p]) strength += x * x;
            rows[p] = new IdentificationRow(problem.Ranges[p].Name, values[p], Math.Sqrt(strength), Math.Sqrt(variance));
        }
        return new IdentificationTable(rows, singular, directions);
    }

    private static double[] Column(CalibrationProblem problem, IReadOnlyList<double> values, int p)
    {
        var range = problem.Ranges[p];
        double up = Math.Min(range.High, values[p] * Math.Exp(Step)), down = Math.Max(range.Low, values[p] * Math.Exp(-Step));
        if (down <= 0) down = values[p];
        double[] above = [.. values], below = [.. values];
        (above[p], below[p]) = (up, down);
        var (high, low) = (problem.Simulate(above), problem.Simulate(below));
        var prior = Math.Log(range.High / (range.Low > 0 ? range.Low : range.High / 20)) / Math.Sqrt(12); // a range from 0 has no logarithm: a factor of twenty stands for it
        var column = new List<double>();
        for (var j = 0; j < problem.Targets.Count; j++)
        {
            if (!problem.Targets[j].HeldOut) column.Add((high[j] - low[j]) / problem.Targets[j].StandardDeviation / Math.Log(up / down) * prior);
        }
        return [.. column];
    }
}
