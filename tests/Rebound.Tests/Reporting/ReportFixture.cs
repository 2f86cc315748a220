using System.Globalization;
using Rebound.Numerics;
using Rebound.Reporting;
using Rebound.Studies;

namespace Rebound.Tests.Reporting;

/// <summary>Result tables of an invented country, drawn from one seed: 60 cities, 36 months, two baselines.</summary>
internal static class ReportFixture
{
    private static readonly string[] Dimensions = ["total", "technology", "space", "society", "economy"];
    private static readonly string[] Baselines = ["same-month", "same-month-growth"];

    public static ReportInput Make(int cities = 60, string firstName = "Port <script>alert(1)</script>")
    {
        var stream = new RandomStream(20200123, 1);
        var tables = new Dictionary<string, ResultTable>(StringComparer.Ordinal);
        void Add(string name, params string[][] rows) => tables[name] = Parse(name, rows);
        var codes = Enumerable.Range(1, cities).Select(k => "C" + k.ToString("000", CultureInfo.InvariantCulture)).ToArray();
        var quality = codes.Select(_ => stream.NextNormal()).ToArray();
        var size = codes.Select(_ => Math.Exp(4 + 1.2 * stream.NextNormal())).ToArray();
        var rank = quality.Select(q => 1 + quality.Count(other => other > q)).ToArray();
        string Tercile(int k) => rank[k] <= cities / 3 ? "high" : rank[k] <= 2 * cities / 3 ? "middle" : "low";

        Add("cities", [["city", "name", "latitude", "longitude", "population", "in_index", "in_recovery", "reason"],
            .. codes.Select((c, k) => new[] { c, k == 0 ? firstName : "Haven " + (k + 1).ToString(CultureInfo.InvariantCulture), N(22 + 9 * stream.NextUniform()), N(104 + 14 * stream.NextUniform()), N(1e5 * size[k]), k == 7 ? "no" : "yes", "yes", k == 7 ? "below the minimum coverage" : "" })]);
        Add("data_card", ["table", "file", "sha256", "rows_in", "rows_used", "rows_dropped", "units", "periods", "first", "last", "unit_of_value"],
            ["exports", "data/exports_monthly.csv.gz", new string('a', 64), "72000", "71988", "12", N(cities), "36", "2019-01", "2021-12", "million USD, nominal"],
            ["indicators", "data/indicators.csv.gz", new string('b', 64), "4800", "4800", "0", N(cities), "5", "2015", "2019", ""]);
        Add("dropped_rows", ["table", "reason", "rows", "example"], ["exports", "value is missing", "12", "C008, 2019-04"]);
        Add("coverage", [["city", "table", "year", "share"], .. codes.SelectMany((c, k) => Enumerable.Range(2015, 7).SelectMany(y => new[]
        {
            new[] { c, "indicators", N(y), N(y > 2019 ? 0 : k % 9 == 0 ? 0.6 : 1) }, ["", "", "", ""],
        }.Where(r => r[0].Length > 0 && y <= 2019).Concat(y >= 2019 ? [[c, "exports", N(y), N(k == 3 && y == 2019 ? 0.2 : 1)]] : [])))]);
        Add("index_scores", [["city", "dimension", "score", "rank", "rank_low", "rank_high", "tercile", "imputed_share"],
            .. codes.SelectMany((c, k) => Dimensions.Select((d, j) => new[] { c, d, N(0.5 + 0.12 * quality[k] + (j > 0 ? 0.08 * stream.NextNormal() : 0)), N(rank[k]), N(Math.Max(1, rank[k] - 1 - stream.NextBelow(7))), N(Math.Min(cities, rank[k] + 1 + stream.NextBelow(7))), Tercile(k), N(k % 9 == 0 ? 0.08 : 0) }))]);
        Add("index_weights", [["indicator", "label", "dimension", "direction", "disputed", "weight_within", "weight_global", "weight_is", "entropy", "minimum", "maximum", "values", "imputed"],
            .. Dimensions.Skip(1).SelectMany(d => Enumerable.Range(1, 4).Select(i => new[] { d + i, "Indicator " + i + " of " + d, d, i == 4 ? "-" : "+", i == 4 ? "yes" : "", "0.25", "0.0625", "common", "0.97", "0.2", "143.5", N(5 * cities), i == 2 ? "7" : "0" }))]);
        Add("index_variants", ["variant", "normalise", "weights", "aggregate", "rank_correlation", "mean_rank_shift", "largest_rank_shift", "largest_shift_city"],
            ["equal weights", "minmax", "equal", "arithmetic", "0.981", "2.4", "9", "C004"], ["topsis", "zscore", "entropy", "topsis", "0.942", "4.1", "17", "C009"]);
        Add("index_refusals", ["kind", "code", "reason"], ["unit", "C008", "coverage 0.52 is below 0.65"]);

        var months = Enumerable.Range(0, 36).Select(m => N(2019 + m / 12) + "-" + (m % 12 + 1).ToString("00", CultureInfo.InvariantCulture)).ToArray();
        var gap = codes.Select((_, k) => Baselines.Select((b, j) => months.Select((_, m) => (m < 12 ? 0 : -(0.5 - 0.1 * quality[k]) * Math.Exp(-(m - 12) / (9.0 - 2 * quality[k])) + (j == 0 ? 0.03 : -0.02)) + 0.05 * stream.NextNormal()).ToArray()).ToArray()).ToArray();
        Add("recovery_paths", [["city", "month", "baseline", "actual", "expected", "gap"],
            .. codes.SelectMany((c, k) => Baselines.SelectMany((b, j) => months.Select((m, t) => (size[k] * (1 + 0.15 * Math.Sin(t))) is var expected ? new[] { c, m, b, N(expected * Math.Exp(gap[k][j][t])), N(expected), N(gap[k][j][t]) } : [])))]);
        Add("recovery_summary", [["month", "baseline", "n", "median_gap", "p25_gap", "p75_gap"],
            .. months.SelectMany((m, t) => Baselines.Select((b, j) => codes.Select((_, k) => gap[k][j][t]).Order().ToArray() is var all ? new[] { m, b, N(cities), N(all[cities / 2]), N(all[cities / 4]), N(all[3 * cities / 4]) } : []))]);
        Add("recovery", [["city", "baseline", "trough_month", "depth_pct", "loss_pct_months", "status", "recovery_month", "months_to_recovery", "level_gap_pct", "level_gap_low_pct", "level_gap_high_pct", "months_observed", "reason"],
            .. codes.SelectMany((c, k) => Baselines.Select((b, j) =>
            {
                var back = 6 + (int)(9 - 4 * quality[k] + 2 * j);
                var status = k == 11 ? "refused" : k == 13 ? "no shock" : back > 21 || k % 11 == 5 ? "censored" : "recovered";
                var level = 3 * quality[k] + 4 * stream.NextNormal();
                return new[] { c, b, "2020-02", N(40 - 8 * quality[k]), N(210 - 50 * quality[k]), status, status == "recovered" ? months[Math.Clamp(12 + back, 12, 35)] : "", status == "recovered" ? N(Math.Clamp(back, 0, 23)) : "", N(level), N(level - 5), N(level + 5), "24", status == "refused" ? "fewer than two base years" : "" };
            }))]);
        Add("recovery_detail", [["city", "baseline", "model", "depth_low_pct", "depth_high_pct", "recovery_earliest", "recovery_latest"],
            .. codes.SelectMany((c, k) => Baselines.Select(b => new[] { c, b, "", N(36 - 8 * quality[k]), N(44 - 8 * quality[k]), N(4 + k % 3), k % 5 == 0 ? "" : N(12 + k % 4) }))]);
        Add("recovery_chance", [["city", "baseline", "month", "chance_back", "expected_low", "expected_high"],
            .. codes.SelectMany((c, k) => Baselines.SelectMany(b => months.Skip(12).Select((m, h) => new[] { c, b, m, N(Math.Min(1, h / (18.0 - 2 * quality[k]))), "90", "110" })))]);
        Add("recovery_growth", [["city", "month", "year_on_year_pct", "two_year_average_pct", "gap_pct", "base_effect"],
            .. codes.SelectMany((c, k) => months.Skip(12).Select((m, h) => new[] { c, m, N(h < 12 ? -20 : 25), N(-3), N(GapFigure.Percent(gap[k][0][12 + h])), h >= 12 && k % 2 == 0 ? "yes" : "no" }))]);
        Add("survival", [["baseline", "group", "month", "at_risk", "recovered", "share_not_back", "low", "high"],
            .. Baselines.SelectMany(b => new[] { "all", "lower third", "middle third", "upper third" }.SelectMany((g, j) => Enumerable.Range(0, 12).Select(m => new[] { b, g, N(2 * m), N(20 - m), N(1), N(Math.Exp(-0.1 * (1 + j) * m)), "0.1", "1" })))]);
        Add("survival_recurrent", [["baseline", "group", "month", "at_risk", "recovered", "share_not_back", "low", "high"],
            .. Baselines.SelectMany(b => Enumerable.Range(0, 12).Select(m => new[] { b, "every fall", N(2 * m), N(80 - 5 * m), N(5), N(Math.Exp(-0.15 * m)), "0.1", "1" }))]);
        Add("survival_exits", [["baseline", "month", "share_recovered", "share_stopped"], .. Baselines.SelectMany(b => Enumerable.Range(1, 10).Select(m => new[] { b, N(2 * m), N(0.07 * m), N(0.01 * m) }))]);
        Add("survival_hazard", ["baseline", "model", "term", "hazard_ratio", "low", "high", "p", "units", "events", "proportional_p", "rmst_high", "rmst_low", "note"],
            ["same-month", "cox", "resilience", "1.4", "1.1", "1.8", "0.004", "57", "40", "0.3", "9", "13", ""],
            ["same-month", "discrete", "resilience", "", "", "", "", "57", "4", "", "", "", "refused: 4 recoveries, and 10 are needed"]);
        Add("recovery_cycle", [["city", "before", "during", "after", "level_before", "level_during", "level_after", "sensitivity", "resistance", "recoverability", "resistance_mix", "recoverability_mix", "shift_national_pct", "shift_mix_pct", "shift_own_pct", "type", "lloret_resistance", "lloret_recovery", "lloret_resilience", "reason"],
            .. codes.Select((c, k) => new[] { c, "2019-01..2019-12", "2020-01..2020-12", "2021-01..2021-12", "100", "80", "95", "1.2", N(quality[k]), "0.1", "", "", "-18", "1", "-3", "resistant, slow", "0.8", "1.19", "0.95", k == 3 ? "no value in 2020-04: fill the month at its source" : "" })]);
        Add("recovery_interrupted", ["city", "months_before", "months_after", "lag", "level_change_pct", "level_low_pct", "level_high_pct", "level_p", "slope_change_pct_year", "slope_low_pct_year", "slope_high_pct_year", "slope_p", "reason"],
            ["C001", "24", "24", "3", "-22.5", "-30.1", "-14", "0.001", "4.2", "-1", "9.7", "0.1", ""]);
        Add("estimates", ["id", "question", "model", "outcome", "term", "horizon", "estimate", "se", "ci_low", "ci_high", "p", "n", "clusters", "cluster_by", "vcov", "df_rule", "df", "singletons_dropped", "effects", "r2_within", "mde", "grade", "reason", "sentence"],
            ["h1", "H1", "ols", "cases", "resilience", "short", "-0.412", "0.118", "-0.648", "-0.176", "0.0009", "59", "59", "city", "HC", "t", "57", "0", "", "0.17", "0.33", "C", "", ""],
            ["h2-short", "H2", "event", "gap", "resilience:shock", "short", "0.0894", "0.0213", "0.0468", "0.132", "0.00009", "2124", "59", "city", "CR1", "G-1", "58", "0", "city month", "0.06", "0.06", "B", "", ""],
            ["h2-long", "H2", "event", "gap", "resilience:shock", "long", "0.021", "0.024", "-0.027", "0.069", "0.38", "2124", "59", "city", "CR1", "G-1", "58", "0", "city month", "0.01", "0.067", "B", "", ""],
            ["channel-sales", "channel", "", "exports", "sales", "short", "", "", "", "", "", "0", "", "", "", "", "", "", "", "", "", "refused", "no city has a series of sales in 2020", ""]);
        Add("event_study", [["model", "term", "horizon", "month", "estimate", "se", "ci_low", "ci_high", "band_low", "band_high", "n"],
            .. new[] { "resilience", "technology" }.SelectMany(term => Enumerable.Range(-12, 36).Select(t => (t == -1, 0.012 * stream.NextNormal() + (t >= 0 ? 0.11 * Math.Exp(-t / 7.0) : 0)) is var (reference, e)
                ? new[] { "event", term, "", N(t), N(reference ? 0 : e), N(reference ? 0 : 0.02), N(reference ? 0 : e - 0.04), N(reference ? 0 : e + 0.04), N(reference ? 0 : e - 0.065), N(reference ? 0 : e + 0.065), "2124" } : []))]);
        Add("tercile_curves", [["tercile", "month", "n", "mean_gap", "ci_low", "ci_high"],
            .. new[] { "low", "middle", "high" }.SelectMany(t => months.Select((m, i) => Enumerable.Range(0, cities).Where(k => Tercile(k) == t).Select(k => gap[k][0][i]).DefaultIfEmpty(0).Average() is var mean ? new[] { t, m, N(cities / 3), N(mean), N(mean - 0.03), N(mean + 0.03) } : []))]);
        Add("guards", ["model", "guard", "value", "threshold", "verdict", "message", "repair"],
            ["event", "pre_trend", "0.41", "0.05", "passed", "No trend before the shock that the test can see.", ""],
            ["event", "clusters", "59", "30", "passed", "Enough clusters.", ""],
            ["channels", "clean_control_share", "0.08", "0.2", "refused", "Almost every city was treated at once, so there is nothing to compare with.", "Give policy data that differ between cities."],
            ["h1", "leverage", "0.44", "0.4", "warning", "One city carries much of the estimate.", "Look at the leave-one-out table."]);
        Add("paths", [["source", "target", "estimate", "ci_low", "ci_high", "grade", "status", "reason", "estimate_id"],
            ["resilience", "epidemic_control", "0.412", "0.176", "0.648", "C", "estimated", "", "h1"],
            .. new[] { "policy", "production", "logistics", "sales" }.SelectMany((c, k) => new[]
            {
                new[] { "epidemic_control", c, k == 3 ? "" : N(0.3 - 0.2 * k), k == 3 ? "" : N(0.1 - 0.2 * k), k == 3 ? "" : N(0.5 - 0.2 * k), k == 3 ? "" : "C", k == 3 ? "refused" : "estimated", k == 3 ? "no series" : "", "" },
                [c, "exports", k >= 2 ? "" : N(-0.2 + 0.3 * k), k >= 2 ? "" : N(-0.33 + 0.3 * k), k >= 2 ? "" : N(-0.07 + 0.3 * k), k >= 2 ? "" : "C", k >= 2 ? "refused" : "estimated", "", ""],
            }),
            ["resilience", "exports", "0.0894", "0.0468", "0.132", "B", "estimated", "", "h2-short"]]);
        Add("specification_curve", [["specification", "index", "baseline", "outcome", "horizon", "estimate", "ci_low", "ci_high", "n"],
            .. new[] { "short", "long" }.SelectMany(h => new[] { "entropy arithmetic", "equal arithmetic", "entropy geometric", "equal geometric", "topsis" }.SelectMany(i => Baselines.SelectMany(b => new[] { "gap", "level gap", "loss" }.Select(o => (h == "short" ? 0.08 : 0.015) + 0.025 * stream.NextNormal() is var e ? new[] { $"{i}/{b}/{o}/{h}", i, b, o, h, N(e), N(e - 0.045), N(e + 0.045), "2124" } : []))))]);
        Add("claims", [["claim", "section", "text", "kind", "expected_sign", "horizon", "verdict", "evidence", "estimate_id", "grade", "needs"],
            .. Enumerable.Range(1, 24).Select(k => new[] { N(k), N(1 + k / 8), k == 1 ? "<img src=x onerror=alert(2)>" : "A statement of the theory, number " + k.ToString(CultureInfo.InvariantCulture), k % 5 == 0 ? "fact" : k % 3 == 0 ? "policy" : "mechanism", "+", "short", k % 4 == 0 ? "untested" : k % 3 == 0 ? "not testable" : k % 7 == 0 ? "contradicted" : "supported", k % 4 == 0 ? "" : "The interval is " + N(0.01 * k), "", k % 4 == 0 ? "" : "C", k % 4 == 0 ? "quarterly orders by city" : "" })]);
        Add("fact_flags", ["claim", "flag", "stated", "reference", "message", "fact", "source"], ["12", "unit", "204 million USD", "2.04 trillion CNY", "The unit is wrong by four orders of magnitude.", "f7", "customs, table 1"]);
        Add("facts", ["id", "period", "scope", "variable", "measure", "value", "unit", "currency", "verified", "source"], ["f7", "2020-01/02", "national", "exports", "level", "2.04", "trillion", "CNY", "yes", "customs, table 1"]);
        Add("stages", ["stage", "status", "reason", "repair", "seconds"], ["index", "done", "", "", "0.4"], ["channels", "refused", "No channel table is given.", "Add [data.channels] to study.toml.", "0"]);
        Add("answer", ["order", "question", "sentence", "estimate_id", "grade"],
            ["1", "H2", "In the year of the shock, one standard deviation more resilience went with exports 9.4 % nearer to what was expected (95 % interval 4.8 to 14.1).", "h2-short", "B"],
            ["2", "H2", "In the year after, the difference cannot be told from zero.", "h2-long", "B"],
            ["3", "H1", "More resilient cities had fewer cases in the first wave; this is an association.", "h1", "C"]);
        return new ReportInput
        {
            RunId = "2020-fixture",
            StudyId = "fixture",
            Title = new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = "City export recovery in an invented country" },
            UnitName = "city",
            Version = "0.1.0",
            Seed = "20200123",
            Status = "complete",
            ShockStart = "2020-01",
            ShockEnd = "2020-12",
            Horizon = "2021-12",
            Inputs = [new ReportFile("data/exports_monthly.csv.gz", new string('a', 64))],
            TablesHash = new string('c', 64),
            Command = "rebound run studies/fixture",
            Tables = tables,
        };
    }

    private static ResultTable Parse(string name, string[][] rows)
    {
        var columns = rows[0].Select((head, c) =>
        {
            var cells = rows.Skip(1).Select(r => r[c]).ToList();
            var numeric = head is not ("city" or "claim" or "section" or "year") && cells.Exists(x => x.Length > 0) && cells.TrueForAll(x => x.Length == 0 || double.TryParse(x, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
            return numeric
                ? new ResultColumn(head, cells.Select(x => x.Length == 0 ? double.NaN : double.Parse(x, CultureInfo.InvariantCulture)))
                : new ResultColumn(head, cells);
        });
        return new ResultTable(name, [new ResultColumn("run_id", rows.Skip(1).Select(_ => "2020-fixture")), .. columns]);
    }

    private static string N(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
