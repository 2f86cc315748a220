using System.Text;
using Rebound.Measures;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Reads study.toml into <see cref="StudySettings"/>; every fault is a problem with its line.</summary>
internal static class SettingsFile
{
    public const string Name = "study.toml";

    private static readonly string[] Roles = ["cities", "exports", "indicators", "channels", "epidemic", "policy", "travel", "partners", "prices", "trade_groups", "boundaries"];

    /// <summary>The columns that a role needs (no mark) or may have (?).</summary>
    private static readonly Dictionary<string, string[]> ColumnsOf = new(StringComparer.Ordinal)
    {
        ["cities"] = ["unit", "name?", "latitude?", "longitude?", "population?", "group?", "subgroup?"],
        ["exports"] = ["unit", "time", "value", "partner?", "product?", "product_group?"],
        ["indicators"] = ["unit", "time", "indicator", "value"],
        ["channels"] = ["unit", "time", "channel", "variable", "value"],
        ["epidemic"] = ["unit", "time", "cases?", "cumulative?", "deaths?", "population?"],
        ["policy"] = ["unit?", "time", "stringency", "precision?"],
        ["travel"] = ["unit", "to", "value"],
        ["partners"] = ["time", "partner", "stringency", "vessels?"],
        ["prices"] = ["time", "price", "currency?"],
        ["trade_groups"] = ["name", "group"],
        ["boundaries"] = ["unit"],
    };

    public static (StudySettings Settings, SettingsRecord Record) Read(string folder, ProblemLog problems)
    {
        var record = new SettingsRecord();
        var root = Parse(Path.Combine(folder, Name), Name, "the study file", problems);
        if (problems.HasErrors) return (Empty, record);
        var reader = new SettingsReader(root, "", Name, problems, record);
        return (ReadAll(reader, problems), record);
    }

    /// <summary>Reads a TOML file; what is wrong with its text is a problem.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="what">What it is, in messages.</param>
    /// <param name="problems">Takes the problems.</param>
    public static SettingNode Parse(string path, string name, string what, ProblemLog problems)
    {
        try
        {
            var text = new UTF8Encoding(false, true).GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
            return SettingNode.Parse(text, name, (line, column, message) => problems.Add(new StudyProblem("RB1001", $"{name}, line {line}, column {column}", "", $"{what} is not valid TOML: {message}", "no setting can be read", "mend the syntax; texts need quotes, lists need brackets")));
        }
        catch (DecoderFallbackException)
        {
            problems.Add(new StudyProblem("RB1001", name, "", $"{what} is not UTF-8 text", "no setting can be read", "save it as UTF-8"));
            return SettingNode.Table(1);
        }
    }

    private static StudySettings Empty { get; } = new("", 0, new Dictionary<string, string>(), "", new Dictionary<string, TableSettings>(), null, null, new MechanismSettings("none", [], -1), [], []);

    private static StudySettings ReadAll(SettingsReader root, ProblemLog problems)
    {
        var schema = root.Whole("schema", 1, 0, int.MaxValue);
        if (schema != 1) root.Wrong("RB1008", "schema", schema.ToString(System.Globalization.CultureInfo.InvariantCulture), "this version reads study files of schema 1", "the settings may mean something else", "write schema = 1, or use the version that wrote the study");
        var study = root.Section("study");
        var id = study.RequiredText("id");
        if (id.Length > 0 && !id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) study.Wrong("RB1005", "id", id, "an id has letters, digits and dashes only", "it could not name a folder", "choose a plain id such as \"cn-2020\"");
        var seed = (ulong)study.Number("seed", 1, 0, long.MaxValue);
        var title = study.Localised("title", id);
        var unitName = study.Text("unit_name", "city");
        study.Close();
        var tables = ReadTables(root.Section("data"));
        var shock = root.Has("shock") ? ReadShock(root.Section("shock")) : null;
        var index = root.Has("index") ? IndexReader.Read(root.Section("index"), shock, seed) : null;
        var space = ReadSpace(root.Section("space"));
        var mechanism = ReadMechanism(root.Section("mechanism"));
        var models = root.Sections("model").Select(ReadModel).ToArray();
        foreach (var twice in models.GroupBy(m => m.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
            root.Wrong("RB1005", "model", twice.Key, $"two models are called '{twice.Key}'", "their results could not be told apart", "give each model an id of its own");
        var simulation = SimulationReader.Read(root, shock);
        var report = root.Section("report");
        var languages = report.Texts("languages", ["en"]);
        foreach (var language in languages.Where(l => l != "en"))
            report.Wrong("RB1004", "languages", language, $"the report cannot be written in \"{language}\" yet", "there would be no report", "write languages = [\"en\"]");
        report.Close();
        var advice = SimulationReader.ReadAdvice(root);
        var calibration = CalibrationReader.Read(root);
        root.Close();
        return new StudySettings(id, seed, title, unitName, tables, index, shock, mechanism, models, languages) { Space = space, Simulation = simulation, Advice = advice, Calibration = calibration };
    }

    private static Dictionary<string, TableSettings> ReadTables(SettingsReader data)
    {
        var tables = new Dictionary<string, TableSettings>(StringComparer.Ordinal);
        foreach (var role in Roles)
            if (data.Has(role)) tables[role] = ReadTable(data.Section(role), role);
        data.Close();
        return tables;
    }

    private static TableSettings ReadTable(SettingsReader table, string role)
    {
        var file = table.RequiredText("file");
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in ColumnsOf[role])
        {
            var optional = column.EndsWith('?');
            var key = column.TrimEnd('?');
            var name = optional ? table.Text(key, "") : table.RequiredText(key);
            if (name.Length > 0) columns[key] = name;
        }
        if (role == "epidemic" && !columns.ContainsKey("cases") && !columns.ContainsKey("cumulative")) table.Missing("cases");
        var where = table.TextMap("where");
        var encoding = table.Choice("encoding", TextEncoding.Auto, ("auto", TextEncoding.Auto), ("utf-8", TextEncoding.Utf8), ("gb18030", TextEncoding.Gb18030));
        var dropUnknown = role is not ("cities" or "partners" or "prices" or "trade_groups" or "boundaries") && table.Choice("unknown_units", false, ("error", false), ("drop", true));
        var unit = Unit.Number;
        var missing = MissingRule.Drop;
        var calendar = MonthCalendar.Month;
        if (role == "exports")
        {
            unit = ReadUnit(table.Section("type"));
            missing = table.Choice("missing", MissingRule.Error, ("error", MissingRule.Error), ("drop", MissingRule.Drop), ("zero", MissingRule.Zero));
            calendar = table.Choice("calendar", MonthCalendar.Month, ("month", MonthCalendar.Month), ("merged-jan-feb", MonthCalendar.MergedJanuaryFebruary), ("cumulative", MonthCalendar.Cumulative));
        }
        var source = role == "boundaries" ? table.RequiredText("source") : "";
        table.Close();
        return new TableSettings(role, file, columns, where, unit, missing, encoding, calendar, source) { DropUnknownUnits = dropUnknown };
    }

    private static Unit ReadUnit(SettingsReader type)
    {
        var kind = type.Choice("kind", UnitKind.Money, ("money", UnitKind.Money), ("number", UnitKind.Number), ("count", UnitKind.Count), ("index", UnitKind.Index));
        var currency = type.Text("currency", "");
        if (kind == UnitKind.Money && (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)))
            type.Wrong("RB1009", "currency", currency, "a money column states its currency as an ISO code of three capital letters", "amounts in unknown currencies cannot be compared or added", "add currency = \"USD\" (or CNY, EUR, BRL …) to type");
        var word = type.Text("scale", "one");
        if (!Unit.TryScale(word, out var scale))
        {
            scale = 1;
            type.Wrong("RB1004", "scale", word, $"\"{word}\" is not a scale", "amounts would be off by powers of ten", "write one, thousand, wan, million, yi, billion or trillion");
        }
        var vintage = type.Text("vintage", "");
        if (!type.Flag("flow", true)) type.Wrong("RB1005", "flow", "false", "exports are a flow of a month, not a stock", "months could not be summed", "write flow = true, or convert the stock to flows");
        type.Close();
        return new Unit(kind, currency, scale, vintage);
    }

    private static ShockSettings? ReadShock(SettingsReader shock)
    {
        var start = shock.Time("start", Frequency.Month, null);
        var end = shock.Time("end", Frequency.Month, start?.Plus(11));
        var horizon = shock.Time("horizon", Frequency.Month, start?.Plus(23));
        var years = shock.Span("base", Frequency.Year);
        var baselines = shock.Texts("baselines", ["same-month", "same-month-growth", "two-year-average"]);
        foreach (var unknown in baselines.Where(b => Baselines.Find(b) is null))
            shock.Wrong("RB1004", "baselines", unknown, $"\"{unknown}\" is not a baseline", "there would be no counterfactual of that kind", SettingsReader.Suggest(unknown, Baselines.Names) ?? $"write one of {string.Join(", ", Baselines.Names)}");
        var recovery = shock.Section("recovery");
        var level = recovery.Number("level", 0.95, 0.1, 2);
        var hold = recovery.Whole("hold", 3, 1, 24);
        var calendar = CalendarEffect.None;
        foreach (var effect in recovery.Texts("calendar", []))
        {
            if (effect == "chinese-new-year") calendar |= CalendarEffect.ChineseNewYear;
            else if (effect == "easter") calendar |= CalendarEffect.Easter;
            else if (effect == "working-days") calendar |= CalendarEffect.WorkingDays;
            else recovery.Wrong("RB1004", "calendar", effect, $"\"{effect}\" is not a calendar effect", "months would be compared as if no holiday moved", SettingsReader.Suggest(effect, ["chinese-new-year", "easter", "working-days"]) ?? "write chinese-new-year, easter or working-days");
        }
        var donors = recovery.Texts("donors", []);
        var fitFrom = recovery.Time("fit_from", Frequency.Month, null);
        var confidence = recovery.Number("confidence", 0.95, 0.5, 0.999);
        var draws = recovery.Whole("draws", 400, 100, 100_000);
        var lag = recovery.Whole("newey_west_lag", -1, -1, 60);
        recovery.Close();
        if (start is null) shock.Missing("start");
        shock.Close();
        if (start is null || end is null || horizon is null) return null;
        if (end.Value.CompareTo(start.Value) < 0) shock.Wrong("RB1006", "end", end.ToString()!, "the short run ends before the shock starts", "there would be no month to measure", "put end at or after start");
        if (horizon.Value.CompareTo(end.Value) < 0) shock.Wrong("RB1006", "horizon", horizon.ToString()!, "the analysis ends before the short run does", "the long run would be empty", "put horizon at or after end");
        var (first, last) = years is { } span ? (span.First.Year, span.Last.Year) : (start.Value.Year - 2, start.Value.Year - 1);
        return new ShockSettings(start.Value, end.Value, horizon.Value, first, last, baselines, level, hold) { Calendar = calendar, Donors = donors, FitFrom = fitFrom, Confidence = confidence, Draws = draws, NeweyWestLag = lag < 0 ? null : lag };
    }

    private static SpaceSettings ReadSpace(SettingsReader space)
    {
        var settings = new SpaceSettings(space.Whole("nearest", 5, 1, 1000), space.Whole("draws", 999, 99, 1_000_000), space.Number("level", 0.05, 1e-6, 0.5), space.Whole("classes", 6, 3, 20));
        space.Close();
        return settings;
    }

    private static MechanismSettings ReadMechanism(SettingsReader mechanism)
    {
        var settings = new MechanismSettings(
            mechanism.Choice("control", "cases", ("cases", "cases"), ("none", "none")),
            mechanism.Texts("channels", ["policy", "production", "logistics", "sales"]),
            mechanism.Whole("reference", -1, -36, -1));
        foreach (var cluster in mechanism.Texts("cluster", ["unit"]).Where(c => c != "unit"))
            mechanism.Wrong("RB1004", "cluster", cluster, "the mechanism clusters by unit", "the standard errors would mean something else", "write cluster = [\"unit\"]; use a [[model]] for other clusters");
        mechanism.Close();
        return settings;
    }

    private static ModelSettings ReadModel(SettingsReader model)
    {
        var settings = new ModelSettings(model.RequiredText("id"), model.RequiredText("formula"), model.Texts("cluster", ["unit"]), model.Span("window", Frequency.Month));
        foreach (var cluster in settings.Cluster.Where(c => c is not ("unit" or "month")))
            model.Wrong("RB1004", "cluster", cluster, $"there is no cluster '{cluster}'", "the standard errors could not be computed", "write \"unit\", \"month\", or both");
        model.Close();
        return settings;
    }
}
