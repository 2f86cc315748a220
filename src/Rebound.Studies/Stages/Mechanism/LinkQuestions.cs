using Rebound.Econometrics;
using Rebound.Numerics;

namespace Rebound.Studies;

/// <summary>What each dimension of resilience adds to each channel: a row for each variable and dimension, judged among all of them.</summary>
/// <remarks>Ids are <c>link.{channel}.{dimension}</c>, with the variable in the middle where a channel has several.</remarks>
internal sealed class LinkQuestions(Study study, MechanismPanel mechanism, EstimateTable asked)
{
    private const string Question = "link", Horizon = "short";

    /// <summary>The regressions that could be made, by variable, with their estimates.</summary>
    public Dictionary<string, (LinkRegression Regression, Estimate Fitted)> Fitted { get; } = new(StringComparer.Ordinal);

    /// <summary>The id of a dimension in a channel by its variable.</summary>
    public string IdOf(string channel, string variable, string dimension) =>
        VariablesOf(channel).Length == 1 ? $"link.{channel}.{dimension}" : $"link.{channel}.{variable}.{dimension}";

    public void Ask()
    {
        if (mechanism.Index is null || study.Data.ChannelOf.Count == 0) return;
        var window = LinkRegression.Months(mechanism);
        List<Asked> questions = [];
        foreach (var channel in study.Settings.Mechanism.Channels)
        {
            if (VariablesOf(channel).Length == 0) asked.Refuse($"link.{channel}", Question, Horizon, $"the study has no variable of the channel '{channel}'");
            foreach (var variable in VariablesOf(channel)) questions.AddRange(Of(channel, variable, window));
        }
        (string Id, double P)[] found = [.. questions.Where(q => Settled(q.Answer)).Select(q => (q.Id, q.Answer.Value.Value.P))];
        var adjusted = AdjustedP.Of([.. found.Select(f => f.P)], PAdjustment.BenjaminiHochberg);
        foreach (var (id, dimension, regression, answer) in questions)
        {
            var place = Array.FindIndex(found, f => f.Id == id);
            asked.Ask(id, Question, Horizon, DesignKind.Association,
                () => [.. BeforeEstimation.Check(Fitted[regression.Variable].Fitted, regression.Window, LinkRegression.Term(dimension), "unit"), .. place < 0 ? Array.Empty<GuardResult>() : [Multiplicity.Check(found[place].P, adjusted[place], found.Length)]],
                () => answer.Value,
                b => $"In the {Horizon} run, under the same restrictions, one standard deviation more {dimension} goes with '{regression.Variable}' ({regression.Channel}) {Phrases.Plain(b)} of its normal level higher.");
        }
    }

    private string[] VariablesOf(string channel) => [.. study.Data.ChannelOf.Where(c => c.Value == channel).Select(c => c.Key).Order(StringComparer.Ordinal)];

    private IEnumerable<Asked> Of(string channel, string variable, ModelData window)
    {
        LinkRegression regression;
        try
        {
            regression = LinkRegression.Of(mechanism, window, channel, variable);
            Fitted[variable] = (regression, new AbsorbedLeastSquares().Fit(regression.Window, regression.Model));
        }
        catch (Exception e) when (e is NumericalException or FormulaException)
        {
            asked.Refuse(VariablesOf(channel).Length == 1 ? $"link.{channel}" : $"link.{channel}.{variable}", Question, Horizon, e.Message);
            yield break;
        }
        foreach (var dimension in regression.Dimensions)
            yield return new Asked(IdOf(channel, variable, dimension), dimension, regression, new Lazy<AnsweredQuestion>(() => AnsweredQuestion.Of(Fitted[variable].Fitted, LinkRegression.Term(dimension), mechanism.Seed)));
    }

    // Whether the number exists; why it does not is told where the question is asked.
    private static bool Settled(Lazy<AnsweredQuestion> answer)
    {
        try
        {
            return double.IsFinite(answer.Value.Value.P);
        }
        catch (NumericalException)
        {
            return false;
        }
    }

    private sealed record Asked(string Id, string Dimension, LinkRegression Regression, Lazy<AnsweredQuestion> Answer);
}
