using System.Globalization;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>The data tables of a synthetic study, in long form.</summary>
internal static class SyntheticTables
{
    private const int FirstIndicatorYear = 2015;

    internal static string Cities(SyntheticWorld world)
    {
        var csv = new CsvText("code,name,island,lat,lon,population,distance_km");
        foreach (var city in world.Cities)
            csv.Add(city.Code).Add(city.Name).Add(city.Island).Add(city.Latitude).Add(city.Longitude).Add(city.Population).Add(city.Distance).End();
        return csv.ToString();
    }

    internal static string Indicators(SyntheticWorld world)
    {
        var csv = new CsvText("code,year,indicator,value");
        var years = world.IndicatorValues.Length / world.Cities.Count / world.Indicators.Count;
        for (var i = 0; i < world.IndicatorValues.Length; i++)
        {
            if (double.IsNaN(world.IndicatorValues[i])) continue;
            var (city, indicator, year) = (i / years / world.Indicators.Count, i / years % world.Indicators.Count, i % years);
            csv.Add(world.Cities[city].Code).Add(FirstIndicatorYear + year).Add(world.Indicators[indicator].Code).Add(world.IndicatorValues[i]).End();
        }
        return csv.ToString();
    }

    internal static string Exports(SyntheticWorld world)
    {
        var csv = new CsvText("code,month,partner,product,value");
        var months = Texts(world);
        var i = 0;
        foreach (var city in world.Cities)
            foreach (var month in months)
                foreach (var partner in world.Partners)
                {
                    foreach (var product in world.Products)
                    {
                        if (world.Exports[i++] is var value && !double.IsNaN(value)) csv.Add(city.Code).Add(month).Add(partner).Add(product).Add(value).End();
                    }
                }
        return csv.ToString();
    }

    internal static string Channels(SyntheticWorld world)
    {
        var csv = new CsvText("code,month,channel,variable,value");
        var months = Texts(world);
        var i = 0;
        foreach (var channel in world.Channels)
            foreach (var city in world.Cities)
                foreach (var month in months) csv.Add(city.Code).Add(month).Add(channel.Channel).Add(channel.Variable).Add(world.ChannelValues[i++]).End();
        return csv.ToString();
    }

    internal static string Epidemic(SyntheticWorld world)
    {
        var csv = new CsvText("code,date,new_cases");
        var dates = Dates(SyntheticWorld.FirstCaseDay, world.Cases.Length / world.Cities.Count);
        for (var i = 0; i < world.Cases.Length; i++) csv.Add(world.Cities[i / dates.Length].Code).Add(dates[i % dates.Length]).Add(world.Cases[i]).End();
        return csv.ToString();
    }

    internal static string Policy(SyntheticWorld world)
    {
        var csv = new CsvText("code,date,stringency,precision");
        var dates = Dates(SyntheticWorld.FirstPolicyDay, world.Stringency.Length / world.Cities.Count);
        for (var i = 0; i < world.Stringency.Length; i++)
            csv.Add(world.Cities[i / dates.Length].Code).Add(dates[i % dates.Length]).Add(world.Stringency[i]).Add(world.Precision[i]).End();
        return csv.ToString();
    }

    private static string[] Texts(SyntheticWorld world) => [.. world.Months.Select(m => m.ToString())];

    private static string[] Dates(DateOnly first, int count) =>
        [.. Enumerable.Range(0, count).Select(d => first.AddDays(d).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))];
}
