using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>A discrete-time hazard: the chance to recover in a month, given that it has not happened yet.</summary>
/// <remarks>logit or complementary log-log of the hazard = γ(interval) + x'β, by Newton's method on person-months; the complementary
/// log-log form has the β of a proportional-hazards model (Prentice and Gloeckler, 1978). Checked against R's glm.</remarks>
/// <param name="Coefficients">One γ an interval of time, then β.</param>
/// <param name="Errors">Standard errors.</param>
/// <param name="LogLikelihood">At the maximum.</param>
public sealed record DiscreteHazard(double[] Coefficients, double[] Errors, double LogLikelihood)
{
    private const int MostSteps = 50;

    /// <summary>Fits the hazard.</summary>
    /// <param name="spells">n spells in whole months.</param>
    /// <param name="covariates">n × k, row by row.</param>
    /// <param name="cuts">Ascending last months of the intervals of γ; the last one at least the longest spell.</param>
    /// <param name="link">Which link.</param>
    /// <exception cref="NumericalException">An interval without a recovery, or collinear covariates.</exception>
    public static DiscreteHazard Fit(IReadOnlyList<Spell> spells, ReadOnlySpan<double> covariates, IReadOnlyList<int> cuts, HazardLink link)
    {
        var (k, m) = (covariates.Length / spells.Count, cuts.Count);
        var size = k + m;
        List<(int Spell, int Interval, bool Event)> rows = [];
        for (var i = 0; i < spells.Count; i++)
            for (var month = (int)spells[i].Start + 1; month <= (int)spells[i].Stop; month++)
                rows.Add((i, IntervalOf(cuts, month), spells[i].End == SpellEnd.Event && month == (int)spells[i].Stop));
        for (var interval = 0; interval < m; interval++)
            if (!rows.Exists(r => r.Interval == interval && r.Event)) throw new NumericalException($"No unit recovers in the interval up to month {cuts[interval]}, so its hazard has no logarithm; join it to its neighbour.");
        var beta = new double[size];
        Array.Fill(beta, -2, 0, m);
        var before = double.NegativeInfinity;
        for (var step = 0; step < MostSteps; step++)
        {
            var (score, information) = (new double[size], new double[size * size]);
            var likelihood = 0.0;
            foreach (var row in rows)
            {
                var x = covariates.Slice(row.Spell * k, k);
                var eta = beta[row.Interval];
                for (var j = 0; j < k; j++) eta += beta[m + j] * x[j];
                var (p, slope) = Link(eta, link);
                likelihood += row.Event ? Math.Log(p) : Math.Log(1 - p);
                var weight = slope * slope / (p * (1 - p));
                var residual = ((row.Event ? 1 : 0) - p) * slope / (p * (1 - p));
                score[row.Interval] += residual;
                information[row.Interval * size + row.Interval] += weight;
                for (var j = 0; j < k; j++)
                {
                    score[m + j] += residual * x[j];
                    information[(m + j) * size + row.Interval] += weight * x[j];
                    for (var l = 0; l <= j; l++) information[(m + j) * size + m + l] += weight * x[j] * x[l];
                }
            }
            if (!PositiveDefinite.TryFactor(information, size)) throw new NumericalException("The covariates of the discrete hazard are collinear; drop one.");
            if (likelihood - before <= 1e-12 * Math.Abs(likelihood))
            {
                var inverse = PositiveDefinite.Inverse(information, size);
                return new DiscreteHazard(beta, [.. Enumerable.Range(0, size).Select(j => Math.Sqrt(inverse[j * size + j]))], likelihood);
            }
            before = likelihood;
            PositiveDefinite.Solve(information, score);
            for (var j = 0; j < size; j++) beta[j] += score[j];
        }
        throw new NumericalException("The discrete hazard did not converge; a covariate may separate the units that recover.");
    }

    private static int IntervalOf(IReadOnlyList<int> cuts, int month)
    {
        for (var c = 0; c < cuts.Count; c++)
            if (month <= cuts[c]) return c;
        throw new ArgumentException("The last cut is before the longest spell.", nameof(cuts));
    }

    private static (double P, double Slope) Link(double eta, HazardLink link)
    {
        if (link == HazardLink.ComplementaryLogLog)
        {
            var rate = Math.Exp(eta);
            return (Math.Clamp(1 - Math.Exp(-rate), 1e-15, 1 - 1e-15), rate * Math.Exp(-rate));
        }
        var p = 1 / (1 + Math.Exp(-eta));
        return (p, p * (1 - p));
    }
}
