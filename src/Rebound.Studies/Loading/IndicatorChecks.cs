using System.Globalization;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>What can be said of indicators before an index is built: constants, and years or indicators without any value in the window.</summary>
internal static class IndicatorChecks
{
    public static void Run(string file, IndicatorValues observed, int units, ProblemLog problems)
    {
        int years = observed.Years.Count, count = observed.Indicators.Count;
        for (var t = 0; t < years; t++)
            if (!Any(observed, units, t, null)) problems.Add(EmptyYear(file, observed.Years[t]));
        for (var k = 0; k < count; k++)
        {
            if (!Any(observed, units, null, k)) problems.Add(NoValue(file, observed.Indicators[k].Code));
            // A constant that is divided by something varies.
            else if (observed.Indicators[k].Denominator.Length == 0 && Constant(observed, units, k) is { } value) problems.Add(IsConstant(file, observed.Indicators[k].Code, value));
        }
    }

    private static bool Any(IndicatorValues observed, int units, int? year, int? indicator)
    {
        int years = observed.Years.Count, count = observed.Indicators.Count;
        for (var u = 0; u < units; u++)
            for (var t = year ?? 0; t <= (year ?? years - 1); t++)
                for (var k = indicator ?? 0; k <= (indicator ?? count - 1); k++)
                    if (!double.IsNaN(observed.Values[(u * years + t) * count + k])) return true;
        return false;
    }

    // The one value that an indicator has in every unit and year, or null; a single observation is no constant.
    private static double? Constant(IndicatorValues observed, int units, int k)
    {
        int years = observed.Years.Count, count = observed.Indicators.Count, seen = 0;
        var first = double.NaN;
        for (var row = 0; row < units * years; row++)
        {
            var value = observed.Values[row * count + k];
            if (double.IsNaN(value)) continue;
            if (seen++ == 0) first = value;
            else if (value != first) return null;
        }
        return seen > 1 ? first : null;
    }

    private static StudyProblem IsConstant(string file, string code, double value) => new("RB2067", $"{file}, indicator {code}", value.ToString("R", CultureInfo.InvariantCulture),
        $"indicator \"{code}\" has this one value in every unit and year of the fit window", "it tells units apart in nothing, and the index is refused", "take it out of the list of indicators, or check its values");

    private static StudyProblem EmptyYear(string file, int year) => new("RB2068", $"{file}, year {year.ToString(CultureInfo.InvariantCulture)}", "", $"no indicator has a value in {year.ToString(CultureInfo.InvariantCulture)}, which lies in the fit window",
        "the whole year would be made up from its neighbours", "add the year's values, or narrow the window 'fit'");

    private static StudyProblem NoValue(string file, string code) => new("RB2061", $"{file}, indicator {code}", code, $"indicator \"{code}\" has no value within the fit window",
        "the index would lack it", "add its values, or take it out of the list of indicators");
}
