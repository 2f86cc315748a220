namespace Rebound.Panels;

/// <summary>One thing wrong with a study, told in five parts.</summary>
/// <param name="Code">Catalogue code, RB and four digits.</param>
/// <param name="Place">File, table, row, column, city or period: where to look.</param>
/// <param name="Value">The value met there, as it stands.</param>
/// <param name="Message">What is wrong with it.</param>
/// <param name="Effect">What it does to the analysis.</param>
/// <param name="Repair">What to change.</param>
/// <param name="Severity">Whether the study can still run.</param>
public sealed record StudyProblem(string Code, string Place, string Value, string Message, string Effect, string Repair, ProblemSeverity Severity = ProblemSeverity.Error);
