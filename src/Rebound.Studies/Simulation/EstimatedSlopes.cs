using System.Globalization;
using Rebound.Econometrics;
using Rebound.Numerics;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Slopes of the resilience link from the study's own estimates, with their uncertainty.</summary>
/// <remarks>Control: H1 by dimension, log cases per head in the short run on the standardised score. Production, logistics and sales: what each dimension adds to the channel's measured level (<see cref="LinkRegression"/>), where [simulation] levels names the
/// variable that is the model's. Each time the same regression is run on the model's own numbers and the slopes are those that give the study's coefficients (<see cref="InferredSlopes"/>): control first, then the channels one after the other, each
/// given what was found before. The estimates are associations: so is what follows from them.</remarks>
internal sealed class EstimatedSlopes
{
    private const int Replicates = 8;
    private const double LargestRatio = 2;
    private const ulong Stream = 0x510e5;
    private static readonly ResilienceDimension[] Dimensions = Enum.GetValues<ResilienceDimension>();
    private static readonly ShockChannel[] Economic = [ShockChannel.Production, ShockChannel.Logistics, ShockChannel.Sales];
    private readonly Study study;
    private readonly SimulatedWorld world;
    private readonly IReadOnlyList<ResilienceDimension> known;
    private readonly EstimateTable asked = new();
    private readonly List<InferredSlopes> found = [];

    /// <summary>Finds the slopes.</summary>
    /// <exception cref="NumericalException">Every estimate that could tell a slope is refused.</exception>
    public EstimatedSlopes(Study study, MeasuredIndex? measured, SimulatedWorld world, IReadOnlyList<ResilienceDimension> dimensions)
    {
        (this.study, this.world, known) = (study, world, dimensions);
        if (study.Settings.Shock is null || study.Data.Monthly is null) throw new NumericalException("slopes = \"estimates\" needs the study's own estimates, and there is no [shock] or no monthly table: write slopes = \"prior\", or add them.");
        var mechanism = new MechanismPanel(study, measured, null);
        new ControlQuestions(study, mechanism, asked).Ask();
        var links = new LinkQuestions(study, mechanism, asked);
        links.Ask();
        foreach (var dimension in dimensions)
            foreach (var channel in Enum.GetValues<ShockChannel>())
                if (!IsLinked(dimension, channel)) Reasons[(dimension, channel)] = "stays at its prior, which nothing reads: no parameter of the model in this channel depends on the dimension";
        Control();
        if (Economic.Any(c => LevelOf(c).Length > 0)) Channels(links);
        else foreach (var channel in Economic) Leave(channel, "[simulation] levels names no variable that measures this channel of the model");
        if (dimensions.Count == 0) throw new NumericalException("slopes = \"estimates\", and the study's index has no dimension that the model knows. Write slopes = \"prior\", or mend what is named.");
        if (found.Count == 0 && Reasons.Values.All(r => r.StartsWith("stays at its prior", StringComparison.Ordinal)) && dimensions.All(d => !asked.Answers.ContainsKey("h1." + NameOf(d))))
            throw new NumericalException($"slopes = \"estimates\", and the study's own estimates are refused: {string.Join("; ", dimensions.Where(d => IsLinked(d, ShockChannel.Control)).Select(d => Reasons[(d, ShockChannel.Control)]))}. Write slopes = \"prior\", or mend what is named.");
        Central = Middle;
    }

    /// <summary>The slopes at the estimates.</summary>
    public LinkSlopes Central { get; }

    /// <summary>What became of each dimension in each channel, in words.</summary>
    public Dictionary<(ResilienceDimension Dimension, ShockChannel Channel), string> Reasons { get; } = [];

    /// <summary>A slope before it is held within its range, with its standard error; null where it stays at its prior.</summary>
    public (double Slope, double Error)? Of(ResilienceDimension dimension, ShockChannel channel) => found.Where(f => f.Channel == channel).Select(f => f.Of(dimension)).FirstOrDefault();

    /// <summary>Slopes of a number of replicates.</summary>
    public IReadOnlyList<LinkSlopes> Draws(int replicates) => [.. Enumerable.Range(0, replicates).Select(r =>
    {
        var stream = new RandomStream(study.Settings.Seed ^ Stream, (ulong)r);
        return Drawn([.. Enumerable.Range(0, Dimensions.Length * (1 + Economic.Length)).Select(_ => stream.NextNormal())]);
    })];

    private static string NameOf<T>(T of) where T : struct, Enum => of.ToString().ToLowerInvariant();

    private static bool IsLinked(ResilienceDimension dimension, ShockChannel channel) => Parameters.All.Any(p => p.Channel == channel && p.Links.Any(l => l.Dimension == dimension));

    private string LevelOf(ShockChannel channel) => study.Settings.Simulation!.Levels.GetValueOrDefault(NameOf(channel), "");

    private LinkSlopes Middle => Drawn(new double[Dimensions.Length * (1 + Economic.Length)]);

    private LinkSlopes Drawn(double[] z) => found.Aggregate(LinkSlopes.Prior, (slopes, f) => f.Into(slopes, z.AsSpan(Dimensions.Length * (1 + Array.IndexOf(Economic, f.Channel)), Dimensions.Length)));

    private void Leave(ShockChannel channel, string reason)
    {
        foreach (var dimension in known.Where(d => IsLinked(d, channel))) Reasons[(dimension, channel)] = $"stays at its prior: {reason}";
    }

    private void Control()
    {
        List<(ResilienceDimension Dimension, string Id)> answered = [];
        foreach (var dimension in known.Where(d => IsLinked(d, ShockChannel.Control)))
        {
            var id = "h1." + NameOf(dimension);
            if (asked.Answers.ContainsKey(id)) answered.Add((dimension, id));
            else Reasons[(dimension, ShockChannel.Control)] = $"stays at its prior: the study's estimate {id} is refused ({asked.Refusals.GetValueOrDefault(id, "not asked")})";
        }
        if (answered.Count == 0) return;
        var covariance = new double[answered.Count, answered.Count];
        for (var i = 0; i < answered.Count; i++) covariance[i, i] = Math.Pow(asked.Answers[answered[i].Id].Value.StandardError, 2);
        Keep(InferredSlopes.Find(Evidence(ShockChannel.Control, answered, [.. answered.Select(a => asked.Answers[a.Id].Value.Value)], covariance, ""), slopes => Cases(slopes, answered), Reasons));
    }

    private void Keep(InferredSlopes? slopes)
    {
        if (slopes is not null) found.Add(slopes);
    }

    // Every other slope of the model counts with its error: cases depend on control alone, the economy on all.
    private LinkEvidence Evidence(ShockChannel channel, List<(ResilienceDimension Dimension, string Id)> answered, double[] estimates, double[,] covariance, string note)
    {
        var start = Middle;
        List<(ResilienceDimension, ShockChannel, double)> others = [];
        foreach (var dimension in known)
            foreach (var other in Enum.GetValues<ShockChannel>())
                if (IsLinked(dimension, other) && (channel != ShockChannel.Control || other == channel)) others.Add((dimension, other, Of(dimension, other)?.Error ?? start[dimension, other]));
        return new LinkEvidence(channel, [.. answered.Select(a => a.Dimension)], [.. answered.Select(a => a.Id)], estimates, covariance, start, others, note);
    }

    // The study's regressions on the model's cases, a replicate each: ln(detected per head in the short run) on each score, over units with a case.
    private double[][] Cases(LinkSlopes slopes, List<(ResilienceDimension Dimension, string Id)> answered)
    {
        var (simulation, shock) = (study.Settings.Simulation!, study.Settings.Shock!);
        var (from, to) = (new DateOnly(shock.Start.Year, shock.Start.Month, 1).DayNumber - simulation.FirstDay.DayNumber, new DateOnly(shock.End.Year, shock.End.Month, 1).AddMonths(1).DayNumber - simulation.FirstDay.DayNumber);
        var model = (world with { Slopes = slopes }).NewEpidemic();
        var coefficients = new double[Replicates][];
        FixedChunks.Run(Replicates, 1, (r, _) =>
        {
            var path = model.Run(study.Settings.Seed, r).Path;
            List<(int City, double Y)> points = [];
            for (var c = 0; c < world.Cities.Count; c++)
            {
                var cases = 0L;
                for (var day = Math.Max(0, from); day < Math.Min(path.Days, to); day++) cases += path.Detected[day * path.Cities + c];
                if (cases > 0) points.Add((c, Math.Log(cases / (double)world.Cities[c].Population)));
            }
            coefficients[r] = [.. answered.Select(a => Slope([.. points.Select(p => world.Cities[p.City].Resilience[(int)a.Dimension])], [.. points.Select(p => p.Y)]))];
        });
        return coefficients;
    }

    private static double Slope(double[] x, double[] y)
    {
        double meanX = 0, meanY = 0, product = 0, square = 0;
        for (var i = 0; i < x.Length; i++) (meanX, meanY) = (meanX + x[i] / x.Length, meanY + y[i] / x.Length);
        for (var i = 0; i < x.Length; i++) (product, square) = (product + (x[i] - meanX) * (y[i] - meanY), square + (x[i] - meanX) * (x[i] - meanX));
        return square > 0 ? product / square : 0;
    }

    // The channels, on epidemics under the slopes of control that were found.
    private void Channels(LinkQuestions links)
    {
        var (simulation, shock) = (study.Settings.Simulation!, study.Settings.Shock!);
        if (simulation.First.CompareTo(shock.Start) > 0 || simulation.Last.CompareTo(shock.End) < 0)
        {
            foreach (var channel in Economic) Leave(channel, $"the simulation, {simulation.First} to {simulation.Last}, does not hold the whole short run, {shock.Start} to {shock.End}");
            return;
        }
        if (study.Data.DailyCases is not { } reported)
        {
            foreach (var channel in Economic) Leave(channel, "the study has no epidemic table, so the economy cannot be run on the epidemic as it was reported");
            return;
        }
        var cases = new int[world.Cities.Count * reported.Days];
        for (var c = 0; c < world.Cities.Count; c++)
            for (var day = 0; day < reported.Days; day++) cases[day * world.Cities.Count + c] = reported.Of(c)[day] is > 0 and var count ? (int)count : 0;
        foreach (var channel in Economic) Channel(channel, links, cases);
    }

    private void Channel(ShockChannel channel, LinkQuestions links, int[] cases)
    {
        var variable = LevelOf(channel);
        if (variable.Length == 0 || !links.Fitted.TryGetValue(variable, out var own))
        {
            Leave(channel, variable.Length == 0 ? "[simulation] levels names no variable that measures this channel of the model"
                : asked.Refusals.FirstOrDefault(r => r.Key.StartsWith("link.", StringComparison.Ordinal) && r.Value.Contains($"'{variable}'", StringComparison.Ordinal)).Value ?? $"'{variable}' could not be related to the dimensions");
            return;
        }
        List<(ResilienceDimension Dimension, string Id)> answered = [];
        foreach (var dimension in known.Where(d => IsLinked(d, channel)))
        {
            var (id, path) = (links.IdOf(own.Regression.Channel, variable, PathOf(own.Regression, dimension)), PathOf(own.Regression, dimension));
            if (asked.Answers.ContainsKey(id) && own.Fitted.Has(LinkRegression.Term(path))) answered.Add((dimension, id));
            else Reasons[(dimension, channel)] = $"stays at its prior: the study's estimate {id} is refused ({asked.Refusals.GetValueOrDefault(id, "not asked")})";
        }
        if (answered.Count == 0) return;
        int[] places = [.. answered.Select(a => own.Fitted.Names.ToList().IndexOf(LinkRegression.Term(PathOf(own.Regression, a.Dimension))))];
        var covariance = new double[places.Length, places.Length];
        for (var i = 0; i < places.Length; i++)
            for (var j = 0; j < places.Length; j++) covariance[i, j] = own.Fitted.CovarianceMatrix[places[i], places[j]];
        Levels(channel, Middle, own.Regression, answered, cases, out var simulated);
        var (fall, model) = (LinkRegression.Fall(own.Regression.Window), LinkRegression.Fall(simulated));
        if (!(fall > 0 && model > fall / LargestRatio && model < fall * LargestRatio))
        {
            Leave(channel, string.Create(CultureInfo.InvariantCulture, $"in the short run '{variable}' stands {-100 * fall:+0.#;-0.#;0} % from its normal level and the model's level of {NameOf(channel)} {-100 * model:+0.#;-0.#;0} %: before such a model fits, slopes taken from it mean nothing"));
            return;
        }
        var note = string.Create(CultureInfo.InvariantCulture, $"; the level fell by {100 * fall:0.#} % of normal, in the model by {100 * model:0.#} %");
        Keep(InferredSlopes.Find(Evidence(channel, answered, [.. places.Select(p => own.Fitted.Coefficients[p].Value)], covariance, note), slopes => Levels(channel, slopes, own.Regression, answered, cases), Reasons));
    }

    private static string PathOf(LinkRegression regression, ResilienceDimension dimension) => regression.Dimensions.First(d => d.Equals(dimension.ToString(), StringComparison.OrdinalIgnoreCase));

    private double[][] Levels(ShockChannel channel, LinkSlopes slopes, LinkRegression regression, List<(ResilienceDimension Dimension, string Id)> answered, int[] cases) => Levels(channel, slopes, regression, answered, cases, out _);

    // The study's regression on the model's level of the channel, given the reported epidemic; the months before the simulation are normal ones. Nothing in it is drawn.
    private double[][] Levels(ShockChannel channel, LinkSlopes slopes, LinkRegression regression, List<(ResilienceDimension Dimension, string Id)> answered, int[] cases, out ModelData table)
    {
        var (first, day) = (study.Settings.Simulation!.First, study.Settings.Simulation!.FirstDay);
        var moved = world with { Slopes = slopes };
        var path = moved.NewEpidemic().Reported(cases);
        var run = moved.NewEconomy().Run(path, world.Channels, null, EconomyDetail.Cities);
        var (levels, stringency) = (ChannelLevels.Of(channel, path, run, day), ChannelLevels.ByMonth(path.Stringency, path.Cities, day));
        table = regression.With((unit, month) => month.Ordinal - first.Ordinal is var at and >= 0 ? (levels[unit * run.Months + at], stringency[unit * run.Months + at]) : (1, 0));
        var fitted = new AbsorbedLeastSquares().Fit(table, regression.Model with { PerfectFit = PerfectFitRule.Allow });
        return [[.. answered.Select(a => LinkRegression.Term(PathOf(regression, a.Dimension)) is var term && fitted.Has(term) ? fitted[term].Value : 0)]];
    }
}
