using System.CommandLine;
using System.Globalization;
using Rebound.Econometrics;
using Rebound.Numerics;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary>Inference by drawing anew, several tests at once, bias corrections and values of effects, for <c>rebound estimate</c>.</summary>
internal sealed class EstimateResampling
{
    private const string Nothing = "the question was not answered";
    private readonly Option<string?> bootstrap = new("--bootstrap") { Description = "Coefficients tested by the wild cluster bootstrap (with instruments too; by scores for likelihoods): \"x, z = 0.5\"" };
    private readonly Option<string?> randomise = new("--randomise") { Description = "A treatment tested by dealing it out anew: \"treated\" or \"treated = 0.5\"" };
    private readonly Option<string?> unit = new("--randomise-unit") { Description = "Column of the units that were given the treatment; rows by default" };
    private readonly Option<string?> stratum = new("--randomise-within") { Description = "Column of the strata in which it was dealt out" };
    private readonly Option<string?> family = new("--romano-wolf") { Description = "p-values of coefficients of all models that hold together, all but intercepts or the named", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> sharpened = new("--q-values") { Description = "Sharpened q-values of coefficients of all models, all but intercepts or the named", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<int> draws = new("--draws") { Description = "Draws of bootstraps and assignments", DefaultValueFactory = _ => 9999 };
    private readonly Option<ulong> seed = new("--seed") { Description = "Seed of the draws", DefaultValueFactory = _ => 1 };
    private readonly Option<bool> bias = new("--bias-correct") { Description = "Take off the bias of estimated effects: logit, probit, cloglog, and three-way gravity by poisson" };
    private readonly Option<int> lags = new("--bias-lags") { Description = "Periods over which regressors may answer to earlier errors, for --bias-correct" };
    private readonly Option<double?> tolerance = new("--glm-tol") { Description = "Stop of a likelihood as fixest and R's glm have it; by default it is driven to rounding error" };
    private readonly Option<string?> effects = new("--effects") { Description = "CSV file for the values of the absorbed effects" };

    public EstimateResampling()
    {
        SharedOptions.Within(draws, 1, 10_000_000);
        SharedOptions.Within(lags, 0, 100);
    }

    public IReadOnlyList<Option> Options => [bootstrap, randomise, unit, stratum, family, sharpened, draws, seed, bias, lags, tolerance, effects];

    public void Check(System.CommandLine.Parsing.CommandResult result)
    {
        if (result.GetResult(randomise) is null && (result.GetResult(unit) is not null || result.GetResult(stratum) is not null)) result.AddError("--randomise-unit and --randomise-within are about --randomise NAME");
        if (!result.GetValue(bias) && result.GetResult(lags) is { Implicit: false }) result.AddError("--bias-lags is about --bias-correct");
        if (result.GetValue(tolerance) is <= 0) result.AddError("--glm-tol lies above zero");
    }

    /// <summary>Columns that the questions read beside the model's.</summary>
    public IEnumerable<string> Columns(ParseResult arguments) => new[] { arguments.GetValue(unit), arguments.GetValue(stratum) }.OfType<string>().SelectMany(c => c.Split('^', StringSplitOptions.TrimEntries));

    public double? Tolerance(ParseResult arguments) => arguments.GetValue(tolerance);

    /// <summary>The models with their bias taken off, where that was asked for.</summary>
    public IReadOnlyList<FittedModel> Corrected(ParseResult arguments, ModelData data, IReadOnlyList<FittedModel> models) => !arguments.GetValue(bias) ? models : Asked(() =>
        (IReadOnlyList<FittedModel>)[.. models.Select(m =>
        {
            if (m.Estimate.Likelihood is not { } likelihood) throw new InputException("--bias-correct is for likelihoods; least squares has no such bias", "nothing was estimated", "leave it out, or name a --family");
            var corrected = new BiasCorrection(new BiasOptions { Lags = arguments.GetValue(lags) }).Fit(data, m.Estimate.Model, likelihood.Family);
            return new FittedModel(corrected.Corrected) { Bias = corrected };
        })]);

    /// <summary>What the draws say.</summary>
    public EstimateEvidence Answer(ParseResult arguments, ModelData data, IReadOnlyList<FittedModel> models) => Asked(() =>
    {
        WildBootstrapOptions options = new() { Draws = arguments.GetValue(draws), Seed = arguments.GetValue(seed) };
        WildBootstrapResult[][] bootstraps = [.. models.Select(m => arguments.GetValue(bootstrap) is { } text ? TestedName.Parse(text).Select(t => Bootstrap(options, data, m, t)).ToArray() : [])];
        RandomisationResult[][] randomised = [.. models.Select(m => arguments.GetValue(randomise) is { } text ? TestedName.Parse(text).Select(t => Randomise(arguments, data, m, t)).ToArray() : [])];
        var together = arguments.GetResult(family) is null ? [] : new RomanoWolf(options).Test([.. Chosen(models, arguments.GetValue(family)).Select(t => new TestedCoefficient(t.Model.Estimate, t.Test.Name, t.Test.Value))]);
        return new EstimateEvidence(bootstraps, randomised, together, arguments.GetResult(sharpened) is null ? [] : Sharpened(Chosen(models, arguments.GetValue(sharpened))));
    });

    /// <summary>Writes the values of all effects, where they were asked for.</summary>
    public void WriteEffects(ParseResult arguments, IReadOnlyList<FittedModel> models, Terminal terminal)
    {
        if (arguments.GetValue(effects) is not { } file) return;
        List<(int Model, RecoveredEffect Effect, int Group)> rows = [.. models.SelectMany((m, i) => m.Estimate.RecoverEffects().SelectMany(e => Enumerable.Range(0, e.Labels.Count).Select(g => (i + 1, e, g))))];
        List<ResultColumn> columns = [.. models.Count > 1 ? new[] { new ResultColumn("model", rows.Select(r => (double)r.Model)) } : []];
        columns.Add(new ResultColumn("effect", rows.Select(r => r.Effect.Name)));
        columns.Add(new ResultColumn("group", rows.Select(r => r.Effect.Labels[r.Group])));
        columns.Add(new ResultColumn("value", rows.Select(r => r.Effect.Values?[r.Group] ?? double.NaN)));
        columns.Add(new ResultColumn("slope", rows.Select(r => r.Effect.Slopes?[r.Group] ?? double.NaN)));
        columns.Add(new ResultColumn("reference", rows.Select(r => r.Effect.IsReference[r.Group] ? 1.0 : 0.0)));
        columns.Add(new ResultColumn("determined", rows.Select(r => r.Effect.IsDetermined[r.Group] ? 1.0 : 0.0)));
        columns.Add(new ResultColumn("rows", rows.Select(r => (double)r.Effect.Rows[r.Group])));
        File.WriteAllText(file, ResultsFolder.CsvOf(new ResultTable("effects", columns)));
        terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Effects: {rows.Count:N0} groups, in {file}"));
    }

    private static WildBootstrapResult Bootstrap(WildBootstrapOptions options, ModelData data, FittedModel model, TestedName test) =>
        model.Instruments is { } instruments ? new InstrumentalBootstrap(options).Test(instruments, test.Name, test.Value)
        : model.Estimate.Likelihood is { } likelihood ? new ScoreBootstrap(options).Test(data, model.Estimate.Model, likelihood.Family, test.Name, test.Value)
        : new WildClusterBootstrap(options).Test(model.Estimate, test.Name, test.Value);

    private RandomisationResult Randomise(ParseResult arguments, ModelData data, FittedModel model, TestedName test)
    {
        if (model.Instruments is not null || model.Estimate.Likelihood is not null) throw new InputException("--randomise is for least squares without instruments", Nothing, "leave it out, or use --family ols");
        return new RandomisationInference(new RandomisationOptions { Draws = arguments.GetValue(draws), Seed = arguments.GetValue(seed) })
            .Test(data, model.Estimate.Model, test.Name, arguments.GetValue(unit), arguments.GetValue(stratum), test.Value);
    }

    // The named coefficients of the models that have them; each must be in one.
    private static (FittedModel Model, TestedName Test)[] Chosen(IReadOnlyList<FittedModel> models, string? text)
    {
        if (text is null) return [.. models.SelectMany(m => m.Estimate.Names.Where(n => n != "(Intercept)").Select(n => (m, new TestedName(n, 0))))];
        var tests = TestedName.Parse(text);
        foreach (var test in tests)
            if (!models.Any(m => m.Estimate.Has(test.Name))) throw new InputException($"no model has a coefficient '{test.Name}'", Nothing, $"write one of {string.Join(", ", models.SelectMany(m => m.Estimate.Names).Distinct(StringComparer.Ordinal))}");
        return [.. models.SelectMany(m => tests.Where(t => m.Estimate.Has(t.Name)).Select(t => (m, t)))];
    }

    private static SharpenedQ[] Sharpened((FittedModel Model, TestedName Test)[] chosen)
    {
        double[] p = [.. chosen.Select(c => c.Test.Value == 0 ? c.Model.Estimate[c.Test.Name].P : P(c.Model.Estimate[c.Test.Name], c.Test.Value))];
        var q = AdjustedP.Of(p, PAdjustment.Sharpened);
        return [.. chosen.Select((c, i) => new SharpenedQ(c.Model.Estimate.Model.Formula.OutcomeText, c.Test.Name, c.Test.Value, p[i], q[i]))];
    }

    private static double P(Coefficient c, double value) => StudentT.TwoSidedP((c.Value - value) / c.StandardError, c.DegreesOfFreedom);

    private static T Asked<T>(Func<T> answer)
    {
        try
        {
            return answer();
        }
        catch (KeyNotFoundException unknown)
        {
            throw new InputException(unknown.Message, Nothing, "write a name that the model has");
        }
        catch (ArgumentException refused) when (refused is not (ArgumentNullException or ArgumentOutOfRangeException))
        {
            throw new InputException(refused.Message.Split(" (Parameter", 2)[0], Nothing, "change the model, its --vcov or the question");
        }
    }
}
