using Rebound.Cli;
using Xunit;

namespace Rebound.Tests.Cli;

public sealed class RecoveryErrorsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--shock 2030-02", "is later than the last month")]
    [InlineData("--shock 2020-02 --end 2019-05", "--end 2019-05")]
    [InlineData("--shock 2020-02 --end 2031-05", "--end 2031-05")]
    [InlineData("--shock 2020-02 --level 0", "--level 0")]
    [InlineData("--shock 2020-02 --hold 0", "--hold 0")]
    [InlineData("--shock 2020-02 --base-years 0", "--base-years 0")]
    [InlineData("--shock soon", "not a month")]
    public void Options_that_leave_nothing_to_measure_are_refused_in_words(string options, string says)
    {
        var table = folder.Of("table.csv");
        File.WriteAllLines(table, ["city,month,value", .. Enumerable.Range(0, 48).Select(m => FormattableString.Invariant($"A,{2018 + m / 12}-{1 + m % 12:00},{100 + m}"))]);
        var spoken = Spoken.By(["recovery", table, .. options.Split(' ')]);
        Assert.NotEqual(ExitCode.Good, spoken.Code);
        Assert.Contains(says, spoken.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("our bug", spoken.Error, StringComparison.Ordinal);
    }
}
