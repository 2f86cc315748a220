using System.Globalization;
using System.Text;
using Rebound.Measures;

namespace Rebound.Benchmarks;

/// <summary>Times every weighting of an index of 300 cities × 60 indicators × 10 years: the weights alone, and the full build with them. Goal: a full build in 25 ms.</summary>
internal static class WeightsReport
{
    private const int Runs = 9;
    private static readonly IndexOptions Usual = new() { FirstYear = 2010, LastYear = 2019 };

    /// <summary>Runs everything; the argument is the file to write.</summary>
    public static void Run(string[] arguments)
    {
        var page = new StringBuilder();
        void Say(string line)
        {
            page.AppendLine(line);
            Console.WriteLine(line);
        }
        Say("# Weights of the index");
        Say("");
        Say(string.Create(CultureInfo.InvariantCulture, $"Processor: {SensitivityReport.Processor()}, {Environment.ProcessorCount} cores. .NET {Environment.Version}. `dotnet run -c Release --project benchmarks/Rebound.Benchmarks -- weights FILE`."));
        Say($"300 cities × 60 indicators in 4 dimensions × 10 years; 3 % of the values are missing. Least of {Runs} runs in one process after half a second that is not counted (benefit of the doubt: one after one).");
        Say("The weights alone are those that do not wait for scores: entropies and normalised values are ready. Goal of a full build: 25 ms.");
        Say("");
        Say("| weights | alone, ms | full build, ms | processor ms |");
        Say("|---|---|---|---|");
        var source = IndexStepBenchmarks.Table(300, 60, 10);
        var indicators = source.Indicators.Select(indicator => indicator with { Weight = 1.0 / 15 }).ToArray();
        var table = new IndicatorTable(source.Units, source.FirstYear, source.YearCount, indicators, source.Values);
        foreach (var (name, options) in Designs(indicators))
        {
            var own = options.Weights == WeightMethod.BenefitOfDoubt;
            var complete = CompleteTable.From(table, options);
            var (columns, entropies) = (IndexSteps.Normalise(complete, options), IndexSteps.Entropies(complete, options.ZeroRule));
            var (alone, build) = (Least(() => GC.KeepAlive(new IndexWeights(complete, options, columns, entropies)), own), Least(() => GC.KeepAlive(new ResilienceIndex(options).Build(table)), own));
            Say(string.Create(CultureInfo.InvariantCulture, $"| {name} | {(own ? "–" : $"{alone.Wall:0.00}")} | {build.Wall:0.0} | {build.Processor:0} |"));
        }
        if (arguments.Length > 0) File.WriteAllText(arguments[0], page.ToString());
    }

    private static IEnumerable<(string Name, IndexOptions Options)> Designs(Indicator[] indicators)
    {
        foreach (var method in new[] { WeightMethod.Equal, WeightMethod.Given, WeightMethod.Entropy, WeightMethod.Critic, WeightMethod.Variation, WeightMethod.Deviation, WeightMethod.PrincipalComponents, WeightMethod.EqualInfluence })
            yield return (MethodName.Of(method), Usual with { Weights = method });
        yield return ("critic, Spearman", Usual with { Weights = WeightMethod.Critic, Weighting = new WeightOptions { Conflict = CriticConflict.Spearman } });
        yield return ("ahp", Usual with { Weights = WeightMethod.Pairwise, Weighting = new WeightOptions { Pairwise = Comparisons(indicators) } });
        foreach (var rule in Enum.GetValues<WeightCombination>())
            yield return ($"combined: given and critic, {MethodName.Of(rule)}", Usual with { Weights = WeightMethod.Combined, Weighting = new WeightOptions { Subjective = WeightMethod.Given, Objective = WeightMethod.Critic, Combination = rule } });
        yield return ("entropy, flat", Usual with { Weights = WeightMethod.Entropy, Between = DimensionWeights.Flat });
        yield return ("critic, flat", Usual with { Weights = WeightMethod.Critic, Between = DimensionWeights.Flat });
        yield return ("entropy, between dimensions too", Usual with { Weights = WeightMethod.Entropy, Between = DimensionWeights.Entropy });
        yield return ("influence, between dimensions too", Usual with { Weights = WeightMethod.EqualInfluence, Between = DimensionWeights.EqualInfluence });
        foreach (var method in new[] { WeightMethod.Entropy, WeightMethod.Critic, WeightMethod.PrincipalComponents })
            yield return ($"{MethodName.Of(method)}, each year apart", Usual with { Weights = method, WeightScope = WeightScope.PerYear });
        yield return ("bod, each year apart (3,000 programs a dimension)", Usual with { Weights = WeightMethod.BenefitOfDoubt, WeightScope = WeightScope.PerYear });
        yield return ("bod (the same, against all unit-years)", Usual with { Weights = WeightMethod.BenefitOfDoubt });
    }

    /// <summary>Consistent comparisons in every dimension: the j-th indicator is j times as important as the first.</summary>
    private static Dictionary<string, PairwiseMatrix> Comparisons(Indicator[] indicators) => indicators.GroupBy(indicator => indicator.Dimension).ToDictionary(dimension => dimension.Key, dimension =>
    {
        string[] names = [.. dimension.Select(indicator => indicator.Code)];
        return new PairwiseMatrix(names, [.. from i in Enumerable.Range(1, names.Length) from j in Enumerable.Range(1, names.Length) select (double)i / j], dimension.Key);
    }, StringComparer.Ordinal);

    private static (double Wall, double Processor) Least(Action work, bool once)
    {
        if (once) work();
        else LeastTime.Warm(work);
        return LeastTime.Of(work, once ? 1 : Runs);
    }
}
