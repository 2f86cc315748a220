using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>Who gains and who loses in a scenario: a map of paired differences.</summary>
internal static class ScenarioMapFigure
{
    public static Figure? Make(Draft draft, TableView units, string scenario, string title, int place)
    {
        var rows = units.Where("scenario", scenario).Where(r => double.IsFinite(units.Number(r, "exports_change_pct"))).ToDictionary(r => units.Text(r, "city"), StringComparer.Ordinal);
        if (rows.Count < 2 || UnitMap.Of(draft, rows.ContainsKey) is not { } map) return null;
        double Change(string city) => units.Number(rows[city], "exports_change_pct");
        var most = Math.Max(rows.Keys.Max(c => Math.Abs(Change(c))), 1e-9);
        int Class(string city) => units.Text(rows[city], "verdict") switch
        {
            "gains" => Math.Abs(Change(city)) > 0.6 * most ? 6 : Math.Abs(Change(city)) > 0.2 * most ? 5 : 4,
            "loses" => Math.Abs(Change(city)) > 0.6 * most ? 0 : Math.Abs(Change(city)) > 0.2 * most ? 1 : 2,
            _ => 3,
        };
        UnitMark? Mark(string city) => rows.TryGetValue(city, out var row)
            ? new UnitMark(Palette.Divergence[Class(city)], units.Text(row, "verdict") switch { "gains" => Shape.Circle, "loses" => Shape.Triangle, _ => Shape.OpenCircle },
                $"{draft.NameOf(city)}: {Numeral.Percent(Change(city), 2)} ({Numeral.Interval(Change(city), units.Number(row, "low"), units.Number(row, "high"))})")
            : null;
        int Count(string verdict) => rows.Values.Count(r => units.Text(r, "verdict") == verdict);
        MapKey[] keys =
        [
            new($"gains, up to {Numeral.Percent(0.2 * most, 2)}", Palette.Divergence[4], Shape.Circle),
            new($"up to {Numeral.Percent(0.6 * most, 2)}", Palette.Divergence[5], Shape.Circle),
            new($"up to {Numeral.Percent(most, 2)} ({Numeral.Count(Count("gains"))} gain)", Palette.Divergence[6], Shape.Circle),
            new($"loses, down to {Numeral.Percent(-0.2 * most, 2)}", Palette.Divergence[2], Shape.Triangle),
            new($"down to {Numeral.Percent(-0.6 * most, 2)}", Palette.Divergence[1], Shape.Triangle),
            new($"down to {Numeral.Percent(-most, 2)} ({Numeral.Count(Count("loses"))} lose)", Palette.Divergence[0], Shape.Triangle),
            new($"tie ({Numeral.Count(Count("tie"))})", Palette.Divergence[3], Shape.OpenCircle),
        ];
        var name = "scenario-map" + (place == 0 ? "" : "-" + Numeral.Coordinate(place + 1));
        string[] cities = [.. rows.Keys.Order(StringComparer.Ordinal)];
        return new Figure
        {
            Name = name,
            Title = $"Who gains and who loses: {title}",
            Subtitle = "Exports over the simulated months against the world as it was, per cent; paired replicates",
            Description = $"{Words.Counted(Count("gains"), draft.Input.UnitName)} gain, {Numeral.Count(Count("loses"))} lose, {Numeral.Count(Count("tie"))} tie.",
            Note = $"A tie is a {draft.Input.UnitName} whose 95 per cent interval holds zero. The darker, the larger the difference. {map.Note}",
            Source = draft.SourceOf("scenario_units") + map.Source,
            Draw = width => map.Draw(width, Mark, keys, (3, 2)),
            Data = new ResultTable(name,
            [
                new ResultColumn("city", cities),
                new ResultColumn("name", cities.Select(draft.NameOf)),
                new ResultColumn("exports_change_pct", cities.Select(Change)),
                new ResultColumn("low", cities.Select(c => units.Number(rows[c], "low"))),
                new ResultColumn("high", cities.Select(c => units.Number(rows[c], "high"))),
                new ResultColumn("verdict", cities.Select(c => units.Text(rows[c], "verdict"))),
            ]),
        };
    }
}
