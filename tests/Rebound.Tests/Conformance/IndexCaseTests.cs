using Rebound.Conformance;
using Rebound.Tests.Architecture;
using Xunit;

namespace Rebound.Tests.Conformance;

/// <summary>Every case of the reference folder, answered by the product.</summary>
public sealed class IndexCaseTests
{
    private const string Absent = "the folder of reference cases, ../shared/golden/index, is absent";

    private static readonly string Folder = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "golden", "index"));

    /// <summary>Ids of the cases with expected numbers.</summary>
    public static TheoryData<string> Compared => Ids(Folder);

    /// <summary>Ids of the cases whose numbers are compared elsewhere.</summary>
    public static TheoryData<string> Blind => Ids(Path.Combine(Folder, "blind"));

    [Theory]
    [MemberData(nameof(Compared))]
    public void Every_number_of_a_case_is_within_its_tolerance(string id) => Holds(Folder, id, Verdict.Pass);

    [Theory]
    [MemberData(nameof(Blind))]
    public void Every_number_of_a_blind_case_is_given(string id) => Holds(Path.Combine(Folder, "blind"), id, Verdict.Answered);

    private static void Holds(string folder, string id, Verdict wanted)
    {
        Assert.SkipWhen(id.Length == 0, Absent);
        var file = Path.Combine(folder, "cases", id + ".json");
        var result = ConformanceRun.Judge(file, folder, Folder, null);
        Assert.True(result.Verdict == wanted, result.Line);
    }

    private static TheoryData<string> Ids(string folder) => Directory.Exists(folder)
        ? [.. ConformanceRun.Files(folder).Select(file => Path.GetFileNameWithoutExtension(file)!)]
        : [""];
}
