using System.Globalization;
using Rebound.Measures;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Reads the [index] section.</summary>
internal static class IndexReader
{
    private static readonly (string Word, ImputeMethod Value)[] ImputeWords =
    [
        ("linear", ImputeMethod.Linear),
        ("latest", ImputeMethod.Latest),
        ("constant", ImputeMethod.Constant),
        ("mean", ImputeMethod.Mean),
        ("median", ImputeMethod.Median),
        ("group-mean", ImputeMethod.GroupMean),
        ("group-median", ImputeMethod.GroupMedian),
        ("em", ImputeMethod.Em),
    ];

    private static readonly (string Word, TreatMethod Value)[] TreatWords =
    [
        ("none", TreatMethod.None),
        ("winsorise", TreatMethod.Winsorise),
        ("winsorise-log", TreatMethod.WinsoriseThenLog),
        ("winsorise-boxcox", TreatMethod.WinsoriseThenBoxCox),
        ("log", TreatMethod.Log),
        ("log-plus", TreatMethod.LogPlus),
        ("boxcox", TreatMethod.BoxCox),
    ];

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
            Weights = index.Choice("weights", WeightMethod.Equal, [.. Words<WeightMethod>(IndexVariants.Name)]),
            Between = index.Choice("between", DimensionWeights.Equal, [.. Words<DimensionWeights>(MethodName.Of)]),
            WeightScope = index.Choice("weight_scope", WeightScope.Global, Words<WeightScope>(MethodName.Of)),
            Aggregate = index.Choice("aggregate", AggregateMethod.Arithmetic, Words<AggregateMethod>(IndexVariants.Name)),
            ZeroRule = index.Choice("zero_rule", ZeroRule.Zero, [.. ZeroRule.All.Select(rule => (rule.Name, rule))]),
            Draws = index.Whole("draws", 1000, 100, 1_000_000),
            MinimumCoverage = index.Number("minimum_coverage", 0.65, 0, 1),
            Screen = index.Choice("screen", ScreenRule.Missing, ("missing", ScreenRule.Missing), ("zero", ScreenRule.Zero), ("both", ScreenRule.Both)),
            MinimumNonZero = index.Number("minimum_nonzero", 0.5, 0, 1),
            Impute = index.Choice("impute", ImputeMethod.Linear, ImputeWords),
            Treat = index.Choice("treat", TreatMethod.None, TreatWords),
        };
        options = options with
        {
            TreatSettings = ReadTreatment(index.Section("treatment")),
            NormaliseSettings = ReadScale(index),
            Weighting = ReadWeighting(index.Section("weighting")),
            AggregateByLevel = ReadLevels(index),
            Power = index.Number("power", 0.5, -100, 100),
            Majority = index.Number("majority", 0.5, 0, 1),
            Resolution = index.Number("resolution", 0.5, 1e-6, 1),
            Penalty = index.Choice("penalty", ImbalancePenalty.Lowers, ("lowers", ImbalancePenalty.Lowers), ("raises", ImbalancePenalty.Raises)),
        };
        Check(index, options, fit, shock);
        var comparisons = index.Text("comparisons", "");
        if (comparisons.Length == 0 && (options.Weights == WeightMethod.Pairwise || options.Between == DimensionWeights.Pairwise)) index.Missing("comparisons");
        var uncertainty = ReadUncertainty(index.Section("uncertainty"), options);
        index.Close();
        return new IndexSettings(table, options) { Uncertainty = uncertainty, Comparisons = comparisons };
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

    private static WeightOptions ReadWeighting(SettingsReader weighting)
    {
        var methods = Shared();
        var options = new WeightOptions
        {
            Contrast = weighting.Choice("contrast", CriticContrast.Deviation, Words<CriticContrast>(MethodName.Of)),
            Conflict = weighting.Choice("conflict", CriticConflict.Pearson, Words<CriticConflict>(MethodName.Of)),
            Components = weighting.Choice("components", ComponentRule.Kaiser, Words<ComponentRule>(MethodName.Of)),
            Subjective = weighting.Choice("first", WeightMethod.Given, methods),
            Objective = weighting.Choice("second", WeightMethod.Entropy, methods),
            Combination = weighting.Choice("combination", WeightCombination.Linear, Words<WeightCombination>(MethodName.Of)),
            Alpha = weighting.Number("alpha", 0.5, 0, 1),
            LowestShare = weighting.Number("lowest_share", 0, 0, 1),
            HighestShare = weighting.Number("highest_share", 1, 1e-6, 1),
            PairwiseBy = weighting.Choice("by", PairwiseMethod.Eigenvector, Words<PairwiseMethod>(MethodName.Of)),
            RandomIndex = weighting.Choice("random_index", RandomIndex.Saaty, [.. RandomIndex.All.Select(table => (table.Name, table))]),
            LargestConsistencyRatio = weighting.Number("largest_consistency_ratio", 0.1, 0, 1),
        };
        weighting.Close();
        return options;
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

    private static UncertaintySettings ReadUncertainty(SettingsReader uncertainty, IndexOptions options)
    {
        var normalise = Listed(uncertainty, "normalise", Words<NormaliseMethod>(IndexVariants.Name));
        var weights = Listed(uncertainty, "weights", Shared());
        var aggregate = Listed(uncertainty, "aggregate", Words<AggregateMethod>(IndexVariants.Name));
        var impute = Listed(uncertainty, "impute", ImputeWords);
        var treat = Listed(uncertainty, "treat", TreatWords);
        var factors = new List<DesignFactor>();
        if (impute.Count > 0) factors.Add(DesignFactor.Of("impute", [.. impute.Select(choice => (choice.Word, (Func<IndexOptions, IndexOptions>)(design => design with { Impute = choice.Value })))]));
        if (treat.Count > 0) factors.Add(DesignFactor.Of("treat", [.. treat.Select(choice => (choice.Word, (Func<IndexOptions, IndexOptions>)(design => design with { Treat = choice.Value })))]));
        if (normalise.Count > 0) factors.Add(DesignFactor.Normalise([.. normalise.Select(choice => choice.Value)]));
        if (weights.Count > 0) factors.Add(DesignFactor.Weights([.. weights.Select(choice => choice.Value)]));
        if (aggregate.Count > 0) factors.Add(DesignFactor.Aggregate([.. aggregate.Select(choice => choice.Value)]));
        var combinations = Pairs(uncertainty);
        if (combinations.Count > 0) factors.Add(DesignFactor.Combinations(combinations));
        var spread = uncertainty.Choice("drawn_weights", null, ("none", (WeightSpread?)null), ("simplex", WeightSpread.Simplex), ("around", WeightSpread.AroundIndex));
        if (spread is { } drawn) factors.Add(DesignFactor.DrawnWeights(drawn));
        var weighed = weights.Count > 0 ? options with { Weights = weights[0].Value } : options;
        var design = new IndexDesign(weighed) { Spread = spread }.Resolve().Options;
        CheckPairs(uncertainty, design, normalise, aggregate, combinations);
        if (factors.Count > 0 || uncertainty.Flag("directions", false) || uncertainty.Flag("leave_out", false)) CheckFollowed(uncertainty, design);
        if (combinations.Count > 0 && normalise.Count + aggregate.Count > 0)
            uncertainty.Wrong("RB1010", "combinations", "", "normalisations and aggregations are listed both together and apart", "it would not be clear which of them vary", "keep combinations, or normalise and aggregate");
        var settings = new UncertaintySettings(
            uncertainty.Whole("replications", options.Draws, 100, 1_000_000), uncertainty.Whole("sobol", 0, 0, 100_000), factors,
            uncertainty.Flag("directions", false), uncertainty.Flag("leave_out", false), Conclusions(uncertainty));
        if (2 * settings.SobolSamples > settings.Replications)
            uncertainty.Wrong("RB1005", "sobol", settings.SobolSamples.ToString(CultureInfo.InvariantCulture), $"{settings.SobolSamples} rows of a Sobol design need {2 * settings.SobolSamples} replications", "the indices could not be computed", $"write replications = {2 * settings.SobolSamples} or more");
        uncertainty.Close();
        return settings;
    }

    private static List<(string Word, T Value)> Listed<T>(SettingsReader reader, string key, (string Word, T Value)[] words)
    {
        var found = new List<(string, T)>();
        foreach (var text in reader.Texts(key, []))
        {
            var at = Array.FindIndex(words, word => word.Word == text);
            if (at >= 0 && !found.Contains(words[at])) found.Add(words[at]);
            else reader.Wrong("RB1004", key, text, at >= 0 ? $"\"{text}\" is there twice" : $"\"{text}\" is not one of {string.Join(", ", words.Select(word => word.Word))}", "it would not be clear what varies", SettingsReader.Suggest(text, words.Select(word => word.Word)) ?? "name each choice once");
        }
        return found;
    }

    private static List<(NormaliseMethod Normalise, AggregateMethod Aggregate)> Pairs(SettingsReader reader)
    {
        var found = new List<(NormaliseMethod, AggregateMethod)>();
        foreach (var text in reader.Texts("combinations", []))
        {
            var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var normalise = Array.FindIndex(Words<NormaliseMethod>(IndexVariants.Name), word => parts.Length == 2 && word.Word == parts[0]);
            var aggregate = Array.FindIndex(Words<AggregateMethod>(IndexVariants.Name), word => parts.Length == 2 && word.Word == parts[1]);
            var pair = normalise < 0 || aggregate < 0 ? default : (Words<NormaliseMethod>(IndexVariants.Name)[normalise].Value, Words<AggregateMethod>(IndexVariants.Name)[aggregate].Value);
            if (normalise >= 0 && aggregate >= 0 && !found.Contains(pair)) found.Add(pair);
            else reader.Wrong("RB1004", "combinations", text, $"\"{text}\" is not a normalisation and an aggregation, named once", "it would not be clear what varies", "write for instance combinations = [\"minmax geometric\", \"zscore topsis\"]");
        }
        return found;
    }

    /// <summary>Tells of a declared design that does not exist: none is left out silently.</summary>
    private static void CheckPairs(SettingsReader uncertainty, IndexOptions options, List<(string Word, NormaliseMethod Value)> normalise, List<(string Word, AggregateMethod Value)> aggregate, List<(NormaliseMethod Normalise, AggregateMethod Aggregate)> combinations)
    {
        var designs = combinations.Select(pair => options with { Normalise = pair.Normalise, Aggregate = pair.Aggregate, NormaliseSettings = NormaliseSettings.Default, AggregateByLevel = null }).ToList();
        if (normalise.Count + aggregate.Count > 0)
            foreach (var scale in normalise.Count > 0 ? normalise.Select(choice => choice.Value) : [options.Normalise])
                foreach (var mean in aggregate.Count > 0 ? aggregate.Select(choice => (AggregateMethod?)choice.Value) : [null])
                    designs.Add(mean is { } method ? options with { Normalise = scale, Aggregate = method, AggregateByLevel = null } : options with { Normalise = scale });
        foreach (var design in designs)
            foreach (var contradiction in ResilienceIndex.Contradictions(design))
                uncertainty.Wrong("RB1010", combinations.Count > 0 ? "combinations" : aggregate.Count > 0 ? "aggregate" : "normalise", $"{IndexVariants.Name(design.Normalise)} {IndexVariants.Name(design.Aggregate)}",
                    $"{IndexVariants.Name(design.Normalise)} with {IndexVariants.Name(design.Aggregate)} does not exist: {contradiction}", "a replication could not be built, and none is left out silently", "list in combinations those that exist, in place of normalise and aggregate");
    }

    /// <summary>Tells of weights that no replication can have.</summary>
    private static void CheckFollowed(SettingsReader uncertainty, IndexOptions options)
    {
        foreach (var reason in IndexSensitivity.Contradictions(options))
            uncertainty.Wrong("RB1010", "weights", IndexVariants.Name(options.Weights), reason, "a replication could not be built, and none is left out silently", "write drawn_weights = \"simplex\", or name weights that vary");
    }

    private static List<RankingConclusion> Conclusions(SettingsReader reader)
    {
        var found = new List<RankingConclusion>();
        foreach (var text in reader.Texts("conclusions", []))
        {
            if (RankingConclusion.Find(text) is { } conclusion) found.Add(conclusion);
            else reader.Wrong("RB1004", "conclusions", text, $"\"{text}\" states no ranking", "its share could not be counted", "write \"c001 > c002\" or \"c001 in top 10\", with codes of units");
        }
        return found;
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

    /// <summary>Weightings that all units share and that need nothing beside the values: those that can be combined or varied.</summary>
    private static (string Word, WeightMethod Value)[] Shared() => [.. Words<WeightMethod>(IndexVariants.Name).Where(word => word.Value is not (WeightMethod.Pairwise or WeightMethod.Combined or WeightMethod.BenefitOfDoubt))];

    private static (string Word, T Value)[] Words<T>(Func<T, string> name) where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => (name(value), value))];
}
