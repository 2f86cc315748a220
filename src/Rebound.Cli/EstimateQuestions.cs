using System.CommandLine;
using System.Globalization;
using Rebound.Econometrics;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary>What <c>rebound estimate</c> is asked about an estimate: marginal effects, predictions, hypotheses.</summary>
internal sealed class EstimateQuestions
{
    private readonly Option<string?> margins = new("--margins") { Description = "Average marginal effects with errors, of all variables or of the named: --margins \"x, region\"", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> at = new("--at") { Description = "Values at which marginal effects hold other variables: \"z = 0, 1; region = west; w = mean\"" };
    private readonly Option<string?> test = new("--test") { Description = "Restrictions tested one by one and together: \"x1 = x2, log(x3) = 0\"; functions of coefficients too: \"x1 / x2 = 1\"" };
    private readonly Option<string?> predict = new("--predict") { Description = "CSV file for predicted means with intervals, of the table's rows or those of --newdata" };
    private readonly Option<string?> newData = new("--newdata") { Description = "Table of the rows to predict" };
    private readonly Option<bool> noIntervals = new("--no-intervals") { Description = "Predict without errors and intervals" };

    public IReadOnlyList<Option> Options => [margins, at, test, predict, newData, noIntervals];

    /// <summary>Options whose text can be wrong at a character.</summary>
    public IReadOnlyList<Option> Texts => [test, at];

    public void Check(System.CommandLine.Parsing.CommandResult result)
    {
        if (result.GetResult(at) is not null && result.GetResult(margins) is null) result.AddError("--at says where --margins holds variables: give --margins too");
        if (result.GetResult(predict) is null && (result.GetResult(newData) is not null || result.GetResult(noIntervals) is not null)) result.AddError("--newdata and --no-intervals are about --predict FILE");
    }

    /// <summary>Answers about one estimate.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="data">The table estimated on.</param>
    /// <param name="fitted">The estimate.</param>
    public EstimateAnswers Answer(ParseResult arguments, ModelData data, FittedModel fitted)
    {
        try
        {
            var effects = arguments.GetResult(margins) is null ? null : new MarginalEffects(new MarginalOptions { Variables = Listed(arguments.GetValue(margins)), At = arguments.GetValue(at) is { } held ? HeldValues.Parse(held) : [] }).Of(fitted.Estimate, data);
            return new EstimateAnswers(effects, arguments.GetValue(test) is { } text ? fitted.Estimate.Test(text) : null);
        }
        catch (KeyNotFoundException unknown)
        {
            throw new InputException(unknown.Message, "the question was not answered", "write a name that the model has");
        }
    }

    /// <summary>Writes the predictions of all models, where they were asked for.</summary>
    public void Predict(ParseResult arguments, ModelData data, Func<string, ModelData> open, IReadOnlyList<FittedModel> models, Terminal terminal)
    {
        if (arguments.GetValue(predict) is not { } file) return;
        var target = arguments.GetValue(newData) is { } other ? open(other) : null;
        var predictions = new Predictions(new PredictionOptions { Intervals = !arguments.GetValue(noIntervals) });
        PredictionTable[] tables = [.. models.Select(m => predictions.Of(m.Estimate, data, target))];
        File.WriteAllText(file, ResultsFolder.CsvOf(Table(tables, models.Count > 1)));
        foreach (var table in tables)
        {
            terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Predicted: {table.Predictions.Count:N0} of {table.RowsIn:N0} rows, in {file}"));
            foreach (var dropped in table.Dropped) terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Not predicted: {dropped.Rows:N0} × {dropped.Reason} (first: {dropped.Example})"));
        }
    }

    private static string[]? Listed(string? text) => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } names ? [.. names.Select(n => n.Trim('`'))] : null;

    private static ResultTable Table(PredictionTable[] tables, bool several)
    {
        (int Model, Prediction Row)[] all = [.. tables.SelectMany((t, m) => t.Predictions.Select(p => (m + 1, p)))];
        ResultColumn Column(string name, Func<Prediction, double?> value) => new(name, all.Select(r => value(r.Row) ?? double.NaN));
        List<ResultColumn> columns = [.. several ? new[] { new ResultColumn("model", all.Select(r => (double)r.Model)) } : [], Column("row", p => p.Row + 1), Column("prediction", p => p.Value)];
        if (all.Any(r => r.Row.Interval is not null)) columns.AddRange([Column("std_error", p => p.Interval?.StandardError), Column("low", p => p.Interval?.Low), Column("high", p => p.Interval?.High)]);
        if (all.Any(r => r.Row.Interval?.NewLow is not null)) columns.AddRange([Column("new_low", p => p.Interval?.NewLow), Column("new_high", p => p.Interval?.NewHigh)]);
        return new ResultTable("predictions", columns);
    }
}

/// <summary>Answers about one estimate; null where nothing was asked.</summary>
internal sealed record EstimateAnswers(MarginalEffectTable? Margins, HypothesisTest? Test);
