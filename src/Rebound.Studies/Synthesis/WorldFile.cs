using System.Globalization;
using System.Text;
using Rebound.Panels;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>The world file: what a synthetic world is drawn from, as TOML. docs/world-file.md describes every setting.</summary>
public static class WorldFile
{
    /// <summary>Its name in the folder of a synthetic study.</summary>
    public const string Name = "world.toml";

    private const double MostSlope = 1.5;

    /// <summary>The channels of each dimension in which a parameter of the model depends on it.</summary>
    private static readonly IReadOnlyDictionary<ResilienceDimension, ShockChannel[]> Linked = Enum.GetValues<ResilienceDimension>().ToDictionary(
        dimension => dimension,
        dimension => Parameters.All.Where(p => p.Links.Any(l => l.Dimension == dimension)).Select(p => p.Channel).Distinct().Order().ToArray());

    /// <summary>Reads a world file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The options; what the file does not say keeps its default.</returns>
    /// <exception cref="StudyException">There is no such file, or settings in it cannot be used; all of them are told.</exception>
    public static WorldOptions Read(string path) => Read(path, new SettingsRecord());

    /// <summary>The same, with a record of every setting that was asked for.</summary>
    internal static WorldOptions Read(string path, SettingsRecord record)
    {
        var (name, problems) = (Path.GetFileName(path), new ProblemLog());
        if (!File.Exists(path)) throw new StudyException([new StudyProblem("RB2001", name, path, $"there is no file '{path}'", "there is no world to draw", "check the name and the folder, or leave --world out for the usual world")]);
        var node = SettingsFile.Parse(path, name, "the world file", problems);
        var options = problems.HasErrors ? new WorldOptions() : Read(new SettingsReader(node, "", name, problems, record));
        return problems.HasErrors ? throw new StudyException(problems.All()) : options;
    }

    /// <summary>Writes options as a world file; reading it gives the same options.</summary>
    /// <param name="options">The options.</param>
    public static string Write(WorldOptions options)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        static string Flag(bool flag) => flag ? "true" : "false";
        Line($"# A world to draw a study from: rebound synth --world {Name} --out DIR. Every setting is described in docs/world-file.md.");
        Line($"schema = 1\n\n[world]\nseed = {options.Seed}\ncities = {options.Cities}\nmonths = {options.Months}\npartners = {options.Partners}\nproducts = {options.Products}");
        Line($"effect = \"{options.Effect.ToString().ToLowerInvariant()}\"                         # none, control, channels or link: where resilience matters\nreplicates = {options.Replicates}                         # over which true effects of resilience are averaged");
        Line($"\n# How much it matters: slopes of the resilience link in logits a standard deviation, 0 to {MostSlope}.\n[slopes]");
        foreach (var (dimension, channels) in Linked)
            Line($"{dimension.ToString().ToLowerInvariant()} = {{ {string.Join(", ", channels.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.ToString().ToLowerInvariant()} = {options.Slopes[dimension, c]}")))} }}");
        Line($"\n# Demand abroad for the first product, which is not resilience.\n[windfall]\nheight = {options.Windfall}                            # log rise at the highest stringency abroad\nspread = {options.WindfallSpread}                            # standard deviation over cities of the log weight of the product");
        Line($"\n# An unseen favour of the capital that keeps infections away and pays rebates.\n[confounding]\nstrength = {options.Confounding}");
        var lockdowns = options.Lockdowns;
        Line($"\n[lockdown]\nrule = \"{lockdowns.Rule.ToString().ToLowerInvariant()}\"                          # cases, lot or none\norigin_risk = {Flag(lockdowns.OriginRisk)}                      # travel is cut by the risk of the origin");
        if (lockdowns.Rule == LockdownRule.Lot) Line($"stagger = {lockdowns.Stagger}\nshare = {lockdowns.Share}\nlevel = {lockdowns.Level}\ndays = {lockdowns.Days}\nwaves = {lockdowns.Waves}\nreversible = {Flag(lockdowns.Reversible)}");
        var noise = options.Noise;
        Line($"\n# What lies between the run and the tables.\n[noise]\nexports = {noise.Exports}\ncells = {noise.Cells}\nindicators = {noise.Indicators}\nchannels = {noise.Channels}\n\n[missing]\nindicators = {noise.MissingIndicators}\nexports = {noise.MissingExports}");
        return text.ToString();
    }

    private static WorldOptions Read(SettingsReader root)
    {
        var schema = root.Whole("schema", 1, 0, int.MaxValue);
        if (schema != 1) root.Wrong("RB1008", "schema", schema.ToString(CultureInfo.InvariantCulture), "this version reads world files of schema 1", "the settings may mean something else", "write schema = 1");
        var usual = new WorldOptions();
        var world = root.Section("world");
        int Size(string name, int fallback)
        {
            var (_, least, most) = WorldOptions.Ranges.Single(r => r.Name == name);
            return world.Whole(name, fallback, least, most);
        }
        var options = new WorldOptions((ulong)world.Number("seed", usual.Seed, 0, long.MaxValue), Size("cities", usual.Cities), Size("months", usual.Months), Size("partners", usual.Partners), Size("products", usual.Products))
        {
            Effect = world.Choice("effect", usual.Effect, ("none", WorldEffect.None), ("control", WorldEffect.Control), ("channels", WorldEffect.Channels), ("link", WorldEffect.Link)),
            Replicates = world.Whole("replicates", usual.Replicates, 1, 100),
            Slopes = ReadSlopes(root.Section("slopes"), usual.Slopes),
            Lockdowns = ReadLockdowns(root.Section("lockdown")),
        };
        world.Close();
        var windfall = root.Section("windfall");
        options = options with { Windfall = windfall.Number("height", usual.Windfall, 0, 2), WindfallSpread = windfall.Number("spread", usual.WindfallSpread, 0, 2) };
        windfall.Close();
        var confounding = root.Section("confounding");
        options = options with { Confounding = confounding.Number("strength", usual.Confounding, 0, 3) };
        confounding.Close();
        options = options with { Noise = ReadNoise(root.Section("noise"), root.Section("missing")) };
        root.Close();
        return options;
    }

    private static LinkSlopes ReadSlopes(SettingsReader slopes, LinkSlopes usual)
    {
        if (slopes.Has("all")) usual = LinkSlopes.Uniform(slopes.Number("all", 0, 0, MostSlope));
        foreach (var (dimension, channels) in Linked)
        {
            var own = slopes.Section(dimension.ToString().ToLowerInvariant());
            foreach (var channel in channels) usual = usual.With(dimension, channel, own.Number(channel.ToString().ToLowerInvariant(), usual[dimension, channel], 0, MostSlope));
            own.Close();
        }
        slopes.Close();
        return usual;
    }

    private static WorldLockdowns ReadLockdowns(SettingsReader lockdown)
    {
        var usual = new WorldLockdowns();
        var read = new WorldLockdowns
        {
            Rule = lockdown.Choice("rule", usual.Rule, ("cases", LockdownRule.Cases), ("lot", LockdownRule.Lot), ("none", LockdownRule.None)),
            OriginRisk = lockdown.Flag("origin_risk", usual.OriginRisk),
            Stagger = lockdown.Whole("stagger", usual.Stagger, 0, 365),
            Share = lockdown.Number("share", usual.Share, 0, 1),
            Level = lockdown.Number("level", usual.Level, 0, 1),
            Days = lockdown.Whole("days", usual.Days, 1, 365),
            Waves = lockdown.Whole("waves", usual.Waves, 1, 9),
            Reversible = lockdown.Flag("reversible", usual.Reversible),
        };
        foreach (var key in new[] { "stagger", "share", "level", "days", "waves", "reversible" })
            if (read.Rule != LockdownRule.Lot && lockdown.Has(key)) lockdown.Wrong("RB1010", key, "", $"{key} counts only where rule = \"lot\"", "the world would not have what the file asks for", "write rule = \"lot\", or remove it");
        lockdown.Close();
        return read;
    }

    private static WorldNoise ReadNoise(SettingsReader noise, SettingsReader missing)
    {
        var usual = new WorldNoise();
        var read = new WorldNoise
        {
            Exports = noise.Number("exports", usual.Exports, 0, 1),
            Cells = noise.Number("cells", usual.Cells, 0, 1),
            Indicators = noise.Number("indicators", usual.Indicators, 0, 10),
            Channels = noise.Number("channels", usual.Channels, 0, 20),
            MissingIndicators = missing.Number("indicators", usual.MissingIndicators, 0, 0.5),
            MissingExports = missing.Number("exports", usual.MissingExports, 0, 0.5),
        };
        noise.Close();
        missing.Close();
        return read;
    }
}
