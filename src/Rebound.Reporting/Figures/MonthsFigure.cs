using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>When the units came back: one mark a unit, stacked by month; those not back stand apart as open triangles.</summary>
internal static class MonthsFigure
{
    public static Figure Make(Draft draft, TableView recovery)
    {
        var baselines = draft.Baselines;
        var rows = recovery.Rows.Where(r => recovery.Text(r, "status") is "recovered" or "censored" or "no shock").ToList();
        var months = rows.Select(r => Words.Month(recovery.Text(r, "recovery_month"))).Append(Words.Month(draft.Input.ShockStart)).Append(Words.Month(draft.Input.Horizon)).Where(double.IsFinite).ToList();
        var (first, last) = months.Count > 0 ? (months.Min(), months.Max()) : (0, 1);

        Canvas Draw(double width)
        {
            var edge = width > 500 ? 86.0 : 56;
            var step = (width - 2 * edge - 16) / (last - first + 1);
            var radius = Math.Clamp(step / 2.5, 1.2, 4.6);
            var tallest = Math.Max(1, baselines.Max(b => Stacks(b).Max(s => s.Count)));
            var pile = Math.Min(2.25 * radius, 230.0 / tallest);
            var side = Math.Max(1, (int)(edge / (2.3 * radius)) - 1);
            var height = Math.Max(60, Math.Max(pile * baselines.Max(b => Stacks(b).Where((s, k) => k > 0 && k < Stacks(b).Count - 1).Select(s => s.Count).DefaultIfEmpty(0).Max()), 2.3 * radius * Math.Ceiling((double)tallest / side)) + 14);
            height = Math.Min(height, 260);
            var canvas = new Canvas(width, 34 + baselines.Count * (height + 66));
            for (var b = 0; b < baselines.Count; b++)
            {
                var top = 34 + b * (height + 66);
                var plot = new Plot(canvas, 8 + edge, top, width - 8 - edge, top + height);
                plot.X = new Scale(first - 0.5, last + 0.5, plot.Left, plot.Right);
                plot.Shock(draft.Input.ShockStart, draft.Input.ShockEnd);
                canvas.Text(8, top - 14, Words.Spoken(baselines[b]), 12, bold: true);
                var axis = new Plot(canvas, plot.Left, plot.Top, plot.Right, plot.Bottom) { X = new Scale(first, last, plot.X.At(first), plot.X.At(last)) };
                axis.MonthAxis();
                var stacks = Stacks(baselines[b]);
                for (var s = 1; s < stacks.Count - 1; s++)
                    for (var k = 0; k < stacks[s].Count; k++)
                        canvas.Mark(Shape.Circle, plot.X.At(first + s - 1), plot.Bottom - 4 - radius - k * pile, radius, Palette.Blue, $"{draft.NameOf(stacks[s][k])}: back in {Words.MonthName(first + s - 1)}");
                Beside(canvas, draft, stacks[0], 8, plot.Bottom, radius, side, Shape.Square, Palette.Grey, "no shock", 8, Anchor.Start);
                Beside(canvas, draft, stacks[^1], width - 8 - edge + 8, plot.Bottom, radius, side, Shape.OpenTriangle, Palette.Vermilion, "not back", width - 8, Anchor.End);
            }
            return canvas;
        }

        List<List<string>> Stacks(string baseline)
        {
            var stacks = Enumerable.Range(0, (int)(last - first) + 3).Select(_ => new List<string>()).ToList();
            foreach (var row in rows)
            {
                if (recovery.Text(row, "baseline") != baseline) continue;
                var month = Words.Month(recovery.Text(row, "recovery_month"));
                var at = recovery.Text(row, "status") switch { "no shock" => 0, "censored" => stacks.Count - 1, _ => double.IsFinite(month) ? (int)(month - first) + 1 : -1 };
                if (at >= 0) stacks[at].Add(recovery.Text(row, "city"));
            }
            return stacks;
        }

        var counts = baselines.Select(b => $"{Words.Spoken(b)}: {Numeral.Count(rows.Count(r => recovery.Text(r, "baseline") == b && recovery.Text(r, "status") == "recovered"))} back, {Numeral.Count(rows.Count(r => recovery.Text(r, "baseline") == b && recovery.Text(r, "status") == "censored"))} not back");
        return new Figure
        {
            Name = "recovery-months",
            Title = $"When the {draft.Units} came back",
            Subtitle = $"One mark a {draft.Input.UnitName}, in the month of recovery",
            Description = string.Join("; ", counts) + ".",
            Note = $"Filled circles: recovered. Open triangles: not back by {(draft.Input.Horizon.Length > 0 ? Words.MonthName(draft.Input.Horizon) : "the end of the data")}; their time to recovery is longer than was observed and is never averaged as if it were known. Squares: exports never fell below the threshold.",
            Source = draft.SourceOf("recovery"),
            Draw = Draw,
            Data = new ResultTable("recovery-months",
            [
                new ResultColumn("city", rows.Select(r => recovery.Text(r, "city"))),
                new ResultColumn("name", rows.Select(r => draft.NameOf(recovery.Text(r, "city")))),
                new ResultColumn("baseline", rows.Select(r => recovery.Text(r, "baseline"))),
                new ResultColumn("status", rows.Select(r => recovery.Text(r, "status"))),
                new ResultColumn("recovery_month", rows.Select(r => recovery.Text(r, "recovery_month"))),
                new ResultColumn("months_to_recovery", rows.Select(r => recovery.Number(r, "months_to_recovery"))),
            ]),
        };
    }

    private static void Beside(Canvas canvas, Draft draft, List<string> cities, double x, double bottom, double radius, int across, Shape shape, string colour, string label, double labelX, Anchor anchor)
    {
        if (cities.Count == 0) return;
        var pitch = Math.Min(2.4 * radius, 240.0 * across / cities.Count);
        for (var k = 0; k < cities.Count; k++)
            canvas.Mark(shape, x + radius + k % across * 2.4 * radius, bottom - 4 - radius - k / across * pitch, radius, colour, $"{draft.NameOf(cities[k])}: {label}");
        canvas.Text(labelX, bottom + 16, $"{Numeral.Count(cities.Count)} {label}", 11, Palette.Ink, anchor);
    }
}
