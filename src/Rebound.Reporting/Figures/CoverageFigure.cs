using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>Which unit has which input in which year: rows of units, the least covered last.</summary>
internal static class CoverageFigure
{
    private static readonly string[] Classes = ["none", "under 25 %", "25 to 50 %", "50 to 75 %", "75 % or more", "complete"];

    public static Figure Make(Draft draft, TableView coverage)
    {
        var tables = coverage.Distinct("table");
        var years = tables.ToDictionary(t => t, t => coverage.Where("table", t).Select(r => coverage.Text(r, "year")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList(), StringComparer.Ordinal);
        var share = new Dictionary<(string City, string Table, string Year), double>();
        foreach (var row in coverage.Rows) share[(coverage.Text(row, "city"), coverage.Text(row, "table"), coverage.Text(row, "year"))] = coverage.Number(row, "share");
        var cells = years.Sum(y => y.Value.Count);
        var units = coverage.Distinct("city")
            .Select(city => (City: city, Mean: tables.Sum(t => years[t].Sum(y => share.GetValueOrDefault((city, t, y)))) / cells))
            .OrderByDescending(u => u.Mean).ThenBy(u => u.City, StringComparer.Ordinal).ToList();

        Canvas Draw(double width)
        {
            var rowHeight = Math.Clamp(540.0 / units.Count, 1.2, 13);
            var named = rowHeight >= 9;
            var left = named ? (width > 500 ? 120.0 : 84) : 14;
            var (top, gap) = (46.0, 10.0);
            var bottom = top + rowHeight * units.Count;
            var canvas = new Canvas(width, bottom + 52);
            var cell = (width - left - 8 - gap * (tables.Count - 1)) / cells;
            var x = left;
            foreach (var table in tables)
            {
                var span = cell * years[table].Count;
                canvas.Text(x, top - 22, Canvas.Fit(Words.Spoken(table), 11.5, span + gap - 3), 11.5, bold: true);
                canvas.Text(x, top - 7, years[table][0], 10, Palette.Muted);
                if (years[table].Count > 1 && span > 60) canvas.Text(x + span, top - 7, years[table][^1], 10, Palette.Muted, Anchor.End);
                for (var u = 0; u < units.Count; u++)
                    for (var (k, end) = (0, 0); k < years[table].Count; k = end)
                    {
                        var shade = Class(share.GetValueOrDefault((units[u].City, table, years[table][k])));
                        for (end = k + 1; end < years[table].Count && Class(share.GetValueOrDefault((units[u].City, table, years[table][end]))) == shade; end++) continue;
                        canvas.Rect(x + k * cell, top + u * rowHeight, (end - k) * cell, rowHeight - (rowHeight > 5 ? 0.8 : 0), Palette.Sequence[shade]);
                    }
                canvas.Rect(x - 0.5, top - 0.5, span + 1, bottom - top + 1, "none", Palette.Grey);
                x += span + gap;
            }
            if (named)
                for (var u = 0; u < units.Count; u++)
                    canvas.Text(left - 6, top + (u + 0.5) * rowHeight + 3.2, Canvas.Fit(draft.NameOf(units[u].City), Math.Min(10, rowHeight), left - 10), Math.Min(10, rowHeight), Palette.Muted, Anchor.End);
            else
            {
                canvas.Text(9, top + 4, "best covered", 9.5, Palette.Muted, Anchor.End, turn: -90);
                canvas.Text(9, bottom, "least covered", 9.5, Palette.Muted, turn: -90);
            }
            var step = Math.Min(112, (width - 20) / 3);
            for (var k = 0; k < Classes.Length; k++)
            {
                var (lx, ly) = width > 500 ? (left + k * (width - left) / 6, bottom + 26) : (14 + k % 3 * step, bottom + 20 + k / 3 * 18);
                canvas.Rect(lx, ly - 9, 12, 11, Palette.Sequence[k], Palette.Grey);
                canvas.Text(lx + 17, ly, Classes[k], 10.5, Palette.Muted);
            }
            return canvas;
        }

        var whole = share.Values.Count(v => v >= 0.9995);
        return new Figure
        {
            Name = "coverage",
            Title = "What the study holds, unit by unit and year by year",
            Subtitle = $"Share of the values that are present; a row is a {draft.Input.UnitName}, a block is an input table",
            Description = $"{Numeral.Count(whole)} of {Numeral.Count(share.Count)} cells of {draft.Input.UnitName}, table and year are complete.",
            Note = $"{Words.Capital(draft.Units)} are ordered by coverage over all tables. White cells hold nothing.",
            Source = draft.SourceOf("coverage"),
            Draw = Draw,
            Data = new ResultTable("coverage",
            [
                new ResultColumn("city", coverage.Rows.Select(r => coverage.Text(r, "city"))),
                new ResultColumn("table", coverage.Rows.Select(r => coverage.Text(r, "table"))),
                new ResultColumn("year", coverage.Rows.Select(r => coverage.Text(r, "year"))),
                new ResultColumn("share", coverage.Rows.Select(r => coverage.Number(r, "share"))),
            ]),
        };
    }

    private static int Class(double share) => !(share > 0) ? 0 : share < 0.25 ? 1 : share < 0.5 ? 2 : share < 0.75 ? 3 : share < 0.9995 ? 4 : 5;
}
