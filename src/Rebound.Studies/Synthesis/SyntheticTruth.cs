using System.Globalization;
using Rebound.Panels;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>The truth files of a synthetic study, which no stage of a study reads.</summary>
internal static class SyntheticTruth
{
    private static readonly Period Shock = Period.OfMonth(2020, 2);

    internal static string Parameters(SyntheticWorld world)
    {
        var csv = new CsvText("parameter,value,estimate,description");
        foreach (var truth in world.Truth.Parameters) csv.Add(truth.Parameter).Add(truth.Value).Add(truth.Estimate).Add(truth.Description).End();
        return csv.ToString();
    }

    internal static string EventPath(SyntheticWorld world)
    {
        var csv = new CsvText("month,horizon,per_sd_of_resilience");
        for (var t = 0; t < world.Months.Count; t++)
            csv.Add(world.Months[t].ToString()).Add(world.Months[t].Ordinal - Shock.Ordinal).Add(world.Truth.EventPath[t]).End();
        return csv.ToString();
    }

    internal static string Cities(SyntheticWorld world)
    {
        var csv = new CsvText("code,resilience,technology,space,society,economy,favour,trough_month,depth_pct,recovery_month,months_to_recovery,loss_short_pct,loss_long_pct,home_epidemic_short_pct,home_epidemic_long_pct,windfall_short_pct,windfall_long_pct,windfall_last_year_pct");
        var truth = world.Truth;
        var losses = Difference(truth.Baseline, truth.NoiseFree);
        var home = Difference(truth.WithoutEpidemic, truth.NoiseFree);
        var windfall = Difference(truth.NoiseFree, truth.WithoutWindfall);
        var (months, start) = (world.Months.Count, ShockStart(world));
        for (var c = 0; c < world.Cities.Count; c++)
        {
            var city = world.Cities[c];
            csv.Add(city.Code).Add(Rounded(city.Resilience));
            foreach (var score in city.Dimensions) csv.Add(Rounded(score));
            csv.Add(Rounded(city.Favour)).Add(city.Trough.ToString()).Add(Rounded(100 * city.Depth)).Add(city.Recovery?.ToString() ?? "");
            csv.Add(city.Recovery is { } month ? (month.Ordinal - world.Months[start].Ordinal).ToString(CultureInfo.InvariantCulture) : "");
            foreach (var part in new[] { losses, home, windfall })
                foreach (var (first, last) in Windows(world)) csv.Add(Rounded(100 * Sum(part, c * months + first, c * months + last) / Sum(truth.Baseline, c * months + first, c * months + last)));
            csv.Add(Rounded(100 * Sum(windfall, (c + 1) * months - 12, (c + 1) * months - 1) / Sum(truth.Baseline, c * months + start - 12, c * months + start - 1))).End();
        }
        return csv.ToString();
    }

    /// <summary>Each channel's part in each city's loss; the four add up to it.</summary>
    internal static string Channels(SyntheticWorld world)
    {
        var csv = new CsvText("code,channel,loss_short_pct,loss_long_pct");
        var months = world.Months.Count;
        for (var c = 0; c < world.Cities.Count; c++)
        {
            for (var k = 0; k < world.Channels.Count; k++)
            {
                csv.Add(world.Cities[c].Code).Add(world.Channels[k].Channel);
                foreach (var (first, last) in Windows(world)) csv.Add(Rounded(100 * Sum(world.Truth.ChannelLosses[k], c * months + first, c * months + last) / Sum(world.Truth.Baseline, c * months + first, c * months + last)));
                csv.End();
            }
        }
        return csv.ToString();
    }

    /// <summary>Every spell of restrictions with its first day and the first day after it.</summary>
    internal static string Lockdowns(SyntheticWorld world)
    {
        var csv = new CsvText("code,spell,on,off,days,mean_stringency,highest_stringency");
        static string Day(int day) => SyntheticWorld.FirstPolicyDay.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var (last, number) = (-1, 0);
        foreach (var spell in world.Truth.Closings)
        {
            (last, number) = (spell.City, spell.City == last ? number + 1 : 1);
            csv.Add(world.Cities[spell.City].Code).Add(number).Add(Day(spell.On)).Add(spell.Off is { } off ? Day(off) : "").Add(spell.Off is null ? "" : spell.Days.ToString(CultureInfo.InvariantCulture)).Add(Rounded(spell.Mean)).Add(spell.Highest).End();
        }
        return csv.ToString();
    }

    /// <summary>Each city's path without the shock, with it but without noise, and with it but without one thing.</summary>
    internal static string Paths(SyntheticWorld world)
    {
        var csv = new CsvText("code,month,baseline,noise_free,without_resilience,without_windfall,without_home_epidemic");
        var months = world.Months.Count;
        var truth = world.Truth;
        for (var i = 0; i < truth.Baseline.Length; i++)
        {
            csv.Add(world.Cities[i / months].Code).Add(world.Months[i % months].ToString());
            foreach (var path in new[] { truth.Baseline, truth.NoiseFree, truth.WithoutResilience, truth.WithoutWindfall, truth.WithoutEpidemic }) csv.Add(Math.Round(path[i], 2));
            csv.End();
        }
        return csv.ToString();
    }

    private static int ShockStart(SyntheticWorld world) => Shock.Ordinal - world.Months[0].Ordinal;

    private static (int First, int Last)[] Windows(SyntheticWorld world) => [(ShockStart(world), ShockStart(world) + 10), (ShockStart(world) + 11, world.Months.Count - 1)];

    private static double[] Difference(double[] a, double[] b) => [.. a.Select((x, i) => x - b[i])];

    private static double Sum(double[] table, int first, int last)
    {
        var sum = 0.0;
        for (var i = first; i <= last; i++) sum += table[i];
        return sum;
    }

    private static double Rounded(double value) => Math.Round(value, 6);
}
