using System.Globalization;
using Rebound.Econometrics;

namespace Rebound.Studies;

/// <summary>How estimates are put in words.</summary>
internal static class Phrases
{
    /// <summary>A log difference as a percentage, "12 % lower".</summary>
    public static string Percent(double logs)
    {
        var percent = 100 * (Math.Exp(logs) - 1);
        return $"{Math.Abs(percent).ToString(Math.Abs(percent) < 10 ? "0.0" : "0", CultureInfo.InvariantCulture)} % {(percent < 0 ? "lower" : "higher")}";
    }

    public static string Interval(Coefficient b) => $"(95 % interval: {Percent(b.Low)} to {Percent(b.High)})";

    public static string Plain(Coefficient b) => $"{Show(b.Value)} (95 % interval: {Show(b.Low)} to {Show(b.High)})";

    public static string Show(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
