using Rebound.Measures;
using Rebound.Studies;
using Rebound.Tests.Architecture;
using Xunit;

namespace Rebound.Tests.Studies;

public sealed class IndexSettingsTests
{
    [Fact]
    public void A_study_without_wishes_gets_the_usual_index()
    {
        using var folder = Archipelago("", "");
        var options = Study.Load(folder.Path).Settings.Index!.Options;
        Assert.Equal(new IndexOptions { FirstYear = options.FirstYear, LastYear = options.LastYear, ShockYear = options.ShockYear, Weights = options.Weights, Draws = options.Draws, Seed = options.Seed, MinimumCoverage = options.MinimumCoverage, Weighting = options.Weighting }, options);
    }

    [Fact]
    public void Every_choice_of_a_study_reaches_its_index()
    {
        using var folder = Archipelago("", """
            screen = "both"
            minimum_nonzero = 0.1
            impute = "constant"
            treat = "winsorise-log"
            treatment = { skewness = 1.5, kurtosis = 3, winsorise_share = 0.02, lambda = 0.5 }
            normalise = "percentile-rank"
            scope = "per-year"
            base_year = "2016"
            cap_at_one = true
            tail = 0.1
            scale_low = -1
            scale_high = 1
            aggregate = "power"
            aggregate_levels = ["arithmetic", "geometric"]
            power = -2
            majority = 0.3
            resolution = 0.4
            penalty = "raises"
            weight_scope = "per-year"
            weighting = { lowest_share = 0.05, highest_share = 0.7 }
            """);
        var options = Study.Load(folder.Path).Settings.Index!.Options;
        Assert.Equal((ScreenRule.Both, 0.1, ImputeMethod.Constant, TreatMethod.WinsoriseThenLog), (options.Screen, options.MinimumNonZero, options.Impute, options.Treat));
        Assert.Equal(new TreatSettings { SkewnessLimit = 1.5, KurtosisLimit = 3, WinsoriseShare = 0.02, Lambda = 0.5 }, options.TreatSettings);
        Assert.Equal(NormaliseMethod.PercentileRank, options.Normalise);
        Assert.Equal(new NormaliseSettings { Scope = NormaliseScope.PerYear, BaseYear = 2016, CapAtOne = true, Tail = 0.1, Low = -1, High = 1 }, options.NormaliseSettings);
        Assert.Equal([AggregateMethod.Arithmetic, AggregateMethod.Geometric], options.AggregateByLevel!);
        Assert.Equal((WeightScope.PerYear, 0.05, 0.7), (options.WeightScope, options.Weighting.LowestShare, options.Weighting.HighestShare));
        Assert.Equal((AggregateMethod.Power, -2.0, 0.3, 0.4, ImbalancePenalty.Raises), (options.Aggregate, options.Power, options.Majority, options.Resolution, options.Penalty));
    }

    [Theory]
    [InlineData("normalise = \"minmux\"", "RB1004")]
    [InlineData("scope = \"yearly\"", "RB1004")]
    [InlineData("impute = \"none\"", "RB1004")]
    [InlineData("aggregate_levels = [\"arithmetic\", \"topsis\"]", "RB1004")]
    [InlineData("treatment = { skew = 2 }", "RB1003")]
    [InlineData("tail = 0.5", "RB1005")]
    [InlineData("aggregate = \"mpi\"", "RB1010")]
    [InlineData("normalise = \"zscore\"\naggregate_levels = [\"harmonic\"]", "RB1010")]
    [InlineData("scope = \"base-year\"", "RB1002")]
    [InlineData("base_year = \"1999\"", "RB1006")]
    [InlineData("weight_scope = \"yearly\"", "RB1004")]
    [InlineData("weights = \"bod\"\naggregate = \"topsis\"", "RB1010")]
    [InlineData("weights = \"bod\"\nnormalise = \"zscore\"", "RB1010")]
    [InlineData("weights = \"bod\"\nbetween = \"flat\"", "RB1010")]
    [InlineData("weights = \"bod\"\nweighting = { lowest_share = 0.1 }", "RB1010")]
    [InlineData("weighting = { first = \"bod\" }", "RB1004")]
    [InlineData("normalise = \"distance-to-reference\"", "RB1002")]
    public void A_wish_that_cannot_be_met_is_told(string wish, string code)
    {
        using var folder = Archipelago("", wish);
        var problems = Assert.Throws<StudyException>(() => Study.Load(folder.Path)).Problems;
        Assert.Contains(problems, problem => problem.Code == code);
    }

    [Theory]
    [InlineData("weights = \"bod\"", "Benefit of the doubt")]
    [InlineData("between = \"entropy\"", "come from their scores")]
    public void Weights_that_no_replication_follows_are_told_when_the_study_is_read_unless_they_are_drawn(string wish, string words)
    {
        using var folder = Archipelago("", wish);
        Study.Load(folder.Path); // weights anywhere on the simplex take their place
        var toml = Path.Combine(folder.Path, "study.toml");
        File.WriteAllText(toml, File.ReadAllText(toml).Replace("drawn_weights = \"simplex\"", "drawn_weights = \"around\"", StringComparison.Ordinal).Replace("combinations = [\"minmax arithmetic\", \"minmax geometric\", \"minmax topsis\", \"zscore arithmetic\", \"zscore topsis\"]", "", StringComparison.Ordinal));
        var problem = Assert.Single(Assert.Throws<StudyException>(() => Study.Load(folder.Path)).Problems, problem => problem.Code == "RB1010");
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        Assert.Contains("simplex", problem.Repair, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("weights = \"bod\"", "index_unit_weights", "index_weights_by_year", "mean of own weights")]
    [InlineData("weights = \"critic\"\nweight_scope = \"per-year\"", "index_weights_by_year", "index_unit_weights", "mean of yearly weights")]
    public void Weights_that_differ_have_a_table_of_their_own_and_stated_ones_say_that_they_are_means(string wish, string table, string other, string says)
    {
        using var folder = Archipelago("", wish);
        var study = Study.Load(folder.Path);
        var tables = new List<ResultTable>();
        var measured = IndexStage.Run(study, tables, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(tables, found => found.Name == other);
        var weights = tables.Single(found => found.Name == table);
        var node = Enumerable.Range(0, weights.RowCount).Where(r => weights["node"].Text(r) == measured.Result.Nodes[1].Path && weights["year"].Number(r) == measured.Result.FirstYear).ToArray();
        Assert.Equal(1, node.Take(measured.Result.Nodes[1].IndicatorCount).Sum(r => weights["weight"].Number(r)), 1e-12);
        var stated = tables.Single(found => found.Name == "index_weights");
        Assert.All(Enumerable.Range(0, stated.RowCount), r => Assert.Equal(says, stated["weight_is"].Text(r)));
        DiagnosisStage.Run(measured.Result, tables);
        Assert.Equal(says, tables.Single(found => found.Name == "index_influence")["weight_is"].Text(0));
    }

    [Theory]
    [InlineData("denominator", "nothing", "RB2061")]
    [InlineData("target", "high", "RB2066")]
    [InlineData("goalpost_low", "3,goalpost_high,2", "RB2066")]
    public void A_mark_of_an_indicator_that_is_no_mark_is_told(string column, string cell, string code)
    {
        var parts = cell.Split(',');
        var (header, cells) = parts.Length == 3 ? ($"{column},{parts[1]}", $"{parts[0]},{parts[2]}") : (column, cell);
        using var folder = Archipelago(header, "", cells);
        Assert.Contains(Assert.Throws<StudyException>(() => Study.Load(folder.Path)).Problems, problem => problem.Code == code);
    }

    [Fact]
    public void A_denominator_need_not_be_an_indicator_and_its_rows_are_used()
    {
        using var folder = Archipelago("denominator", "", "people");
        var file = Directory.GetFiles(Path.Combine(folder.Path, "data"), "indicators.csv*").Single();
        var plain = Study.Load(ArchipelagoFolder).Data;
        var rows = plain.Cities.SelectMany(city => plain.Indicators!.Years.Select(year => $"{city.Code},{year},people,2"));
        Append(file, rows);
        var study = Study.Load(folder.Path);
        var (one, other) = (IndexStage.Measure(Study.Load(ArchipelagoFolder)).Result, IndexStage.Measure(study).Result);
        Assert.All(study.Data.Indicators!.Denominators["people"], value => Assert.Equal(2, value));
        var first = study.Data.Indicators.Indicators[0].Code;
        Assert.Equal(one.Indicators.Single(i => i.Indicator.Code == first).Maximum / 2, other.Indicators.Single(i => i.Indicator.Code == first).Maximum);
        Assert.All(other.Changes().Where(change => change.Step == DataStep.Denominate), change => Assert.Equal((first, change.Before / 2), (change.Indicator, change.After)));
        Assert.Equal(one.Scores(0).ToArray(), other.Scores(0).ToArray()); // halves are exact
    }

    private static readonly string ArchipelagoFolder = Path.Combine(Repository.Root, "studies", "archipelago");

    /// <summary>The bundled study with more columns in its list of indicators (filled in the first row only) and more settings of its index.</summary>
    private static TemporaryRun Archipelago(string columns, string settings, string cells = "")
    {
        var copy = new TemporaryRun();
        foreach (var source in Directory.GetFiles(ArchipelagoFolder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy.Path, Path.GetRelativePath(ArchipelagoFolder, source));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(source, target, true);
        }
        var toml = Path.Combine(copy.Path, "study.toml");
        string[] keys = [.. settings.Split('\n').Where(line => line.Contains('=', StringComparison.Ordinal)).Select(line => line.Split('=')[0].Trim())];
        var section = "";
        var kept = File.ReadAllLines(toml).Where(line =>
        {
            if (line.StartsWith('[')) section = line;
            return !(section.StartsWith("[index]", StringComparison.Ordinal) && keys.Contains(line.Split('=')[0].Trim()));
        }).ToList();
        kept.Insert(kept.FindIndex(line => line.StartsWith("[index]", StringComparison.Ordinal)) + 1, settings);
        File.WriteAllLines(toml, kept);
        if (columns.Length == 0) return copy;
        var list = Path.Combine(copy.Path, "indicators.csv");
        var lines = File.ReadAllLines(list);
        var count = columns.Count(letter => letter == ',');
        for (var r = 0; r < lines.Length; r++) lines[r] += "," + (r == 0 ? columns : r == 1 ? cells : new string(',', count));
        File.WriteAllLines(list, lines);
        return copy;
    }

    private static void Append(string file, IEnumerable<string> rows)
    {
        Assert.EndsWith(".csv", file, StringComparison.Ordinal);
        File.AppendAllLines(file, rows);
    }
}
