using Rebound.Econometrics;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Stringency → exports, by those who change against those who stay, and, never alone, by the two-way coefficient.</summary>
internal sealed class StringencyQuestions(MechanismPanel mechanism, EstimateTable asked)
{
    private const string Treatment = "stringency";

    public void Ask()
    {
        foreach (var (horizon, first, last) in mechanism.Horizons())
        {
            string[] ids = horizon == "short" ? [$"{Treatment}.short.switches", $"{Treatment}.short", "interaction.short"] : [$"{Treatment}.long.switches", $"{Treatment}.long"];
            var refusal = !mechanism.Panel.Has("gap") ? "there is no recovery path to explain" : !mechanism.Panel.Has(Treatment) ? "the study has no policy table" : null;
            if (refusal is not null)
            {
                foreach (var id in ids) asked.Refuse(id, id.StartsWith(Treatment, StringComparison.Ordinal) ? "channel" : "H2", horizon, refusal);
                continue;
            }
            BySwitches(ids[0], horizon, first, last);
            TwoWay(ids[1], ids[0], horizon, first, last);
            if (horizon == "short") Interaction(ids[1], first, last);
        }
    }

    private ModelData Window(Period first, Period last) => ModelData.From(mechanism.Panel, first, last);

    // From before the first month on, so that a unit once treated is never taken for untreated.
    private ModelData History(Period last) => Window(Period.OfMonth(mechanism.Shock.BaseFirst, 1), last);

    private void BySwitches(string id, string horizon, Period first, Period last)
    {
        var window = Window(first.Plus(-1), last);
        SwitchingEffect? effect = null;
        asked.Ask(id, "channel", horizon,
            g => new DesignFacts(g.Any(r => r.Guard == SwitchingPlacebo.Name && r.Verdict == Verdict.Passed) ? DesignKind.Conditional : DesignKind.Association, SensitivityReported: true),
            () =>
            {
                List<GuardResult> checks = [Reversals.Check(History(last), Treatment), CleanControls.CheckSwitches(window, "gap", Treatment)];
                if (checks.Exists(c => c.Verdict == Verdict.Refused)) return checks;
                effect = SwitchingEffect.Of(window, "gap", Treatment);
                checks.AddRange(ClusterCount.Check("unit", effect.Units), CarryOver.Check(window, "gap", Treatment), SwitchingPlacebo.Check(window, "gap", Treatment));
                return checks;
            },
            () => AnsweredQuestion.Of(effect!, "gap", "unit"),
            b => $"In the {horizon} run, where policy changed, going from none to the strictest moved exports to {Phrases.Percent(b.Value)} within the month, against those whose policy stayed {Phrases.Interval(b)}.");
    }

    private void TwoWay(string id, string companion, string horizon, Period first, Period last)
    {
        if (asked.Refusals.TryGetValue(companion, out var reason))
        {
            asked.Refuse(id, "channel", horizon, $"a two-way coefficient is not printed alone, and the comparison of those who changed with those who stayed is refused: {reason}");
            return;
        }
        var window = Window(first, last);
        var model = LinearModel.Parse($"gap ~ {Treatment} | unit + month", Covariance.ClusteredBy("unit"));
        asked.Ask(id, "channel", horizon, DesignKind.Association,
            () =>
            {
                List<GuardResult> checks = [.. BeforeEstimation.Check(window, model, Treatment, "unit")];
                if (!checks.Exists(c => c.Verdict == Verdict.Refused)) checks.AddRange(Designs(last, window));
                return checks;
            },
            () => AnsweredQuestion.Of(new AbsorbedLeastSquares().Fit(window, model), Treatment, mechanism.Seed),
            b => $"In the {horizon} run, the strictest policy against none goes with exports {Phrases.Percent(b.Value)} {Phrases.Interval(b)}; read it beside the effect where policy changed ({companion}).");
    }

    // A treatment that ends again is judged by its switches; one that stays, by units not yet treated.
    private IEnumerable<GuardResult> Designs(Period last, ModelData window)
    {
        yield return NegativeWeights.Check(window, Treatment);
        var history = History(last);
        yield return Reversals.Check(history, Treatment).Verdict == Verdict.Passed ? CleanControls.Check(history, Treatment) : CleanControls.CheckSwitches(window, "gap", Treatment);
    }

    private void Interaction(string stringency, Period first, Period last)
    {
        const string id = "interaction.short", term = $"{Treatment}:index";
        if (mechanism.Index is null) return;
        if (asked.Refusals.TryGetValue(stringency, out var reason))
        {
            asked.Refuse(id, "H2", "short", $"the effect of policy itself is refused: {reason}");
            return;
        }
        var window = Window(first, last);
        var model = LinearModel.Parse($"gap ~ {Treatment} + {term} | unit + month", Covariance.ClusteredBy("unit"));
        asked.Ask(id, "H2", "short", DesignKind.Association, () => BeforeEstimation.Check(window, model, term, "unit"),
            () => AnsweredQuestion.Of(new AbsorbedLeastSquares().Fit(window, model), term, mechanism.Seed),
            b => $"Under the strictest policy, one standard deviation more resilience goes with exports {Phrases.Percent(b.Value)} {Phrases.Interval(b)}.");
    }
}
