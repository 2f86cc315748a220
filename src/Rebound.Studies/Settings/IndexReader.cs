using System.Globalization;
using Rebound.Measures;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Reads the [index] section.</summary>
internal static class IndexReader
{
    public static IndexSettings Read(SettingsReader index, ShockSettings? shock, ulong seed)
    {
        var table = index.Text("table", "indicators.csv");
        var fit = index.Span("fit", Frequency.Year);
        if (fit is null && !index.Has("fit")) index.Missing("fit");
        var options = new IndexOptions
        {
            FirstYear = fit?.First.Year ?? 0,
            LastYear = fit?.Last.Year ?? 0,
            ShockYear = shock?.Start.Year,
            Seed = seed,
            Normalise = index.Choice("normalise", NormaliseMethod.MinMax, Words<NormaliseMethod>(IndexVariants.Name)),
            Weights = index.Choice("weights", WeightMethod.Equal, [.. Words<WeightMethod>(IndexVariants.Name).Where(word => word.Value is not (WeightMethod.Pairwise or WeightMethod.Combined))]),
            Aggregate = index.Choice("aggregate", AggregateMethod.Arithmetic, Words<AggregateMethod>(IndexVariants.Name)),
            ZeroRule = index.Choice("zero_rule", ZeroRule.Zero, [.. ZeroRule.All.Select(rule => (rule.Name, rule))]),
            Draws = index.Whole("draws", 1000, 100, 1_000_000),
            MinimumCoverage = index.Number("minimum_coverage", 0.65, 0, 1),
            Screen = index.Choice("screen", ScreenRule.Missing, ("missing", ScreenRule.Missing), ("zero", ScreenRule.Zero), ("both", ScreenRule.Both)),
            MinimumNonZero = index.Number("minimum_nonzero", 0.5, 0, 1),
            Impute = index.Choice("impute", ImputeMethod.Linear, ("linear", ImputeMethod.Linear), ("latest", ImputeMethod.Latest), ("constant", ImputeMethod.Constant), ("mean", ImputeMethod.Mean), ("median", ImputeMethod.Median), ("group-mean", ImputeMethod.GroupMean), ("group-median", ImputeMethod.GroupMedian), ("em", ImputeMethod.Em)),
            Treat = index.Choice("treat", TreatMethod.None, ("none", TreatMethod.None), ("winsorise", TreatMethod.Winsorise), ("winsorise-log", TreatMethod.WinsoriseThenLog), ("winsorise-boxcox", TreatMethod.WinsoriseThenBoxCox), ("log", TreatMethod.Log), ("log-plus", TreatMethod.LogPlus), ("boxcox", TreatMethod.BoxCox)),
        };
        options = options with
        {
            TreatSettings = ReadTreatment(index.Section("treatment")),
            NormaliseSettings = ReadScale(index),
            AggregateByLevel = ReadLevels(index),
            Power = index.Number("power", 0.5, -100, 100),
            Majority = index.Number("majority", 0.5, 0, 1),
            Resolution = index.Number("resolution", 0.5, 1e-6, 1),
            Penalty = index.Choice("penalty", ImbalancePenalty.Lowers, ("lowers", ImbalancePenalty.Lowers), ("raises", ImbalancePenalty.Raises)),
        };
        Check(index, options, fit, shock);
        index.Close();
        return new IndexSettings(table, options);
    }

    private static TreatSettings ReadTreatment(SettingsReader treatment)
    {
        var settings = new TreatSettings
        {
            SkewnessLimit = treatment.Number("skewness", 2, 0, 1e6),
            KurtosisLimit = treatment.Number("kurtosis", 3.5, -2, 1e6),
            WinsoriseShare = treatment.Number("winsorise_share", 0.05, 0, 0.5),
            Lambda = treatment.Number("lambda", 0, -10, 10),
        };
        treatment.Close();
        return settings;
    }

    private static NormaliseSettings ReadScale(SettingsReader index)
    {
        var reference = index.Text("reference", "");
        return new NormaliseSettings
        {
            Scope = index.Choice("scope", NormaliseScope.Global, ("global", NormaliseScope.Global), ("per-year", NormaliseScope.PerYear), ("base-year", NormaliseScope.BaseYear)),
            BaseYear = index.Time("base_year", Frequency.Year, null)?.Year,
            ReferenceUnit = reference.Length == 0 ? null : reference,
            CapAtOne = index.Flag("cap_at_one", false),
            Tail = index.Number("tail", 0.025, 1e-6, 0.499999),
            Low = index.Number("scale_low", 0, double.MinValue, double.MaxValue),
            High = index.Number("scale_high", 100, double.MinValue, double.MaxValue),
        };
    }

    private static List<AggregateMethod>? ReadLevels(SettingsReader index)
    {
        var words = index.Texts("aggregate_levels", []);
        if (words.Count == 0) return null;
        var levels = new List<AggregateMethod>();
        AggregateMethod[] means = [AggregateMethod.Arithmetic, AggregateMethod.Geometric, AggregateMethod.Harmonic, AggregateMethod.Power];
        foreach (var word in words)
        {
            var found = Array.FindIndex(means, mean => IndexVariants.Name(mean) == word);
            if (found >= 0) levels.Add(means[found]);
            else index.Wrong("RB1004", "aggregate_levels", word, $"\"{word}\" is not one of {string.Join(", ", means.Select(IndexVariants.Name))}", "the level would have no score", SettingsReader.Suggest(word, means.Select(IndexVariants.Name)) ?? "write a mean for each level, from the indicators up");
        }
        return levels.Count == 0 ? null : levels;
    }

    private static void Check(SettingsReader index, IndexOptions options, (Period First, Period Last)? fit, ShockSettings? shock)
    {
        if (options is { Normalise: NormaliseMethod.ZScore or NormaliseMethod.PopulationZScore, Aggregate: AggregateMethod.Geometric or AggregateMethod.Harmonic or AggregateMethod.Power })
            index.Wrong("RB1010", "aggregate", IndexVariants.Name(options.Aggregate), $"a {IndexVariants.Name(options.Aggregate)} mean needs positive scores, and z-scores are not", "the index would not be defined", "use normalise = \"minmax\", or aggregate = \"arithmetic\"");
        else foreach (var contradiction in ResilienceIndex.Contradictions(options))
            index.Wrong("RB1010", "aggregate", IndexVariants.Name(options.Aggregate), contradiction, "the index would not be defined", "change one of the settings that it names");
        if (options.NormaliseSettings.Scope == NormaliseScope.BaseYear && options.NormaliseSettings.BaseYear is null)
            index.Missing("base_year");
        if (options is { Normalise: NormaliseMethod.DistanceToReference, NormaliseSettings.ReferenceUnit: null })
            index.Missing("reference");
        if (fit is { } window && shock is not null && window.Last.Year >= shock.Start.Year)
            index.Wrong("RB3001", "fit", $"{window.First} – {window.Last}", $"the fit window reaches into the shock, which starts in {shock.Start}", "the index would contain what it is to explain", $"end the window in {shock.Start.Year - 1} or before");
        if (fit is { } years && options.NormaliseSettings.BaseYear is { } year && (year < years.First.Year || year > years.Last.Year))
            index.Wrong("RB1006", "base_year", year.ToString(CultureInfo.InvariantCulture), "the base year lies outside the fit window", "there would be nothing to normalise by", "name a year of the fit window");
    }

    private static (string Word, T Value)[] Words<T>(Func<T, string> name) where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => (name(value), value))];
}
