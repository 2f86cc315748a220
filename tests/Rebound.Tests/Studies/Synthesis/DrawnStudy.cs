using Rebound.Simulation;
using Rebound.Studies;

namespace Rebound.Tests.Studies.Synthesis;

/// <summary>A drawn world as a study in a folder of its own, with one baseline.</summary>
internal sealed class DrawnStudy : IDisposable
{
    private readonly TemporaryRun folder = new();

    /// <summary>Draws and loads it.</summary>
    /// <param name="options">The world.</param>
    /// <param name="settings">What is replaced in study.toml, by what.</param>
    public DrawnStudy(WorldOptions options, params (string Old, string New)[] settings)
        : this(SyntheticWorld.Draw(options), settings)
    {
    }

    public DrawnStudy(SyntheticWorld world, params (string Old, string New)[] settings)
    {
        World = world;
        foreach (var (name, text) in SyntheticStudy.Compose(World).TakeWhile(f => !f.Name.StartsWith("truth", StringComparison.Ordinal)))
        {
            var path = Path.Combine(folder.Path, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var written = text.Replace("baselines = [\"same-month\", \"same-month-growth\"]", "baselines = [\"same-month\"]", StringComparison.Ordinal);
            File.WriteAllText(path, name == "study.toml" ? settings.Aggregate(written, (t, s) => t.Contains(s.Old, StringComparison.Ordinal) ? t.Replace(s.Old, s.New, StringComparison.Ordinal) : throw new ArgumentException($"study.toml has no '{s.Old}'.")) : written);
        }
        Study = Study.Load(folder.Path);
    }

    public SyntheticWorld World { get; }

    public Study Study { get; }

    public EstimateTable Mechanism() => new MechanismStage(Study, IndexStage.Measure(Study), RecoveryStage.Measure(Study), []).Run();

    /// <summary>The questions of mediation alone.</summary>
    public EstimateTable Mediation()
    {
        var asked = new EstimateTable();
        new MediationQuestions(Study, new MechanismPanel(Study, IndexStage.Measure(Study), RecoveryStage.Measure(Study)), asked).Ask();
        return asked;
    }

    public ResultTable Windfall()
    {
        var tables = new List<ResultTable>();
        WindfallStage.Run(Study, tables);
        return tables.Single(t => t.Name == "windfall");
    }

    public void Dispose() => folder.Dispose();
}
