namespace Rebound.Simulation;

/// <summary>The run of a world from which the tables of its study come. The months before it lie on the normal path.</summary>
internal sealed class WrittenRun
{
    private readonly WorldOptions options;
    private readonly SimulatedWorld world;
    private readonly double[] before; // by month before the run: exports on the normal path for a unit of daily exports

    public WrittenRun(WorldOptions options, SimulatedWorld world)
    {
        (this.options, this.world, before) = (options, world, Before(world.Trade.Calendar));
        Epidemic = world.NewEpidemic().Run(options.Seed, 0);
        Economy = world.NewEconomy().Run(Epidemic.Path, world.Channels, null, EconomyDetail.Cells);
        (Normal, Exports) = (Whole(Economy.Normal), Whole(Economy.Exports));
    }

    /// <summary>The epidemic.</summary>
    public EpidemicOutcome Epidemic { get; }

    /// <summary>The economy, to the cell; its months are the simulated ones.</summary>
    public EconomyResult Economy { get; }

    /// <summary>Exports without the shock, city × month.</summary>
    public double[] Normal { get; }

    /// <summary>Exports, city × month.</summary>
    public double[] Exports { get; }

    /// <summary>Exports of a product to a partner in a month.</summary>
    public double Cell(int city, int month, int product, int partner) => month < before.Length
        ? world.Cities[city].DailyExports[product * options.Partners + partner] * before[month]
        : Economy.Cells[((city * Economy.Months + month - before.Length) * Economy.Sectors + product) * Economy.Partners + partner];

    /// <summary>Exports of the simulated months with the normal ones of the months before, city × month.</summary>
    /// <param name="exports">City × simulated month.</param>
    public double[] Whole(double[] exports)
    {
        var whole = Padded(exports);
        for (var c = 0; c < options.Cities; c++)
        {
            var daily = 0.0;
            for (var cell = 0; cell < options.Products * options.Partners; cell++) daily += world.Cities[c].DailyExports[cell]; // services stand behind the products
            for (var t = 0; t < before.Length; t++) whole[c * options.Months + t] = daily * before[t];
        }
        return whole;
    }

    /// <summary>Losses of the simulated months with none in the months before.</summary>
    /// <param name="losses">City × simulated month.</param>
    public double[] Padded(double[] losses)
    {
        var simulated = options.Months - before.Length;
        var whole = new double[options.Cities * options.Months];
        for (var c = 0; c < options.Cities; c++) losses.AsSpan(c * simulated, simulated).CopyTo(whole.AsSpan(c * options.Months + before.Length));
        return whole;
    }

    /// <summary>Detected cases of the short run, by city.</summary>
    public static double[] ShortCases(EpidemicPath path)
    {
        var cases = new double[path.Cities];
        for (var day = WorldCalendar.PlaceOf(WorldCalendar.FirstCaseDay); day <= WorldCalendar.PlaceOf(WorldCalendar.ShortLastDay); day++)
            for (var c = 0; c < cases.Length; c++) cases[c] += path.Detected[day * path.Cities + c];
        return cases;
    }

    private static double[] Before(TradeCalendar calendar)
    {
        var sums = new double[WorldCalendar.BaseMonths];
        for (var t = 0; t < sums.Length; t++)
        {
            var last = WorldCalendar.FirstPolicyDay.AddMonths(t + 1 - sums.Length);
            for (var day = WorldCalendar.FirstPolicyDay.AddMonths(t - sums.Length); day < last; day = day.AddDays(1)) sums[t] += calendar.Pace(day);
        }
        return sums;
    }
}
