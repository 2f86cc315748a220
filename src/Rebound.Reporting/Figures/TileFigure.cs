using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>The level gap as a grid of equal tiles, for a study that gives neither coordinates nor polygons.</summary>
internal static class TileFigure
{
    public static Figure? Make(Draft draft, TableView recovery)
    {
        if (draft.Baselines.Count == 0) return null;
        var baseline = draft.Baselines[0];
        var rows = recovery.Where("baseline", baseline).OrderBy(r => draft.NameOf(recovery.Text(r, "city")), StringComparer.Ordinal).ToList();
        if (rows.Count < 2) return null;
        double Gap(int row) => recovery.Number(row, "level_gap_pct");

        Canvas Draw(double width)
        {
            var columns = Math.Clamp((int)((width - 8) / 62), 1, rows.Count);
            var side = Math.Min(62, (width - 8) / columns);
            var lines = (rows.Count + columns - 1) / columns;
            var canvas = new Canvas(width, 10 + lines * side + (width > 500 ? 44 : 84));
            for (var k = 0; k < rows.Count; k++)
            {
                var (x, y, gap) = (4 + k % columns * side, 6 + k / columns * side, Gap(rows[k]));
                var name = draft.NameOf(recovery.Text(rows[k], "city"));
                var at = double.IsFinite(gap) ? MapFigure.Class(gap) : -1;
                var ink = at is 0 or 6 ? Palette.Paper : Palette.Ink;
                canvas.Rect(x + 1, y + 1, side - 2, side - 2, at < 0 ? Palette.Paper : Palette.Divergence[at], Palette.Grey, 2, $"{name}: {Numeral.Percent(gap)}, {RecoveryText.Status(draft, recovery, rows[k])}");
                canvas.Text(x + side / 2, y + side / 2 - 3, Canvas.Fit(name, 9.5, side - 8), 9.5, ink, Anchor.Middle);
                canvas.Text(x + side / 2, y + side / 2 + 12, double.IsFinite(gap) ? Numeral.Signed(gap, 0) + Numeral.PercentSign : Numeral.Missing, 11, ink, Anchor.Middle, bold: true);
            }
            MapFigure.Legend(canvas, width, 6 + lines * side + 26);
            return canvas;
        }

        return new Figure
        {
            Name = "tiles-level-gap",
            Title = "Where exports stand against their expected level",
            Subtitle = $"Level gap: mean gap to the expected level over the last twelve months up to the horizon, per cent; baseline “{Words.Spoken(baseline)}”",
            Description = $"A grid of {Words.Counted(rows.Count, draft.Input.UnitName)}: {Numeral.Count(rows.Count(r => Gap(r) > 3))} stand more than 3 per cent above, {Numeral.Count(rows.Count(r => Gap(r) < -3))} more than 3 per cent below.",
            Note = $"One tile of equal size a {draft.Input.UnitName}, by name: the study gives neither coordinates nor polygons, so the place of a tile says nothing of geography.",
            Source = draft.SourceOf("recovery"),
            Draw = Draw,
            Data = new ResultTable("tiles-level-gap",
            [
                new ResultColumn("city", rows.Select(r => recovery.Text(r, "city"))),
                new ResultColumn("name", rows.Select(r => draft.NameOf(recovery.Text(r, "city")))),
                new ResultColumn("level_gap_pct", rows.Select(Gap)),
            ]),
        };
    }
}
