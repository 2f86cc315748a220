using System.Globalization;
using Rebound.Panels;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Reads a posterior of the model's parameters: a column for each parameter, a row for each draw of equal weight.</summary>
internal static class PosteriorTable
{
    private const string Code = "RB2084", Effect = "the simulation would not be the calibrated one";

    public static IReadOnlyList<IReadOnlyDictionary<string, double>> Read(TextTable table, ProblemLog problems)
    {
        var draws = new List<IReadOnlyDictionary<string, double>>();
        foreach (var symbol in table.Header.Where(h => h != EpidemicCalibration.Seeds && Parameters.Find(h) is null))
            problems.Add(new StudyProblem(Code, $"{table.Name}, header", symbol, $"there is no parameter '{symbol}'", Effect, SettingsReader.Suggest(symbol, Parameters.All.Select(p => p.Symbol)) ?? "remove the column"));
        if (problems.HasErrors) return draws;
        for (var row = 0; row < table.Rows.Count; row++)
        {
            var draw = new SortedDictionary<string, double>(StringComparer.Ordinal);
            foreach (var symbol in table.Header)
            {
                var (range, text) = (CalibrationSettings.RangeOf(symbol), table.Field(row, symbol));
                if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= range.Low && value <= range.High) draw[symbol] = value;
                else problems.Add(new StudyProblem(Code, table.Place(row, symbol), text, string.Create(CultureInfo.InvariantCulture, $"'{symbol}' lies between {range.Low:R} and {range.High:R}"), Effect, "calibrate again, or remove the row"));
            }
            draws.Add(draw);
        }
        if (draws.Count == 0) problems.Add(new StudyProblem(Code, table.Name, "", "the posterior holds no draw", Effect, "calibrate again, or take [simulation] posterior out"));
        return draws;
    }
}
