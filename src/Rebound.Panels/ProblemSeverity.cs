namespace Rebound.Panels;

/// <summary>How bad a problem is.</summary>
public enum ProblemSeverity
{
    /// <summary>The study cannot run until this is repaired.</summary>
    Error,

    /// <summary>The study runs; the report tells what was left out.</summary>
    Warning,
}
