using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>The truth files of a synthetic study, which no stage of a study reads.</summary>
internal static class SyntheticTruth
{
    internal static string Parameters(SyntheticWorld world)
    {
        var csv = new CsvText("parameter,value,estimate,description");
        foreach (var truth in world.Truth.Parameters) csv.Add(truth.Parameter).Add(truth.Value).Add(truth.Estimate).Add(truth.Description).End();
        return csv.ToString();
    }

    internal static string EventPath(SyntheticWorld world)
    {
        var csv = new CsvText("month,horizon,per_sd_of_resilience");
        var start = Rebound.Panels.Period.OfMonth(2020, 2).Ordinal;
        for (var t = 0; t < world.Months.Count; t++)
            csv.Add(world.Months[t].ToString()).Add(world.Months[t].Ordinal - start).Add(world.Truth.EventPath[t]).End();
        return csv.ToString();
    }

    internal static string Cities(SyntheticWorld world)
    {
        var csv = new CsvText("code,resilience,technology,space,society,economy,trough_month,depth_pct,recovery_month,months_to_recovery");
        foreach (var city in world.Cities)
        {
            csv.Add(city.Code).Add(Rounded(city.Resilience));
            foreach (var score in city.Dimensions) csv.Add(Rounded(score));
            csv.Add(city.Trough.ToString()).Add(Rounded(100 * city.Depth)).Add(city.Recovery?.ToString() ?? "");
            csv.Add(city.Recovery is { } month ? (month.Ordinal - Rebound.Panels.Period.OfMonth(2020, 2).Ordinal).ToString(System.Globalization.CultureInfo.InvariantCulture) : "").End();
        }
        return csv.ToString();
    }

    /// <summary>Each city's path without the shock, and with it but without noise.</summary>
    internal static string Paths(SyntheticWorld world)
    {
        var csv = new CsvText("code,month,baseline,noise_free");
        var months = world.Months.Count;
        for (var i = 0; i < world.Truth.Baseline.Length; i++)
        {
            csv.Add(world.Cities[i / months].Code).Add(world.Months[i % months].ToString());
            csv.Add(Math.Round(world.Truth.Baseline[i], 2)).Add(Math.Round(world.Truth.NoiseFree[i], 2)).End();
        }
        return csv.ToString();
    }

    private static double Rounded(double value) => Math.Round(value, 6);
}
