using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Ranks over all replications, the shares of stated rankings, and Sobol indices of the mean rank shift.</summary>
public sealed class SensitivityResult
{
    private readonly RankCells cells;
    private readonly RankInterval[] intervals;

    internal SensitivityResult(IndexResult index, IReadOnlyList<DesignFactor> factors, SensitivityOptions options, DesignSpace space, DesignSample sample, RankCells cells, int[] designOf, RankOutcomes outcomes)
    {
        (this.cells, Factors, Options, DesignCount, RankResolution) = (cells, [.. factors.Select(factor => factor.Name)], options, designOf.Max() + 1, outcomes.Counts.Width);
        intervals = new RankInterval[cells.Count];
        for (var cell = 0; cell < intervals.Length; cell++) intervals[cell] = outcomes.Counts.Interval(cell, sample.Independent);
        var replications = new Replication[sample.Count];
        for (var r = 0; r < replications.Length; r++) replications[r] = Replication.Of(index, space, sample, r, outcomes, designOf[r]);
        Replications = replications;
        Conclusions = [.. options.Conclusions.Select((conclusion, c) => new ConclusionShare(conclusion, Proportion.Of(outcomes.Holds(c), sample.Independent), false, sample.Independent))];
        Sensitivities = sample.Samples == 0 ? [] : Indices(index, sample, designOf, outcomes);
    }

    /// <summary>The options of the run.</summary>
    public SensitivityOptions Options { get; }

    /// <summary>Names of the factors.</summary>
    public IReadOnlyList<string> Factors { get; }

    /// <summary>Number of different designs among the replications; each was built once.</summary>
    public int DesignCount { get; }

    /// <summary>1 when intervals are exact; w when neighbouring ranks were counted together and an end may be up to w − 1 ranks too wide.</summary>
    public int RankResolution { get; }

    /// <summary>Every replication by its number.</summary>
    public IReadOnlyList<Replication> Replications { get; }

    /// <summary>The share of the replications in which each stated ranking held, with the exact 95 % interval.</summary>
    public IReadOnlyList<ConclusionShare> Conclusions { get; }

    /// <summary>Sobol indices of every factor, for the units' means over the years and then for every year ranked; empty when none were asked for.</summary>
    public IReadOnlyList<FactorSensitivity> Sensitivities { get; }

    /// <summary>Rank intervals of the units' means over the years.</summary>
    /// <param name="node">Index of the node; others than 0 only when dimensions were ranked.</param>
    public ReadOnlySpan<RankInterval> Of(int node)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(node);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(node, cells.Nodes);
        return intervals.AsSpan(cells.OffsetOf(node), cells.Units);
    }

    /// <summary>Rank intervals of the units in one year, in the total.</summary>
    /// <param name="year">0 for the first year of the fit window.</param>
    public ReadOnlySpan<RankInterval> OfYear(int year)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(year);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(year, cells.Years);
        return intervals.AsSpan(cells.Units * (1 + year), cells.Units);
    }

    /// <summary>Ranks of the units in one year in the index as published, in the total.</summary>
    /// <param name="year">0 for the first year of the fit window.</param>
    public ReadOnlySpan<int> StatedYear(int year)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(year);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(year, cells.Years);
        return cells.Stated.AsSpan(cells.Units * (1 + year), cells.Units);
    }

    private List<FactorSensitivity> Indices(IndexResult index, DesignSample sample, int[] designOf, RankOutcomes outcomes)
    {
        var (n, sensitivities) = (sample.Samples, new List<FactorSensitivity>());
        var outputs = new double[n * (Factors.Count + 2)];
        for (var period = 0; period <= cells.Years; period++)
        {
            for (var k = 0; k < 2 * n; k++) outputs[k] = outcomes.Shift(designOf[k], period);
            for (var f = 0; f < Factors.Count; f++)
                for (var k = 0; k < n; k++) outputs[(f + 2) * n + k] = outcomes.Shift(designOf[sample.Mixed(f, k)], period);
            int? year = period == 0 ? null : index.FirstYear + period - 1;
            if (outputs.AsSpan(0, 2 * n).IndexOfAnyExcept(outputs[0]) < 0)
            {
                for (var f = 0; f < Factors.Count; f++) sensitivities.Add(new FactorSensitivity(Factors[f], year, null, "the mean rank shift is the same in every replication, so there is no variation to apportion"));
                continue;
            }
            var estimates = SobolIndices.Estimate(outputs, Factors.Count, Options.Sobol);
            for (var f = 0; f < Factors.Count; f++) sensitivities.Add(new FactorSensitivity(Factors[f], year, estimates[f], ""));
        }
        return sensitivities;
    }
}
