namespace Rebound.Conformance;

/// <summary>A folder of cases, read, computed and compared in the order of their names.</summary>
internal static class ConformanceRun
{
    /// <summary>Files of the cases: cases/*.json, json/*.json, or *.json in the folder itself.</summary>
    public static IReadOnlyList<string> Files(string folder)
    {
        foreach (var name in new[] { "cases", "json" })
            if (Directory.Exists(Path.Combine(folder, name))) return Sorted(Path.Combine(folder, name));
        return Sorted(folder);
    }

    /// <summary>Reads one case, computes and compares it.</summary>
    /// <param name="file">The case.</param>
    /// <param name="cases">The folder that holds expected tables.</param>
    /// <param name="data">The folder that inputs are relative to.</param>
    /// <param name="write">Where to store the answers, in the layout of the cases; null for nowhere.</param>
    public static CaseResult Judge(string file, string cases, string data, string? write)
    {
        var question = Case.Read(file, cases, data);
        if (Registry.Find(question) is not { } method) return new CaseResult(question.Id, question.Method, Verdict.Fail, 0, ["no method of this name is registered"]);
        try
        {
            var answer = method(question);
            FilledCase? filled = null;
            if (write is not null || FilledCase.IsBlind(question)) filled = new FilledCase(question, answer);
            if (write is not null) filled!.Write(write);
            if (FilledCase.IsBlind(question))
                return new CaseResult(question.Id, question.Method, filled!.Unanswered.Count == 0 ? Verdict.Answered : Verdict.Fail, 0, [.. filled.Unanswered.Select(place => $"{place}: no answer")]);
            var comparison = Comparison.Of(question, answer);
            return new CaseResult(question.Id, question.Method, comparison.Faults.Count == 0 ? Verdict.Pass : Verdict.Fail, comparison.Worst, comparison.Faults);
        }
#pragma warning disable CA1031 // The one guard of this program: a method that throws is a failed case, and the others still run.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new CaseResult(question.Id, question.Method, Verdict.Fail, 0, [$"{exception.GetType().Name}: {exception.Message}"]);
        }
    }

    private static IReadOnlyList<string> Sorted(string folder) => [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal)];
}
