using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Rebound.Econometrics;
using Rebound.Panels;

namespace Rebound.Cli;

/// <summary><c>rebound estimate</c>: regressions with absorbed effects on any table.</summary>
internal sealed class EstimateCommand : Command
{
    private readonly Argument<string?> file = new("TABLE") { Description = "A table (.csv .csv.gz .tsv .parquet .xlsx), or a folder of Parquet files; with --read, nothing", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string[]> model = new("--model") { Description = "For instance \"log(y) ~ x + i(year, treated, 2019) | city + region^year\"; c(y1, y2), sw( ) and csw( ) stand for several, and so does --model given again", Required = true, HelpName = "MODEL" };
    private readonly Option<string> vcov = new("--vcov") { Description = "Errors: iid, hc1, hc2, hc3, cluster(a+b), cr2(a), cr3(a), nw(L), dk(L), conley(km), conley(km, bartlett), groupwise(a), pcse", DefaultValueFactory = _ => "iid", HelpName = "iid" };
    private readonly Option<string> family = new("--family") { Description = "ols, poisson, logit, probit, cloglog or negbin", DefaultValueFactory = _ => "ols", HelpName = "ols" };
    private readonly Option<string?> method = new("--method") { Description = "Where the model names instruments: 2sls, liml or gmm", HelpName = "2sls" };
    private readonly Option<LikelihoodInformation> information = new("--information") { Description = "Errors of a likelihood from the expected or the observed information", HelpName = "expected" };
    private readonly Option<string?> weights = new("--weights") { Description = "Expression whose values weight the rows" };
    private readonly Option<string?> offset = new("--offset") { Description = "Expression that enters with coefficient one" };
    private readonly Option<string?> where = new("--where") { Description = "Condition on the rows, for instance \"year >= 2010 & region != 'west'\"" };
    private readonly Option<string?> panel = new("--panel") { Description = "Columns of unit and period, for lags and for nw and dk: city,month" };
    private readonly Option<string?> places = new("--places") { Description = "Columns of latitude and longitude, for conley: lat,lon" };
    private readonly Option<string?> ssc = new("--ssc") { Description = "Factors for small samples: none, or K.adj=, K.fixef=none|nonnested|full, G.adj=, G.df=min|each, t.df=min|residual" };
    private readonly Option<double> confidence = new("--confidence") { Description = "Coverage of the intervals", DefaultValueFactory = _ => 0.95 };
    private readonly Option<bool> singletons = new("--keep-singletons") { Description = "Keep rows that are alone in an absorbed group" };
    private readonly Option<string?> table = new("--table") { Description = "Models side by side on the terminal, and in FILE where one is named: .tex .html .xlsx .txt", Arity = ArgumentArity.ZeroOrOne, HelpName = "FILE" };
    private readonly Option<string?> json = new("--json") { Description = "File for everything that was estimated, the full covariance among it" };
    private readonly Option<string?> read = new("--read") { Description = "Folder of raw columns: meta.json and NAME.f64, NAME.i32" };
    private readonly Option<string?> memory = new("--memory") { Description = "The most memory to take for Parquet files, for instance 4GB; by default four fifths of the machine's", HelpName = "SIZE" };
    private readonly Option<bool> time = new("--time") { Description = "Print the seconds of the estimation alone" };

    private readonly EstimateQuestions questions = new();
    private readonly EstimateResampling resampling = new();

    public EstimateCommand(Terminal terminal) : base("estimate", "Estimate a regression on any table")
    {
        Add(file);
        Option[] all = [model, vcov, family, method, information, weights, offset, where, panel, places, ssc, confidence, singletons, table, json, read, memory, time];
        foreach (var option in all.Concat(questions.Options).Concat(resampling.Options)) Add(option);
        family.AcceptOnlyFromAmong([.. EstimateFamily.Names]);
        method.AcceptOnlyFromAmong([.. EstimateFamily.Methods]);
        confidence.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and < 1)) result.AddError("--confidence lies between 0 and 1");
        });
        Validators.Add(result =>
        {
            if (result.GetValue(file) is null == result.GetValue(read) is null) result.AddError("name a table, or a folder of raw columns with --read");
            questions.Check(result);
            resampling.Check(result);
        });
        SetAction(arguments => Run(arguments, terminal));
    }

    private int Run(ParseResult arguments, Terminal terminal)
    {
        try
        {
            return Estimate(arguments, terminal);
        }
        catch (FormulaException refused)
        {
            var (option, at) = Place(arguments, refused);
            ProblemText.Write([new StudyProblem("RB3011", string.Create(CultureInfo.InvariantCulture, $"{option}, character {at + 1}"), "",
                $"{refused.Problem}\n  {refused.Text}\n  {new string(' ', refused.Position)}^", "nothing was estimated", "correct the text at the mark; docs/methods/formulas.md lists what can be written")], terminal);
            return ExitCode.BadInput;
        }
    }

    private int Estimate(ParseResult arguments, Terminal terminal)
    {
        EstimateTables.Check(arguments.GetValue(table));
        var models = Models(arguments);
        var data = Data(arguments, models, terminal);
        var watch = Stopwatch.StartNew();
        var estimates = EstimateFamily.Fit(arguments.GetValue(family)!, arguments.GetValue(method), data, models);
        estimates = resampling.Corrected(arguments, data, estimates);
        watch.Stop();
        EstimateAnswers[] answers = [.. estimates.Select(estimate => questions.Answer(arguments, data, estimate))];
        var evidence = resampling.Answer(arguments, data, estimates);
        var sideBySide = arguments.GetResult(table) is not null;
        if (sideBySide) EstimateTables.Write(estimates, arguments.GetValue(table), terminal);
        foreach (var (i, estimate) in estimates.Index())
        {
            if (i > 0 && !sideBySide) terminal.Output.WriteLine();
            foreach (var line in (sideBySide ? [] : EstimateText.Lines(estimate)).Concat(EstimateAnswerText.Lines(answers[i], estimate.Estimate)).Concat(EstimateEvidenceText.Lines(estimate, evidence, i))) terminal.Output.WriteLine(line);
        }
        foreach (var line in EstimateEvidenceText.Lines(evidence)) terminal.Output.WriteLine(line);
        resampling.WriteEffects(arguments, estimates, terminal);
        questions.Predict(arguments, data, other => Keyed(Open(other, arguments, models, terminal), arguments), estimates, terminal);
        if (arguments.GetValue(time)) terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seconds {watch.Elapsed.TotalSeconds:0.000000}"));
        if (arguments.GetValue(json) is { } target) EstimateJson.Save(target, estimates, watch.Elapsed.TotalSeconds, answers, evidence);
        return ExitCode.Good;
    }

    private LinearModel[] Models(ParseResult arguments)
    {
        var covariance = Covariance.Parse(arguments.GetValue(vcov)!);
        if (Pair(arguments, places) is var (latitude, longitude)) covariance = covariance with { Latitude = latitude, Longitude = longitude };
        var rules = SmallSampleText.Read(arguments.GetValue(ssc));
        return [.. arguments.GetValue(model)!.SelectMany(Formula.ParseAll).Select(formula => new LinearModel(formula, covariance)
        {
            SmallSample = rules,
            Information = arguments.GetValue(information),
            DevianceTolerance = resampling.Tolerance(arguments),
            Weights = arguments.GetValue(weights),
            Offset = arguments.GetValue(offset),
            Where = arguments.GetValue(where),
            Confidence = arguments.GetValue(confidence),
            Singletons = arguments.GetValue(singletons) ? SingletonRule.Keep : SingletonRule.Drop,
        })];
    }

    private ModelData Data(ParseResult arguments, LinearModel[] models, Terminal terminal)
    {
        string[] keys = [.. Keys(arguments), .. resampling.Columns(arguments)];
        return Keyed(arguments.GetValue(read) is { } folder ? EstimateInput.Raw(folder, models, keys) : Open(arguments.GetValue(file)!, arguments, models, terminal), arguments);
    }

    private ModelData Open(string path, ParseResult arguments, LinearModel[] models, Terminal terminal) =>
        EstimateInput.Table(path, models, [.. Keys(arguments), .. resampling.Columns(arguments)], MemoryRoom.Of(arguments.GetValue(memory), terminal), arguments.GetValue(family) != "ols");

    private string[] Keys(ParseResult arguments)
    {
        string[] keys = arguments.GetValue(panel)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (keys.Length > 2) throw new InputException($"--panel {arguments.GetValue(panel)} names {keys.Length} columns", "it is not clear which is the unit and which the period", "write --panel unit,period, or --panel period for a single series");
        return keys;
    }

    private ModelData Keyed(ModelData data, ParseResult arguments) => Keys(arguments) is { Length: > 0 } keys ? data.WithPanel(keys.Length == 2 ? keys[0] : null, keys[^1]) : data;

    private static (string First, string Second)? Pair(ParseResult arguments, Option<string?> option)
    {
        if (arguments.GetValue(option) is not { } text) return null;
        return text.Split(',', StringSplitOptions.TrimEntries) is [{ Length: > 0 } first, { Length: > 0 } second] ? (first, second) : throw new InputException($"{option.Name} {text} does not name two columns", "the columns are not known", $"write {option.Name} first,second");
    }

    // Which option the text at fault belongs to; a formula written out of several is told as it was written out.
    private (string Option, int At) Place(ParseResult arguments, FormulaException refused)
    {
        foreach (var option in new[] { vcov, (Option)model, weights, offset, where, panel }.Concat(questions.Texts))
            foreach (var text in arguments.GetResult(option)?.Tokens.Select(t => t.Value) ?? [])
                if (text.Contains(refused.Text, StringComparison.Ordinal)) return (option.Name, text.IndexOf(refused.Text, StringComparison.Ordinal) + refused.Position);
        return ("--model", refused.Position);
    }
}
