namespace Rebound.Cli;

/// <summary>Files that travel inside the program.</summary>
internal static class Embedded
{
    /// <summary>The text of one file.</summary>
    public static string Text(string name)
    {
        using var reader = new StreamReader(typeof(Embedded).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The file '{name}' is not in the program."));
        return reader.ReadToEnd();
    }

    /// <summary>The files below a folder, named relative to it.</summary>
    public static IEnumerable<(string Name, string Text)> Below(string folder) => typeof(Embedded).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(name => (name[(folder.Length + 1)..], Text(name)));
}
