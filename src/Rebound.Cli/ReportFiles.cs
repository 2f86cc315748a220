using Rebound.Reporting;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary>Hands a results folder to the report.</summary>
internal static class ReportFiles
{
    /// <summary>Writes the report and its figures into the results folder.</summary>
    public static void Write(ResultsFolder results, string? studyFolder, string command)
    {
        var manifest = results.Manifest;
        Report.Write(new ReportInput
        {
            RunId = manifest.RunId,
            StudyId = manifest.StudyId,
            Title = manifest.Title,
            UnitName = manifest.UnitName,
            Version = manifest.Version,
            Seed = manifest.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Status = manifest.Status,
            ShockStart = manifest.ShockStart,
            ShockEnd = manifest.ShockEnd,
            Horizon = manifest.Horizon,
            Inputs = [.. manifest.Inputs.Select(i => new ReportFile(i.Key, i.Value))],
            TablesHash = manifest.TablesHash,
            Command = command,
            Boundaries = studyFolder is null || manifest.BoundaryFile.Length == 0 ? null : Boundaries(studyFolder, manifest.BoundaryFile, manifest.BoundaryProperty, manifest.BoundarySource),
            Tables = results.Tables,
        }, results.Path);
    }

    /// <summary>Writes the report of a verb that works on a study without running all of it; the tables lie in the folder itself.</summary>
    public static void Write(Study study, IReadOnlyList<ResultTable> tables, ReportKind kind, string command, string folder)
    {
        var settings = study.Settings;
        var boundaries = settings.Tables.GetValueOrDefault("boundaries");
        Report.Write(new ReportInput
        {
            Kind = kind,
            TableFolder = "..",
            RunId = StudyRun.RunId(study),
            StudyId = settings.Id,
            Title = settings.Title,
            UnitName = settings.UnitName,
            Version = StudyRun.Version,
            Seed = settings.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ShockStart = settings.Shock?.Start.ToString() ?? "",
            ShockEnd = settings.Shock?.End.ToString() ?? "",
            Horizon = settings.Simulation?.Last.ToString() ?? "",
            TablesHash = ResultsFolder.HashOf(tables),
            Command = command,
            Boundaries = boundaries is null ? null : Boundaries(study.Folder, boundaries.File, boundaries.Column("unit"), boundaries.Source),
            Tables = tables.ToDictionary(t => t.Name, StringComparer.Ordinal),
        }, folder);
    }

    private static ReportBoundaries Boundaries(string folder, string file, string property, string source) =>
        new(File.ReadAllText(Path.Combine(folder, file)), property, source);
}
