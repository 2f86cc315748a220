using System.Globalization;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>The parts of a synthetic study that people read and write: settings, indicators, claims and the page about it.</summary>
internal static class SyntheticTexts
{
    internal static string Indicators(SyntheticWorld world)
    {
        var csv = new CsvText("code,dimension,direction,weight,unit,label,source,disputed");
        foreach (var i in world.Indicators)
        {
            var direction = i.Sign > 0 ? "+" : "-";
            csv.Add(i.Code).Add(Dimension(i.Dimension)).Add(direction).Add("").Add(i.Unit).Add(i.Label).Add("synthetic").Add(i.Disputed ? "yes" : "").End();
        }
        return csv.ToString();
    }

    internal static string Claims()
    {
        var csv = new CsvText("id,section,claim,kind,relates,expected_sign,horizon,test,stated,needs");
        foreach (var c in ClaimRows)
            csv.Add(c.Id).Add(c.Section).Add(c.Claim).Add(c.Kind).Add(c.Relates).Add(c.Sign).Add(c.Horizon).Add(c.Test).Add("").Add(c.Needs).End();
        return csv.ToString();
    }

    internal static string Settings(SyntheticWorld world) => string.Create(CultureInfo.InvariantCulture, $$"""
        # A study is this file, a list of indicators, a list of claims and some tables. Lines that start with # are notes.
        # `rebound check` on this folder tells every problem at once; `rebound run` writes results/.
        schema = 1

        [study]
        id = "archipelago"                      # letters, digits, dash
        seed = {{world.Options.Seed}}                                # every random draw depends on this number alone
        title = "Export recovery of an invented archipelago"
        unit_name = "city"                      # what the report calls a row of the cities table

        # The tables. Every table names its file and its columns, so your own column names can stay as they are.
        [data.cities]
        file = "data/cities.csv"
        unit = "code"                           # the code by which every other table names a city
        name = "name"
        latitude = "lat"
        longitude = "lon"
        group = "island"                         # by which inequality is split

        # Long form: a row is a city, a month, a partner and a product. Partner and product may be left out.
        [data.exports]
        file = "data/exports_monthly.csv"
        unit = "code"
        time = "month"
        value = "value"
        partner = "partner"
        product = "product"
        type = { kind = "money", currency = "USD", scale = "thousand", vintage = "nominal", flow = true }
        missing = "{{(world.Options.Noise.MissingExports > 0 ? "drop\" " : "error\"")}}                       # a missing city-month stops the study; "drop" or "zero" would be other readings

        # Long form: a row is a city, a year and an indicator. Missing cells simply have no row.
        [data.indicators]
        file = "data/indicators.csv"
        unit = "code"
        time = "year"
        indicator = "indicator"
        value = "value"

        # Long form: a row is a city, a month and a variable of one of the four channels.
        [data.channels]
        file = "data/channels_monthly.csv"
        unit = "code"
        time = "month"
        channel = "channel"
        variable = "variable"
        value = "value"

        [data.epidemic]
        file = "data/epidemic_daily.csv"
        unit = "code"
        time = "date"
        cases = "new_cases"
        population = "population"               # a column of the cities table: cases are then per 100,000 people

        [data.policy]
        file = "data/policy_daily.csv"
        unit = "code"
        time = "date"
        stringency = "stringency"               # 0 to 100: how much is restricted
        precision = "precision"                 # 0 to 1: how many of the restricted people were exposed

        # Resilience is measured before the shock only. What each indicator is, and which direction is good, is in indicators.csv.
        [index]
        table = "indicators.csv"
        fit = ["2015", "2019"]
        normalise = "minmax"
        weights = "entropy"
        aggregate = "arithmetic"
        draws = 1000                            # random weightings, from which come the rank intervals

        # What may vary behind the rank intervals, and how much of the shifting of ranks each of them causes.
        [index.uncertainty]
        combinations = ["minmax arithmetic", "minmax geometric", "minmax topsis", "zscore arithmetic", "zscore topsis"]
        drawn_weights = "simplex"               # any weights within dimensions and between them
        leave_out = true                        # any one indicator, or none
        sobol = 250
        conclusions = [{{Conclusions(world)}}] # the truly most resilient cities: in how many designs does the index say so?

        # Whether neighbours are alike, and what explains the index and the recovery.
        [space]
        nearest = 5                             # the five nearest cities are neighbours: there are no polygons
        draws = 199                             # random orders behind each p-value; a study of yours deserves 999

        [shock]
        start = "2020-02"                       # the first month of the shock
        end = "2020-12"                         # the last month of the short run
        horizon = "{{world.Months[^1]}}"                     # the last month of the long run
        base = ["2018", "2019"]                 # the years that say what is normal for a month
        baselines = ["same-month", "same-month-growth"]
        recovery = { level = 0.95, hold = 3 }   # recovered: 95 % of normal for three months in a row

        # Resilience -> control of the epidemic -> four channels -> exports.
        [mechanism]
        control = "cases"
        channels = ["policy", "production", "logistics", "sales"]
        cluster = ["unit"]
        reference = -1                          # the month before the shock is the zero of the event study

        # A model of your own: gap is log exports over the normal month, stringency is the month's mean / 100.
        [[model]]
        id = "stringency-whole-run"
        formula = "gap ~ stringency | unit + month"
        cluster = ["unit"]
        window = ["2020-02", "{{world.Months[^1]}}"]

        # The epidemic and its way to exports as a model of these cities, and what could have been otherwise.
        [simulation]
        first = "2020-01"
        last = "2021-06"
        replicates = 4                          # few, so that the example is quick; a study of yours deserves a hundred
        travel_share = {{SyntheticWorld.TravelShare}}                     # share of the people in another city on a day
        slopes = "prior"                        # how much each dimension matters where; "estimates": what this study itself says of it
        levels = { production = "operating_rate", logistics = "port_calls", sales = "new_orders" } # what measures the model's channels, for "estimates"
        {{Alert(world)}}
        [[seed]]                                # where the epidemic began
        unit = "{{world.FirstCity}}"
        day = "2020-02-01"
        infections = 100

        [[scenario]]
        id = "society-p75"
        title = "Society at the level of the best quarter"
        set = { society = "p75" }

        [[scenario]]
        id = "rebate"
        title = "Two points of export rebate"
        levers = { rebate = 2 }

        [report]
        languages = ["en"]

        """);

    private static readonly DateOnly LastSimulatedDay = new(2021, 6, 30);

    private static string Alert(SyntheticWorld world) => world.Alert is { } day && day <= LastSimulatedDay
        ? string.Create(CultureInfo.InvariantCulture, $"alert = \"{day:yyyy-MM-dd}\"                    # the day on which the whole country is warned\n") : "";

    private static string Conclusions(SyntheticWorld world)
    {
        string[] best = [.. world.Cities.OrderByDescending(c => c.Resilience).ThenBy(c => c.Code, StringComparer.Ordinal).Take(3).Select(c => c.Code)];
        return $"\"{best[0]} > {best[1]}\", \"{best[0]} in top 5\", \"{best[2]} in top 10\"";
    }

    internal static string Readme(SyntheticWorld world) => string.Create(CultureInfo.InvariantCulture, $"""
        # An invented archipelago

        {world.Cities.Count} cities, {world.Months.Count} months from {world.Months[0]} to {world.Months[^1]}, {world.Partners.Count} partners ({string.Join(", ", world.Partners)}) and {world.Products.Count} products ({string.Join(", ", world.Products)}).
        Nothing here is real: names, places and numbers were drawn from seed {world.Options.Seed}, and whatever looks like a place you know is chance.
        The same command writes the same bytes again:

        ```
        rebound synth {Recipe(world.Options)} --out DIR
        ```

        An epidemic reaches the archipelago in 2020-02. {Story(world.Options)} The tables are a run of the simulation
        with noise, and the truth is what other runs under the same chance give that lack one thing: how exactly is on the page
        `docs/methods/synthetic-world.md`.

        | file | what it is |
        |---|---|
        | `study.toml` | the study, with a note on every setting: start your own from it |
        | `indicators.csv` | {world.Indicators.Count} indicators in four dimensions with their directions |
        | `claims.csv` | a dozen statements for the ledger, some of them wrong |
        | `world.toml` | what the world was drawn from |
        | `data/` | the tables that the study reads |
        | `truth.csv` | what is true here: the study never reads it, its intervals should cover it |
        | `truth/` | the true event path; each city's path without the shock, without resilience, without the windfall and without an epidemic at home; its losses by channel, the days on which it closed and opened, its trough and its recovery |

        Exports are in thousand USD a month. What is missing has no row. Cases are those that were detected, from 2020-02 on.

        """);

    private static string Recipe(WorldOptions options) => options == new WorldOptions(options.Seed, options.Cities, options.Months)
        ? string.Create(CultureInfo.InvariantCulture, $"--seed {options.Seed} --cities {options.Cities} --months {options.Months}") : $"--world {WorldFile.Name}";

    private static string Story(WorldOptions options) => options.Effect switch
    {
        WorldEffect.Link => "Resilient cities have fewer cases, close less because of it, lose less by it, and export more afterwards.",
        WorldEffect.Control => "Resilient cities have fewer cases and close less because of it; in the rest of the economy resilience does not matter.",
        WorldEffect.Channels => "Resilience does not help against the epidemic; in the channels from it to exports it does.",
        _ => "Resilience matters nowhere in it: whatever seems to show its effect is chance.",
    };

    private static string Dimension(int number) => number switch { 0 => "technology", 1 => "space", 2 => "society", _ => "economy" };

    private sealed record ClaimRow(string Id, string Section, string Claim, string Kind, string Relates, string Sign, string Horizon, string Test, string Needs = "");

    private static readonly ClaimRow[] ClaimRows =
    [
        new("1", "control", "More resilient cities had fewer cases for their size.", "mechanism", "resilience;cases", "-", "short", "estimate:h1"),
        new("2", "control", "Cities with more technology had fewer cases.", "mechanism", "technology;cases", "-", "short", "estimate:h1.technology"),
        new("3", "control", "Cities with a closer society had more cases.", "mechanism", "society;cases", "+", "short", "estimate:h1.society"),
        new("4", "exports", "Exports fell in the year of the shock.", "mechanism", "shock;exports", "-", "short", "estimate:shock.short"),
        new("5", "exports", "Resilience helped exports in the year of the shock.", "mechanism", "resilience;exports", "+", "short", "estimate:h2.short"),
        new("6", "exports", "Resilience helped exports in the years after.", "mechanism", "resilience;exports", "+", "long", "estimate:h2.long"),
        new("7", "exports", "In the long run resilience is a burden on exports.", "mechanism", "resilience;exports", "-", "long", "estimate:h2.long"),
        new("8", "policy", "Stricter months were months of lower exports.", "mechanism", "stringency;exports", "-", "short", "estimate:stringency.short"),
        new("9", "policy", "Strict closures did exports good in the end.", "mechanism", "stringency;exports", "+", "long", "estimate:stringency.long"),
        new("10", "policy", "A restriction cost resilient cities less.", "mechanism", "stringency;resilience;exports", "+", "short", "estimate:interaction.short"),
        new("11", "channels", "Cities that kept their plants running kept their exports.", "mechanism", "production;exports", "+", "short", "estimate:channel.production.short"),
        new("12", "channels", "Cities whose ports stayed open kept their exports.", "mechanism", "logistics;exports", "+", "short", "estimate:channel.logistics.short"),
        new("13", "channels", "New orders and exports moved together in the years after.", "mechanism", "sales;exports", "+", "long", "estimate:channel.sales.long"),
        new("14", "policy", "Well-aimed restrictions saved more lives than wide ones.", "gap", "precision;deaths", "+", "short", "", "daily deaths by city; this study has cases only"),
    ];
}
