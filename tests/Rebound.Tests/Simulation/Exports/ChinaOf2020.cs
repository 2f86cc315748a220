using System.Globalization;
using Rebound.Simulation;

namespace Rebound.Tests.Simulation.Exports;

/// <summary>China in 2020 and 2021 as far as the tables beside the repository tell it: cities, policy dates, partners' stringency; the epidemic's path is stylised.</summary>
internal sealed class ChinaOf2020
{
    public static readonly DateOnly Start = new(2020, 1, 1);
    public const int Days = 731;

    // Shares of provinces in China's exports of 2019 (customs, per cent, recalled): the tables hold no exports of cities.
    private static readonly Dictionary<string, double> ProvinceShares =
        ("Guangdong 25.1 Jiangsu 15.8 Zhejiang 13.4 Shanghai 8 Shandong 6.5 Fujian 4.8 " +
        "Beijing 3 Sichuan 2.2 Henan 2.2 Liaoning 1.8 Tianjin 1.75 Chongqing 2.15 Hubei 1.45 Hebei 1.37 Anhui 1.62 Hunan 1.78 Jiangxi 1.45 Guangxi 1.5 Shaanxi 1.08 Shanxi 0.47 Xinjiang 0.73 Yunnan 0.6").Split(' ').Chunk(2).ToDictionary(p => p[0], p => Number(p[1]), StringComparer.Ordinal);

    /// <summary>Growth of exports to each partner in 2019: the United States verified, the rest from customs tables (recalled). The share of a partner at the end of 2019 is that of the year times half a year's growth.</summary>
    public static double[] Growth2019 { get; } = [0.049, -0.125, 0.127, -0.026, -0.045, 0.03];

    private ChinaOf2020(IReadOnlyList<SimulatedCity> cities, EpidemicPath path, EconomySettings settings) => (Cities, Path, Settings) = (cities, path, settings);

    public IReadOnlyList<SimulatedCity> Cities { get; }

    public EpidemicPath Path { get; }

    public EconomySettings Settings { get; }

    /// <summary>Observed national exports of goods, USD bn: 2019 by month with January and February as one, then 2020 and 2021 alike (11 each).</summary>
    public static double[] Observed { get; } =
    [
        353.2, 198.2, 193.5, 213.9, 212.5, 221.7, 214.8, 218.2, 212.916, 221.337, 238.268,
        292.45, 185.15, 200.28, 206.8, 213.57, 237.63, 235.26, 239.8, 237.18, 268.07, 281.9,
        468.9, 241.0, 263.9, 263.9, 281.4, 282.7, 294.3, 305.7, 300.2, 325.5, 340.5,
    ];

    /// <summary>Published growth over the year before, per cent, of 2020.</summary>
    public static double[] Growth2020 { get; } = [-17.2, -6.6, 3.5, -3.3, 0.5, 7.2, 9.5, 9.9, 11.4, 21.1, 18.1];

    public static string? Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (!File.Exists(System.IO.Path.Combine(at.FullName, "Rebound.slnx"))) continue;
            var folder = System.IO.Path.Combine(at.FullName, "..", "shared", "studies", "china_network");
            return Directory.Exists(folder) ? folder : null;
        }
        return null;
    }

    public static ChinaOf2020 WithWorld(string folder, double passThrough, double stay) => new([], new EpidemicPath(0, 1), World(folder, passThrough, stay));

    public static ChinaOf2020 Load(string folder, TradeStructure structure, double passThrough = 1, double stay = 0.5, bool dated = false)
    {
        var targets = Rows(System.IO.Path.Combine(folder, "china_city_epi_targets.csv"));
        var rows = CityRows(folder);
        var matched = rows.Select(r => Match(r, targets)).ToArray();
        var cities = Towns(rows, matched, targets, structure);
        return new ChinaOf2020(cities, Epidemic(rows, matched, targets, dated), World(folder, passThrough, stay));
    }

    /// <summary>A run with the parameters that a search over twelve of them, price pass-through, staying in place and the common trend found.</summary>
    public static EconomyResult Fitted(string folder)
    {
        var structure = TradeStructure.ChinaLike with { Partners = [.. TradeStructure.ChinaLike.Partners.Select(p => p with { Trend = p.Trend + 0.0003 })] };
        var china = Load(folder, structure, passThrough: 0.4051, stay: 0.2153);
        var parameters = ParameterSet.Default;
        foreach (var (symbol, value) in new[] { ("zeta", 7.057), ("mu", 0.1326), ("tau_ret", 12.24), ("o_max", 0.1329), ("tau_p", 9.615), ("fr", 0.1252), ("b_s", 0.69), ("pi_s", 0.1885), ("chi", 0.0087), ("omega", 0.3333), ("sigma_minus", 0.0124), ("sigma_plus", 0.004) })
            parameters = parameters.With(Parameters.Find(symbol)!, value);
        return new EconomyModel(china.Cities, structure, parameters, LinkSlopes.None, china.Settings, Days).Run(china.Path);
    }

    /// <summary>The same with one city a province, its path the mean of its cities' by population: twelve times faster.</summary>
    public ChinaOf2020 ByProvince()
    {
        var groups = Enumerable.Range(0, Cities.Count).GroupBy(c => Cities[c].Region, StringComparer.Ordinal).Select(g => g.ToArray()).ToArray();
        var path = new EpidemicPath(groups.Length, Path.Days);
        Path.Alert.CopyTo(path.Alert, 0);
        var towns = groups.Select((g, i) =>
        {
            double people = g.Sum(c => Cities[c].Population);
            for (var day = 0; day < Path.Days; day++)
            {
                double stringency = 0, confined = 0, absent = 0;
                foreach (var c in g)
                {
                    var (at, weight) = (day * Cities.Count + c, Cities[c].Population / people);
                    stringency += weight * Path.Stringency[at];
                    confined += weight * Path.Confined[at];
                    absent += weight * Path.Absent[at];
                }
                var to = day * groups.Length + i;
                (path.Stringency[to], path.Confined[to], path.Absent[to]) = ((float)stringency, (float)confined, (float)absent);
            }
            return new SimulatedCity(Cities[g[0]].Region, g.Sum(c => Cities[c].Population), g.Average(c => Cities[c].Longitude), g.Average(c => Cities[c].Latitude))
            {
                Region = Cities[g[0]].Region,
                DailyExports = [.. Enumerable.Range(0, Cities[0].DailyExports.Count).Select(j => g.Sum(c => Cities[c].DailyExports[j]))],
            };
        }).ToArray();
        return new ChinaOf2020(towns, path, Settings);
    }

    /// <summary>Model's national exports over those observed in the same months of 2019, with January and February as one.</summary>
    public static double[] AgainstYear2019(EconomyResult result)
    {
        var merged = Merged(result);
        var scale = new double[merged.Length];
        for (var i = 0; i < merged.Length; i++) scale[i] = merged[i] / Observed[i % 11];
        return scale;
    }

    /// <summary>Months with January and February as one, USD bn.</summary>
    public static double[] Merged(EconomyResult result)
    {
        var merged = new double[22];
        for (var year = 0; year < 2; year++)
        {
            merged[year * 11] = result.NationalExports(12 * year) + result.NationalExports(12 * year + 1);
            for (var m = 2; m < 12; m++) merged[year * 11 + m - 1] = result.NationalExports(12 * year + m);
        }
        return merged;
    }

    /// <summary>The cities of the network. The table gives Ezhou 59,500 people where about 1,059,500 live: its first digits are lost.</summary>
    public static string[][] CityRows(string folder)
    {
        var rows = Rows(System.IO.Path.Combine(folder, "cities.csv"));
        foreach (var row in rows.Where(r => r[1] == "Ezhou")) row[2] = "1059500";
        return rows;
    }

    private static string[][] Rows(string file) => [.. File.ReadLines(file).Skip(1).Where(l => l.Length > 0).Select(l => l.Split(','))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static int Match(string[] city, string[][] targets)
    {
        var (lon, lat) = (Number(city[3]), Number(city[4]));
        var best = 0;
        for (var t = 1; t < targets.Length; t++)
        {
            if (Far(t) < Far(best)) best = t;
        }
        return best;

        double Far(int t) => targets[t][3].Length == 0 ? 1e9 : Math.Pow(Number(targets[t][3]) - lat, 2) + Math.Pow(Number(targets[t][4]) - lon, 2);
    }

    private static SimulatedCity[] Towns(string[][] rows, int[] matched, string[][] targets, TradeStructure structure)
    {
        var people = rows.Select((r, i) => (Province: targets[matched[i]][0], Pop: Number(r[2]))).ToArray();
        var totals = people.GroupBy(p => p.Province, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(p => p.Pop), StringComparer.Ordinal);
        double whole = totals.Keys.Sum(Weight), shares = 0;
        for (var i = 0; i < structure.Shares.Count; i++) shares += structure.Sectors[i / structure.Partners.Count].Service ? 0 : structure.Shares[i];
        return [.. rows.Select((r, i) => new SimulatedCity(r[0], (long)Number(r[2]), Number(r[3]), Number(r[4]))
        {
            Region = people[i].Province,
            DailyExports = [.. structure.Shares.Select((s, j) => s / shares * Math.Sqrt(1 + Growth2019[j % Growth2019.Length]) * 2499.029 / 365 * Weight(people[i].Province) / whole * people[i].Pop / totals[people[i].Province])],
        })];

        static double Weight(string province) => ProvinceShares.GetValueOrDefault(province, 0.15);
    }

    /// <summary>National alert from 23 January on; closing of all firms until 9 February; isolation and travel bans from the observed dates.</summary>
    private static EpidemicPath Epidemic(string[][] rows, int[] matched, string[][] targets, bool dated)
    {
        var path = new EpidemicPath(rows.Length, Days);
        for (var day = 0; day < Days; day++)
        {
            var date = Start.AddDays(day);
            path.Alert[day] = (float)Between(date, (new(2020, 1, 22), 0), (new(2020, 1, 24), 1), (new(2020, 2, 20), 1), (new(2020, 3, 31), 0.2), (new(2020, 4, 30), 0));
            var common = Between(date, (new(2020, 1, 22), 0), (new(2020, 1, 27), 0.72), (new(2020, 2, 9), 0.72), (new(2020, 2, 12), 0.3), (new(2020, 3, 15), 0.15), (new(2020, 5, 1), 0));
            for (var c = 0; c < rows.Length; c++)
            {
                var target = targets[matched[c]];
                var hubei = target[0] == "Hubei";
                var end = new DateOnly(2020, hubei ? 3 : 2, hubei ? 25 : 24);
                if (target[1] == "Wuhan") end = new DateOnly(2020, 4, 8);
                var level = common;
                if (In(date, target[11], target[12], end)) level = Math.Max(level, 0.6);
                if (In(date, target[13], target[14], end)) level = Math.Max(level, 0.85);
                if (hubei && date >= (dated && target[13].Length > 0 ? DateOnly.Parse(target[13], CultureInfo.InvariantCulture) : new DateOnly(2020, 1, 24)) && date <= end) level = Math.Max(level, 0.9);
                var at = day * rows.Length + c;
                path.Stringency[at] = (float)level;
                path.Confined[at] = (float)(level * (hubei ? 0.7 : 0.4));
                path.Absent[at] = (float)((hubei ? 0.12 : 0.04) * path.Alert[day]);
            }
        }
        return path;
    }

    private static bool In(DateOnly date, string from, string to, DateOnly otherwise) =>
        from.Length > 0 && date >= DateOnly.Parse(from, CultureInfo.InvariantCulture) && date <= (to.Length > 0 ? DateOnly.Parse(to, CultureInfo.InvariantCulture) : otherwise);

    private static double Between(DateOnly date, params (DateOnly Day, double Value)[] points)
    {
        if (date <= points[0].Day) return points[0].Value;
        for (var i = 1; i < points.Length; i++)
        {
            if (date <= points[i].Day) return points[i - 1].Value + (points[i].Value - points[i - 1].Value) * (date.DayNumber - points[i - 1].Day.DayNumber) / (points[i].Day.DayNumber - points[i - 1].Day.DayNumber);
        }
        return points[^1].Value;
    }

    private static EconomySettings World(string folder, double passThrough, double stay)
    {
        var table = Rows(System.IO.Path.Combine(folder, "foreign_stringency_monthly.csv")); // month, CHN, USA, EU18, ASEAN6, JPN, KOR, GBR, IND
        double[] Series(params (int Column, double Weight)[] parts) => [.. table.Select(r => parts.Sum(p => p.Weight * Number(r[p.Column])) / 100)];

        // Dollars per unit of yuan value against the same month of 2019, from the published growth in dollars and in yuan; straight between the months for which both are published.
        double[] dollars = [0.9845, 0.9845, 0.968, 0.9566, 0.9536, 0.9636, 0.972, 0.981, 1.002, 1.023, 1.044, 1.065, 1.0534, 1.0534, 1.03, 1.03, 1.04, 1.05, 1.06, 1.08, 1.09, 1.09, 1.09, 1.09];
        var away = 0.88;
        double[] vessels = [1, away, away, 0.93, 0.93, 0.93, 1.25];
        return new EconomySettings(Start)
        {
            PartnerStringency = [Series((3, 0.85), (7, 0.15)), Series((2, 1)), Series((4, 1)), Series((5, 1)), Series((6, 1)), Series((8, 0.4), (7, 0.2), (4, 0.4))],
            Vessels = [vessels, vessels, [1, 0.95, 0.95, 0.97, 0.97, 0.97, 1.25], [1, 0.95, 0.95, 0.97, 0.97, 0.97, 1.25], [1, 0.95, 0.95, 0.97, 0.97, 0.97, 1.25], vessels],
            Money = [.. dollars.Select(x => 1 + passThrough * (x - 1))],
            Closings = [new BusinessClosing(new(2020, 1, 31), new(2020, 2, 9), 0.3)],
            Stays = [new StayInPlace(new(2021, 1, 25), new(2021, 3, 8), stay)],
        };
    }
}
