using System.Globalization;

namespace Rebound.Measures;

/// <summary>Obstacle degree: how much of what a row lacks is due to each indicator.</summary>
/// <remarks>Oᵢⱼ = Fⱼ Iᵢⱼ / Σⱼ Fⱼ Iᵢⱼ × 100 with F the weight in the whole and I = 1 − z. A row at the maximum of every indicator that weighs something lacks
/// nothing: its degrees are not defined, and are not given as 0 or 0/0.</remarks>
public sealed class ObstacleDegrees
{
    private readonly double[] degrees;
    private readonly bool[] defined;

    private ObstacleDegrees(double[] degrees, bool[] defined, int count) => (this.degrees, this.defined, Count) = (degrees, defined, count);

    /// <summary>Number of indicators k.</summary>
    public int Count { get; }

    /// <summary>Number of rows n.</summary>
    public int Rows => defined.Length;

    /// <summary>Computes the degrees.</summary>
    /// <param name="names">k names for messages.</param>
    /// <param name="columns">k columns of n values z in [0, 1], one after the other; 1 is best.</param>
    /// <param name="weights">k weights ≥ 0 in the whole, or as many as values where rows have weights of their own; only their proportions matter.</param>
    /// <exception cref="IndexRefusedException">A value lies outside [0, 1], or a weight is negative or not finite.</exception>
    public static ObstacleDegrees Of(IReadOnlyList<string> names, ReadOnlySpan<double> columns, ReadOnlySpan<double> weights)
    {
        var (k, n) = (names.Count, Columns.Rows(names, columns));
        if (weights.Length != k && weights.Length != columns.Length) throw new ArgumentException($"{weights.Length} weights for {k} indicators.", nameof(weights));
        var (degrees, defined) = (new double[n * k], new bool[n]);
        for (var j = 0; j < k; j++)
        {
            var own = weights.Length == k ? weights.Slice(j, 1) : weights.Slice(j * n, n);
            if (own.IndexOfAnyExceptInRange(0, double.MaxValue) is var wrong and >= 0)
                throw new IndexRefusedException([new(IndexRefusalKind.Weights, null, null, names[j], string.Create(CultureInfo.InvariantCulture, $"Indicator '{names[j]}' has the weight {own[wrong]:R}; a weight is a number of zero or more."))]);
            var column = columns.Slice(j * n, n);
            for (var i = 0; i < n; i++)
            {
                if (!(column[i] is >= 0 and <= 1))
                    throw new IndexRefusedException([new(IndexRefusalKind.Method, null, null, names[j], string.Create(CultureInfo.InvariantCulture, $"Indicator '{names[j]}' is {column[i]:R} in a row; an obstacle degree needs min-max normalised values, from 0 to 1."))]);
                degrees[i * k + j] = own[own.Length == 1 ? 0 : i] * (1 - column[i]);
            }
        }
        for (var i = 0; i < n; i++)
        {
            var row = degrees.AsSpan(i * k, k);
            var sum = 0.0;
            foreach (var part in row) sum += part;
            defined[i] = sum > 0;
            if (defined[i])
                foreach (ref var part in row) part = part / sum * 100;
        }
        return new ObstacleDegrees(degrees, defined, k);
    }

    /// <summary>The degrees of a row in per cent, which sum to 100.</summary>
    /// <param name="row">Index of the row.</param>
    /// <returns>Nothing (length 0) for a row that lacks nothing.</returns>
    public ReadOnlySpan<double> Of(int row) => defined[row] ? degrees.AsSpan(row * Count, Count) : [];

    /// <summary>The mean degrees over those of some rows for which they are defined.</summary>
    /// <param name="rows">Indices of rows.</param>
    /// <returns>k means; nothing where none of the rows has any.</returns>
    public double[] Mean(IEnumerable<int> rows)
    {
        var (means, count) = (new double[Count], 0);
        foreach (var row in rows.Where(row => defined[row]))
        {
            count++;
            for (var j = 0; j < Count; j++) means[j] += degrees[row * Count + j];
        }
        if (count == 0) return [];
        for (var j = 0; j < Count; j++) means[j] /= count;
        return means;
    }
}
