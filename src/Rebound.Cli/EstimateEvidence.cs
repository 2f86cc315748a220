using Rebound.Econometrics;

namespace Rebound.Cli;

/// <summary>What draws and adjustments say about the models of one command.</summary>
/// <param name="Bootstraps">By model.</param>
/// <param name="Randomised">By model.</param>
/// <param name="Familywise">Over all models.</param>
/// <param name="Sharpened">Over all models.</param>
internal sealed record EstimateEvidence(WildBootstrapResult[][] Bootstraps, RandomisationResult[][] Randomised, IReadOnlyList<FamilywiseP> Familywise, SharpenedQ[] Sharpened);

/// <summary>A sharpened q-value.</summary>
internal sealed record SharpenedQ(string Outcome, string Name, double NullValue, double P, double Q);

/// <summary>A coefficient and the value it is tested against.</summary>
internal sealed record TestedName(string Name, double Value)
{
    /// <summary>Reads <c>x, l(z, 1) = 0.5</c>: commas inside brackets and quotes belong to names.</summary>
    public static IReadOnlyList<TestedName> Parse(string text)
    {
        List<TestedName> tests = [];
        int depth = 0, from = 0;
        var quoted = false;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length)
            {
                if (text[i] == '`') quoted = !quoted;
                if (quoted) continue;
                depth += text[i] is '(' or '[' ? 1 : text[i] is ')' or ']' ? -1 : 0;
                if (text[i] != ',' || depth > 0) continue;
            }
            tests.Add(One(text[from..i].Trim()));
            from = i + 1;
        }
        return tests;
    }

    private static TestedName One(string part)
    {
        var at = part.LastIndexOf('=');
        if (at > 0 && double.TryParse(part[(at + 1)..], System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var value)) return new TestedName(part[..at].Trim().Trim('`'), value);
        return part.Length > 0 ? new TestedName(part.Trim('`'), 0) : throw new InputException("a coefficient's name is empty", "the question was not answered", "write names with commas between them: \"x, z = 0.5\"");
    }
}
