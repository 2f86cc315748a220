using System.Globalization;

namespace Rebound.Studies;

/// <summary>How numbers and their subjects are told in flags and evidence.</summary>
internal static class ClaimText
{
    internal static string Amount(Quantity value, FactUnit unit, string currency, Measure measure)
    {
        var number = Spoken(value.Text);
        if (measure is Measure.Date or Measure.Index) return number;
        var body = unit.Text == "%" ? $"{number} %" : $"{number} {unit.Text}".TrimEnd();
        if (currency.Length == 0) return body;
        return unit.Text == "%" ? $"{body} ({currency})" : $"{body} {currency}";
    }

    internal static string Subject(string variable, Measure measure, string scope, string period)
    {
        var what = measure is Measure.Growth ? $"growth of {variable}" : variable;
        return string.Join(", ", ((string[])[what, scope, period]).Where(p => p.Length > 0));
    }

    internal static string Number(double value, int digits = 3) => value.ToString($"G{digits}", CultureInfo.InvariantCulture);

    private static string Spoken(string number) => number switch
    {
        ['~', .. var rest] => "about " + rest,
        ['>', '=', .. var rest] => "at least " + rest,
        ['<', '=', .. var rest] => "at most " + rest,
        ['>', .. var rest] => "more than " + rest,
        ['<', .. var rest] => "less than " + rest,
        _ => number.Replace("..", " to ", StringComparison.Ordinal),
    };
}
