namespace Rebound.Panels;

/// <summary>Collects everything wrong with a study, so that it is told all at once.</summary>
/// <remarks>Each code is kept in full up to <see cref="KeptPerCode"/> places a file; further ones are counted and told as one line, so
/// that a broken column of a million rows stays readable and nothing is lost silently.</remarks>
public sealed class ProblemLog
{
    /// <summary>How many problems of one code are kept one by one.</summary>
    public const int KeptPerCode = 200;

    private readonly List<StudyProblem> problems = [];
    private readonly Dictionary<(string Code, string File), int> counts = [];

    /// <summary>Whether anything stops the study from running.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Adds a problem.</summary>
    /// <param name="problem">Its five parts; the place starts with the file, then a comma.</param>
    public void Add(StudyProblem problem)
    {
        HasErrors |= problem.Severity == ProblemSeverity.Error;
        var key = (problem.Code, FileOf(problem.Place));
        counts[key] = counts.GetValueOrDefault(key) + 1;
        if (counts[key] <= KeptPerCode) problems.Add(problem);
    }

    /// <summary>All problems in the order met, errors first; a last line a code counts those beyond the kept ones.</summary>
    public IReadOnlyList<StudyProblem> All()
    {
        var overflow = counts.Where(c => c.Value > KeptPerCode)
            .OrderBy(c => c.Key.File, StringComparer.Ordinal).ThenBy(c => c.Key.Code, StringComparer.Ordinal)
            .Select(c =>
            {
                var sample = problems.Last(p => p.Code == c.Key.Code && FileOf(p.Place) == c.Key.File);
                return sample with { Place = c.Key.File, Value = "", Message = $"{c.Value - KeptPerCode} more problems of this kind in this file" };
            });
        return [.. problems.Concat(overflow).OrderBy(p => p.Severity)];
    }

    private static string FileOf(string place) => place.Split(',')[0];
}
