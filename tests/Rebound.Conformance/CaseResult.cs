using System.Globalization;

namespace Rebound.Conformance;

/// <summary>What became of a case.</summary>
internal enum Verdict
{
    /// <summary>Every number is within its tolerance.</summary>
    Pass,

    /// <summary>A number differs, is missing, or no method answers.</summary>
    Fail,

    /// <summary>The case holds no expected numbers; every one was given.</summary>
    Answered,
}

/// <summary>A case with its verdict.</summary>
internal sealed record CaseResult(string Id, string Method, Verdict Verdict, double Worst, IReadOnlyList<string> Faults)
{
    /// <summary>How many faults a line shows.</summary>
    public static int ShownFaults { get; set; } = 3;

    /// <summary>The line printed.</summary>
    public string Line => Verdict switch
    {
        Verdict.Pass => string.Create(CultureInfo.InvariantCulture, $"{Id} {Method} pass {Worst:0.0e+0}"),
        Verdict.Answered => $"{Id} {Method} answered",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Id} {Method} FAIL {Worst:0.0e+0} {string.Join("; ", Faults.Take(ShownFaults))}{(Faults.Count > ShownFaults ? $"; and {Faults.Count - ShownFaults} more" : "")}"),
    };
}
