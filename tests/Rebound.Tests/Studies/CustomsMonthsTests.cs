using System.Globalization;
using Rebound.Panels;
using Rebound.Studies;
using Xunit;

namespace Rebound.Tests.Studies;

/// <summary>Months as Chinese customs publish them: from January up to the month, and no January of its own.</summary>
public sealed class CustomsMonthsTests
{
    [Fact]
    public void A_cumulative_table_without_Januaries_gives_pairs_and_differences()
    {
        using var folder = new TemporaryRun();
        Directory.CreateDirectory(folder.Path);
        var file = Path.Combine(folder.Path, "exports.csv");
        List<string> rows = ["city,month,value"];
        foreach (var year in new[] { 2019, 2020 })
            for (var month = 2; month <= 12; month++) rows.Add(string.Create(CultureInfo.InvariantCulture, $"a,{year}-{month:00},{10 * month * month}"));
        File.WriteAllLines(file, rows);
        var series = MonthlySheet.Read(file, "city", "month", "value", MonthLayout.CumulativeToMonth).Series.Single();
        Assert.Equal(Period.OfMonth(2019, 1), series.First);
        foreach (var year in new[] { 2019, 2020 })
        {
            Assert.Equal(20, series.At(Period.OfMonth(year, 1)), 9); // half of the 40 up to February
            Assert.Equal(20, series.At(Period.OfMonth(year, 2)), 9);
            for (var month = 3; month <= 12; month++) Assert.Equal(10 * (2 * month - 1), series.At(Period.OfMonth(year, month)), 9);
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{year}-01/02"), series.NameOf(Period.OfMonth(year, 2)));
        }
    }
}
