using System.CommandLine;
using System.CommandLine.Parsing;
using Rebound.Measures;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary><c>rebound index</c>: scores, ranks and rank intervals from any table of indicators, without a study.</summary>
internal sealed class IndexCommand : Command
{
    private static readonly IndexOptions Defaults = new() { FirstYear = 1, LastYear = 1 };

    private readonly Argument<string> file = new("TABLE") { Description = "A table: unit[,year],indicators… or unit[,year],indicator,value" };
    private readonly Option<string?> indicators = new("--indicators") { Description = "List of indicators: code, direction and, as you like, dimension or parent, weight, label, disputed, denominator, target, goalpost_low, goalpost_high" };
    private readonly Option<string[]> negative = new("--negative") { Description = "Without a list: indicators of which less is better, separated by commas", CustomParser = Codes };
    private readonly Option<string?> unit = new("--unit") { Description = "Column of the unit" };
    private readonly Option<string?> time = new("--time") { Description = "Column of the year" };
    private readonly Option<string?> indicator = new("--indicator") { Description = "Column of the indicator's code, with one value a row" };
    private readonly Option<string?> value = new("--value") { Description = "Column of the value, with one value a row" };
    private readonly Option<string?> group = new("--group") { Description = "Column of the unit's group, for imputation by group" };
    private readonly Option<int?> first = new("--first") { Description = "First year used; by default the table's" };
    private readonly Option<int?> last = new("--last") { Description = "Last year used; by default the table's" };
    private readonly Option<NormaliseMethod> normalise = Choice("--normalise", "How values become comparable", Defaults.Normalise);
    private readonly Option<NormaliseScope> scope = Choice("--scope", "Over which unit-years", Defaults.NormaliseSettings.Scope);
    private readonly Option<int?> baseYear = new("--base-year") { Description = "Base year of the scope" };
    private readonly Option<string?> reference = new("--reference") { Description = "Reference unit of the normalisation" };
    private readonly Option<WeightMethod> weights = Choice("--weights", "Weights of the indicators", WeightMethod.Equal);
    private readonly Option<DimensionWeights> between = Choice("--between", "Weights of the dimensions", Defaults.Between);
    private readonly Option<WeightScope> weightScope = Choice("--weight-scope", "Whether weights that look at the data come from all years together or from each apart", Defaults.WeightScope);
    private readonly Option<double> lowestShare = new("--lowest-share") { Description = "With bod: the least share of a unit's score that each part makes up", DefaultValueFactory = _ => Defaults.Weighting.LowestShare };
    private readonly Option<double> highestShare = new("--highest-share") { Description = "With bod: the largest share", DefaultValueFactory = _ => Defaults.Weighting.HighestShare };
    private readonly Option<AggregateMethod> aggregate = Choice("--aggregate", "How indicators become a score", Defaults.Aggregate);
    private readonly Option<double> power = new("--power") { Description = "Exponent of the power mean", DefaultValueFactory = _ => Defaults.Power };
    private readonly Option<ImputeMethod> impute = Choice("--impute", "How gaps are filled", Defaults.Impute);
    private readonly Option<TreatMethod> treat = Choice("--treat", "What is done to outliers", Defaults.Treat);
    private readonly Option<string> zero = new("--zero-rule") { Description = "What entropy does with zeros", DefaultValueFactory = _ => ZeroRule.Zero.Name };
    private readonly Option<double> coverage = new("--minimum-coverage") { Description = "Share of values below which a unit or an indicator is left out", DefaultValueFactory = _ => Defaults.MinimumCoverage };
    private readonly Option<int> draws = new("--draws") { Description = "Random designs behind the rank intervals, 20 to 1000000", DefaultValueFactory = _ => Defaults.Draws };
    private readonly Option<ulong> seed = new("--seed") { Description = "Decides every draw", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> output = new("--output", "--out") { Description = "Folder for all tables as CSV" };

    public IndexCommand(Terminal terminal) : base("index", "Build an index from any table of indicators")
    {
        Add(file);
        Option[] all = [indicators, negative, unit, time, indicator, value, group, first, last, normalise, scope, baseYear, reference, weights, between, weightScope, lowestShare, highestShare, aggregate, power, impute, treat, zero, coverage, draws, seed, output];
        foreach (var option in all) Add(option);
        zero.AcceptOnlyFromAmong([.. ZeroRule.All.Select(rule => rule.Name)]);
        SharedOptions.Within(draws, 20, 1_000_000);
        SharedOptions.Within(coverage, 0.0, 1.0);
        SharedOptions.Within(lowestShare, 0.0, 1.0);
        SharedOptions.Within(highestShare, 0.0, 1.0);
        SetAction(arguments => Run(arguments, terminal));
    }

    private int Run(ParseResult arguments, Terminal terminal)
    {
        if (arguments.GetValue(output) is { } folder) StudyFolder.RequireEmpty(folder);
        var sheet = IndicatorSheet.Read(Request(arguments));
        ProblemText.Write(sheet.Warnings, terminal);
        var options = Built(arguments, sheet.Table);
        try
        {
            var result = new ResilienceIndex(options).Build(sheet.Table);
            var intervals = new IndexSensitivity(sheet.Table, result, DesignFactor.Plausible())
                .Run(new SensitivityOptions { Replications = options.Draws, Seed = options.Seed, Dimensions = true, Years = true }, terminal.Stop);
            foreach (var left in result.LeftOut) terminal.Error.WriteLine($"Left out: {left.Kind.ToString().ToLowerInvariant()} {left.Code}. {left.Reason}");
            foreach (var line in IndexText.Lines(result, intervals)) terminal.Output.WriteLine(line);
            if (arguments.GetValue(output) is { } target) Save(target, result, intervals, sheet.HasYears, terminal);
            return ExitCode.Good;
        }
        catch (IndexRefusedException refused)
        {
            var problems = IndexRefusalProblems.Of(refused, arguments.GetRequiredValue(file));
            ProblemText.Write(problems, terminal);
            terminal.Error.WriteLine($"{ProblemText.Count(problems)}.");
            return ExitCode.NotEstimable;
        }
    }

    private static void Save(string folder, IndexResult result, SensitivityResult intervals, bool hasYears, Terminal terminal)
    {
        Directory.CreateDirectory(folder);
        foreach (var table in IndexTables.Of(result, intervals, IndexVariants.Of(result)).Concat(UncertaintyTables.Of(result, intervals, [])).Concat(IndexTables.Diagnosis(result)))
            if (hasYears || table.Name != "index_panel") File.WriteAllText(Path.Combine(folder, table.Name + ".csv"), ResultsFolder.CsvOf(table));
        terminal.Error.WriteLine($"Tables: {folder}");
    }

    private SheetRequest Request(ParseResult arguments) => new(arguments.GetRequiredValue(file))
    {
        Indicators = arguments.GetValue(indicators),
        Unit = arguments.GetValue(unit),
        Time = arguments.GetValue(time),
        Indicator = arguments.GetValue(indicator),
        Value = arguments.GetValue(value),
        Group = arguments.GetValue(group),
        Negative = arguments.GetValue(negative) ?? [],
    };

    private IndexOptions Built(ParseResult arguments, IndicatorTable table) => new()
    {
        FirstYear = arguments.GetValue(first) ?? table.FirstYear,
        LastYear = arguments.GetValue(last) ?? table.FirstYear + table.YearCount - 1,
        Normalise = arguments.GetValue(normalise),
        NormaliseSettings = new NormaliseSettings { Scope = arguments.GetValue(scope), BaseYear = arguments.GetValue(baseYear), ReferenceUnit = arguments.GetValue(reference) },
        Weights = arguments.GetValue(weights),
        Between = arguments.GetValue(between),
        WeightScope = arguments.GetValue(weightScope),
        Weighting = new WeightOptions { LowestShare = arguments.GetValue(lowestShare), HighestShare = arguments.GetValue(highestShare) },
        Aggregate = arguments.GetValue(aggregate),
        Power = arguments.GetValue(power),
        Impute = arguments.GetValue(impute),
        Treat = arguments.GetValue(treat),
        ZeroRule = ZeroRule.Find(arguments.GetValue(zero)!)!,
        MinimumCoverage = arguments.GetValue(coverage),
        Draws = arguments.GetValue(draws),
        Seed = arguments.GetValue(seed),
    };

    // The choices of an option are the values of its enumeration: a method added there can be chosen here.
    private static Option<T> Choice<T>(string name, string what, T fallback)
        where T : struct, Enum
    {
        var option = new Option<T>(name)
        {
            Description = $"{what}: {string.Join(", ", MethodName.All<T>())}",
            DefaultValueFactory = _ => fallback,
            HelpName = MethodName.Of(fallback),
            CustomParser = result =>
            {
                if (MethodName.TryRead<T>(result.Tokens[0].Value, out var method)) return method;
                result.AddError($"{name} {result.Tokens[0].Value}: it must be one of {string.Join(", ", MethodName.All<T>())}");
                return fallback;
            },
        };
        option.CompletionSources.Add([.. MethodName.All<T>()]);
        return option;
    }

    private static string[] Codes(ArgumentResult result) =>
        [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}
