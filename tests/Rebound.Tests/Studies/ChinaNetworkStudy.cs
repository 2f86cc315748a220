using System.Globalization;
using Rebound.Numerics;
using Rebound.Simulation;
using Rebound.Tests.Architecture;
using Rebound.Tests.Simulation.Exports;

namespace Rebound.Tests.Studies;

/// <summary>China's network of 2020 as a study folder: 375 cities and their travel, cases at four dates, closings, partners, prices, and the facts of the study china-2020.</summary>
internal static class ChinaNetworkStudy
{
    private const double PassThrough = 0.4051, Stay = 0.2153; // as the search over the stylised path found them
    private static readonly DateOnly LastPolicyDay = new(2020, 6, 30);
    private static readonly (DateOnly Day, int Column)[] Reports = [(new(2020, 1, 31), 5), (new(2020, 2, 11), 6), (new(2020, 2, 29), 7), (new(2020, 4, 6), 8)];

    public static void Write(string network, string folder, string settings)
    {
        var china = ChinaOf2020.Load(network, TradeStructure.ChinaLike, PassThrough, Stay, dated: true);
        Directory.CreateDirectory(folder);
        void Put(string file, IEnumerable<string> lines) => File.WriteAllLines(Path.Combine(folder, file), lines);
        string[][] Rows(string file) => [.. File.ReadLines(Path.Combine(network, file)).Skip(1).Where(l => l.Length > 0).Select(l => l.Split(','))];
        var cities = ChinaOf2020.CityRows(network);
        var apart = Apart(cities, Rows("travel.csv"));
        Put("cities.csv", [.. cities.Select((r, i) => $"c{r[0]},{r[1]},{r[2]},{r[3]},{r[4]},{china.Cities[i].Region},{(apart.Contains(r[0]) ? "no" : "yes")}").Prepend("code,name,population,longitude,latitude,province,connected")]);
        Put("travel.csv", [.. Rows("travel.csv").Where(r => r[0] != r[1]).Select(r => $"c{r[0]},c{r[1]},{r[2]}").Prepend("from,to,travellers")]);
        Put("cases.csv", Cases(cities, Rows("china_city_epi_targets.csv")).Prepend("code,date,new_cases"));
        Put("policy.csv", Policy(china).Prepend("code,date,stringency"));
        Put("exports.csv", Exports(china).Prepend("code,month,partner,value"));
        var months = Enumerable.Range(0, 24).Select(m => ChinaOf2020.Start.AddMonths(m).ToString("yyyy-MM", CultureInfo.InvariantCulture)).ToArray();
        var partners = TradeStructure.ChinaLike.Partners;
        double Of(IReadOnlyList<double> path, int m) => path[Math.Min(m, path.Count - 1)];
        Put("partners.csv", [.. months.SelectMany((month, m) => partners.Select((p, k) => $"{month},{p.Name},{N(100 * Of(china.Settings.PartnerStringency[k], m))},{N(Of(china.Settings.Vessels[k], m))}")).Prepend("month,partner,stringency,vessels")]);
        Put("prices.csv", [.. months.SelectMany((month, m) => Of(china.Settings.Money, m) is var worth ? new[] { $"{month},{N(worth)},", $"{month},{N(worth / (1 + (worth - 1) / PassThrough))},CNY" } : []).Prepend("month,price,currency")]);
        Put("trade_groups.csv", [.. Groups.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Prepend("name,group")]);
        File.Copy(Repository.PathOf("studies/china-2020/facts.csv"), Path.Combine(folder, "facts.csv"), overwrite: true);
        var hubei = string.Join(", ", china.Cities.Where(c => c.Region == "Hubei").Select(c => $"\"c{c.Code}\""));
        File.WriteAllText(Path.Combine(folder, "study.toml"), Toml.Replace("SETTINGS", settings, StringComparison.Ordinal).Replace("HUBEI", hubei, StringComparison.Ordinal));
    }

    // Two cities have no flow to the others in the table: an epidemic could not reach them.
    private static HashSet<string> Apart(string[][] cities, string[][] flows)
    {
        var index = cities.Select((c, i) => (c[0], i)).ToDictionary(c => c.Item1, c => c.i, StringComparer.Ordinal);
        var sets = new DisjointSets(cities.Length);
        foreach (var flow in flows) sets.Join(index[flow[0]], index[flow[1]]);
        return sets.Sets().Skip(1).SelectMany(s => s).Select(i => cities[i][0]).ToHashSet(StringComparer.Ordinal);
    }

    // Each prefecture's cases belong to the nearest city of the network.
    private static IEnumerable<string> Cases(string[][] cities, string[][] targets)
    {
        var sums = new SortedDictionary<(int City, int Report), double>();
        foreach (var t in targets.Where(t => t[3].Length > 0 && t[5].Length > 0))
        {
            double Far(string[] city) => Math.Pow(D(city[3]) - D(t[4]), 2) + Math.Pow(D(city[4]) - D(t[3]), 2);
            var city = Enumerable.Range(0, cities.Length).MinBy(i => Far(cities[i]));
            for (var r = 0; r < Reports.Length; r++)
            {
                var so = t[Reports[r].Column].Length > 0 ? D(t[Reports[r].Column]) : 0;
                var before = r > 0 && t[Reports[r - 1].Column].Length > 0 ? D(t[Reports[r - 1].Column]) : 0;
                sums[(city, r)] = sums.GetValueOrDefault((city, r)) + Math.Max(0, so - before);
            }
        }
        return sums.Select(s => $"c{cities[s.Key.City][0]},{Reports[s.Key.Report].Day:yyyy-MM-dd},{N(s.Value)}");
    }

    private static IEnumerable<string> Policy(ChinaOf2020 china)
    {
        for (var c = 0; c < china.Cities.Count; c++)
            for (var day = ChinaOf2020.Start; day <= LastPolicyDay; day = day.AddDays(1))
                yield return $"c{china.Cities[c].Code},{day:yyyy-MM-dd},{N(Math.Round(100.0 * china.Path.Stringency[(day.DayNumber - ChinaOf2020.Start.DayNumber) * china.Cities.Count + c], 2))}";
    }

    // 2019 by month at its mean, and January 2020 for the shock's first month; the tables hold no exports of cities, so provinces' shares are split by people.
    private static IEnumerable<string> Exports(ChinaOf2020 china)
    {
        var k = TradeStructure.ChinaLike.Partners.Count;
        var goods = TradeStructure.ChinaLike.Sectors.Select(s => !s.Service).ToArray();
        foreach (var city in china.Cities)
            for (var m = -12; m <= 0; m++)
                for (var p = 0; p < k; p++)
                    yield return $"c{city.Code},{ChinaOf2020.Start.AddMonths(m):yyyy-MM},{TradeStructure.ChinaLike.Partners[p].Name},{N(Enumerable.Range(0, goods.Length).Where(s => goods[s]).Sum(s => city.DailyExports[s * k + p]) * 365.25 / 12 * (m == 0 ? 0.828 : 1))}";
    }

    private static string N(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double D(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private const string Groups = """
        S.Korea,Korea and Hong Kong
        EU27,EU
        Taiwan,rest
        Australia,rest
        India,rest
        Vietnam,ASEAN
        Thailand,ASEAN
        Indonesia,ASEAN
        textiles incl. masks,textiles
        apparel,textiles
        medicines,medical
        medical instruments,medical
        laptops,electronics
        mobile phones,electronics
        LCD panels,electronics
        household appliances,electronics
        general machinery,machinery
        auto parts,machinery
        plastic articles,light goods
        shoes,light goods
        bags,light goods
        toys,light goods
        furniture,light goods
        """;

    private const string Toml = """
        schema = 1
        [study]
        id = "china-network"
        seed = 20200123
        [data.cities]
        file = "cities.csv"
        unit = "code"
        name = "name"
        latitude = "latitude"
        longitude = "longitude"
        population = "population"
        group = "province"
        where = { connected = "yes" }
        [data.travel]
        file = "travel.csv"
        unit = "from"
        to = "to"
        value = "travellers"
        [data.epidemic]
        file = "cases.csv"
        unit = "code"
        time = "date"
        cases = "new_cases"
        [data.policy]
        file = "policy.csv"
        unit = "code"
        time = "date"
        stringency = "stringency"
        [data.exports]
        file = "exports.csv"
        unit = "code"
        time = "month"
        partner = "partner"
        value = "value"
        type = { kind = "money", currency = "USD", scale = "billion" }
        [data.partners]
        file = "partners.csv"
        time = "month"
        partner = "partner"
        stringency = "stringency"
        vessels = "vessels"
        [data.prices]
        file = "prices.csv"
        time = "month"
        price = "price"
        currency = "currency"
        [data.trade_groups]
        file = "trade_groups.csv"
        name = "name"
        group = "group"
        [shock]
        start = "2020-01"
        end = "2020-12"
        horizon = "2021-12"
        base = ["2019", "2019"]
        [simulation]
        first = "2020-01"
        last = "2021-12"
        replicates = 6
        travel = "observed"
        travel_rest = 2
        slopes = "none"
        policy = "observed"
        alert = "2020-01-23"
        whole = "China"
        SETTINGS
        [[seed]]
        unit = "c169"
        day = "2020-01-01"
        infections = 1000
        [[rule]]
        kind = "surge" # before the New Year
        from = "2020-01-10"
        to = "2020-01-23"
        amount = 2
        [[rule]]
        kind = "tests" # kits were short where the epidemic was
        from = "2020-01-23"
        to = "2020-01-31"
        amount = 0.5
        units = [HUBEI]
        [[rule]]
        kind = "tests" # clinical diagnoses counted as cases, without a test
        from = "2020-02-12"
        to = "2020-02-19"
        amount = 5
        units = [HUBEI]
        [[rule]]
        kind = "closing"
        from = "2020-01-31"
        to = "2020-02-09"
        amount = 0.3
        [[rule]]
        kind = "stay"
        from = "2021-01-25"
        to = "2021-03-08"
        amount = 0.2153
        [calibration]
        hold_out = ["2020-07", "2021"]
        total_error = 0.05
        part_error = 0.1
        reached_error = 0.05
        rounds = 12
        ranges = { R0 = "2..3.2", awareness = "0.02..0.4" }
        """;
}
