namespace Rebound.Cli;

/// <summary>Guards folders that a verb is about to fill.</summary>
internal static class StudyFolder
{
    /// <exception cref="InputException">The folder has files already.</exception>
    public static void RequireEmpty(string folder)
    {
        if (File.Exists(folder)) throw new InputException($"'{folder}' is a file", "no study was written", "name a folder");
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new InputException($"'{folder}' is not empty", "nothing was written, so that no file is lost", "name a new folder");
    }
}
