using System.Globalization;

namespace Rebound.Studies;

/// <summary>What a scenario does to a dimension: raise to a percentile, move by standard deviations, or set.</summary>
/// <param name="Kind">p, + or =.</param>
/// <param name="Amount">The percentile, the move or the score.</param>
internal readonly record struct ResilienceShift(char Kind, double Amount)
{
    /// <summary>Reads "p75", "+0.5", "-0.5" or "1.2".</summary>
    public static bool TryParse(string text, out ResilienceShift shift)
    {
        var kind = text.Length == 0 ? '=' : text[0] is 'p' or 'P' ? 'p' : text[0] is '+' or '-' ? '+' : '=';
        var number = double.TryParse(kind == 'p' ? text.AsSpan(1) : text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount);
        shift = new ResilienceShift(kind, amount);
        return number && (kind == 'p' ? amount is >= 0 and <= 100 : Math.Abs(amount) <= 5);
    }
}
