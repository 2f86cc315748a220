namespace Rebound.Tests.Architecture;

/// <summary>The source tree that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(string name) => Path.Combine(Root, name.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Every file under version control, relative to the root; all files outside build folders where git is absent.</summary>
    public static IReadOnlyList<string> TrackedFiles()
    {
        var listed = Directory.Exists(PathOf(".git")) || File.Exists(PathOf(".git")) ? Child.Run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], Root) : null;
        if (listed is { ExitCode: 0 })
            return [.. listed.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(f => File.Exists(PathOf(f)))];
        return [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(f => !f.Split('/').Any(part => part is "artifacts" or "bin" or "obj" or ".git" or "results"))];
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Rebound.slnx"))) return folder.FullName;
        throw new InvalidOperationException("The tests run from inside the source tree.");
    }
}
