using System.Globalization;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Reads [calibration].</summary>
internal static class CalibrationReader
{
    public static CalibrationSettings Read(SettingsReader root)
    {
        if (root.Has("calibration") && !root.Has("simulation")) root.Wrong("RB1002", "calibration", "", "there is a [calibration] but no [simulation]", "there is nothing to calibrate", "add [simulation]; its defaults follow [shock]");
        var table = root.Section("calibration");
        var settings = new CalibrationSettings();
        settings = settings with
        {
            Epidemic = Symbols(table, "epidemic", settings.Epidemic, [.. EpidemicParameters.All.Select(p => p.Symbol), EpidemicCalibration.Seeds]),
            Economy = Symbols(table, "economy", settings.Economy, [.. EconomyParameters.All.Select(p => p.Symbol)]),
            Ranges = Ranges(table),
            Discrepancy = table.Number("discrepancy", settings.Discrepancy, 0.1, 50),
            UnitError = table.Number("unit_error", settings.UnitError, 0.01, 5),
            TotalError = table.Number("total_error", settings.TotalError, 0.01, 5),
            PartError = table.Number("part_error", settings.PartError, 0, 5),
            ReachedError = table.Number("reached_error", settings.ReachedError, 0, 5),
            HoldOut = table.Texts("hold_out", []),
            HoldOutUnits = table.Texts("hold_out_units", []),
            HoldOutShare = table.Number("hold_out_share", settings.HoldOutShare, 0, 0.8),
            CaseDays = table.Whole("case_days", settings.CaseDays, 2, 60),
            CasesTo = SimulationReader.Day(table, "cases_to"),
            Members = table.Whole("members", settings.Members, 30, 100_000),
            Rounds = table.Whole("rounds", settings.Rounds, 1, 100),
            Particles = table.Whole("particles", settings.Particles, 20, 10_000),
            Place = table.PlaceOf("hold_out_units"),
        };
        foreach (var text in settings.HoldOut.Where(h => !CalibrationSettings.IsPeriod(h)))
            table.Wrong("RB1006", "hold_out", text, $"\"{text}\" is neither a year, a month nor a day", "nothing would be held out", "write periods as dates begin: \"2021\", \"2020-07\" or \"2020-07-15\"");
        table.Close();
        return settings;
    }

    private static SortedDictionary<string, CalibrationRange> Ranges(SettingsReader table)
    {
        const string Key = "ranges";
        string[] known = [.. Parameters.All.Select(p => p.Symbol), EpidemicCalibration.Seeds];
        var ranges = new SortedDictionary<string, CalibrationRange>(StringComparer.Ordinal);
        foreach (var (symbol, text) in table.TextMap(Key))
        {
            if (!known.Contains(symbol, StringComparer.Ordinal))
            {
                table.Wrong("RB1004", Key, symbol, $"there is no parameter '{symbol}'", "its prior would not change", SettingsReader.Suggest(symbol, known) ?? $"known are {string.Join(", ", known)}");
                continue;
            }
            var whole = CalibrationSettings.RangeOf(symbol);
            var ends = text.Split("..");
            if (ends.Length == 2 && double.TryParse(ends[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var low) && double.TryParse(ends[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var high) && low >= whole.Low && high <= whole.High && low < high)
                ranges[symbol] = whole with { Low = low, High = high, Logarithmic = whole.Logarithmic && high >= 4 * low };
            else table.Wrong("RB1005", Key, text, string.Create(CultureInfo.InvariantCulture, $"the range of {symbol} lies between {whole.Low:R} and {whole.High:R}, lower end first"), "the setting cannot be used", $"write for instance {symbol} = \"{string.Create(CultureInfo.InvariantCulture, $"{whole.Low:R}..{whole.High:R}")}\"");
        }
        return ranges;
    }

    private static IReadOnlyList<string> Symbols(SettingsReader table, string key, IReadOnlyList<string> fallback, IReadOnlyList<string> known)
    {
        var symbols = table.Texts(key, fallback);
        if (symbols.Count == 0) table.Wrong("RB1005", key, "", $"{key} names no parameter", "there would be nothing to calibrate", "name one or more, or leave the key out and ask `rebound calibrate` for the other block alone");
        foreach (var unknown in symbols.Where(s => !known.Contains(s, StringComparer.Ordinal)))
            table.Wrong("RB1004", key, unknown, $"there is no parameter '{unknown}' in the {key}", "it could not be moved", SettingsReader.Suggest(unknown, known) ?? $"known are {string.Join(", ", known)}");
        foreach (var twice in symbols.GroupBy(s => s, StringComparer.Ordinal).Where(g => g.Count() > 1))
            table.Wrong("RB1005", key, twice.Key, $"'{twice.Key}' is named twice", "its last value would count", "name it once");
        return symbols;
    }
}
