namespace Rebound.Reporting;

internal static class ScenarioSection
{
    public static Html Write(Draft draft)
    {
        if (draft.View("scenarios") is not { } scenarios)
            return Html.Of($"""<p>The simulation stage is not part of this run: it holds no table “scenarios”, and so this report says nothing of what would have helped more.</p>""");
        var columns = draft.Input.Tables["scenarios"].Columns.Where(c => c.Name != "run_id")
            .Select(c => new PrintedColumn(Words.Spoken(c.Name), r => Html.Text(c.IsNumeric ? Numeral.Sensible(c.Number(r)) : c.Text(r)), c.IsNumeric)).ToList();
        return draft.Table("The scenarios against the baseline", scenarios.Count, columns, "scenarios", 60);
    }
}
