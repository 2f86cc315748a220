using System.Globalization;

namespace Rebound.Reporting;

/// <summary>Numbers as a reader wants them: a true minus, thin spaces between thousands, no digits that mean nothing.</summary>
internal static class Numeral
{
    public const string Missing = "–";

    /// <summary>A per cent sign with the thin space before it.</summary>
    public const string PercentSign = ThinSpace + "%";

    private const string Minus = "\u2212";
    private const string ThinSpace = "\u202F";

    private static readonly NumberFormatInfo Format = new()
    {
        NegativeSign = Minus,
        NumberGroupSeparator = ThinSpace,
        NumberDecimalSeparator = ".",
    };

    /// <summary>A fixed number of decimals.</summary>
    public static string Fixed(double value, int decimals)
    {
        if (!double.IsFinite(value)) return Missing;
        var rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        var text = (rounded == 0 ? 0 : rounded).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), Format);
        return Math.Abs(rounded) < 10_000 ? text.Replace(ThinSpace, "", StringComparison.Ordinal) : text;
    }

    /// <summary>With a plus or a minus; zero has neither.</summary>
    public static string Signed(double value, int decimals)
    {
        var text = Fixed(value, decimals);
        return double.IsFinite(value) && Math.Round(value, decimals, MidpointRounding.AwayFromZero) > 0 ? "+" + text : text;
    }

    /// <summary>Three significant digits, at most four decimals; whole numbers stay whole.</summary>
    public static string Sensible(double value) => Math.Abs(value) >= 1 && value == Math.Floor(value) ? Fixed(value, 0) : Fixed(value, Decimals(Math.Abs(value) / 10));

    /// <summary>A whole number.</summary>
    public static string Count(double value) => Fixed(value, 0);

    /// <summary>Per cent with its sign, from a number that is already in per cent.</summary>
    public static string Percent(double value, int decimals = 1) => double.IsFinite(value) ? Signed(value, decimals) + ThinSpace + "%" : Missing;

    /// <summary>A depth, which is positive when exports fell: per cent without a plus.</summary>
    public static string Depth(double value) => double.IsFinite(value) ? Fixed(value, 1) + ThinSpace + "%" : Missing;

    /// <summary>A share (0 to 1) as per cent.</summary>
    public static string Share(double share) => double.IsFinite(share) ? Fixed(100 * share, share is > 0 and < 0.1 or > 0.9 and < 1 ? 1 : 0) + ThinSpace + "%" : Missing;

    /// <summary>An estimate with as many decimals as the width of its interval gives a meaning to.</summary>
    public static string Estimate(double value, double low, double high) => Signed(value, DecimalsOf(value, low, high));

    /// <summary>The interval of an estimate.</summary>
    public static string Interval(double value, double low, double high)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high)) return Missing;
        var decimals = DecimalsOf(value, low, high);
        return $"{Signed(low, decimals)} to {Signed(high, decimals)}";
    }

    public static string Probability(double p) => !double.IsFinite(p) ? Missing : p < 0.001 ? "< 0.001" : Fixed(p, 3);

    /// <summary>A coordinate of a drawing.</summary>
    public static string Coordinate(double value)
    {
        var rounded = Math.Round(value, 2);
        return (rounded == 0 ? 0 : rounded).ToString("0.##", CultureInfo.InvariantCulture);
    }

    private static int DecimalsOf(double value, double low, double high) =>
        double.IsFinite(low) && double.IsFinite(high) && high > low ? Decimals((high - low) / 4) : Decimals(Math.Abs(value) / 10);

    private static int Decimals(double spread) => spread > 0 && double.IsFinite(spread)
        ? Math.Clamp(1 - (int)Math.Floor(Math.Log10(spread)), 0, 4)
        : 2;
}
