using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>A study that is valid by construction: its settings and its tables, read and checked.</summary>
public sealed class Study
{
    private Study(string folder, StudySettings settings, StudyData data, IReadOnlyList<StudyProblem> warnings, string resolved, IReadOnlyList<string> knownKeys)
    {
        (Folder, Settings, Data, Warnings, ResolvedToml, KnownKeys) = (folder, settings, data, warnings, resolved, knownKeys);
    }

    /// <summary>Absolute path of the study folder.</summary>
    public string Folder { get; }

    /// <summary>The settings, every default filled in.</summary>
    public StudySettings Settings { get; private init; }

    /// <summary>The tables.</summary>
    public StudyData Data { get; }

    /// <summary>Problems that do not stop the study.</summary>
    public IReadOnlyList<StudyProblem> Warnings { get; }

    /// <summary>The study file with every default written in.</summary>
    public string ResolvedToml { get; }

    /// <summary>Every key that the reader asked for, as "index.fit".</summary>
    public IReadOnlyList<string> KnownKeys { get; }

    /// <summary>Reads a study folder.</summary>
    /// <param name="folder">The folder that holds study.toml.</param>
    /// <param name="progress">Takes the share of the tables' bytes that is read; what it throws stops reading.</param>
    /// <exception cref="StudyException">The study has errors: all of them, with the warnings, are in the exception.</exception>
    public static Study Load(string folder, IProgress<double>? progress = null)
    {
        var problems = new ProblemLog();
        var study = Read(folder, problems, new ReadingPace(progress));
        return problems.HasErrors ? throw new StudyException(problems.All()) : study!;
    }

    /// <summary>Every problem of a study folder, errors first; empty when it is flawless. Why no index can be built of sound tables is among the warnings: other stages run.</summary>
    /// <param name="folder">The folder that holds study.toml.</param>
    public static IReadOnlyList<StudyProblem> Check(string folder)
    {
        var problems = new ProblemLog();
        var study = Read(folder, problems, new ReadingPace(null));
        return problems.HasErrors || study is null ? problems.All() : [.. problems.All(), .. IndexRefusalProblems.Of(study)];
    }

    /// <summary>This study with another seed.</summary>
    /// <param name="seed">The seed of every random draw.</param>
    public Study WithSeed(ulong seed) => new(Folder, Settings with { Seed = seed }, Data, Warnings,
        ResolvedToml.Replace($"seed = {Settings.Seed}\n", $"seed = {seed}\n", StringComparison.Ordinal), KnownKeys);

    /// <summary>This study calibrated otherwise.</summary>
    /// <param name="calibration">The settings.</param>
    public Study WithCalibration(CalibrationSettings calibration) => new(Folder, Settings with { Calibration = calibration }, Data, Warnings, ResolvedToml, KnownKeys);

    internal Study WithReplicates(int replicates) => new(Folder, Settings with { Simulation = Settings.Simulation! with { Replicates = replicates } }, Data, Warnings, ResolvedToml, KnownKeys);

    private static Study? Read(string folder, ProblemLog problems, ReadingPace pace)
    {
        if (!File.Exists(Path.Combine(folder, SettingsFile.Name)))
        {
            problems.Add(new StudyProblem("RB1000", folder, "", $"there is no {SettingsFile.Name} in this folder", "it is not a study", "name the folder of a study, or make one with `rebound init`"));
            return null;
        }
        var (settings, record) = SettingsFile.Read(folder, problems);
        var readable = settings.Tables.Count > 0 || !problems.HasErrors;
        var data = readable ? new StudyReader(folder, settings, problems, pace).Read() : null;
        if (data?.Comparisons.Count > 0)
            settings = settings with { Index = settings.Index! with { Options = settings.Index.Options with { Weighting = settings.Index.Options.Weighting with { Pairwise = data.Comparisons } } } };
        return data is null ? null : new Study(Path.GetFullPath(folder), settings, data, problems.All(), record.ToToml(), record.Keys);
    }
}
