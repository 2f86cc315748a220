namespace Rebound.Reporting;

/// <summary>A square of transition probabilities: from a class (down) to a class (across), shaded and written in.</summary>
internal static class TransitionSquare
{
    /// <summary>Draws it; a row that nobody was in is grey.</summary>
    /// <param name="canvas">The drawing.</param>
    /// <param name="labels">Of the classes, short.</param>
    /// <param name="found">Probability and count of a move; null where there is no row for it.</param>
    /// <param name="left">Of the cells.</param>
    /// <param name="top">Of the cells.</param>
    /// <param name="cell">Side of a cell.</param>
    public static void Draw(Canvas canvas, IReadOnlyList<string> labels, Func<int, int, (double P, double N)?> found, double left, double top, double cell)
    {
        for (var a = 0; a < labels.Count; a++)
        {
            canvas.Text(left - 6, top + (a + 0.5) * cell + 3.5, labels[a], 10, Palette.Muted, Anchor.End);
            canvas.Text(left + (a + 0.5) * cell, top + labels.Count * cell + 13, labels[a], 10, Palette.Muted, Anchor.Middle);
            for (var b = 0; b < labels.Count; b++)
            {
                if (found(a, b) is not { } move) continue;
                var shade = double.IsFinite(move.P) ? Math.Min(5, (int)(6 * move.P)) : 0;
                canvas.Rect(left + b * cell, top + a * cell, cell - 1, cell - 1, double.IsFinite(move.P) ? Palette.Sequence[shade] : Palette.Faint, Palette.Rule, tip: $"from {labels[a]} to {labels[b]}: {Numeral.Count(move.N)} moves, {Numeral.Share(move.P)}");
                if (double.IsFinite(move.P) && cell >= 24) canvas.Text(left + (b + 0.5) * cell, top + (a + 0.5) * cell + 3.5, Numeral.Fixed(move.P, 2), 10, shade >= 3 ? Palette.Paper : Palette.Ink, Anchor.Middle);
            }
        }
        canvas.Text(left + labels.Count * cell / 2, top + labels.Count * cell + 28, "class a year later", 10, Palette.Muted, Anchor.Middle);
    }
}
