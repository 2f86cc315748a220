using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>What history matching left.</summary>
public sealed class HistoryMatch
{
    private readonly CalibrationProblem problem;
    private readonly double cut;
    private readonly List<GaussianProcess[]> waves = []; // an emulator for each target that is not held out
    private readonly List<double[]> points = [];
    private readonly List<double[]> outputs = [];
    private readonly List<double> left = [];

    internal HistoryMatch(CalibrationProblem problem, double cut) => (this.problem, this.cut) = (problem, cut);

    /// <summary>Share of the prior that was left before each wave and after the last, as emulators judge; the first is 1.</summary>
    public IReadOnlyList<double> Left => [1, .. left];

    /// <summary>Runs of the model so far.</summary>
    public int Runs => points.Count;

    /// <summary>The values of the run that comes nearest to the targets, in the order of the ranges.</summary>
    public double[] Best() => problem.Values(points[Nearest()]);

    /// <summary>What that run gave, in the order of the targets, held out ones too.</summary>
    public double[] BestOutputs() => outputs[Nearest()];

    /// <summary>Largest implausibility over all targets and waves.</summary>
    /// <param name="values">In the order of the ranges, within them.</param>
    public double Implausibility(ReadOnlySpan<double> values)
    {
        var places = new double[values.Length];
        for (var i = 0; i < places.Length; i++) places[i] = problem.Ranges[i].Place(values[i]);
        var worst = 0.0;
        foreach (var wave in waves)
        {
            for (int j = 0, e = 0; j < problem.Targets.Count; j++)
            {
                if (!problem.Targets[j].HeldOut) worst = Math.Max(worst, Gap(wave[e], places, problem.Targets[j]) / Math.Sqrt(wave[e].Uncertainty(places) + Square(problem.Targets[j].StandardDeviation)));
                if (!problem.Targets[j].HeldOut) e++;
            }
        }
        return worst;
    }

    /// <summary>Whether no emulator rules a place out; the variance is worked out only where it decides.</summary>
    internal bool Plausible(ReadOnlySpan<double> places)
    {
        for (var w = waves.Count - 1; w >= 0; w--) // the last wave knows most
        {
            for (int j = 0, e = 0; j < problem.Targets.Count; j++)
            {
                var target = problem.Targets[j];
                if (target.HeldOut) continue;
                var emulator = waves[w][e++];
                var gap = Gap(emulator, places, target);
                if (gap <= cut * target.StandardDeviation) continue;
                if (gap > cut * Math.Sqrt(emulator.Uncertainty(places) + Square(target.StandardDeviation))) return false;
            }
        }
        return true;
    }

    internal void Add(double[][] design, double[][] given)
    {
        points.AddRange(design);
        outputs.AddRange(given);
        var used = Enumerable.Range(0, problem.Targets.Count).Where(j => !problem.Targets[j].HeldOut).ToArray();
        var fitted = new GaussianProcess[used.Length];
        FixedChunks.Run(used.Length, 1, (first, end) =>
        {
            for (var e = first; e < end; e++) fitted[e] = GaussianProcess.Fit(design, [.. given.Select(y => y[used[e]])]);
        });
        waves.Add(fitted);
    }

    /// <summary>The next wave's design: plausible places of a large hypercube, in its order.</summary>
    internal double[][] Fill(HistoryMatchingOptions options, int wave)
    {
        var plausible = Sift(options, wave);
        if (plausible.Count < options.RunsPerWave / 2) plausible = Widen(plausible, options, wave);
        return [.. plausible.Take(options.RunsPerWave)];
    }

    internal void Judge(HistoryMatchingOptions options) => Sift(options, options.Waves);

    private List<double[]> Sift(HistoryMatchingOptions options, int wave)
    {
        var candidates = LatinHypercube.Draw(options.Candidates, problem.Ranges.Count, new RandomStream(options.Seed, (ulong)wave));
        var fits = new bool[candidates.Length];
        FixedChunks.Run(candidates.Length, 64, (first, end) =>
        {
            for (var i = first; i < end; i++) fits[i] = Plausible(candidates[i]);
        });
        List<double[]> plausible = [.. candidates.Where((_, i) => fits[i])];
        left.Add(plausible.Count / (double)candidates.Length);
        if (plausible.Count == 0 && !Plausible(points[Nearest()])) throw new ImplausibleModelException(WorstTarget(), outputs[Nearest()][Array.FindIndex([.. problem.Targets], t => t.Name == WorstTarget().Name)]);
        return plausible;
    }

    /// <summary>Where hardly anything is left, new places are drawn around the plausible ones, and kept where plausible.</summary>
    private List<double[]> Widen(List<double[]> plausible, HistoryMatchingOptions options, int wave)
    {
        var stream = new RandomStream(options.Seed, 1_000_000 + (ulong)wave);
        List<double[]> found = plausible.Count > 0 ? plausible : [points[Nearest()]];
        for (var attempt = 0; attempt < 10 * options.Candidates && found.Count < options.RunsPerWave; attempt++)
        {
            var near = found[stream.NextBelow(found.Count)].ToArray();
            for (var j = 0; j < near.Length; j++) near[j] = Math.Clamp(near[j] + 0.1 * stream.NextNormal(), 0, 1);
            if (Plausible(near)) found.Add(near);
        }
        while (found.Count < problem.Ranges.Count + 2) // so that an emulator can be fitted
        {
            var near = found[stream.NextBelow(found.Count)].ToArray();
            for (var j = 0; j < near.Length; j++) near[j] = Math.Clamp(near[j] + 0.05 * stream.NextNormal(), 0, 1);
            found.Add(near);
        }
        return found;
    }

    private int Nearest()
    {
        var best = 0;
        for (var i = 1; i < points.Count; i++)
        {
            if (problem.Distance(outputs[i]) < problem.Distance(outputs[best])) best = i;
        }
        return best;
    }

    private CalibrationTarget WorstTarget()
    {
        var given = outputs[Nearest()];
        return problem.Targets.Select((t, j) => (Target: t, Gap: t.HeldOut ? -1 : Math.Abs(given[j] - t.Value) / t.StandardDeviation)).MaxBy(x => x.Gap).Target;
    }

    private static double Gap(GaussianProcess emulator, ReadOnlySpan<double> places, CalibrationTarget target) => Math.Abs(emulator.Mean(places) - target.Value);

    private static double Square(double x) => x * x;
}
