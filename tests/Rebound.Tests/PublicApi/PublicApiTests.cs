using Rebound.Tests.Architecture;
using Xunit;

namespace Rebound.Tests.PublicApi;

public sealed class PublicApiTests
{
    /// <summary>The assemblies that others can build on.</summary>
    public static TheoryData<string> Names => [.. LevelTests.Names.Select(n => (string)n.Data).Where(n => n != "rebound")];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_public_surface_is_the_reviewed_one(string name)
    {
        var file = Repository.PathOf($"tests/Rebound.Tests/PublicApi/{name}.txt");
        var now = PublicSurface.Of(LevelTests.Load(name));
        if (Environment.GetEnvironmentVariable("REBOUND_ACCEPT_API") == "1") File.WriteAllText(file, string.Concat(now.Select(line => line + "\n")));
        var reviewed = File.Exists(file) ? File.ReadAllLines(file) : [];
        var changes = reviewed.Except(now, StringComparer.Ordinal).Select(line => "- " + line)
            .Concat(now.Except(reviewed, StringComparer.Ordinal).Select(line => "+ " + line));
        Assert.True(reviewed.SequenceEqual(now, StringComparer.Ordinal),
            $"The public surface of {name} changed. If that is meant, run the tests once with REBOUND_ACCEPT_API=1 and commit the file.\n{string.Join('\n', changes)}");
    }

    [Fact]
    public void The_surface_tells_methods_properties_and_defaults()
    {
        var lines = PublicSurface.Of(typeof(Rebound.Panels.Period).Assembly);
        Assert.Contains("struct Period", lines.Select(l => l.Split(" : ")[0]));
        Assert.Contains("Period.Plus(int count) -> Period", lines);
        Assert.Contains("Period.Year { get; } -> int", lines);
        Assert.Contains("Frequency.Month = 1", lines);
    }
}
