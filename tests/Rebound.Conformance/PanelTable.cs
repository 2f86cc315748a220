using System.Globalization;
using Rebound.Measures;

namespace Rebound.Conformance;

/// <summary>A file with a row a unit and year as an indicator table, and the way back to the order of its rows.</summary>
internal sealed class PanelTable
{
    private readonly int[] cells;

    private PanelTable(IndicatorTable table, int[] cells) => (Table, this.cells) = (table, cells);

    public IndicatorTable Table { get; }

    /// <summary>Reads the columns named by the indicators' codes.</summary>
    public static PanelTable Of(DataTable data, string unit, string year, IReadOnlyList<Indicator> indicators)
    {
        string[] names = data.Text(unit);
        string[] units = [.. names.Distinct(StringComparer.Ordinal)];
        int[] years = [.. data.Text(year).Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        var (first, count) = (years.Min(), years.Max() - years.Min() + 1);
        var place = units.Index().ToDictionary(item => item.Item, item => item.Index, StringComparer.Ordinal);
        int[] cells = [.. names.Zip(years, (name, when) => place[name] * count + when - first)];
        var values = new double[indicators.Count * units.Length * count];
        Array.Fill(values, double.NaN);
        for (var j = 0; j < indicators.Count; j++)
        {
            var column = data.Numbers(indicators[j].Code);
            for (var r = 0; r < column.Length; r++) values[j * units.Length * count + cells[r]] = column[r];
        }
        return new PanelTable(new IndicatorTable(units, first, count, indicators, values), cells);
    }

    /// <summary>Values by unit then year, in the order of the file's rows.</summary>
    public double[] InFileOrder(ReadOnlySpan<double> byUnitThenYear)
    {
        var rows = new double[cells.Length];
        for (var r = 0; r < rows.Length; r++) rows[r] = byUnitThenYear[cells[r]];
        return rows;
    }
}
