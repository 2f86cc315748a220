using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Rebound.Measures;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Runs a study from its tables to its results folder: the order of the stages.</summary>
public static class StudyRun
{
    /// <summary>Version of the program that makes the numbers.</summary>
    public static string Version { get; } = typeof(StudyRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Where a study's results go when nothing else is said: results/&lt;run-id&gt; in its folder.</summary>
    /// <param name="study">The study.</param>
    public static string DefaultFolder(Study study) => Path.Combine(study.Folder, "results", RunId(study));

    /// <summary>Identifier of a run: derived from the study, its inputs, the seed and the version.</summary>
    /// <param name="study">The study.</param>
    public static string RunId(Study study) => RunId(study, InputsOf(study));

    /// <summary>Runs every stage that the study's tables allow; the others are refused, by name and with the reason.</summary>
    /// <param name="study">A loaded study.</param>
    /// <param name="output">The results folder; replaced when it exists.</param>
    /// <param name="progress">Takes each stage when it starts, and its share of work done in long ones.</param>
    /// <param name="resume">Whether stages that an interrupted run of exactly this study, seed and program finished are kept.</param>
    /// <param name="cancellation">Stops between and inside long stages; no results are written then, and finished stages stay in the checkpoint.</param>
    /// <returns>The results folder: the same tables whether the run was interrupted or not.</returns>
    public static ResultsFolder Execute(Study study, string output, IProgress<StageProgress>? progress = null, bool resume = false, CancellationToken cancellation = default)
    {
        var tables = new List<ResultTable>();
        var checkpoint = Checkpoint.Of(output, RunId(study), resume);
        var stages = new StageLog(tables, checkpoint, progress, cancellation);
        tables.AddRange(DataTables.Of(study));
        var measured = stages.Run("index", WhyNoIndex(study), () => IndexStage.Run(study, tables, cancellation), () => IndexStage.Measure(study));
        var index = measured?.Result;
        stages.Tell("diagnosis", WhyNoIndex(study) ?? Without(index), () => DiagnosisStage.Run(index!, tables));
        stages.Tell("distribution", WhyNoIndex(study) ?? Without(index), () => DistributionStage.Run(index!, tables));
        stages.Tell("groups", WhyNoIndex(study) ?? Without(index) ?? WhyNoGroups(study), () => DistributionStage.RunGroups(index!, GroupOf(study), study.Data.Cities.ToDictionary(city => city.Code, city => city.Subgroup, StringComparer.Ordinal), tables));
        stages.Tell("space", WhyNoIndex(study) ?? Without(index) ?? WhyNoSpace(study, index!), () => SpaceStage.Run(study, index!, tables));
        stages.Tell("ellipse", WhyNoIndex(study) ?? Without(index) ?? WhyNoPlaces(study, index!), () => EllipseStage.Run(study, index!, tables));
        stages.Tell("transitions", WhyNoIndex(study) ?? Without(index) ?? WhyNoYears(index!), () => TransitionStage.Run(index!, WhyNoSpace(study, index!) is null ? SpaceStage.Neighbours(study, index!.Units).Weights : null, study.Settings, tables));
        stages.Tell("convergence", WhyNoIndex(study) ?? Without(index) ?? WhyNoYears(index!), () => TransitionStage.RunConvergence(index!, GroupOf(study), tables));
        var recovery = stages.Run("recovery", WhyNoRecovery(study), () => RecoveryStage.Run(study, tables), () => RecoveryStage.Measure(study));
        stages.Tell("association", WhyNoIndex(study) ?? Without(index) ?? WhyNoSpace(study, index!), () => AssociationStage.Run(study, index!, recovery, tables));
        stages.Tell("detector", WhyNoIndex(study) ?? Without(index), () => DetectorStage.Run(study, index!, recovery, tables));
        stages.Tell("survival", recovery is null ? ("the recovery was refused", "mend what the stage recovery names") : null, () => SurvivalStage.Run(recovery!, index, tables));
        stages.Tell("windfall", WhyNoWindfall(study), () => WindfallStage.Run(study, tables));
        stages.Tell("mechanism", WhyNoMechanism(study, index, recovery), () => new MechanismStage(study, measured, recovery, tables).Run());
        stages.Tell("simulation", study.Settings.Simulation is null ? ("the study has no [simulation]", "add [simulation] and what could have been otherwise, [[scenario]]") : null, () => new SimulationStage(study, index, tables, stages.Within("simulation"), cancellation, checkpoint).Run());
        stages.Tell("claims", study.Data.Claims is null ? ("the study has no claims.csv", "add the claims to judge") : null, () => ClaimStage.Run(study, tables, stages.Table()));
        cancellation.ThrowIfCancellationRequested();
        tables.Add(DataTables.Cities(study, index, recovery));
        tables.Add(AnswerStage.Of(study, recovery, tables));
        tables.Add(stages.Table());
        progress?.Report(new StageProgress("results"));
        var manifest = Manifest(study, tables, stages);
        var results = ResultsFolder.Write(output, manifest, tables, study.ResolvedToml, study.Warnings);
        checkpoint.Remove();
        return results;
    }

    /// <summary>Stages that an interrupted run keeps for `--resume`.</summary>
    /// <param name="output">The results folder of the run.</param>
    public static IReadOnlyList<string> KeptStages(string output) => Directory.Exists(Checkpoint.FolderOf(output))
        ? [.. Directory.GetFiles(Checkpoint.FolderOf(output), "*.stage").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)]
        : [];

    private static (string, string)? WhyNoIndex(Study study) => study.Settings.Index is null ? ("the study has no [index]", "add indicators and an [index] section")
        : study.Data.Indicators is null ? ("the study has no indicator table", "add [data.indicators]")
        : study.Data.Cities.Count < 2 ? ("one unit cannot be ranked", "add more units") : null;

    private static (string, string)? Without(IndexResult? index) => index is null ? ("the index was refused", "mend what the stage index names") : null;

    private static (string, string)? WhyNoYears(IndexResult index) => index.YearCount < 2 ? ("scores of one year show no movement", "widen the years of [index] fit") : null;

    private static Dictionary<string, string> GroupOf(Study study) => study.Data.Cities.ToDictionary(city => city.Code, city => city.Group.Length == 0 ? "none" : city.Group, StringComparer.Ordinal);

    private static (string, string)? WhyNoGroups(Study study) => study.Data.Cities.Select(city => city.Group).Distinct(StringComparer.Ordinal).Count() < 2
        ? ($"every {study.Settings.UnitName} is in the same group, or in none", "name the column of a region with [data.cities] group = \"…\"") : null;

    private static (string, string)? WhyNoSpace(Study study, IndexResult index) => index.Units.Count < SpaceStage.LeastUnits
        ? ($"{index.Units.Count} units are too few to see whether neighbours are alike", $"add units; at least {SpaceStage.LeastUnits} are needed")
        : study.Data.Boundaries is null && study.Data.Cities.Where(city => index.Units.Contains(city.Code, StringComparer.Ordinal)).FirstOrDefault(city => !double.IsFinite(city.Latitude) || !double.IsFinite(city.Longitude)) is { } lost
        ? ($"there are no polygons, and '{lost.Code}' has no coordinates", "add [data.boundaries], or latitude and longitude to the table of units") : null;

    private static (string, string)? WhyNoPlaces(Study study, IndexResult index) =>
        study.Data.Cities.Where(city => index.Units.Contains(city.Code, StringComparer.Ordinal)).FirstOrDefault(city => !SpaceStage.IsPlaced(city)) is { } lost
        ? ($"'{lost.Code}' has no coordinates", "add latitude and longitude to the table of units") : null;

    private static (string, string)? WhyNoRecovery(Study study) => study.Settings.Shock is null ? ("the study has no [shock]", "say when the shock started")
        : study.Data.Monthly?.Has("exports") != true ? ("the study has no monthly exports", "add [data.exports]") : null;

    private static (string, string)? WhyNoWindfall(Study study) => WhyNoRecovery(study)
        ?? (study.Settings.Tables["exports"] is var exports && exports.Column("product").Length + exports.Column("partner").Length == 0
            ? ("the exports are known neither by product nor by partner, so that windfall, demand and a unit's own part cannot be separated", "name the column product or partner in [data.exports]")
            : study.Data.Cities.Count < 2 ? ("one unit has no others to compare with", "add more units") : null);

    private static (string, string)? WhyNoMechanism(Study study, IndexResult? index, RecoveryResult? recovery) =>
        study.Settings.Shock is null || study.Data.Monthly is null ? ("there is no monthly table or no [shock]", "add exports by unit and month, and the shock's dates")
        : study.Data.Cities.Count < 2 ? ("one unit cannot show whether more resilient units recover sooner", $"add exports by {study.Settings.UnitName}")
        : index is null && recovery is null ? ("neither an index nor a recovery path is there to relate", "add indicators and monthly exports") : null;

    private static string RunId(Study study, SortedDictionary<string, string> inputs)
    {
        var key = string.Join('\n', inputs.Select(i => $"{i.Key} {i.Value}").Prepend($"{Version} {study.Settings.Seed} {study.ResolvedToml}"));
        return $"{study.Settings.Id}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..10]}";
    }

    // Every file that a number or a sentence can come from, with its hash.
    private static SortedDictionary<string, string> InputsOf(Study study)
    {
        var inputs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in study.Data.Provenance) inputs[table.File] = table.Hash;
        foreach (var file in new[] { StudyReader.ClaimsFile, StudyReader.FactsFile, study.Settings.Tables.GetValueOrDefault("boundaries")?.File, study.Settings.Simulation?.Posterior is { Length: > 0 } posterior ? posterior : null })
            if (file is not null && File.Exists(Path.Combine(study.Folder, file))) inputs[file] = TableFile.Hash(Path.Combine(study.Folder, file));
        return inputs;
    }

    private static RunManifest Manifest(Study study, List<ResultTable> tables, StageLog stages)
    {
        var boundaries = study.Settings.Tables.GetValueOrDefault("boundaries");
        var inputs = InputsOf(study);
        return new RunManifest
        {
            RunId = RunId(study, inputs),
            Status = stages.AnyDone ? "complete" : "refused",
            Version = Version,
            StudyId = study.Settings.Id,
            Title = study.Settings.Title,
            UnitName = study.Settings.UnitName,
            Seed = study.Settings.Seed,
            ShockStart = study.Settings.Shock?.Start.ToString() ?? "",
            ShockEnd = study.Settings.Shock?.End.ToString() ?? "",
            Horizon = study.Settings.Shock?.Horizon.ToString() ?? "",
            TablesHash = ResultsFolder.HashOf(tables),
            Inputs = inputs,
            Warnings = new SortedDictionary<string, int>(study.Warnings.GroupBy(w => w.Code, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal), StringComparer.Ordinal),
            Seconds = stages.Seconds,
            PeakMegabytes = Math.Round(Process.GetCurrentProcess().PeakWorkingSet64 / 1e6),
            BoundaryFile = boundaries?.File ?? "",
            BoundaryProperty = boundaries?.Column("unit") ?? "",
            BoundarySource = boundaries?.Source ?? "",
        };
    }
}
