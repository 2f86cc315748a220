using Rebound.Measures;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Why no index can be given, as problems in five parts.</summary>
public static class IndexRefusalProblems
{
    /// <summary>Why the index of a study is refused, as warnings; empty where it is not, or none is asked for.</summary>
    /// <param name="study">A loaded study.</param>
    public static IReadOnlyList<StudyProblem> Of(Study study)
    {
        ArgumentNullException.ThrowIfNull(study);
        if (study.Settings.Index is not { } index || study.Data.Indicators is null || study.Data.Cities.Count < 2) return [];
        try
        {
            new ResilienceIndex(index.Options).Build(IndexStage.Table(study.Data));
            return [];
        }
        catch (IndexRefusedException refused)
        {
            return [.. Of(refused, study.Settings.Tables["indicators"].File).Select(problem => problem with { Severity = ProblemSeverity.Warning })];
        }
    }

    /// <summary>One problem a refusal; unit, year and indicator make its place.</summary>
    /// <param name="refused">The refusal.</param>
    /// <param name="file">The table the index was to be built from.</param>
    public static IReadOnlyList<StudyProblem> Of(IndexRefusedException refused, string file)
    {
        ArgumentNullException.ThrowIfNull(refused);
        return [.. refused.Refusals.Select(refusal => Of(refusal, file))];
    }

    /// <summary>The code under which a kind of refusal is explained.</summary>
    /// <param name="kind">The kind.</param>
    public static string CodeOf(IndexRefusalKind kind) => kind switch
    {
        IndexRefusalKind.FitWindow => "RB4001",
        IndexRefusalKind.TooFewUnits => "RB4002",
        IndexRefusalKind.EmptyDimension => "RB4003",
        IndexRefusalKind.Dimension => "RB4004",
        IndexRefusalKind.UnknownDirection => "RB4005",
        IndexRefusalKind.NotFinite => "RB4006",
        IndexRefusalKind.AllMissing => "RB4007",
        IndexRefusalKind.StillMissing => "RB4008",
        IndexRefusalKind.Constant => "RB4009",
        IndexRefusalKind.ZeroRange => "RB4010",
        IndexRefusalKind.Weights => "RB4011",
        IndexRefusalKind.Denominator => "RB4012",
        IndexRefusalKind.Reference => "RB4013",
        IndexRefusalKind.Pairwise => "RB4015",
        IndexRefusalKind.Inconsistent => "RB4016",
        IndexRefusalKind.Singular => "RB4017",
        _ => "RB4014", // methods that do not go together
    };

    private static StudyProblem Of(IndexRefusal refusal, string file)
    {
        var entry = ProblemCatalogue.Find(CodeOf(refusal.Kind))!;
        var place = string.Join(", ", new[] { file, Named("indicator", refusal.Indicator), Named("unit", refusal.Unit), refusal.Year is { } year ? $"year {year}" : "" }.Where(part => part.Length > 0));
        return new StudyProblem(entry.Code, place, "", refusal.Reason, Lower(entry.Effect), Lower(entry.Repair));
    }

    private static string Named(string what, string? name) => name is null ? "" : $"{what} {name}";

    private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..].TrimEnd('.');
}
