using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>How units move between the quadrants of the local Moran: all of them, and those that are clear of chance.</summary>
internal static class ChainFigure
{
    private static readonly (string Name, string Short)[] Classes = [("high-high", "HH"), ("low-high", "LH"), ("low-low", "LL"), ("high-low", "HL"), ("not significant", "none")];

    public static Figure Make(Draft draft, TableView moves)
    {
        var cells = moves.Rows.ToDictionary(r => (moves.Text(r, "chain"), moves.Text(r, "from"), moves.Text(r, "to")), r => (P: moves.Number(r, "probability"), N: moves.Number(r, "count")));
        var chains = new[] { ("all", "all quadrants", 4), ("significant", "only where clear of chance", 5) }.Where(c => moves.Where("chain", c.Item1).Any()).ToList();

        Canvas Draw(double width)
        {
            var columns = width > 500 ? chains.Count : 1;
            var side = Math.Min(250, (width - 20 - 40 * columns) / columns - 10);
            var rows = (chains.Count + columns - 1) / columns;
            var canvas = new Canvas(width, rows * (side + 74) + 8);
            foreach (var (k, (chain, title, count)) in chains.Index())
            {
                var (left, top) = (46 + k % columns * (side + 70), 34 + k / columns * (side + 74));
                canvas.Text(left - 34, top - 18, title, 12, Palette.Ink, bold: true);
                TransitionSquare.Draw(canvas, [.. Classes.Take(count).Select(c => c.Short)], (a, b) => cells.TryGetValue((chain, Classes[a].Name, Classes[b].Name), out var found) ? found : null, left, top, side / count);
            }
            return canvas;
        }

        var clear = moves.Where("chain", "significant").Where(r => moves.Text(r, "from") != "not significant").Sum(r => moves.Number(r, "count"));
        var all = moves.Where("chain", "significant").Sum(r => moves.Number(r, "count"));
        return new Figure
        {
            Name = "lisa-chain",
            Title = $"How {draft.Units} and their neighbours move together",
            Subtitle = "Probability of being in a quadrant of the local Moran (across) a year after being in one (down)",
            Description = $"{Numeral.Count(clear)} of {Numeral.Count(all)} moves start in a quadrant that is clear of chance.",
            Note = $"The first letter is the {draft.Input.UnitName}’s side of the mean, the second that of its neighbours: HH high among high. {Numeral.Count(clear)} of {Numeral.Count(all)} moves start in a quadrant that is clear of chance; the others are in “none”. A grey row: nobody was there.",
            Source = draft.SourceOf("lisa_transitions"),
            Draw = Draw,
            Data = new ResultTable("lisa-chain", [.. new[] { "chain", "from", "to" }.Select(c => new ResultColumn(c, moves.Rows.Select(r => moves.Text(r, c)))), .. new[] { "count", "probability" }.Select(c => new ResultColumn(c, moves.Rows.Select(r => moves.Number(r, c))))]),
        };
    }
}
