using System.Globalization;
using System.Text.RegularExpressions;

namespace Rebound.Studies;

/// <summary>How a claim is judged: groups that must all hold, each of one or more measurements of the same thing.</summary>
/// <param name="Groups">Groups separated by ";" in claims.csv; the members of a group are separated by "|".</param>
public sealed partial record ClaimTest(IReadOnlyList<IReadOnlyList<TestPart>> Groups)
{
    /// <summary>Every part, in order.</summary>
    public IEnumerable<TestPart> Parts => Groups.SelectMany(g => g);

    /// <summary>Reads the test column.</summary>
    /// <param name="text">For instance "estimate:h2.short;fact:A > B | C > D".</param>
    /// <param name="expectedSign">Sign that an estimate must have when its test names none.</param>
    /// <param name="test">The test; null when the text is empty.</param>
    /// <param name="fault">What is wrong; empty when it was read.</param>
    public static bool TryParse(string text, string expectedSign, out ClaimTest? test, out string fault)
    {
        (test, fault) = (null, "");
        if (text.Length == 0) return true;
        var groups = new List<IReadOnlyList<TestPart>>();
        foreach (var group in text.Split(';'))
        {
            var parts = new List<TestPart>();
            foreach (var word in group.Split('|'))
            {
                if (Part(word.Trim(), expectedSign, out fault) is not { } part) return false;
                parts.Add(part);
            }
            groups.Add(parts);
        }
        test = new ClaimTest(groups);
        return true;
    }

    private static TestPart? Part(string text, string expectedSign, out string fault)
    {
        fault = "";
        if (text.StartsWith("estimate:", StringComparison.Ordinal)) return Estimate(text[9..].Trim(), expectedSign, out fault);
        if (text.StartsWith("fact:", StringComparison.Ordinal)) return OfFacts(text[5..].Trim(), out fault);
        if (text.StartsWith("definition:", StringComparison.Ordinal) && text.IndexOf('=', StringComparison.Ordinal) is > 11 and var equals)
            return new PropertyTest(text[11..equals].Trim(), text[(equals + 1)..].Trim());
        fault = $"\"{text}\" starts with none of estimate:, fact: and definition:<property>=<value>";
        return null;
    }

    private static TestPart? Estimate(string text, string expectedSign, out string fault)
    {
        fault = "";
        if (Order().Match(text) is { Success: true } order) return new EstimateOrderTest(order.Groups["one"].Value, order.Groups["two"].Value);
        if (Within().Match(text) is { Success: true } within && double.TryParse(within.Groups["two"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var margin) && margin > 0)
            return new EstimateZeroTest(within.Groups["one"].Value, margin);
        if (Signed().Match(text) is not { Success: true } signed)
        {
            fault = $"\"{text}\" is neither an estimate's id, \"id +\", \"id -\", \"id within 0.05\" nor \"id > id\"";
            return null;
        }
        var sign = signed.Groups["two"].Value is { Length: > 0 } own ? own : expectedSign;
        if (sign is "+" or "-") return new EstimateSignTest(signed.Groups["one"].Value, sign == "+" ? 1 : -1);
        fault = $"the sign that \"{text}\" must have is not given: expected_sign is \"{expectedSign}\"";
        return null;
    }

    private static TestPart? OfFacts(string text, out string fault)
    {
        fault = "";
        if (text == "stated") return new StatedTest();
        if (Extreme().Match(text) is { Success: true } extreme) return new FactExtremeTest(extreme.Groups["two"].Value, extreme.Groups["one"].Value == "max");
        if (Compare().Match(text) is { Success: true } compare)
        {
            var right = compare.Groups["two"].Value;
            return double.TryParse(right, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                ? new FactCompareTest(compare.Groups["one"].Value, compare.Groups["sign"].Value, "", number)
                : new FactCompareTest(compare.Groups["one"].Value, compare.Groups["sign"].Value, right, double.NaN);
        }
        fault = $"\"{text}\" is neither \"stated\", \"max(id)\", \"min(id)\" nor \"id > number or id\" (also <, >=, <=)";
        return null;
    }

    [GeneratedRegex(@"^(?<one>[\w.]+)\s*>\s*(?<two>[\w.]+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Order();

    [GeneratedRegex(@"^(?<one>[\w.]+)\s+within\s+(?<two>[0-9.]+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Within();

    [GeneratedRegex(@"^(?<one>[\w.]+)(\s+(?<two>[+-]))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Signed();

    [GeneratedRegex(@"^(?<one>max|min)\(\s*(?<two>\S+?)\s*\)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Extreme();

    [GeneratedRegex(@"^(?<one>[^\s<>=]+)\s*(?<sign>>=|<=|>|<)\s*(?<two>[^\s<>=]+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Compare();
}
