namespace Rebound.Reporting;

/// <summary>What is said of one unit's recovery.</summary>
internal static class RecoveryText
{
    public static string Status(Draft draft, string city, string baseline)
    {
        if (draft.View("recovery") is not { } recovery) return "";
        foreach (var row in recovery.Where("city", city))
            if (recovery.Text(row, "baseline") == baseline) return Status(draft, recovery, row);
        return "";
    }

    public static string Status(Draft draft, TableView recovery, int row) => recovery.Text(row, "status") switch
    {
        "recovered" => "back in " + Words.MonthName(recovery.Text(row, "recovery_month")),
        "censored" => "not back by " + (draft.Input.Horizon.Length > 0 ? Words.MonthName(draft.Input.Horizon) : "the end of the data"),
        "no shock" => "never below the threshold",
        "refused" => "refused",
        var other => other,
    };

    public static Html Cell(Draft draft, TableView recovery, int row) => recovery.Text(row, "status") switch
    {
        "censored" => Html.Of($"""<span class="censored"><span aria-hidden="true">△</span> {Status(draft, recovery, row)}</span>"""),
        "recovered" => Html.Of($"""<span aria-hidden="true">●</span> {Words.MonthName(recovery.Text(row, "recovery_month"))}"""),
        "refused" => Html.Of($"""{Badge.Guard("refused")} {recovery.Text(row, "reason")}"""),
        _ => Html.Text(Status(draft, recovery, row)),
    };
}
