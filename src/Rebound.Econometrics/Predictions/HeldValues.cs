using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>Values at which a variable is held on every row, one after the other.</summary>
/// <param name="Variable">A column of the table.</param>
/// <param name="Values">Numbers, groups by their labels, or <c>mean</c> for the average over the rows used.</param>
public sealed record HeldValues(string Variable, IReadOnlyList<string> Values)
{
    /// <summary>Reads <c>x = 0, 1; region = west, east; z = mean</c>.</summary>
    /// <param name="text">Variables separated by semicolons, their values by commas.</param>
    /// <exception cref="FormulaException">It cannot be read; the exception points at the character.</exception>
    public static IReadOnlyList<HeldValues> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<HeldValues> held = [];
        for (var from = 0; from < text.Length;)
        {
            var end = text.IndexOf(';', from);
            if (end < 0) end = text.Length;
            var part = text[from..end];
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || part[..equals].Trim().Length == 0) throw new FormulaException(text, from + part.TakeWhile(char.IsWhiteSpace).Count(), "Expected a variable and its values, for instance 'x = 0, 1'");
            string[] values = [.. part[(equals + 1)..].Split(',', StringSplitOptions.TrimEntries).Select(v => v.Trim('"', '\''))];
            if (values.Any(v => v.Length == 0)) throw new FormulaException(text, from + equals + 1, "A value is missing");
            held.Add(new HeldValues(part[..equals].Trim().Trim('`'), values));
            from = end + 1;
        }
        if (held.DistinctBy(h => h.Variable, StringComparer.Ordinal).Count() != held.Count) throw new FormulaException(text, 0, "A variable is held twice");
        return held;
    }

    internal static bool IsNumber(string value, out double number) => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
