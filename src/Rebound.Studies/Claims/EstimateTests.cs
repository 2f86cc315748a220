namespace Rebound.Studies;

/// <summary>Judges claims by the estimates of a run.</summary>
/// <remarks>An interval that covers zero is no evidence against an effect: such a claim is untested, never contradicted.</remarks>
internal sealed class EstimateTests(LedgerEvidence evidence)
{
    internal Finding Sign(EstimateSignTest test)
    {
        if (Find(test.Id) is not { } row) return Absent(test.Id);
        var wanted = test.Sign > 0 ? "positive" : "negative";
        if (row.Low <= 0 && row.High >= 0)
            return row.Finding(Judgement.Untested, $"{row.Text}, which covers zero: the data are compatible with either sign{row.Power}");
        var sign = row.Low > 0 ? 1 : -1;
        return row.Finding(sign == test.Sign ? Judgement.Supported : Judgement.Contradicted, $"{row.Text}, where the claim wants a {wanted} one");
    }

    internal Finding Zero(EstimateZeroTest test)
    {
        if (Find(test.Id) is not { } row) return Absent(test.Id);
        var margin = ClaimText.Number(test.Margin);
        if (row.Low > -test.Margin && row.High < test.Margin) return row.Finding(Judgement.Supported, $"{row.Text}, all within ±{margin}, which counts as no effect");
        if (row.Low > test.Margin || row.High < -test.Margin) return row.Finding(Judgement.Contradicted, $"{row.Text}, all beyond ±{margin}, which counts as no effect");
        return row.Finding(Judgement.Untested, $"{row.Text}, which reaches across ±{margin}: neither an effect nor its absence is shown");
    }

    internal Finding Order(EstimateOrderTest test)
    {
        if (Find(test.Larger) is not { } one) return Absent(test.Larger);
        if (Find(test.Smaller) is not { } other) return Absent(test.Smaller);
        var verdict = one.Smallest > other.Largest ? Judgement.Supported : other.Smallest > one.Largest ? Judgement.Contradicted : Judgement.Untested;
        var tail = verdict == Judgement.Untested ? ": their sizes cannot be told apart" : "";
        return new Finding(verdict, $"{one.Text}; {other.Text}{tail}", $"{one.Id}; {other.Id}", Weaker(one.Grade, other.Grade));
    }

    /// <summary>The weaker of two grades; an empty one does not count.</summary>
    internal static string Weaker(string one, string other) => string.CompareOrdinal(one, other) >= 0 ? one : other;

    private Row? Find(string id)
    {
        if (evidence.Estimates is not { } table) return null;
        for (var r = 0; r < table.RowCount; r++)
            if (Cell(table, r, "id") == id && Cell(table, r, "grade") != "refused" && double.IsFinite(Number(table, r, "ci_low")) && double.IsFinite(Number(table, r, "ci_high")))
                return new Row(id, Number(table, r, "estimate"), Number(table, r, "ci_low"), Number(table, r, "ci_high"), Number(table, r, "mde"), Cell(table, r, "grade"), Warnings(Cell(table, r, "model")));
        return null;
    }

    private Finding Absent(string id)
    {
        var reason = Refusal(id);
        return new Finding(Judgement.NotTestable, reason.Length > 0 ? $"there is no estimate {id}: {reason.TrimEnd('.')}" : $"this run made no estimate {id}");
    }

    private string Refusal(string id)
    {
        for (var r = 0; r < (evidence.Estimates?.RowCount ?? 0); r++)
            if (Cell(evidence.Estimates!, r, "id") == id) return Cell(evidence.Estimates!, r, "reason");
        if (evidence.Stages is not { } stages) return "";
        var refused = Enumerable.Range(0, stages.RowCount).Where(r => Cell(stages, r, "status") == "refused").ToList();
        if (refused.Count == 0) return "";
        var mechanism = refused.FindIndex(r => Cell(stages, r, "stage") == "mechanism");
        return Cell(stages, refused[Math.Max(mechanism, 0)], "reason");
    }

    private string Warnings(string model)
    {
        if (evidence.Guards is not { } guards || model.Length == 0) return "";
        var warned = Enumerable.Range(0, guards.RowCount).Where(r => Cell(guards, r, "model") == model && Cell(guards, r, "verdict") == "warning").Select(r => Cell(guards, r, "guard")).Distinct(StringComparer.Ordinal).ToList();
        return warned.Count == 0 ? "" : $" (warned by: {string.Join(", ", warned)})";
    }

    private static string Cell(ResultTable table, int row, string column) => table.Columns.FirstOrDefault(c => c.Name == column)?.Text(row) ?? "";

    private static double Number(ResultTable table, int row, string column) =>
        table.Columns.FirstOrDefault(c => c.Name == column) is { IsNumeric: true } numbers ? numbers.Number(row) : double.NaN;

    private sealed record Row(string Id, double Estimate, double Low, double High, double Detectable, string Grade, string Warned)
    {
        internal string Text => $"the estimate {Id} is {ClaimText.Number(Estimate)}, 95 % interval {ClaimText.Number(Low)} to {ClaimText.Number(High)}{Warned}";

        internal string Power => double.IsFinite(Detectable) ? $"; effects below {ClaimText.Number(Detectable)} could not have been seen" : "";

        internal double Smallest => Low <= 0 && High >= 0 ? 0 : Math.Min(Math.Abs(Low), Math.Abs(High));

        internal double Largest => Math.Max(Math.Abs(Low), Math.Abs(High));

        internal Finding Finding(Judgement verdict, string text) => new(verdict, text, Id, Grade);
    }
}
