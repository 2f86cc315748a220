using System.Globalization;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Reads the table of units.</summary>
internal static class CityReader
{
    public static UnitList Read(StudyFiles files, TableSettings? settings, ProblemLog problems, List<Provenance> provenance)
    {
        var cities = new List<City>();
        var leftOut = new HashSet<string>(StringComparer.Ordinal);
        if (settings is not null) Fill(files, settings, problems, provenance, cities, leftOut);
        return new UnitList(cities, leftOut);
    }

    private static void Fill(StudyFiles files, TableSettings settings, ProblemLog problems, List<Provenance> provenance, List<City> cities, HashSet<string> leftOut)
    {
        var table = LongTable.Open(files, settings, problems);
        if (table is null) return;
        using var source = table.Source;
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        while (table.Next())
        {
            var code = table.Text("unit");
            if (code.Length == 0)
            {
                problems.Add(new StudyProblem("RB2024", source.Place(table.ColumnOf("unit")), "", "the unit's code is empty", "the row names no unit and is not used", "write the code"));
                table.Count.Drop("no unit code", source);
                continue;
            }
            if (rows.TryGetValue(code, out var first))
            {
                problems.Add(new StudyProblem("RB2022", source.Place(table.ColumnOf("unit")), code, $"unit \"{code}\" is listed twice (first in row {first})", "it is not clear which row describes it", "remove one of the rows"));
                table.Count.Drop("unit listed twice", source);
                continue;
            }
            rows[code] = source.Row;
            if (!table.IsWanted)
            {
                leftOut.Add(code);
                table.Count.Drop(table.FilterReason, source);
                continue;
            }
            var name = table.Text("name");
            cities.Add(new City(code, name.Length == 0 ? code : name,
                Bounded(table, "latitude", 90, problems), Bounded(table, "longitude", 180, problems), Bounded(table, "population", 1e10, problems))
            {
                Group = table.ColumnOf("group") < 0 ? "" : table.Text("group"),
                Subgroup = table.ColumnOf("subgroup") < 0 ? "" : table.Text("subgroup"),
            });
            table.Count.Use();
        }
        if (cities.Count == 0) problems.Add(new StudyProblem("RB2025", settings.File, "", "no unit is left", "there is nothing to study", settings.Where.Count == 0 ? "fill the table" : "check the filter 'where'"));
        provenance.Add(table.Close());
    }

    private static double Bounded(LongTable table, string column, double limit, ProblemLog problems)
    {
        if (table.ColumnOf(column) < 0) return double.NaN;
        var value = table.Number(column, "the unit stays without this number");
        if (double.IsNaN(value) || Math.Abs(value) <= limit) return value;
        problems.Add(new StudyProblem("RB2043", table.Source.Place(table.ColumnOf(column)), value.ToString("R", CultureInfo.InvariantCulture), $"a {column} of {value.ToString("R", CultureInfo.InvariantCulture)} is impossible", "the unit would be placed wrongly", $"write a {column} within ±{limit.ToString("R", CultureInfo.InvariantCulture)}"));
        return double.NaN;
    }
}
