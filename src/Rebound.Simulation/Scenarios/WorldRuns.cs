namespace Rebound.Simulation;

/// <summary>What is kept of every replicate of one world.</summary>
internal sealed class WorldRuns(RunPlan plan, int cities, int months, int weeks)
{
    /// <summary>Number of weeks.</summary>
    public int Weeks => weeks;

    /// <summary>Exports of goods of all cities, replicate × month.</summary>
    public double[] Exports { get; } = new double[plan.Replicates * months];

    /// <summary>Exports of goods, replicate × city × (short run, long run); months before the short run do not count.</summary>
    public double[] CityExports { get; } = new double[plan.Replicates * cities * 2];

    /// <summary>Infections, replicate × city.</summary>
    public double[] Infections { get; } = new double[plan.Replicates * cities];

    /// <summary>Detected cases of all cities, replicate × week.</summary>
    public double[] Detected { get; } = new double[plan.Replicates * weeks];

    /// <summary>Cost of the levers, by replicate.</summary>
    public double[] Cost { get; } = new double[plan.Replicates];

    /// <summary>Everything of a replicate, in a fixed order.</summary>
    public void Each(int replicate, Action<Memory<double>> take)
    {
        take(Exports.AsMemory(replicate * months, months));
        take(CityExports.AsMemory(replicate * cities * 2, cities * 2));
        take(Infections.AsMemory(replicate * cities, cities));
        take(Detected.AsMemory(replicate * weeks, weeks));
        take(Cost.AsMemory(replicate, 1));
    }

    public void Keep(int replicate, EpidemicOutcome outcome, EconomyResult result)
    {
        for (var m = 0; m < months; m++) Exports[replicate * months + m] = result.NationalExports(m);
        for (var c = 0; c < cities; c++)
        {
            Infections[replicate * cities + c] = outcome.Cities[c].Infections;
            for (var m = plan.ShortFirst; m < months; m++) CityExports[(replicate * cities + c) * 2 + (m <= plan.ShortLast ? 0 : 1)] += result.Exports[c * months + m];
        }
        for (var day = 0; day < outcome.Path.Days; day++)
            for (var c = 0; c < cities; c++) Detected[replicate * weeks + day / 7] += outcome.Path.Detected[day * cities + c];
        foreach (var cost in result.LeverCosts) Cost[replicate] += cost;
    }
}
