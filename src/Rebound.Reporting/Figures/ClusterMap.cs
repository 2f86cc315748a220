using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>How a cluster looks on a map.</summary>
internal readonly record struct ClusterLook(string Cluster, string Label, string Fill, Shape Shape);

/// <summary>A map of the units whose local statistic is clear of chance, by the kind of cluster.</summary>
internal static class ClusterMap
{
    public const string Quiet = "#e9ecee";

    /// <summary>High and low beside the neighbours.</summary>
    public static readonly ClusterLook[] Quadrants =
    [
        new("high-high", "high among high", Palette.Blue, Shape.Circle), new("low-low", "low among low", Palette.Vermilion, Shape.Triangle),
        new("high-low", "high among low", "#5fa2d0", Shape.Square), new("low-high", "low among high", "#e08a4a", Shape.Diamond), new("", "not clear of chance", Quiet, Shape.Circle),
    ];

    /// <summary>Hot and cold spots.</summary>
    public static readonly ClusterLook[] Heat =
    [
        new("hot spot", "hot spot: high values together", Palette.Blue, Shape.Circle), new("cold spot", "cold spot: low values together", Palette.Vermilion, Shape.Triangle), new("", "not clear of chance", Quiet, Shape.Circle),
    ];

    /// <summary>Draws a cluster a unit.</summary>
    /// <param name="draft">The report.</param>
    /// <param name="table">Has the columns city and cluster.</param>
    /// <param name="rows">The rows shown, one a unit.</param>
    /// <param name="looks">Every cluster that may occur.</param>
    /// <param name="tip">What is said of a row beside its name and cluster.</param>
    /// <param name="figure">Name, title, subtitle and note; the rest is filled in.</param>
    /// <param name="numbers">Columns of numbers that go into the figure's table.</param>
    public static Figure? Make(Draft draft, TableView table, IEnumerable<int> rows, ClusterLook[] looks, Func<int, string> tip, (string Name, string Title, string Subtitle, string Note) figure, params string[] numbers)
    {
        var rowOf = rows.ToDictionary(r => table.Text(r, "city"), StringComparer.Ordinal);
        if (UnitMap.Of(draft, rowOf.ContainsKey) is not { } map) return null;
        ClusterLook LookOf(int row) => looks.First(l => l.Cluster == table.Text(row, "cluster"));
        int Count(string cluster) => rowOf.Values.Count(r => table.Text(r, "cluster") == cluster);
        UnitMark? Mark(string city) => rowOf.TryGetValue(city, out var row) ? new UnitMark(LookOf(row).Fill, LookOf(row).Shape, $"{draft.NameOf(city)}: {LookOf(row).Label}, {tip(row)}") : null;
        MapKey[] keys = [.. looks.Select(l => new MapKey($"{l.Label} ({Numeral.Count(Count(l.Cluster))})", l.Fill, l.Shape))];
        return new Figure
        {
            Name = figure.Name,
            Title = figure.Title,
            Subtitle = figure.Subtitle,
            Description = string.Join("; ", looks.Select(l => $"{l.Label}: {Words.Counted(Count(l.Cluster), draft.Input.UnitName)}")),
            Note = $"{map.Note} Colour and shape say the same. {figure.Note}",
            Source = draft.SourceOf(table.Name) + map.Source,
            Draw = width => map.Draw(width, Mark, keys, (3, 1)),
            Data = new ResultTable(figure.Name,
            [
                new ResultColumn("city", rowOf.Keys),
                new ResultColumn("name", rowOf.Keys.Select(draft.NameOf)),
                new ResultColumn("cluster", rowOf.Values.Select(r => table.Text(r, "cluster"))),
                .. numbers.Select(c => new ResultColumn(c, rowOf.Values.Select(r => table.Number(r, c)))),
            ]),
        };
    }
}
