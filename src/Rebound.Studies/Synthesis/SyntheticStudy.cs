using System.Text;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Writes a synthetic world as a whole study folder, with its truth beside it.</summary>
/// <remarks>The same world gives the same bytes: UTF-8 without mark, LF, numbers already rounded when drawn, no clock and no
/// compression. What a study reads is study.toml, indicators.csv, claims.csv and data/; what it must not read is truth.csv and truth/.</remarks>
public static class SyntheticStudy
{
    /// <summary>Writes the folder; files of these names are written over, others are left alone.</summary>
    /// <param name="world">The world.</param>
    /// <param name="folder">The study folder; made when absent.</param>
    /// <returns>The files written, relative to the folder, with forward slashes, in the order written.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static IReadOnlyList<string> Write(SyntheticWorld world, string folder)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        List<string> written = [];
        foreach (var (name, text) in Compose(world))
        {
            var path = Path.Combine(folder, name.Replace('/', Path.DirectorySeparatorChar));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            written.Add(name);
        }
        return written;
    }

    /// <summary>The files of the study, one after the other.</summary>
    internal static IEnumerable<(string Name, string Text)> Compose(SyntheticWorld world)
    {
        yield return ("README.md", SyntheticTexts.Readme(world));
        yield return ("study.toml", SyntheticTexts.Settings(world));
        yield return (WorldFile.Name, WorldFile.Write(world.Options));
        yield return ("indicators.csv", SyntheticTexts.Indicators(world));
        yield return ("claims.csv", SyntheticTexts.Claims());
        yield return ("data/cities.csv", SyntheticTables.Cities(world));
        yield return ("data/indicators.csv", SyntheticTables.Indicators(world));
        yield return ("data/exports_monthly.csv", SyntheticTables.Exports(world));
        yield return ("data/channels_monthly.csv", SyntheticTables.Channels(world));
        yield return ("data/epidemic_daily.csv", SyntheticTables.Epidemic(world));
        yield return ("data/policy_daily.csv", SyntheticTables.Policy(world));
        yield return ("truth.csv", SyntheticTruth.Parameters(world));
        yield return ("truth/event_study.csv", SyntheticTruth.EventPath(world));
        yield return ("truth/cities.csv", SyntheticTruth.Cities(world));
        yield return ("truth/channels.csv", SyntheticTruth.Channels(world));
        yield return ("truth/lockdowns.csv", SyntheticTruth.Lockdowns(world));
        yield return ("truth/paths.csv", SyntheticTruth.Paths(world));
    }
}
