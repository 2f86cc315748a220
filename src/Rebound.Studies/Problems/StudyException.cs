using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>A study that cannot run, with every problem found.</summary>
/// <param name="problems">All of them, errors first.</param>
public sealed class StudyException(IReadOnlyList<StudyProblem> problems)
    : Exception($"The study has {problems.Count(p => p.Severity == ProblemSeverity.Error)} errors.")
{
    /// <summary>Every problem found, errors first.</summary>
    public IReadOnlyList<StudyProblem> Problems { get; } = problems;
}
