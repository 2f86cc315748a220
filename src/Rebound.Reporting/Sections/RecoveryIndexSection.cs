namespace Rebound.Reporting;

/// <summary>What the tables of recovery hold beyond depth and month: chances, hazards, published indices, the interrupted series.</summary>
internal static class RecoveryIndexSection
{
    private const int MostRows = 260;
    private static readonly int[] Horizons = [3, 6, 12, 18, 24, 36];

    public static Html Write(Draft draft) => Chances(draft) + Hazards(draft) + Cycle(draft) + Interrupted(draft);

    // Mean chance over the units: the share of them expected to be back.
    private static Html Chances(Draft draft)
    {
        if (draft.View("recovery_chance") is not { } chances) return Html.Empty;
        var months = chances.Distinct("month").Order(StringComparer.Ordinal).ToList();
        int[] at = [.. Horizons.Where(m => m <= months.Count)];
        if (at.Length == 0) return Html.Empty;
        string[] baselines = [.. draft.Baselines.Where(b => chances.Where("baseline", b).Any())];
        string Share(string baseline, int month)
        {
            var values = chances.Where("baseline", baseline).Where(r => chances.Text(r, "month") == months[month - 1]).Select(r => chances.Number(r, "chance_back")).Where(double.IsFinite).ToList();
            return values.Count == 0 ? Numeral.Missing : Numeral.Share(values.Average());
        }
        return draft.Table("Chance to be back by month of the shock", baselines.Length,
        [
            new("baseline", b => Html.Text(Words.Spoken(baselines[b]))),
            .. at.Select(m => new PrintedColumn($"by month {Numeral.Count(m)} ({Words.MonthName(months[m - 1])})", b => Html.Text(Share(baselines[b], m)), true)),
        ], "recovery_chance", note: $"Mean over {draft.Units} of the chance that exports are back at the level without the shock, from the errors of what was expected; the chance of each {draft.Input.UnitName} and month is in the table.");
    }

    private static Html Hazards(Draft draft)
    {
        if (draft.View("survival_hazard") is not { } hazards) return Html.Empty;
        string Ratio(int r) => double.IsFinite(hazards.Number(r, "hazard_ratio")) ? $"{Numeral.Fixed(hazards.Number(r, "hazard_ratio"), 2)} ({Numeral.Fixed(hazards.Number(r, "low"), 2)} to {Numeral.Fixed(hazards.Number(r, "high"), 2)})" : Numeral.Missing;
        return draft.Table("Hazard of recovery by resilience", hazards.Count,
        [
            new("baseline", r => Html.Text(Words.Spoken(hazards.Text(r, "baseline")))),
            new("model", r => Html.Text(hazards.Text(r, "model"))),
            new("hazard ratio a standard deviation (95 % interval)", r => Html.Text(Ratio(r)), true),
            new("p", r => Html.Text(Numeral.Probability(hazards.Number(r, "p"))), true),
            new("recoveries", r => Html.Text(Numeral.Count(hazards.Number(r, "events"))), true),
            new("p of proportional hazards", r => Html.Text(Numeral.Probability(hazards.Number(r, "proportional_p"))), true),
            new("note", r => Html.Text(hazards.Text(r, "note")), Long: true),
        ], "survival_hazard", note: $"Above 1, more resilient {draft.Units} come back sooner. cox: first fall, errors by {draft.Input.UnitName}; discrete: complementary log-log by intervals of months; every fall: each with a clock of its own. A description: resilience was not assigned.");
    }

    private static Html Cycle(Draft draft)
    {
        if (draft.View("recovery_cycle") is not { } cycle) return Html.Empty;
        PrintedColumn Column(string head, string name, int decimals = 2) => new(head, r => Html.Text(double.IsFinite(cycle.Number(r, name)) ? Numeral.Signed(cycle.Number(r, name), decimals) : Numeral.Missing), true);
        var table = draft.Table($"Published indices of each {draft.Input.UnitName}", cycle.Count,
        [
            new(draft.Input.UnitName, r => Html.Text(draft.NameOf(cycle.Text(r, "city")))),
            new("type", r => Html.Text(cycle.Text(r, "type") is { Length: > 0 } type ? type : Numeral.Missing)),
            Column("sensitivity", "sensitivity"), Column("resistance", "resistance"), Column("recoverability", "recoverability"),
            Column("resistance with its mix", "resistance_mix"), Column("recoverability with its mix", "recoverability_mix"),
            Column("the whole, %", "shift_national_pct", 1), Column("mix, %", "shift_mix_pct", 1), Column("own part, %", "shift_own_pct", 1),
            Column("Lloret: resistance", "lloret_resistance"), Column("recovery", "lloret_recovery"), Column("resilience", "lloret_resilience"),
            new("what is missing", r => Html.Text(cycle.Text(r, "reason")), Long: true),
        ], "recovery_cycle", MostRows, $"Windows of the same calendar months: {cycle.Text(0, "before")}, {cycle.Text(0, "during")}, {(cycle.Text(0, "after") is { Length: > 0 } after ? after : "none after")}. Sensitivity: growth of the {draft.Input.UnitName} over that of the whole; resistance and recoverability: change against what growth of the whole, or of its products, leads one to expect; the three per cents add up to its growth in the fall.");
        return Html.Of($"""<details class="block"><summary>Resistance, recoverability and shift-share of {Numeral.Count(cycle.Count)} {draft.Units}, by published indices</summary>{table}</details>""");
    }

    private static Html Interrupted(Draft draft)
    {
        if (draft.View("recovery_interrupted") is not { } series) return Html.Empty;
        string Change(int r, string kind, string unit) => double.IsFinite(series.Number(r, $"{kind}_change_pct{unit}"))
            ? $"{Numeral.Percent(series.Number(r, $"{kind}_change_pct{unit}"))} ({Numeral.Signed(series.Number(r, $"{kind}_low_pct{unit}"), 1)} to {Numeral.Signed(series.Number(r, $"{kind}_high_pct{unit}"), 1)})" : Numeral.Missing;
        var table = draft.Table("Change of level and slope at the shock", series.Count,
        [
            new(draft.Input.UnitName, r => Html.Text(draft.NameOf(series.Text(r, "city")))),
            new("level (interval)", r => Html.Text(Change(r, "level", "")), true),
            new("slope a year (interval)", r => Html.Text(Change(r, "slope", "_year")), true),
            new("lag", r => Html.Text(Numeral.Count(series.Number(r, "lag"))), true),
            new("refused", r => Html.Text(series.Text(r, "reason")), Long: true),
        ], "recovery_interrupted", MostRows, "Interrupted time series with months; errors of Newey and West.");
        return Html.Of($"""<details class="block"><summary>Change of level and slope at the shock</summary>{table}</details>""");
    }
}
