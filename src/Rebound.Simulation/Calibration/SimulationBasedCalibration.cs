using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>Does the sampler say the truth about its own uncertainty? Values are drawn from the prior, data with errors are made from them, and the posterior of these data is asked where the true value lies in it.</summary>
/// <remarks>If prior, model, errors and sampler fit together, the rank of the true value among L posterior draws is uniform on 0 … L (Talts, Betancourt, Simpson, Vehtari and Gelman 2018).
/// Too many ranks at both ends: posteriors too narrow; in the middle: too wide; to one side: biased. Judged by χ² on equal bins.</remarks>
public static class SimulationBasedCalibration
{
    /// <summary>Runs it.</summary>
    /// <param name="problem">Its targets' values are replaced by made ones; their errors are kept. Held out targets play no part.</param>
    /// <param name="replicates">Made data sets, at least 20.</param>
    /// <param name="bins">Bins of the test, at least 2; five expected ranks in each are enough.</param>
    /// <param name="options">Of the sampler; L is the number of its particles.</param>
    /// <param name="cancellation">Stops between runs.</param>
    public static CalibrationRanks Run(CalibrationProblem problem, int replicates, int bins, AbcSmcOptions options, CancellationToken cancellation = default)
    {
        problem.Require();
        if (replicates < 20 || bins < 2 || replicates < 5 * bins) throw new ArgumentException("Ranks need at least 20 replicates and five for each of at least two bins.");
        var d = problem.Ranges.Count;
        var ranks = new double[replicates][];
        for (var r = 0; r < replicates; r++)
        {
            var stream = new RandomStream(options.Seed ^ 0x5bc5bc5bcUL, (ulong)r);
            var place = new double[d];
            for (var j = 0; j < d; j++) place[j] = stream.NextUniform();
            var truth = problem.Values(place);
            var outputs = problem.Run(place);
            CalibrationTarget[] made = [.. problem.Targets.Select((t, j) => t with { Value = outputs[j] + t.StandardDeviation * stream.NextNormal() })];
            var posterior = AbcSmc.Run(problem with { Targets = made }, options with { Seed = options.Seed + 1 + (ulong)r }, null, null, cancellation);
            ranks[r] = new double[d];
            for (var j = 0; j < d; j++) ranks[r][j] = (posterior.Values.Count(v => v[j] < truth[j]) + 0.5) / (posterior.Values.Count + 1);
        }
        return new CalibrationRanks([.. problem.Ranges.Select(x => x.Name)], ranks, bins);
    }

    /// <summary>The same of the filter on the epidemic's cases: values from the prior, an epidemic of their own, reports of it with the cities' error, and the filter's ensemble on these.</summary>
    /// <param name="world">The world.</param>
    /// <param name="reported">Cities and days that report; their cases are replaced by made ones.</param>
    /// <param name="moved">What is moved, with its prior.</param>
    /// <param name="replicates">Made data sets, at least 20.</param>
    /// <param name="bins">Bins of the test, at least 2; five expected ranks in each are enough.</param>
    /// <param name="options">Of the filter. The made totals are sums of the made cities, so a total error far below the cities' one would claim more than the made data know.</param>
    /// <param name="cancellation">Stops between runs.</param>
    public static CalibrationRanks OfEpidemic(SimulatedWorld world, IReadOnlyList<ObservedCases> reported, IReadOnlyList<CalibrationRange> moved, int replicates, int bins, EpidemicCalibrationOptions options, CancellationToken cancellation = default)
    {
        if (replicates < 20 || bins < 2 || replicates < 5 * bins) throw new ArgumentException("Ranks need at least 20 replicates and five for each of at least two bins.");
        var ranks = new double[replicates][];
        var places = new double[moved.Count];
        for (var r = 0; r < replicates; r++)
        {
            var stream = new RandomStream(options.Seed ^ 0x5bce91de31cUL, (ulong)r);
            var truth = world;
            for (var p = 0; p < moved.Count; p++)
            {
                places[p] = stream.NextUniform();
                truth = moved[p].Name == EpidemicCalibration.Seeds ? truth with { SeedFactor = moved[p].At(places[p]) } : truth with { Parameters = truth.Parameters.With(Parameters.Find(moved[p].Name)!, moved[p].At(places[p])) };
            }
            var made = CalibrationData.Made(truth, reported, options.Seed + 1 + (ulong)r, stream, options.CityError, cancellation);
            var members = EpidemicCalibration.Run(world, made, moved, options with { Seed = options.Seed + 0x10000 + (ulong)r }, null, cancellation).Members;
            ranks[r] = new double[moved.Count];
            for (var p = 0; p < moved.Count; p++)
            {
                var (name, value) = (moved[p].Name, moved[p].At(places[p]));
                ranks[r][p] = (members.Count(m => (name == EpidemicCalibration.Seeds ? m.SeedFactor : m.Parameters[Parameters.Find(name)!]) < value) + 0.5) / (members.Count + 1);
            }
        }
        return new CalibrationRanks([.. moved.Select(m => m.Name)], ranks, bins);
    }
}
