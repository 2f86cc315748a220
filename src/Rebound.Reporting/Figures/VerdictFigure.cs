using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>How the claims fared, by their kind.</summary>
internal static class VerdictFigure
{
    private static readonly (string Verdict, string Fill, string Ink)[] Verdicts =
        [("supported", "#00795a", "#ffffff"), ("contradicted", "#c25200", "#ffffff"), ("not testable", "#c9d0d5", "#1d242b"), ("untested", "#ffffff", "#1d242b")];

    public static Figure Make(Draft draft, TableView claims)
    {
        var kinds = claims.Distinct("kind").Select(k => (Kind: k, Rows: claims.Where("kind", k).ToList())).OrderByDescending(k => k.Rows.Count).ToList();
        int Count(List<int> rows, string verdict) => rows.Count(r => claims.Text(r, "verdict") == verdict);
        var bars = new List<(string Name, List<int> Rows)> { ("all claims", [.. claims.Rows]) };
        bars.AddRange(kinds.Select(k => (k.Kind, k.Rows)));

        Canvas Draw(double width)
        {
            const double top = 14, row = 30;
            var left = width > 500 ? 120.0 : 82;
            var legend = width > 500 ? 30 : 52;
            var canvas = new Canvas(width, top + row * bars.Count + legend + 14);
            var x = new Scale(0, claims.Count, left, width - 34);
            for (var b = 0; b < bars.Count; b++)
            {
                var y = top + b * row;
                canvas.Text(left - 8, y + 15, Canvas.Fit(bars[b].Name.Length > 0 ? bars[b].Name : "other", 11.5, left - 10), 11.5, Palette.Ink, Anchor.End, bold: b == 0);
                double from = 0;
                foreach (var (verdict, fill, ink) in Verdicts)
                {
                    var count = Count(bars[b].Rows, verdict);
                    if (count == 0) continue;
                    canvas.Rect(x.At(from), y + 1, x.At(from + count) - x.At(from), 19, fill, Palette.Grey, tip: $"{bars[b].Name}: {count} {verdict}");
                    if (x.At(from + count) - x.At(from) > 15) canvas.Text((x.At(from) + x.At(from + count)) / 2, y + 14.5, Numeral.Count(count), 11, ink, Anchor.Middle, bold: true);
                    from += count;
                }
                canvas.Text(x.At(from) + 6, y + 15, Numeral.Count(bars[b].Rows.Count), 11, Palette.Muted);
            }
            string[] signs = ["✓ ", "✗ ", "∅ ", "○ "];
            for (var k = 0; k < Verdicts.Length; k++)
            {
                var (lx, ly) = width > 500 ? (left + k * 150, top + row * bars.Count + 22) : (16 + k % 2 * 165, top + row * bars.Count + 20 + k / 2 * 22);
                canvas.Rect(lx, ly - 10, 13, 12, Verdicts[k].Fill, Palette.Grey);
                canvas.Text(lx + 19, ly, signs[k] + Verdicts[k].Verdict, 11, Palette.Muted);
            }
            return canvas;
        }

        return new Figure
        {
            Name = "claim-verdicts",
            Title = "How the claims fared",
            Subtitle = "Number of claims by kind and verdict",
            Description = string.Join(", ", Verdicts.Select(v => $"{Count(bars[0].Rows, v.Verdict)} {v.Verdict}")) + $" of {claims.Count} claims.",
            Note = "In each bar the order is the legend’s. Not testable: these data cannot settle the claim. Untested: no test was asked for; the table says what would settle it.",
            Source = draft.SourceOf("claims"),
            Draw = Draw,
            Data = new ResultTable("claim-verdicts",
            [
                new ResultColumn("kind", bars.Select(b => b.Name)),
                .. Verdicts.Select(v => new ResultColumn(v.Verdict, bars.Select(b => (double)Count(b.Rows, v.Verdict)))),
                new ResultColumn("total", bars.Select(b => (double)b.Rows.Count)),
            ]),
        };
    }
}
