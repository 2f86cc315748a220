using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>From which class to which units move in a year: one square of probabilities for all, and one for each class of the neighbours.</summary>
internal static class TransitionFigure
{
    public static Figure Make(Draft draft, TableView transitions)
    {
        var given = transitions.Distinct("given").OrderBy(g => g == "all" ? 0 : 1).ToList();
        var classes = transitions.Rows.Select(r => transitions.Number(r, "from")).Distinct().Order().ToList();
        var cells = transitions.Rows.ToDictionary(r => (transitions.Text(r, "given"), transitions.Number(r, "from"), transitions.Number(r, "to")), r => (P: transitions.Number(r, "probability"), N: transitions.Number(r, "count")));

        Canvas Draw(double width)
        {
            var columns = width > 500 ? Math.Min(3, given.Count) : 1;
            var side = Math.Min(220, (width - 20 - 26 * columns) / columns - 10);
            var rows = (given.Count + columns - 1) / columns;
            var canvas = new Canvas(width, rows * (side + 74) + 8);
            for (var g = 0; g < given.Count; g++)
            {
                var (left, top) = (34 + g % columns * (side + 36), 34 + g / columns * (side + 74));
                canvas.Text(left - 22, top - 18, given[g] == "all" ? $"all {draft.Units}" : $"neighbours in class {given[g]}", 12, Palette.Ink, bold: true);
                Square(canvas, given[g], left, top, side / classes.Count);
            }
            return canvas;
        }

        void Square(Canvas canvas, string g, double left, double top, double cell) => TransitionSquare.Draw(canvas, [.. classes.Select(Numeral.Count)],
            (a, b) => cells.TryGetValue((g, classes[a], classes[b]), out var found) ? found : null, left, top, cell);

        var stay = classes.Select(c => cells.TryGetValue(("all", c, c), out var found) ? found.P : double.NaN).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
        return new Figure
        {
            Name = "transitions",
            Title = $"How {draft.Units} move between classes of resilience",
            Subtitle = "Probability of being in a class (across) a year after being in a class (down); 1 is the lowest",
            Description = $"On average {Numeral.Share(stay)} of the {draft.Units} of a class are in it a year later.",
            Note = "Classes have the same limits in all years. A row that few moves stand behind says little: the counts are in the table. Squares after the first hold units whose neighbours’ mean is in the class named.",
            Source = draft.SourceOf("transitions"),
            Draw = Draw,
            Data = new ResultTable("transitions", [new ResultColumn("given", transitions.Rows.Select(r => transitions.Text(r, "given"))), .. new[] { "from", "to", "count", "probability" }.Select(c => new ResultColumn(c, transitions.Rows.Select(r => transitions.Number(r, c))))]),
        };
    }
}
