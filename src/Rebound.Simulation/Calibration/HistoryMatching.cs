using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>Rules out, wave by wave, the values with which the model cannot have given the data.</summary>
/// <remarks>
/// Implausibility of a place x: I(x) = max_j |E_j(x) − z_j| / √(V_j(x) + σ_j²), with E and V mean and variance of the emulator of target j (Craig, Goldstein, Seheult and Smith 1997; Vernon, Goldstein and Bower 2010).
/// Wave 1 fills the whole prior by a Latin hypercube; each later wave fills what no emulator so far rules out. What is left is not a posterior: it says where to look.
/// </remarks>
public static class HistoryMatching
{
    /// <summary>Matches.</summary>
    /// <param name="problem">Numbers, targets, model.</param>
    /// <param name="options">Waves, runs, cut, seed.</param>
    /// <param name="progress">Takes the share of the waves that is done.</param>
    /// <param name="cancellation">Stops between runs.</param>
    /// <exception cref="ImplausibleModelException">No place is left: with these ranges and errors the model cannot have given the data.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static HistoryMatch Run(CalibrationProblem problem, HistoryMatchingOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        problem.Require();
        var d = problem.Ranges.Count;
        if (options.Waves < 1 || options.RunsPerWave < d + 2 || options.Candidates < options.RunsPerWave || !(options.Cut > 0))
            throw new ArgumentException($"History matching has at least one wave, {d + 2} runs a wave, as many candidates, and a positive cut.", nameof(options));
        var match = new HistoryMatch(problem, options.Cut);
        for (var wave = 0; wave < options.Waves; wave++)
        {
            var points = wave == 0 ? LatinHypercube.Draw(options.RunsPerWave, d, new RandomStream(options.Seed, 0)) : match.Fill(options, wave);
            var outputs = new double[points.Length][];
            FixedChunks.Run(points.Length, 1, (first, end) =>
            {
                for (var i = first; i < end; i++) outputs[i] = problem.Run(points[i]);
            }, cancellation);
            match.Add(points, outputs);
            progress?.Report((wave + 1.0) / options.Waves);
        }
        match.Judge(options);
        return match;
    }
}
