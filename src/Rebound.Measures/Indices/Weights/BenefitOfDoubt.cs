using System.Globalization;
using System.Runtime.InteropServices;
using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Benefit of the doubt: each unit is scored with the weights most favourable to it (Cherchye, Moesen, Rogge and Van Puyenbroeck, 2007).</summary>
/// <remarks>For unit i: max w·xᵢ over w ≥ 0 with w·xₖ ≤ 1 for all k; with shares, also l ≤ wⱼ xᵢⱼ / w·xᵢ ≤ u. A linear program a unit, solved exactly
/// and certified; only limits that are reached are carried. The score is unique; the weights need not be.</remarks>
/// <param name="Scores">n scores in (0, 1]; at least one is 1 unless shares are limited.</param>
/// <param name="Weights">n × k weights in units of 1/x, unit after unit.</param>
/// <param name="Shares">n × k shares wⱼ xᵢⱼ / w·xᵢ, which sum to one in every unit.</param>
public sealed record BenefitOfDoubt(double[] Scores, double[] Weights, double[] Shares)
{
    private const int ChunkLength = 8;
    private const double ViolationTolerance = 1e-12;

    /// <summary>Scores all units.</summary>
    /// <param name="units">n names for messages.</param>
    /// <param name="indicators">k names for messages.</param>
    /// <param name="values">n × k finite values ≥ 0, unit after unit; higher is better.</param>
    /// <param name="lowestShare">l in [0, 1/k]; 0 for no limit.</param>
    /// <param name="highestShare">u in [1/k, 1]; 1 for no limit.</param>
    /// <param name="cancellation">Stops between units.</param>
    /// <exception cref="IndexRefusedException">A value is negative or not finite, an indicator is 0 everywhere, a unit is 0 in everything or in an indicator that must have a share, or the shares cannot sum to one.</exception>
    public static BenefitOfDoubt Of(IReadOnlyList<string> units, IReadOnlyList<string> indicators, double[] values, double lowestShare = 0, double highestShare = 1, CancellationToken cancellation = default)
    {
        if (values.Length != units.Count * indicators.Count) throw new ArgumentException($"{values.Length} values do not fill {units.Count} units × {indicators.Count} indicators.", nameof(values));
        return Of(units.Count, row => (units[row], null), indicators, values, lowestShare, highestShare, null, cancellation);
    }

    /// <summary>The same for rows that messages call by unit and year; rows of known score have no weights.</summary>
    internal static BenefitOfDoubt Of(int n, Func<int, (string Unit, int? Year)> called, IReadOnlyList<string> indicators, double[] values, double lowestShare, double highestShare, Func<int, double?>? known = null, CancellationToken cancellation = default)
    {
        var k = indicators.Count;
        var scaled = Scale(n, called, indicators, values, lowestShare, highestShare, out var largest, out var leaders);
        var (scores, weights, shares) = (new double[n], new double[n * k], new double[n * k]);
        var columns = new double[n * k];
        for (var c = 0; c < columns.Length; c++) columns[c % k * n + c / k] = scaled[c];
        FixedChunks.Run(n, ChunkLength, () => new double[n], (first, end, sums) =>
        {
            for (var i = first; i < end; i++)
            {
                if (known?.Invoke(i) is { } score)
                {
                    scores[i] = score;
                    continue;
                }
                var best = Solve(scaled, columns, sums, k, i, leaders, lowestShare, highestShare);
                scores[i] = Math.Min(1, best.Value);
                for (var j = 0; j < k; j++)
                {
                    weights[i * k + j] = best.Solution[j] / largest[j];
                    shares[i * k + j] = best.Solution[j] * scaled[i * k + j] / best.Value;
                }
            }
        }, cancellation);
        return new BenefitOfDoubt(scores, weights, shares);
    }

    /// <summary>Divides by the largest value of each indicator, so that all numbers of the programs lie in [0, 1].</summary>
    private static double[] Scale(int n, Func<int, (string Unit, int? Year)> called, IReadOnlyList<string> indicators, double[] values, double lowest, double highest, out double[] largest, out int[] leaders)
    {
        var (k, refusals) = (indicators.Count, new List<IndexRefusal>());
        void Refuse(IndexRefusalKind kind, int row, string? indicator, Func<string, string> reason)
        {
            var (unit, year) = called(row);
            refusals.Add(new(kind, unit, year, indicator, reason(year is null ? $"'{unit}'" : string.Create(CultureInfo.InvariantCulture, $"'{unit}' in {year}"))));
        }
        if (!(lowest >= 0 && lowest <= highest && lowest * k <= 1 && highest <= 1 && highest * k >= 1))
            refusals.Add(new(IndexRefusalKind.Weights, null, null, null, string.Create(CultureInfo.InvariantCulture, $"Shares from {lowest:R} to {highest:R} of {k} indicators cannot sum to one. Lower the least, or raise the most.")));
        (largest, leaders) = (new double[k], new int[k]);
        for (var i = 0; i < n; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < k; j++)
            {
                var x = values[i * k + j];
                sum += x;
                if (!(x >= 0) || double.IsInfinity(x))
                    Refuse(double.IsFinite(x) ? IndexRefusalKind.Weights : IndexRefusalKind.NotFinite, i, indicators[j], row => string.Create(CultureInfo.InvariantCulture, $"Indicator '{indicators[j]}' of {row} is {x:R}; benefit of the doubt needs numbers of zero or more. Normalise to [0, 1] first."));
                else if (x == 0 && lowest > 0)
                    Refuse(IndexRefusalKind.Weights, i, indicators[j], row => $"{row} has 0 in '{indicators[j]}', which must make up a share of its score: no weight can do that. Drop the least share, or normalise to a range above zero.");
                if (x > largest[j]) (largest[j], leaders[j]) = (x, i);
            }
            if (sum == 0) Refuse(IndexRefusalKind.Weights, i, null, row => $"{row} has 0 in all of {string.Join(", ", indicators)}, so no weights favour it. Normalise to a range above zero, or leave the unit out.");
        }
        for (var j = 0; j < k; j++)
            if (!(largest[j] > 0)) refusals.Add(new(IndexRefusalKind.Constant, null, null, indicators[j], $"Indicator '{indicators[j]}' is 0 for every unit: it can favour none. Drop it."));
        IndexRefusedException.ThrowIfAny(refusals);
        var scaled = new double[n * k];
        for (var c = 0; c < scaled.Length; c++) scaled[c] = values[c] / largest[c % k];
        return scaled;
    }

    /// <summary>Starts with the unit itself and the leader of each indicator, and adds the unit that the weights favour most beyond 1 until there is none.</summary>
    private static LinearOptimum Solve(double[] x, double[] columns, double[] sums, int k, int unit, int[] leaders, double lowest, double highest)
    {
        var (rows, limits, carried) = (new List<double>(), new List<double>(), new HashSet<int>());
        void Limit(int i)
        {
            if (!carried.Add(i)) return;
            for (var j = 0; j < k; j++) rows.Add(x[i * k + j]);
            limits.Add(1);
        }
        for (var j = 0; j < k; j++)
        {
            if (lowest > 0) AddShare(j, lowest, -1);
            if (highest < 1) AddShare(j, highest, 1);
        }
        void AddShare(int j, double share, int sign)
        {
            for (var l = 0; l < k; l++) rows.Add(sign * ((l == j ? x[unit * k + j] : 0) - share * x[unit * k + l]));
            limits.Add(0);
        }
        Limit(unit);
        foreach (var leader in leaders) Limit(leader);
        while (true)
        {
            var best = LinearProgram.Maximise(x.AsSpan(unit * k, k), CollectionsMarshal.AsSpan(rows), CollectionsMarshal.AsSpan(limits));
            var (worst, over) = (-1, 1 + ViolationTolerance);
            Array.Clear(sums);
            for (var j = 0; j < k; j++)
                if (best.Solution[j] != 0) Aggregation.Add(columns.AsSpan(j * sums.Length, sums.Length), best.Solution[j], sums); // few indicators weigh anything
            for (var i = 0; i < sums.Length; i++)
                if (sums[i] > over) (worst, over) = (i, sums[i]);
            if (worst < 0 || carried.Contains(worst)) return best; // a carried limit holds to the certificate's tolerance
            Limit(worst);
        }
    }
}
