using System.Globalization;
using Rebound.Cli;
using Rebound.Tests.Architecture;
using Xunit;

namespace Rebound.Tests.Cli;

public sealed class ThreadTests
{
    /// <summary>A process of its own for each number, so that the runtime itself sees that many processors.</summary>
    [Fact]
    public void One_thread_and_two_give_the_same_files_to_the_byte()
    {
        using var folder = new TemporaryFolder();
        var one = Run(folder, 1);
        var two = Run(folder, 2);
        ResultBytes.AssertSame(one, two);
    }

    [Fact]
    public void A_number_of_threads_out_of_range_is_a_usage_error()
    {
        var spoken = Spoken.By("run", "study", "--threads", "0");
        Assert.Equal(ExitCode.Usage, spoken.Code);
        Assert.Contains("between 1 and 256", spoken.Error, StringComparison.Ordinal);
    }

    private static IReadOnlyDictionary<string, string> Run(TemporaryFolder folder, int threads)
    {
        var number = threads.ToString(CultureInfo.InvariantCulture);
        var child = Child.Run("dotnet", [typeof(CommandLine).Assembly.Location, "run", Repository.PathOf("studies/archipelago"), "--output", folder.Of("out"), "--threads", number], folder.Path, 120,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["DOTNET_PROCESSOR_COUNT"] = number });
        Assert.True(child.ExitCode == 0, child.Error);
        var bytes = ResultBytes.Of(folder.Of("out"));
        Directory.Delete(folder.Of("out"), recursive: true);
        return bytes;
    }
}
