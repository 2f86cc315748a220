using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Finds and opens the files of a study folder, and no others.</summary>
internal sealed class StudyFiles(string folder, ProblemLog problems, ReadingPace pace)
{
    private readonly string root = Path.GetFullPath(folder);

    public ReadingPace Pace => pace;

    /// <summary>Absolute path of a file inside the folder; null and a problem when it is absent, outside or of unknown kind.</summary>
    public string? Find(string file, string where)
    {
        if (file.Length == 0) return null;
        var path = Path.GetFullPath(Path.Combine(root, file));
        if (Path.IsPathRooted(file) || !IsInside(path))
            return Problem("RB2003", where, file, $"'{file}' lies outside the study folder", "the study could not be reproduced elsewhere, and is not allowed to read it", "copy the file into the folder's data/ and name it by a relative path");
        if (Directory.Exists(path)) return Problem("RB2001", where, file, $"'{file}' is a folder", "nothing of this table can be used", "name a file");
        if (!File.Exists(path)) return Problem("RB2001", where, file, $"there is no file '{file}'", "nothing of this table can be used", Nearest(path) ?? "check the name, or remove the section");
        if (LinkTarget(path) is { } target && !IsInside(target))
            return Problem("RB2003", where, file, $"'{file}' is a link to a place outside the study folder", "the study could not be reproduced elsewhere, and is not allowed to read it", "replace the link by the file");
        return path;
    }

    /// <summary>Opens a table; null and a problem when it cannot be read.</summary>
    public TableSource? Open(string file, TextEncoding encoding, string where)
    {
        var parts = file.Split('#', 2);
        var path = Find(parts[0], where);
        if (path is null) return null;
        if (!TableFile.IsKnown(path))
        {
            Problem("RB2004", where, file, $"'{file}' is of a kind that is not read", "nothing of this table can be used", $"save it as one of {string.Join(", ", TableFile.Endings)}");
            return null;
        }
        try
        {
            var source = TableFile.Open(path, parts.Length > 1 ? parts[1] : "", file, encoding);
            foreach (var twice in source.Header.GroupBy(h => h, StringComparer.Ordinal).Where(g => g.Count() > 1 && g.Key.Length > 0))
                problems.Add(ReadingProblems.TwiceNamed(file, twice.Key));
            foreach (var range in TableFile.MergedRanges(source)) problems.Add(ReadingProblems.Merged(file, range));
            return source;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            problems.Add(ReadingProblems.Unreadable(file, e.Message));
            return null;
        }
    }

    private bool IsInside(string path) => path.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // The file itself or any folder on the way to it may be a link.
    private string? LinkTarget(string path)
    {
        for (var part = path; part.Length > root.Length; part = Path.GetDirectoryName(part)!)
        {
            FileSystemInfo info = Directory.Exists(part) ? new DirectoryInfo(part) : new FileInfo(part);
            if (info.LinkTarget is not null) return info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? info.LinkTarget;
        }
        return null;
    }

    private static string? Nearest(string path)
    {
        var directory = Path.GetDirectoryName(path)!;
        return Directory.Exists(directory) ? SettingsReader.Suggest(Path.GetFileName(path), Directory.GetFiles(directory).Select(f => Path.GetFileName(f)!)) : null;
    }

    private string? Problem(string code, string where, string value, string message, string effect, string repair)
    {
        problems.Add(new StudyProblem(code, $"{SettingsFile.Name}, {where}", value, message, effect, repair));
        return null;
    }
}
