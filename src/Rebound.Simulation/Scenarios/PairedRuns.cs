namespace Rebound.Simulation;

/// <summary>Replicates of a world and of its counterfactuals under the same chance, so that each difference is a difference of pairs.</summary>
/// <remarks>Worlds that differ in nothing the epidemic sees share its paths. A replicate is a pure function of the worlds, the seed and its number,
/// so results do not depend on threads. Memory: worlds × replicates × (months + weeks + 3 numbers a city).</remarks>
public sealed class PairedRuns
{
    private readonly RunPlan plan;
    private readonly WorldRuns[] runs;
    private readonly double[] normal;

    private PairedRuns(IReadOnlyList<Counterfactual> worlds, RunPlan plan, WorldRuns[] runs, double[] normal, double[] cityNormal)
    {
        (Worlds, this.plan, this.runs, this.normal, CityNormal) = (worlds, plan, runs, normal, cityNormal);
        Months = normal.Length;
    }

    /// <summary>The worlds; the first is the one that the others are held against.</summary>
    public IReadOnlyList<Counterfactual> Worlds { get; }

    /// <summary>Number of months.</summary>
    public int Months { get; }

    /// <summary>Number of cities.</summary>
    public int Cities => Worlds[0].World.Cities.Count;

    /// <summary>Number of weeks, the last perhaps cut.</summary>
    public int Weeks => runs[0].Weeks;

    /// <summary>Exports of goods on the normal path, city × (short run, long run).</summary>
    internal double[] CityNormal { get; }

    /// <summary>Runs the worlds.</summary>
    /// <param name="baseline">The world as it was.</param>
    /// <param name="others">Worlds to hold against it; the same cities in the same order, the same days.</param>
    /// <param name="plan">Seed, replicates, horizons.</param>
    /// <param name="progress">Takes the share of replicates that is done.</param>
    /// <param name="cancellation">Stops between replicates.</param>
    /// <param name="observe">Takes each replicate of the world as it was, from any thread and in any order: its number, its epidemic and its economy.</param>
    /// <exception cref="ScenarioException">A world cannot be simulated.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static PairedRuns Run(SimulatedWorld baseline, IReadOnlyList<Counterfactual> others, RunPlan plan, IProgress<double>? progress = null, Action<int, EpidemicOutcome, EconomyResult>? observe = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.Replicates, 2);
        Counterfactual[] worlds = [new Counterfactual("baseline", baseline), .. others];
        var shared = !plan.IsDrawn ? new Prepared(worlds, plan, 0) : null;
        var first = shared ?? new Prepared(worlds, plan, 0);
        var (cities, months, weeks) = (baseline.Cities.Count, first.Economies[0].Months, (baseline.Epidemic.Days + 6) / 7);
        var runs = new WorldRuns[worlds.Length];
        for (var w = 0; w < runs.Length; w++) runs[w] = new WorldRuns(plan, cities, months, weeks);
        var (normal, cityNormal) = (new double[months], new double[2 * cities]);
        ReplicateBlocks.Run(plan.Blocks, plan.Replicates, () => new EconomyRoom?[worlds.Length], (replicate, rooms) =>
        {
            var models = shared ?? new Prepared(worlds, plan, replicate);
            foreach (var (_, model, members) in models.Epidemics)
            {
                var outcome = model.Run(plan.Seed, replicate);
                foreach (var w in members)
                {
                    var result = models.Economies[w].Run(outcome.Path, worlds[w].World.Channels, shared is null ? null : rooms[w] ??= models.Economies[w].NewRoom());
                    runs[w].Keep(replicate, outcome, result);
                    if (w != 0) continue;
                    observe?.Invoke(replicate, outcome, result);
                    if (replicate == 0) KeepNormal(plan, result, normal, cityNormal);
                }
            }
        }, (replicate, writer) => Each(replicate, m => ReplicateBlocks.Write(writer, m.Span)), (replicate, reader) => Each(replicate, m => ReplicateBlocks.Read(reader, m.Span)), progress, cancellation);

        void Each(int replicate, Action<Memory<double>> take)
        {
            foreach (var run in runs) run.Each(replicate, take);
            if (plan.Observed is { } observed) take(observed(replicate));
            if (replicate != 0) return;
            take(normal);
            take(cityNormal);
        }

        return new PairedRuns(worlds, plan, runs, normal, cityNormal);
    }

    /// <summary>Exports of all cities in a month, per cent of normal.</summary>
    /// <param name="world">Place of the world, 0 the baseline.</param>
    /// <param name="month">Counted from the first.</param>
    public Spread Exports(int world, int month) => Spread.Of(Each(r => 100 * runs[world].Exports[r * Months + month] / normal[month]));

    /// <summary>Detected cases of all cities in a week.</summary>
    /// <param name="world">Place of the world.</param>
    /// <param name="week">Counted from the first.</param>
    public Spread Detected(int world, int week) => Spread.Of(Each(r => runs[world].Detected[r * Weeks + week]));

    /// <summary>Change of all cities' exports against the baseline, per cent of normal exports of the same months.</summary>
    /// <param name="world">Place of the world.</param>
    /// <param name="shortRun">Whether the months of the short run count.</param>
    /// <param name="longRun">Whether the months after it count.</param>
    public PairedDifference ExportsChange(int world, bool shortRun, bool longRun)
    {
        double whole = 0;
        for (var i = 0; i < 2 * Cities; i++) whole += Counts(i, shortRun, longRun) ? CityNormal[i] : 0;
        return PairedDifference.Of(Each(r =>
        {
            double sum = 0;
            for (var i = 0; i < 2 * Cities; i++) sum += Counts(i, shortRun, longRun) ? runs[world].CityExports[r * 2 * Cities + i] - runs[0].CityExports[r * 2 * Cities + i] : 0;
            return 100 * sum / whole;
        }), 100);
    }

    /// <summary>Change of a city's exports against the baseline over all months, per cent of its normal exports; a city without exports changes by 0.</summary>
    /// <param name="world">Place of the world.</param>
    /// <param name="city">Place of the city.</param>
    public PairedDifference CityExportsChange(int world, int city)
    {
        var whole = CityNormal[2 * city] + CityNormal[2 * city + 1];
        return whole == 0 ? default : PairedDifference.Of(Each(r => 100 * (Whole(world, r, city) - Whole(0, r, city)) / whole), 100);
    }

    /// <summary>Exports of a city over all months, per cent of normal.</summary>
    /// <param name="world">Place of the world.</param>
    /// <param name="city">Place of the city.</param>
    public Spread CityExports(int world, int city)
    {
        var whole = CityNormal[2 * city] + CityNormal[2 * city + 1];
        return Spread.Of(Each(r => whole == 0 ? 100 : 100 * Whole(world, r, city) / whole));
    }

    /// <summary>Exports of all cities from the short run on, per cent of normal.</summary>
    /// <param name="world">Place of the world.</param>
    public Spread AllExports(int world)
    {
        var whole = CityNormal.Sum();
        return Spread.Of(Each(r => 100 * Total(world, r) / whole));
    }

    /// <summary>Change of all cities' exports against the baseline, in the money of the exports.</summary>
    /// <param name="world">Place of the world.</param>
    public PairedDifference MoneyChange(int world) => PairedDifference.Of(Each(r => Total(world, r) - Total(0, r)), CityNormal.Sum());

    /// <summary>Change of all cities' exports against the baseline in each replicate, in the money of the exports.</summary>
    /// <param name="world">Place of the world.</param>
    internal double[] MoneyChanges(int world) => Each(r => Total(world, r) - Total(0, r));

    /// <summary>Change of one city's exports against the baseline, in the money of the exports.</summary>
    /// <param name="world">Place of the world.</param>
    /// <param name="city">Place of the city.</param>
    public PairedDifference CityMoneyChange(int world, int city) => PairedDifference.Of(Each(r => Whole(world, r, city) - Whole(0, r, city)), CityNormal[2 * city] + CityNormal[2 * city + 1]);

    /// <summary>Change of the exports of all cities but one against the baseline, in the money of the exports.</summary>
    /// <param name="world">Place of the world.</param>
    /// <param name="city">Place of the city that is left out.</param>
    public PairedDifference OthersMoneyChange(int world, int city) => PairedDifference.Of(Each(r => Total(world, r) - Whole(world, r, city) - Total(0, r) + Whole(0, r, city)), CityNormal.Sum());

    /// <summary>Normal exports of a city over all months that count, in the money of the exports.</summary>
    /// <param name="city">Place of the city.</param>
    public double NormalExports(int city) => CityNormal[2 * city] + CityNormal[2 * city + 1];

    /// <summary>Exports of all cities in one world against another, per cent of normal.</summary>
    /// <param name="world">Place of the world.</param>
    /// <param name="against">Place of the other.</param>
    public PairedDifference ExportsDifference(int world, int against)
    {
        var whole = CityNormal.Sum();
        return whole == 0 ? default : PairedDifference.Of(Each(r => 100 * (Total(world, r) - Total(against, r)) / whole), 100);
    }

    /// <summary>Infections of all cities in one world against another.</summary>
    /// <param name="world">Place of the world.</param>
    /// <param name="against">Place of the other.</param>
    public PairedDifference InfectionsDifference(int world, int against) => PairedDifference.Of(Each(r => AllInfections(world, r) - AllInfections(against, r)), 1);

    /// <summary>Infections of all cities.</summary>
    /// <param name="world">Place of the world.</param>
    public Spread Infections(int world) => Spread.Of(Each(r => AllInfections(world, r)));

    /// <summary>Change of all cities' infections against the baseline.</summary>
    /// <param name="world">Place of the world.</param>
    public PairedDifference InfectionsChange(int world) => PairedDifference.Of(Each(r => AllInfections(world, r) - AllInfections(0, r)), 1);

    /// <summary>Infections of a city.</summary>
    /// <param name="world">Place of the world.</param>
    /// <param name="city">Place of the city.</param>
    public Spread CityInfections(int world, int city) => Spread.Of(Each(r => runs[world].Infections[r * Cities + city]));

    /// <summary>Mean cost of a world's levers, in the money of the exports.</summary>
    /// <param name="world">Place of the world.</param>
    public double Cost(int world) => Spread.Of(Each(r => runs[world].Cost[r])).Mean;

    private double Whole(int world, int replicate, int city) => runs[world].CityExports[(replicate * Cities + city) * 2] + runs[world].CityExports[(replicate * Cities + city) * 2 + 1];

    private double Total(int world, int replicate)
    {
        var sum = 0.0;
        for (var c = 0; c < Cities; c++) sum += Whole(world, replicate, c);
        return sum;
    }

    private double AllInfections(int world, int replicate)
    {
        var sum = 0.0;
        for (var c = 0; c < Cities; c++) sum += runs[world].Infections[replicate * Cities + c];
        return sum;
    }

    private double[] Each(Func<int, double> of)
    {
        var values = new double[plan.Replicates];
        for (var r = 0; r < values.Length; r++) values[r] = of(r);
        return values;
    }

    private static bool Counts(int place, bool shortRun, bool longRun) => place % 2 == 0 ? shortRun : longRun;

    private static void KeepNormal(RunPlan plan, EconomyResult result, double[] normal, double[] cityNormal)
    {
        for (var m = 0; m < normal.Length; m++) normal[m] = result.NationalNormal(m);
        for (var c = 0; c < result.Cities; c++)
            for (var m = plan.ShortFirst; m < result.Months; m++) cityNormal[2 * c + (m <= plan.ShortLast ? 0 : 1)] += result.Normal[c * result.Months + m];
    }

    /// <summary>The models of every world as one replicate sees them; worlds whose epidemics are the same share one.</summary>
    private sealed class Prepared
    {
        public Prepared(IReadOnlyList<Counterfactual> worlds, RunPlan plan, int replicate)
        {
            Economies = new EconomyModel[worlds.Count];
            for (var w = 0; w < worlds.Count; w++)
            {
                var world = plan.Drawn(worlds[w].World, worlds[0].World, replicate);
                Economies[w] = world.NewEconomy();
                var same = Epidemics.FindIndex(e => SameEpidemic(e.World, world));
                if (same >= 0) Epidemics[same].Members.Add(w);
                else Epidemics.Add((world, world.NewEpidemic(), [w]));
            }
        }

        public List<(SimulatedWorld World, EpidemicModel Model, List<int> Members)> Epidemics { get; } = [];

        public EconomyModel[] Economies { get; }
    }

    private static bool SameEpidemic(SimulatedWorld a, SimulatedWorld b) =>
        ReferenceEquals(a.Cities, b.Cities) && ReferenceEquals(a.Travel, b.Travel) && ReferenceEquals(a.Epidemic, b.Epidemic) && ReferenceEquals(a.Slopes, b.Slopes) && a.SeedFactor == b.SeedFactor
        && EpidemicParameters.All.All(p => a.Parameters[p] == b.Parameters[p]);
}
