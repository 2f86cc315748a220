using Rebound.Econometrics;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>The two arrows of each channel: control of the epidemic → the channel's variables, and they → exports; every variable on its own.</summary>
/// <remarks>With one variable the ids are <c>channel.{channel}.{horizon}</c> and <c>control.{channel}.{horizon}</c>; with several, the variable stands between
/// channel and horizon. Variables are in standard deviations of the window, so that effects of different channels can be set side by side.</remarks>
internal sealed class ChannelQuestions(Study study, MechanismPanel mechanism, EstimateTable asked)
{
    /// <summary>Channels with their variables and the middle part of their ids, as asked.</summary>
    public List<(string Channel, string Variable, string Id)> Asked { get; } = [];

    public void Ask()
    {
        foreach (var channel in study.Settings.Mechanism.Channels)
        {
            string[] variables = [.. study.Data.ChannelOf.Where(c => c.Value == channel).Select(c => c.Key).Order(StringComparer.Ordinal)];
            if (variables.Length == 0)
            {
                Asked.Add((channel, channel, channel));
                foreach (var (horizon, _, _) in mechanism.Horizons())
                {
                    asked.Refuse($"control.{channel}.{horizon}", "channel", horizon, $"the study has no variable of the channel '{channel}'");
                    asked.Refuse($"channel.{channel}.{horizon}", "channel", horizon, $"the study has no variable of the channel '{channel}'");
                }
            }
            foreach (var variable in variables)
            {
                Asked.Add((channel, variables.Length == 1 ? channel : variable, variables.Length == 1 ? channel : $"{channel}.{variable}"));
                foreach (var (horizon, first, last) in mechanism.Horizons())
                {
                    Into(Asked[^1].Id, channel, variable, horizon, first, last);
                    OutOf(Asked[^1].Id, channel, variable, horizon, first, last);
                }
            }
        }
    }

    private void Into(string name, string channel, string variable, string horizon, Period first, Period last)
    {
        var id = $"control.{name}.{horizon}";
        if (!mechanism.Panel.Has("cases")) asked.Refuse(id, "channel", horizon, "the study has no epidemic table, so control of the epidemic cannot be seen");
        else Regress(id, variable, horizon, first, last, "channel ~ cases | unit + month", "cases",
            b => $"In the {horizon} run, one log point more cases per head goes with {Phrases.Plain(b)} standard deviations of '{variable}' ({channel}).");
    }

    private void OutOf(string name, string channel, string variable, string horizon, Period first, Period last)
    {
        var id = $"channel.{name}.{horizon}";
        if (!mechanism.Panel.Has("gap")) asked.Refuse(id, "channel", horizon, "there is no recovery path to explain");
        else Regress(id, variable, horizon, first, last, "gap ~ channel | unit + month", "channel",
            b => $"In the {horizon} run, one standard deviation more '{variable}' ({channel}) goes with exports {Phrases.Percent(b.Value)} {Phrases.Interval(b)}.");
    }

    private void Regress(string id, string variable, string horizon, Period first, Period last, string formula, string term, Func<Coefficient, string> sentence)
    {
        var window = ModelData.From(mechanism.Panel, first, last);
        if (MechanismPanel.Scaled(window.Column(variable)) is not { } column)
        {
            asked.Refuse(id, "channel", horizon, $"'{variable}' does not vary in the window");
            return;
        }
        window = window.With("channel", column);
        var model = LinearModel.Parse(formula, Covariance.ClusteredBy("unit"));
        asked.Ask(id, "channel", horizon, DesignKind.Association, () => BeforeEstimation.Check(window, model, term, "unit"),
            () => AnsweredQuestion.Of(new AbsorbedLeastSquares().Fit(window, model), term, mechanism.Seed), sentence);
    }
}
