namespace Rebound.Studies;

/// <summary>Every problem code that the program can tell.</summary>
public static partial class ProblemCatalogue
{
    /// <summary>The families of codes: the first two digits and what they are about.</summary>
    public static IReadOnlyList<(string Prefix, string About)> Families { get; } =
    [
        ("RB10", "The study file"),
        ("RB20", "Files, rows and cells"),
        ("RB30", "What the study may ask"),
        ("RB40", "Why there is no index"),
        ("RB50", "Limits of the program"),
        ("RB60", "Facts and claims"),
    ];

    /// <summary>All entries, by code.</summary>
    public static IReadOnlyList<ProblemEntry> All { get; } = [.. Settings, .. Tables, .. Questions, .. Index, .. Statements];

    /// <summary>The entry of a code, or null.</summary>
    /// <param name="code">For instance RB2041; case and surrounding blanks do not matter.</param>
    public static ProblemEntry? Find(string code) => All.FirstOrDefault(e => e.Code.Equals(code.Trim(), StringComparison.OrdinalIgnoreCase));
}
