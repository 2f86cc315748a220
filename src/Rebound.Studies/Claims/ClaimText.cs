using System.Globalization;

namespace Rebound.Studies;

/// <summary>How numbers and their subjects are told in flags and evidence.</summary>
internal static class ClaimText
{
    internal static string Amount(Quantity value, FactUnit unit, string currency, Measure measure)
    {
        var number = value.Text.Replace("..", " to ", StringComparison.Ordinal);
        if (measure == Measure.Date) return number;
        var body = unit.Text == "%" ? $"{number} %" : $"{number} {unit.Text}".TrimEnd();
        if (currency.Length == 0) return body;
        return unit.Text == "%" ? $"{body} ({currency})" : $"{body} {currency}";
    }

    internal static string Subject(string variable, Measure measure, string scope, string period)
    {
        var what = measure is Measure.Growth ? $"{variable} growth" : variable;
        return string.Join(", ", ((string[])[what, scope, period]).Where(p => p.Length > 0));
    }

    internal static string Number(double value, int digits = 3) => value.ToString($"G{digits}", CultureInfo.InvariantCulture);
}
