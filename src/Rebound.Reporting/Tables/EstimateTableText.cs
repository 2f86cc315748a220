namespace Rebound.Reporting;

/// <summary>A table of models as lines of a terminal.</summary>
internal static class EstimateTableText
{
    public static IReadOnlyList<string> Of(EstimateTable table)
    {
        List<(string Label, string[] Cells)> rows = [("", [.. table.Columns.Select((_, m) => $"({m + 1})")]), ("", [.. table.Columns.Select(c => c.Estimate.Model.Formula.OutcomeText)])];
        List<int> rules = [rows.Count];
        int[] room = [.. table.Columns.Select((_, m) => Math.Max(1, table.Blocks[0].Lines.Max(l => l.Cells[m].Stars.Length)))]; // stars, or the bracket below, so that decimals stand below each other
        foreach (var (b, block) in table.Blocks.Index())
        {
            if (block.Title.Length > 0) rows.Add((block.Title, [.. table.Columns.Select(_ => "")]));
            foreach (var line in block.Lines)
            {
                rows.Add((line.Label, [.. line.Cells.Select((c, m) => c.Text + c.Stars + new string(' ', b == 0 ? room[m] - c.Stars.Length : 0))]));
                if (line.Cells.Any(c => c.Below.Length > 0)) rows.Add(("", [.. line.Cells.Select((c, m) => c.Below + new string(' ', room[m] - 1))]));
            }
            rules.Add(rows.Count);
        }
        var label = rows.Max(r => r.Label.Length);
        int[] widths = [.. Enumerable.Range(0, table.Columns.Count).Select(m => rows.Max(r => r.Cells[m].Length))];
        var rule = new string('-', label + widths.Sum(w => w + 2));
        List<string> lines = [.. table.Title.Length > 0 ? new[] { table.Title } : [], rule];
        for (var r = 0; r < rows.Count; r++)
        {
            if (rules.Contains(r)) lines.Add(rule);
            lines.Add((rows[r].Label.PadRight(label) + string.Concat(rows[r].Cells.Select((c, m) => "  " + c.PadLeft(widths[m])))).TrimEnd());
        }
        return [.. lines, rule, .. table.Notes];
    }
}
