using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>Calibrates the epidemic on the reported cases of cities: an ensemble adjustment Kalman filter on the parameters.</summary>
/// <remarks>Every member runs the whole epidemic with parameters of its own and chance of its own; the cases of all cities on all days, as
/// ln(1 + cases), adjust the parameters on the scale where their priors are standard normal. The data are taken in R rounds with R times their error
/// variance, after each of which the ensemble is run anew: for a linear model the R rounds weigh the data exactly once, and otherwise the later ones
/// regress where the earlier ones have led. The page is docs/methods/simulation-calibration.md. Checked against data with planted parameters and the
/// exact posterior of a linear model.</remarks>
public sealed class EpidemicCalibration
{
    /// <summary>The name of the range that is no parameter: a factor on the people of every seed.</summary>
    public const string Seeds = "seeds";

    private const ulong Purpose = 2;
    private readonly SimulatedWorld world;
    private readonly IReadOnlyList<CalibrationRange> moved;
    private readonly EpidemicCalibrationOptions options;
    private readonly CalibrationData data;
    private readonly CancellationToken cancellation;

    private EpidemicCalibration(SimulatedWorld world, IReadOnlyList<CalibrationRange> moved, EpidemicCalibrationOptions options, CalibrationData data, CancellationToken cancellation) =>
        (this.world, this.moved, this.options, this.data, this.cancellation) = (world, moved, options, data, cancellation);

    /// <summary>Calibrates.</summary>
    /// <param name="world">The world; its parameters hold for all that is not moved.</param>
    /// <param name="observed">Reported cases; days within the world's.</param>
    /// <param name="moved">What to move: parameters of the epidemic by their symbols, within their bounds, and <see cref="Seeds"/>.</param>
    /// <param name="options">Ensemble, errors, cities held out.</param>
    /// <param name="progress">Takes the share that is done.</param>
    /// <param name="cancellation">Stops between replicates.</param>
    /// <exception cref="ScenarioException">The request or the world cannot be used; every fault is told.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static EpidemicCalibrationResult Run(
        SimulatedWorld world, IReadOnlyList<ObservedCases> observed, IReadOnlyList<CalibrationRange> moved, EpidemicCalibrationOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new();
        CalibrationFaults.Check(world, observed, moved, options);
        return new EpidemicCalibration(world, moved, options, new CalibrationData(world, observed, options), cancellation).Run(progress);
    }

    private EpidemicCalibrationResult Run(IProgress<double>? progress)
    {
        var ensemble = Prior();
        var prior = Array.ConvertAll(ensemble, p => (double[])p.Clone());
        var observed = data.Used();
        var variances = new double[observed.Length];
        for (var k = 0; k < variances.Length; k++) variances[k] = options.Rounds * Math.Pow(data.Error(k), 2);
        for (var round = 0; round < options.Rounds; round++)
        {
            var runs = Simulate(ensemble, 0, round, progress);
            EnsembleAdjustment.Run(ensemble, data.Predicted(runs), observed, variances);
        }
        var fresh = Simulate(ensemble, options.Members, options.Rounds, progress);
        CalibratedMember[] members = [.. Enumerable.Range(0, options.Members).Select(m => Member(ensemble, m))];
        return new EpidemicCalibrationResult(members, Learning(prior, ensemble), data.Fit(fresh, HeldBack.Nothing, options.CityError)!, data.Fit(fresh, HeldBack.City, options.CityError), data.Totals(fresh)) { HeldOutDays = data.Fit(fresh, HeldBack.Day, options.CityError) };
    }

    private double[][] Prior()
    {
        var random = new KeyedRandom(options.Seed, ulong.MaxValue);
        var ensemble = new double[moved.Count][];
        for (var p = 0; p < ensemble.Length; p++)
        {
            ensemble[p] = new double[options.Members];
            for (var m = 0; m < options.Members; m++) ensemble[p][m] = NormalQuantile.Of(random.Block((ulong)m, (ulong)p, 0, Purpose).First);
        }
        return ensemble;
    }

    private double[][] Simulate(double[][] ensemble, int firstReplicate, int round, IProgress<double>? progress)
    {
        var runs = new double[options.Members][];
        ReplicateBlocks.Run(options.Blocks is { } blocks ? blocks with { Name = FormattableString.Invariant($"{blocks.Name}-{round}") } : null, options.Members, () => 0, (m, _) =>
        {
            var member = Member(ensemble, m);
            var model = new EpidemicModel(world.Cities, world.Travel, member.Parameters, world.Slopes, member.Apply(data.Settings, world.Cities));
            runs[m] = data.Read(model.Run(options.Seed, firstReplicate + m, cancellation));
        }, (m, writer) =>
        {
            writer.Write(runs[m].Length);
            ReplicateBlocks.Write(writer, runs[m]);
        }, (m, reader) => ReplicateBlocks.Read(reader, runs[m] = new double[reader.ReadInt32()]), progress is null ? null : new Rounds(progress, round, options.Rounds + 1), cancellation);
        return runs;
    }

    private CalibratedMember Member(double[][] ensemble, int m)
    {
        var (parameters, factor) = (world.Parameters, 1.0);
        for (var p = 0; p < moved.Count; p++)
        {
            var value = moved[p].At(Normal.UpperP(-ensemble[p][m]));
            if (moved[p].Name == Seeds) factor = value;
            else parameters = parameters.With(Parameters.Find(moved[p].Name)!, value);
        }
        return new CalibratedMember(parameters, factor);
    }

    private List<ParameterLearning> Learning(double[][] prior, double[][] posterior)
    {
        var learning = new List<ParameterLearning>();
        for (var p = 0; p < moved.Count; p++)
        {
            var place = p;
            Spread On(double[] z) => Spread.Of([.. z.Select(x => moved[place].At(Normal.UpperP(-x)))]);
            learning.Add(new(moved[p].Name, On(prior[p]), On(posterior[p]), Math.Max(0, 1 - Variance(posterior[p]) / Variance(prior[p]))));
        }
        return learning;
    }

    private sealed class Rounds(IProgress<double> whole, int round, int all) : IProgress<double>
    {
        public void Report(double value) => whole.Report((round + value) / all);
    }

    private static double Variance(double[] values)
    {
        double sum = 0, squares = 0;
        foreach (var value in values) sum += value;
        foreach (var value in values) squares += (value - sum / values.Length) * (value - sum / values.Length);
        return squares / (values.Length - 1);
    }
}
