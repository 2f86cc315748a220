using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Proportional hazards (Cox, 1972) with Efron's treatment of ties.</summary>
/// <remarks>Spells may begin late and covariates may change: a unit is then several spells (start, stop]. One pass over spells sorted by
/// time a Newton step, O(n·k²). Cluster errors D'D from sums of score residuals. Checked against R's coxph and cox.zph.</remarks>
public sealed class CoxModel
{
    private const int MostSteps = 30;
    private const double Tolerance = 1e-9;

    private readonly int n;
    private readonly int k;
    private readonly double[] x;
    private readonly double[] start;
    private readonly double[] stop;
    private readonly bool[] happened;
    private readonly int[] unit;
    private readonly int[] byStart;
    private readonly bool late;
    private readonly double[] hazard;
    private readonly double[] score;
    private readonly double[] information;
    private readonly double[] scale;

    private CoxModel(IReadOnlyList<Spell> spells, ReadOnlySpan<double> covariates)
    {
        (n, k) = (spells.Count, covariates.Length / spells.Count);
        int[] order = [.. Enumerable.Range(0, n)];
        var keys = new (double, int)[n];
        for (var i = 0; i < n; i++) keys[i] = (-spells[i].Stop, spells[i].End == SpellEnd.Event ? 0 : 1);
        Array.Sort(keys, order); // latest first
        (x, start, stop, happened, unit) = (new double[n * k], new double[n], new double[n], new bool[n], new int[n]);
        (hazard, score, information, scale) = (new double[n], new double[k], new double[k * k], new double[k]);
        for (var i = 0; i < n; i++)
        {
            var spell = spells[order[i]];
            (start[i], stop[i], happened[i], unit[i]) = (spell.Start, spell.Stop, spell.End == SpellEnd.Event, spell.Unit);
            covariates.Slice(order[i] * k, k).CopyTo(x.AsSpan(i * k));
            late |= spell.Start > 0;
        }
        Centre();
        byStart = [.. Enumerable.Range(0, n)];
        if (!late) return;
        var starts = new double[n];
        for (var i = 0; i < n; i++) starts[i] = -start[i];
        Array.Sort(starts, byStart);
    }

    /// <summary>Fits the model.</summary>
    /// <param name="spells">n spells, some of them events.</param>
    /// <param name="covariates">n × k, row by row, finite.</param>
    /// <exception cref="NumericalException">No event, a covariate that does not vary, or one that separates those who recover from those who do not.</exception>
    public static CoxFit Fit(IReadOnlyList<Spell> spells, ReadOnlySpan<double> covariates)
    {
        if (spells.Count == 0 || covariates.Length % spells.Count != 0) throw new ArgumentException("There is one row of covariates a spell.", nameof(covariates));
        if (spells.All(s => s.End != SpellEnd.Event)) throw new NumericalException("No spell ends with a recovery, so no hazard can be estimated; lengthen the horizon or lower the level.");
        return new CoxModel(spells, covariates).Solve();
    }

    private CoxFit Solve()
    {
        var beta = new double[k];
        var likelihood = Evaluate(beta);
        var atZero = likelihood;
        double scoreTest = 0;
        var steps = 0;
        for (; steps < MostSteps; steps++)
        {
            var factor = (double[])information.Clone();
            if (!PositiveDefinite.TryFactor(factor, k)) throw new NumericalException("The covariates of the hazard model are collinear, or one does not vary among those at risk; drop one.");
            var step = (double[])score.Clone();
            PositiveDefinite.Solve(factor, step);
            if (steps == 0)
                for (var j = 0; j < k; j++) scoreTest += step[j] * score[j];
            var (next, better) = (new double[k], double.NegativeInfinity);
            for (var halving = 0; halving < 20; halving++)
            {
                for (var j = 0; j < k; j++) next[j] = beta[j] + step[j] / (1 << halving);
                better = Evaluate(next);
                if (better >= likelihood - 1e-12 * Math.Abs(likelihood)) break;
            }
            var gained = better - likelihood;
            (beta, likelihood) = (next, better);
            if (gained <= Tolerance * Math.Abs(likelihood)) break;
        }
        for (var j = 0; j < k; j++)
            if (Math.Abs(beta[j]) > 30) throw new NumericalException("A covariate separates the units that recover from those that do not, so its coefficient has no end; drop it or take longer data.");
        if (!PositiveDefinite.TryFactor(information, k)) throw new NumericalException("The information of the hazard model is singular.");
        var inverse = PositiveDefinite.Inverse(information, k);
        var errors = new double[k];
        for (var j = 0; j < k; j++) errors[j] = Math.Sqrt(inverse[j * k + j]) / scale[j];
        var clustered = Clustered(inverse);
        var (each, all) = HazardsTest(inverse);
        return new CoxFit([.. beta.Select((b, j) => b / scale[j])], errors, clustered, likelihood, atZero, scoreTest, steps + 1, each, all);
    }

    // Covariates are centred and scaled to one: the solution is that of the original ones, with better conditioning.
    private void Centre()
    {
        for (var j = 0; j < k; j++)
        {
            double mean = 0, squares = 0;
            for (var i = 0; i < n; i++) mean += x[i * k + j] / n;
            for (var i = 0; i < n; i++) squares += (x[i * k + j] - mean) * (x[i * k + j] - mean);
            scale[j] = Math.Sqrt(squares / n);
            if (!(scale[j] > 0)) throw new NumericalException($"Covariate {j + 1} of the hazard model does not vary.");
            for (var i = 0; i < n; i++) x[i * k + j] = (x[i * k + j] - mean) / scale[j];
        }
    }

    // Log likelihood; fills score and information.
    private double Evaluate(double[] beta)
    {
        Array.Clear(score);
        Array.Clear(information);
        var sums = new RiskSums(k);
        var likelihood = 0.0;
        for (var i = 0; i < n; i++)
        {
            var eta = 0.0;
            for (var j = 0; j < k; j++) eta += x[i * k + j] * beta[j];
            hazard[i] = Math.Exp(eta);
        }
        foreach (var tie in Ties(sums))
        {
            for (var i = tie.From; i < tie.EventEnd; i++)
            {
                likelihood += Math.Log(hazard[i]);
                for (var j = 0; j < k; j++) score[j] += x[i * k + j];
            }
            var deaths = tie.EventEnd - tie.From;
            for (var d = 0; d < deaths; d++)
            {
                var part = (double)d / deaths;
                var total = sums.Weight - part * sums.TiedWeight;
                likelihood -= Math.Log(total);
                for (var j = 0; j < k; j++)
                {
                    var mean = (sums.First[j] - part * sums.TiedFirst[j]) / total;
                    score[j] -= mean;
                    sums.Mean[j] = mean;
                    for (var l = 0; l <= j; l++)
                        information[j * k + l] += (sums.Second[j * k + l] - part * sums.TiedSecond[j * k + l]) / total - mean * sums.Mean[l];
                }
            }
        }
        for (var j = 0; j < k; j++)
            for (var l = 0; l < j; l++)
                information[l * k + j] = information[j * k + l];
        return likelihood;
    }

    // Goes down in time; at each time with events the sums hold everyone at risk, and the tied events apart.
    private IEnumerable<(int From, int EventEnd, int End)> Ties(RiskSums sums)
    {
        var gone = 0;
        for (var i = 0; i < n;)
        {
            var (time, from) = (stop[i], i);
            Array.Clear(sums.TiedFirst);
            Array.Clear(sums.TiedSecond);
            sums.TiedWeight = 0;
            var eventEnd = from;
            for (; i < n && stop[i] == time; i++)
            {
                sums.Add(hazard[i], x.AsSpan(i * k, k), happened[i]);
                if (happened[i]) eventEnd = i + 1;
            }
            if (eventEnd == from) continue;
            while (late && gone < n && start[byStart[gone]] >= time)
            {
                var out_ = byStart[gone++];
                sums.Remove(hazard[out_], x.AsSpan(out_ * k, k));
            }
            yield return (from, eventEnd, i);
        }
    }

    // Score residuals by spell, summed by unit: D = U·V, errors from D'D.
    private double[] Clustered(double[] inverse)
    {
        var residuals = ScoreResiduals();
        var clusters = new Dictionary<int, int>();
        var own = new int[n];
        for (var i = 0; i < n; i++)
        {
            if (!clusters.TryGetValue(unit[i], out var cluster)) clusters.Add(unit[i], cluster = clusters.Count);
            own[i] = cluster;
        }
        var sums = new double[clusters.Count * k];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < k; j++)
                sums[own[i] * k + j] += residuals[i * k + j];
        var squares = new double[k];
        for (var c = 0; c < clusters.Count; c++)
            for (var j = 0; j < k; j++)
            {
                var d = 0.0;
                for (var l = 0; l < k; l++) d += sums[c * k + l] * inverse[l * k + j];
                squares[j] += d * d;
            }
        return [.. squares.Select((s, j) => Math.Sqrt(s) / scale[j])];
    }

    // rᵢ = Σ over event times of (xᵢ − x̄)(dNᵢ − hᵢ dΛ), with Efron's weights for those who are tied.
    private double[] ScoreResiduals()
    {
        var residuals = new double[n * k];
        var sums = new RiskSums(k);
        // Cumulated from the latest time down: what a spell meets between its start and stop is a difference of two cumulated sums.
        List<(double Time, double Hazard, double[] Mean)> path = [];
        foreach (var tie in Ties(sums))
        {
            var deaths = tie.EventEnd - tie.From;
            double full = 0;
            var (mean, tied, tiedMean, average) = (new double[k], 0.0, new double[k], new double[k]);
            for (var d = 0; d < deaths; d++)
            {
                var part = (double)d / deaths;
                var total = sums.Weight - part * sums.TiedWeight;
                full += 1 / total;
                tied += (1 - part) / total;
                for (var j = 0; j < k; j++)
                {
                    var xbar = (sums.First[j] - part * sums.TiedFirst[j]) / total;
                    mean[j] += xbar / total;
                    tiedMean[j] += (1 - part) * xbar / total;
                    average[j] += xbar / deaths;
                }
            }
            for (var i = tie.From; i < tie.EventEnd; i++)
                for (var j = 0; j < k; j++)
                    residuals[i * k + j] += x[i * k + j] - average[j] - hazard[i] * (x[i * k + j] * (tied - full) - (tiedMean[j] - mean[j]));
            path.Add((stop[tie.From], full, mean));
        }
        SubtractHazards(residuals, path);
        return residuals;
    }

    private void SubtractHazards(double[] residuals, List<(double Time, double Hazard, double[] Mean)> path)
    {
        path.Reverse();
        var (times, hazards, means) = (new double[path.Count], new double[path.Count + 1], new double[(path.Count + 1) * k]);
        for (var t = 0; t < path.Count; t++)
        {
            times[t] = path[t].Time;
            hazards[t + 1] = hazards[t] + path[t].Hazard;
            for (var j = 0; j < k; j++) means[(t + 1) * k + j] = means[t * k + j] + path[t].Mean[j];
        }
        for (var i = 0; i < n; i++)
        {
            var (low, high) = (CountUpTo(times, start[i]), CountUpTo(times, stop[i]));
            var total = hazards[high] - hazards[low];
            for (var j = 0; j < k; j++)
                residuals[i * k + j] -= hazard[i] * (x[i * k + j] * total - (means[high * k + j] - means[low * k + j]));
        }
    }

    private static int CountUpTo(double[] times, double time)
    {
        var at = Array.BinarySearch(times, time);
        return at >= 0 ? at + 1 : ~at;
    }

    // Score test of γ in β + γ·g(t), g the Kaplan–Meier transform of time, with the information of both at γ = 0 (cox.zph since 2019).
    private (double[] Each, double All) HazardsTest(double[] inverse)
    {
        var transform = TimeTransform();
        var (u, cross, second) = (new double[k], new double[k * k], new double[k * k]);
        var sums = new RiskSums(k);
        var variance = new double[k * k];
        foreach (var tie in Ties(sums))
        {
            var g = transform[stop[tie.From]];
            var deaths = tie.EventEnd - tie.From;
            Array.Clear(variance);
            for (var i = tie.From; i < tie.EventEnd; i++)
                for (var j = 0; j < k; j++)
                    u[j] += g * x[i * k + j];
            for (var d = 0; d < deaths; d++)
            {
                var part = (double)d / deaths;
                var total = sums.Weight - part * sums.TiedWeight;
                for (var j = 0; j < k; j++)
                {
                    sums.Mean[j] = (sums.First[j] - part * sums.TiedFirst[j]) / total;
                    u[j] -= g * sums.Mean[j];
                    for (var l = 0; l <= j; l++)
                        variance[j * k + l] += (sums.Second[j * k + l] - part * sums.TiedSecond[j * k + l]) / total - sums.Mean[j] * sums.Mean[l];
                }
            }
            for (var j = 0; j < k; j++)
                for (var l = 0; l < k; l++)
                {
                    var v = variance[Math.Max(j, l) * k + Math.Min(j, l)];
                    cross[j * k + l] += g * v;
                    second[j * k + l] += g * g * v;
                }
        }
        var each = new double[k];
        for (var j = 0; j < k; j++) each[j] = ScoreTest(u, cross, second, inverse, [j]);
        return (each, ScoreTest(u, cross, second, inverse, [.. Enumerable.Range(0, k)]));
    }

    private double ScoreTest(double[] u, double[] cross, double[] second, double[] inverse, int[] tested)
    {
        var m = tested.Length;
        var (matrix, vector) = (new double[m * m], new double[m]);
        for (var a = 0; a < m; a++)
        {
            vector[a] = u[tested[a]];
            for (var b = 0; b < m; b++)
            {
                var sum = second[tested[a] * k + tested[b]];
                for (var j = 0; j < k; j++)
                    for (var l = 0; l < k; l++)
                        sum -= cross[tested[a] * k + j] * inverse[j * k + l] * cross[l * k + tested[b]];
                matrix[a * m + b] = sum;
            }
        }
        if (!PositiveDefinite.TryFactor(matrix, m)) return double.NaN;
        PositiveDefinite.SolveLower(matrix, vector);
        var statistic = 0.0;
        foreach (var value in vector) statistic += value * value;
        return statistic;
    }

    // 1 − S(t−) of all spells, the left-continuous Kaplan–Meier curve, centred on the events.
    private Dictionary<double, double> TimeTransform()
    {
        var curve = SurvivalCurve.Of([.. Enumerable.Range(0, n).Select(i => new Spell(unit[i], start[i], stop[i], happened[i] ? SpellEnd.Event : SpellEnd.Censored))]);
        var (transform, before) = (new Dictionary<double, double>(), 1.0);
        double mean = 0, events = 0;
        for (var t = 0; t < curve.Times.Length; t++)
        {
            transform[curve.Times[t]] = 1 - before;
            mean += curve.Events[t] * (1 - before);
            events += curve.Events[t];
            before = curve.Survival[t];
        }
        foreach (var time in curve.Times) transform[time] -= mean / events;
        return transform;
    }

    /// <summary>Sums over those at risk, and over the tied events.</summary>
    private sealed class RiskSums(int k)
    {
        public double Weight;
        public double TiedWeight;

        public double[] First { get; } = new double[k];

        public double[] Second { get; } = new double[k * k];

        public double[] TiedFirst { get; } = new double[k];

        public double[] TiedSecond { get; } = new double[k * k];

        public double[] Mean { get; } = new double[k];

        public void Add(double weight, ReadOnlySpan<double> row, bool tied)
        {
            Weight += weight;
            if (tied) TiedWeight += weight;
            for (var j = 0; j < k; j++)
            {
                var part = weight * row[j];
                First[j] += part;
                if (tied) TiedFirst[j] += part;
                for (var l = 0; l <= j; l++)
                {
                    Second[j * k + l] += part * row[l];
                    if (tied) TiedSecond[j * k + l] += part * row[l];
                }
            }
        }

        public void Remove(double weight, ReadOnlySpan<double> row)
        {
            Weight -= weight;
            for (var j = 0; j < k; j++)
            {
                First[j] -= weight * row[j];
                for (var l = 0; l <= j; l++) Second[j * k + l] -= weight * row[j] * row[l];
            }
        }
    }
}
