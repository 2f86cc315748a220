using System.Globalization;

namespace Rebound.Studies;

/// <summary>A number as people write it, with what its writing leaves open: −15.9, ~18, &gt;80, 300..400.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Centre">The number itself; the middle of a range; the bound of an open one.</param>
/// <param name="Low">The smallest value that rounds to it or lies in it; −∞ for "&lt;".</param>
/// <param name="High">The largest such value; +∞ for "&gt;".</param>
/// <remarks>A written number stands for all that round to it: half a unit of its last digit to both sides. "~" doubles this. A
/// bound is taken to the letter.</remarks>
public sealed record Quantity(string Text, double Centre, double Low, double High)
{
    /// <summary>Relative slack that keeps the ends of a rounding interval inside it: some hundred units of the last binary place.</summary>
    private const double Slack = 1e-13;

    /// <summary>Whether it is one number, rather than a range or a bound.</summary>
    public bool IsPoint => double.IsFinite(Low) && double.IsFinite(High) && !Text.Contains("..", StringComparison.Ordinal);

    /// <summary>Number of digits written, without leading zeros: how much a coincidence of two numbers says.</summary>
    public int SignificantDigits => Text.Where(char.IsAsciiDigit).SkipWhile(c => c == '0').Count();

    /// <summary>The same quantity in another scale.</summary>
    /// <param name="scale">A positive multiplier.</param>
    public Quantity Times(double scale) => this with { Centre = Centre * scale, Low = Low * scale, High = High * scale };

    /// <summary>How a recorded number bears on this stated one: it agrees, excludes it, or leaves it open.</summary>
    /// <param name="fact">The recorded number, in the same scale.</param>
    public Agreement Against(Quantity fact)
    {
        var slack = Slack * Math.Max(Math.Abs(Centre), Math.Abs(fact.Centre));
        if (fact.IsPoint && Holds(fact.Centre, slack)) return Agreement.Agrees;
        if (IsPoint && fact.IsPoint && fact.Holds(Centre, slack)) return Agreement.Agrees;
        if (fact.Low >= Low - slack && fact.High <= High + slack) return Agreement.Agrees;
        return fact.High < Low - slack || fact.Low > High + slack ? Agreement.Excludes : Agreement.Open;
    }

    /// <summary>Reads a number, a bound (&gt; &lt; &gt;= &lt;=), an approximate number (~) or a range (low..high).</summary>
    /// <param name="text">As written, with a decimal point and no separators.</param>
    /// <param name="quantity">The quantity read.</param>
    public static bool TryParse(string text, out Quantity quantity)
    {
        quantity = new Quantity(text, 0, 0, 0);
        var range = text.IndexOf("..", StringComparison.Ordinal);
        if (range > 0) return TryRange(text, range, out quantity);
        var body = text.TrimStart('~', '>', '<', '=').Trim();
        var sign = text[..(text.Length - text.TrimStart('~', '>', '<', '=').Length)];
        if (sign is not ("" or "~" or ">" or "<" or ">=" or "<=") || !TryNumber(body, out var value)) return false;
        var half = Math.Pow(10, -Decimals(body)) / 2;
        quantity = sign switch
        {
            ">" or ">=" => new Quantity(text, value, value, double.PositiveInfinity),
            "<" or "<=" => new Quantity(text, value, double.NegativeInfinity, value),
            "~" => new Quantity(text, value, value - 2 * half, value + 2 * half),
            _ => new Quantity(text, value, value - half, value + half),
        };
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private bool Holds(double value, double slack) => value >= Low - slack && value <= High + slack;

    private static bool TryRange(string text, int split, out Quantity quantity)
    {
        quantity = new Quantity(text, 0, 0, 0);
        if (!TryNumber(text[..split], out var low) || !TryNumber(text[(split + 2)..], out var high) || high < low) return false;
        quantity = new Quantity(text, low + (high - low) / 2, low, high);
        return true;
    }

    private static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static int Decimals(string text) => text.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? text.Length - point - 1 : 0;
}
