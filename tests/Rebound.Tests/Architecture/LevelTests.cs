using System.Reflection;
using Xunit;

namespace Rebound.Tests.Architecture;

public sealed class LevelTests
{
    private static readonly Dictionary<string, int> Levels = new(StringComparer.Ordinal)
    {
        ["Rebound.Numerics"] = 0,
        ["Rebound.Panels"] = 0,
        ["Rebound.Measures"] = 1,
        ["Rebound.Econometrics"] = 1,
        ["Rebound.Simulation"] = 1,
        ["Rebound.Studies"] = 2,
        ["Rebound.Reporting"] = 3,
        ["rebound"] = 4,
    };

    /// <summary>The assemblies of the product.</summary>
    public static TheoryData<string> Names => [.. Levels.Keys];

    internal static Assembly Load(string name) => Assembly.Load(name);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_project_sees_only_lower_levels(string name) =>
        Assert.All(
            Load(name).GetReferencedAssemblies().Select(r => r.Name!).Where(Levels.ContainsKey),
            seen => Assert.True(Levels[seen] < Levels[name], $"{name} (level {Levels[name]}) sees {seen} (level {Levels[seen]})"));

    [Fact]
    public void Every_project_of_the_product_has_a_level() => Assert.Equal(
        Directory.GetDirectories(Repository.PathOf("src")).Select(Path.GetFileName).Order(StringComparer.Ordinal),
        Levels.Keys.Select(n => n == "rebound" ? "Rebound.Cli" : n).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Namespaces_equal_project_names(string name) => Assert.All(
        Written(name), type => Assert.Equal(name == "rebound" ? "Rebound.Cli" : name, type.Namespace));

    [Theory]
    [MemberData(nameof(Names))]
    public void No_type_is_named_after_nothing(string name) => Assert.DoesNotContain(
        Written(name).Select(t => t.Name.Split('`')[0]),
        type => new[] { "Utils", "Util", "Helper", "Helpers", "Manager", "Service", "Common", "Core" }.Any(word => type.EndsWith(word, StringComparison.Ordinal)));

    // Types that a person wrote: the compiler's own and the entry point have no namespace or odd names.
    private static IEnumerable<Type> Written(string name) => Load(name).GetTypes()
        .Where(t => !t.IsNested && t.Name != "Program" && !t.Name.Contains('<', StringComparison.Ordinal)
            && t.Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) != true
            && t.Namespace?.StartsWith("System.", StringComparison.Ordinal) != true);
}
