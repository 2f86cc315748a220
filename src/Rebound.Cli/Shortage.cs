namespace Rebound.Cli;

/// <summary>Tells a lack of memory, disk or permission from a fault of the program.</summary>
internal static class Shortage
{
    public static bool Is(Exception exception) => exception is OutOfMemoryException or IOException or UnauthorizedAccessException
        || exception.Message.Contains("Out of Memory Error", StringComparison.Ordinal); // how the table engine says it

    public static string Repair(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "choose a folder that you may write to, for instance with --output",
        DirectoryNotFoundException or FileNotFoundException => "check the path",
        IOException => "check the path, the free disk space and the permissions",
        _ => "give the program more memory, or use fewer rows or columns",
    };
}
