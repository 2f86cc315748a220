using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>What explains an outcome over units: q of each factor as bars, and of each two of the leading factors together as shades.</summary>
internal static class DetectorFigure
{
    private const int MostBars = 16;
    private const double Level = 0.05;
    private const double Row = 21;
    private const double Names = 104; // room for a name beside the triangle

    public static Figure? Make(Draft draft, TableView detector, string outcome)
    {
        var all = detector.Where("outcome", outcome).Where(r => double.IsFinite(detector.Number(r, "q"))).OrderByDescending(r => detector.Number(r, "q")).ThenBy(r => detector.Text(r, "factor"), StringComparer.Ordinal).ToList();
        if (all.Count == 0) return null;
        var rows = all.Take(MostBars).ToList();
        var joint = new Dictionary<(string, string), (double Q, string Kind)>();
        if (draft.View("detector_interaction") is { } pairs)
            foreach (var r in pairs.Where("outcome", outcome).Where(r => double.IsFinite(pairs.Number(r, "q_joint"))))
                joint[(pairs.Text(r, "first"), pairs.Text(r, "second"))] = joint[(pairs.Text(r, "second"), pairs.Text(r, "first"))] = (pairs.Number(r, "q_joint"), pairs.Text(r, "kind"));
        var leading = all.Select(r => detector.Text(r, "factor")).Where(f => joint.Keys.Any(k => k.Item1 == f)).ToList();
        var q = all.ToDictionary(r => detector.Text(r, "factor"), r => detector.Number(r, "q"), StringComparer.Ordinal);
        string NameOf(string factor) => Words.Spoken(draft.IndicatorName(factor));

        Canvas Draw(double width)
        {
            var wide = width > 500;
            // Names stand beside the framed cells on the diagonal, where the triangle leaves room.
            var cell = Math.Min(38, ((wide ? 312 : width - 16) - Names) / Math.Max(1, leading.Count));
            var (barsRight, barsBottom) = (wide ? 410.0 : width - 14, 40 + Row * rows.Count);
            var (squareLeft, squareTop) = (wide ? 440.0 : 14, wide ? 34 : barsBottom + 76);
            var canvas = new Canvas(width, leading.Count < 2 ? barsBottom + 40 : Math.Max(barsBottom + 40, squareTop + cell * leading.Count + 44));
            Bars(canvas, wide ? 130 : 100, barsRight, barsBottom);
            if (leading.Count > 1) Square(canvas, squareLeft, squareTop, cell);
            return canvas;
        }

        void Bars(Canvas canvas, double left, double right, double bottom)
        {
            var plot = new Plot(canvas, left, 36, right, bottom) { X = new Scale(0, 1, left, right - 88) };
            canvas.Text(8, 14, "alone", 12, Palette.Ink, bold: true);
            foreach (var tick in new[] { 0, 0.5, 1 })
            {
                canvas.Line(plot.X.At(tick), 30, plot.X.At(tick), bottom, tick == 0 ? Palette.Grey : Palette.Rule, 0.75);
                canvas.Text(plot.X.At(tick), bottom + 14, Numeral.Fixed(tick, 1), Plot.LabelSize, Palette.Muted, Anchor.Middle);
            }
            canvas.Text(plot.X.At(0.5), bottom + 30, "share of the variance explained, q", 10.5, Palette.Muted, Anchor.Middle);
            foreach (var (k, r) in rows.Index())
            {
                var (y, value, p, factor) = (40 + Row * k, detector.Number(r, "q"), detector.Number(r, "p_adjusted"), NameOf(detector.Text(r, "factor")));
                var isClear = p <= Level;
                canvas.Text(left - 6, y + 10, Canvas.Fit(factor, 10.5, left - 12), 10.5, Palette.Ink, Anchor.End);
                canvas.Rect(plot.X.At(0), y, Math.Max(1, plot.X.At(value) - plot.X.At(0)), 13, isClear ? Palette.Blue : Palette.Paper, isClear ? Palette.Blue : Palette.Grey, tip: $"{factor}: q {Numeral.Fixed(value, 3)}, {Numeral.Count(detector.Number(r, "classes"))} classes ({detector.Text(r, "cut")}), p {Numeral.Probability(p)}");
                canvas.Text(Math.Max(plot.X.At(value), plot.X.At(0)) + 5, y + 10.5, $"{Numeral.Fixed(value, 2)}, p {Numeral.Probability(p)}", 10, isClear ? Palette.Ink : Palette.Muted, halo: true);
            }
        }

        void Square(Canvas canvas, double left, double top, double cell)
        {
            canvas.Text(left, top - 20, "two together", 12, Palette.Ink, bold: true);
            for (var a = 0; a < leading.Count; a++)
            {
                canvas.Text(left + (a + 1) * cell + 4, top + (a + 0.5) * cell + 3.5, Canvas.Fit(NameOf(leading[a]), 10, Names - 6 + (leading.Count - 1 - a) * cell), 10, Palette.Ink);
                for (var b = 0; b <= a; b++)
                {
                    var isAlone = a == b;
                    var found = isAlone ? (Q: q[leading[a]], Kind: "") : joint.GetValueOrDefault((leading[a], leading[b]), (Q: double.NaN, Kind: ""));
                    var shade = double.IsFinite(found.Q) ? Math.Min(5, (int)(6 * found.Q)) : 0;
                    canvas.Rect(left + b * cell, top + a * cell, cell - 1.5, cell - 1.5, double.IsFinite(found.Q) ? Palette.Sequence[shade] : Palette.Faint, isAlone ? Palette.Ink : Palette.Rule,
                        tip: isAlone ? $"{NameOf(leading[a])} alone: {Numeral.Fixed(found.Q, 3)}" : $"{NameOf(leading[a])} with {NameOf(leading[b])}: {Numeral.Fixed(found.Q, 3)}, {found.Kind}");
                    if (!double.IsFinite(found.Q)) continue;
                    canvas.Text(left + (b + 0.5) * cell, top + (a + 0.5) * cell + 3.5, Numeral.Fixed(found.Q, 2) + (found.Kind == "nonlinear enhancement" ? "+" : ""), cell >= 34 ? 10 : 9, shade >= 3 ? Palette.Paper : Palette.Ink, Anchor.Middle, bold: found.Kind == "nonlinear enhancement");
                }
            }
            canvas.Text(left, top + cell * leading.Count + 16, "framed: q of one alone; other cells: of two", 10, Palette.Muted);
            canvas.Text(left, top + cell * leading.Count + 31, "+ more than the two add up to", 10, Palette.Muted);
        }

        var clear = all.Count(r => detector.Number(r, "p_adjusted") <= Level);
        var refused = detector.Where("outcome", outcome).Count(r => !double.IsFinite(detector.Number(r, "q")));
        var (subject, name) = outcome == "level gap" ? ("the level gap of exports", "detector-recovery") : ("the total score", "detector-index");
        return new Figure
        {
            Name = name,
            Title = outcome == "level gap" ? $"What the recovery of {draft.Units} goes with" : $"What sets resilient {draft.Units} apart",
            Subtitle = $"Geodetector: share of the variance of {subject} over units that strata of each factor explain",
            Description = $"The factor with the largest q is {NameOf(detector.Text(all[0], "factor"))} with {Numeral.Fixed(detector.Number(all[0], "q"), 2)}; {Numeral.Count(clear)} of {Numeral.Count(all.Count)} factors are clear of chance.",
            Note = $"Filled: clear of chance at 5 %, by random orders that repeat the search for the best cut, adjusted for the number of factors. {(outcome == "level gap" ? "" : "Indicators are parts of the score: what they explain is how far it follows them. ")}{(all.Count > MostBars ? $"The {MostBars} largest of {all.Count}; the table has all. " : "")}{(refused > 0 ? $"{Words.Counted(refused, "factor")} refused; the table says why. " : "")}q of two together comes after the search and is for reading, not for testing.",
            Source = draft.SourceOf("detector") + (leading.Count > 1 ? " Pairs: table detector_interaction." : ""),
            Draw = Draw,
            Data = new ResultTable(name,
            [
                new ResultColumn("first", [.. all.Select(r => detector.Text(r, "factor")), .. Pairs().Select(p => p.First)]),
                new ResultColumn("second", [.. all.Select(_ => ""), .. Pairs().Select(p => p.Second)]),
                new ResultColumn("q", [.. all.Select(r => detector.Number(r, "q")), .. Pairs().Select(p => joint[p].Q)]),
                new ResultColumn("p_adjusted", [.. all.Select(r => detector.Number(r, "p_adjusted")), .. Pairs().Select(_ => double.NaN)]),
                new ResultColumn("kind", [.. all.Select(r => detector.Text(r, "cut")), .. Pairs().Select(p => joint[p].Kind)]),
            ]),
        };

        IEnumerable<(string First, string Second)> Pairs() => from a in Enumerable.Range(0, leading.Count) from b in Enumerable.Range(0, a) where joint.ContainsKey((leading[a], leading[b])) select (leading[a], leading[b]);
    }
}
