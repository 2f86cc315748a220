using System.Globalization;
using Rebound.Panels;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Advice for a study: what levers and dimensions give, for which unit, at which cost, and what is worth doing under a budget.</summary>
public static class StudyAdvice
{
    private const int LargestUnits = 10;
    private const double People = 1e6;

    /// <summary>Shares of the work; the rest is the portfolio.</summary>
    private const double OptionShare = 0.4, UnitShare = 0.55;

    // Strengths of each lever as shares of a large program: a rebate of 4 points, half of the orders insured, half of the failing firms bridged, 4 points of tax, 2 of reserves.
    private static readonly double[] Strengths = [0.25, 0.5, 1];
    private static readonly (string Name, double Large)[] Programs = [("credit-insurance", 0.5), ("rebate", 4), ("relending", 0.5), ("reserve-cut", 2), ("tax-relief", 4)];

    /// <summary>Works out the advice.</summary>
    /// <param name="study">A study with [simulation].</param>
    /// <param name="replicates">Paired replicates.</param>
    /// <param name="progress">Takes the share of the work that is done.</param>
    /// <param name="checkpoint">Keeps finished replicates; null: nothing is kept.</param>
    /// <param name="cancellation">Stops between replicates.</param>
    /// <returns>The tables advice_options, advice_units, with a budget advice_portfolio, what went into the model, and the units.</returns>
    /// <exception cref="Rebound.Numerics.NumericalException">The study has no simulation, or it cannot be run.</exception>
    public static IReadOnlyList<ResultTable> Run(Study study, int replicates, IProgress<double>? progress = null, Checkpoint? checkpoint = null, CancellationToken cancellation = default)
    {
        var asked = StudyWorld.Of(study);
        var advice = study.Settings.Advice;
        var plan = asked.Plan(replicates);
        var options = Levers(asked).Concat(Dimensions(asked, advice, [])).ToArray();
        RunPlan Kept(string part) => plan with { Blocks = checkpoint?.Blocks("advice-" + part) };
        var effects = Advice.Effects(asked.World, options, Kept("options"), new Shares(progress, 0, OptionShare), cancellation);
        var money = Money(study);
        var tables = new List<ResultTable> { Options(effects, Normal(asked, plan), money) };
        if (asked.Dimensions.Count > 0) tables.Add(Units(asked, advice, Kept("units"), money, new Shares(progress, OptionShare, UnitShare), cancellation));
        if (advice.Budget > 0)
            tables.Add(Chosen(effects, Advice.Best(asked.World, effects, advice.Budget, Kept("portfolio"), new Shares(progress, OptionShare + UnitShare, 1 - OptionShare - UnitShare), cancellation), advice.Budget, money));
        SimulationTables.Inputs(study, asked, plan, tables);
        tables.Add(DataTables.Cities(study, null, null));
        progress?.Report(1);
        return tables;
    }

    private static IEnumerable<AdviceOption> Levers(StudyWorld asked)
    {
        foreach (var (name, large) in Programs)
            foreach (var share in Strengths)
            {
                var lever = new PolicyLever(SimulationReader.Levers[name], share * large, asked.ShockDay, asked.LastDay);
                yield return new AdviceOption(string.Create(CultureInfo.InvariantCulture, $"{name} {share * large:0.####}"), name, w => w with { Economy = w.Economy with { Levers = [.. w.Economy.Levers, lever] } }, double.NaN);
            }
    }

    private static IEnumerable<AdviceOption> Dimensions(StudyWorld asked, AdviceSettings advice, IReadOnlyCollection<string> units)
    {
        var people = asked.World.Cities.Where(c => units.Count == 0 || units.Contains(c.Code)).Sum(c => c.Population / People);
        foreach (var dimension in asked.Dimensions)
        {
            var name = dimension.ToString().ToLowerInvariant();
            var cost = advice.Costs.TryGetValue(name, out var each) ? each * advice.Step * people : double.NaN;
            yield return new AdviceOption(string.Create(CultureInfo.InvariantCulture, $"{name} +{advice.Step:0.##}"), name, w => StudyWorld.Moved(w, dimension, new ResilienceShift('+', advice.Step), units), cost);
        }
    }

    // Without exports in money the model knows shares of people alone.
    private static string Money(Study study) => study.Settings.Tables.TryGetValue("exports", out var exports) && exports.Unit.Kind == UnitKind.Money ? exports.Unit.ToString() : "shares of the people's exports";

    // Normal exports of all units over the months that count.
    private static double Normal(StudyWorld asked, RunPlan plan)
    {
        var economy = asked.World.NewEconomy().Run(new EpidemicPath(asked.World.Cities.Count, asked.World.Epidemic.Days), ChannelSwitches.None);
        var sum = 0.0;
        for (var m = plan.ShortFirst; m < economy.Months; m++) sum += economy.NationalNormal(m);
        return sum;
    }

    private static ResultTable Options(IReadOnlyList<OptionEffect> effects, double normal, string money)
    {
        var table = new TableBuilder("advice_options", "option", "group", "#gain", "#gain_low", "#gain_high", "#change_pct", "verdict", "#cost", "#gain_per_cost", "value", "#losing", "#normal", "money");
        var best = Advice.BestValue(effects);
        foreach (var e in effects)
            table.Add(e.Option.Id, e.Option.Group, e.Gain.Mean, e.Gain.Low, e.Gain.High, e.Change.Mean, Verdict(e.Gain), e.Cost, e.GainPerCost, !best.Contains(e) ? "" : ReferenceEquals(e, best[0]) ? "best" : "tie", e.Losing, normal, money);
        return table.Build();
    }

    // Each dimension raised in one unit alone: what it gains, and what the others gain or lose by it.
    private static ResultTable Units(StudyWorld asked, AdviceSettings advice, RunPlan plan, string money, IProgress<double> progress, CancellationToken cancellation)
    {
        var table = new TableBuilder("advice_units", "city", "dimension", "#gain", "#gain_low", "#gain_high", "#change_pct", "verdict", "#others_gain", "#others_low", "#others_high", "#losing", "#cost", "#gain_per_cost", "#normal", "money");
        int[] chosen = advice.Units.Count > 0
            ? [.. Enumerable.Range(0, asked.World.Cities.Count).Where(c => advice.Units.Contains(asked.World.Cities[c].Code))]
            : [.. Enumerable.Range(0, asked.World.Cities.Count).OrderByDescending(c => asked.World.Cities[c].DailyExports.Sum()).ThenByDescending(c => asked.World.Cities[c].Population).ThenBy(c => c).Take(LargestUnits)];
        var options = chosen.SelectMany(c => Dimensions(asked, advice, [asked.World.Cities[c].Code]).Select(option => (City: c, Option: option))).ToArray();
        var runs = PairedRuns.Run(asked.World, [.. options.Select(o => new Counterfactual(o.Option.Id, o.Option.Change(asked.World)))], plan, progress, null, cancellation);
        for (var k = 0; k < options.Length; k++)
        {
            var (city, option) = options[k];
            var (own, percent, others) = (runs.CityMoneyChange(k + 1, city), runs.CityExportsChange(k + 1, city), runs.OthersMoneyChange(k + 1, city));
            var losing = Enumerable.Range(0, runs.Cities).Count(c => c != city && runs.CityExportsChange(k + 1, c) is { IsTie: false, Mean: < 0 });
            table.Add(asked.World.Cities[city].Code, option.Group, own.Mean, own.Low, own.High, percent.Mean, Verdict(own), others.Mean, others.Low, others.High, losing, option.Cost, option.Cost > 0 ? own.Mean / option.Cost : double.NaN, runs.NormalExports(city), money);
        }
        return table.Build();
    }

    private static ResultTable Chosen(IReadOnlyList<OptionEffect> effects, Portfolio? portfolio, double budget, string money)
    {
        var table = new TableBuilder("advice_portfolio", "option", "role", "#cost", "#gain_alone", "#gain_low", "#gain_high", "note", "#budget", "money");
        if (portfolio is null) return table.Add("", "none", null, null, null, null, string.Create(CultureInfo.InvariantCulture, $"no option costs at most {budget:0.####} and gains beyond chance"), budget, money).Build();
        foreach (var e in portfolio.Chosen) table.Add(e.Option.Id, "chosen", e.Cost, e.Gain.Mean, e.Gain.Low, e.Gain.High, "", budget, money);
        foreach (var e in portfolio.Ties) table.Add(e.Option.Id, "tie", e.Cost, e.Gain.Mean, e.Gain.Low, e.Gain.High, "in place of a chosen option it would not be worse beyond chance", budget, money);
        foreach (var e in effects.Where(e => double.IsNaN(e.Cost))) table.Add(e.Option.Id, "not weighed", null, e.Gain.Mean, e.Gain.Low, e.Gain.High, "its cost is not known: state it in [advice] costs", budget, money);
        return table.Add("all chosen together", "portfolio", portfolio.Cost, portfolio.GainAlone, portfolio.Gain.Low, portfolio.Gain.High, string.Create(CultureInfo.InvariantCulture, $"simulated together they gain {portfolio.Gain.Mean:0}; the interval is that of the whole"), budget, money).Build();
    }

    private static string Verdict(PairedDifference change) => change.IsTie ? "tie" : change.Mean > 0 ? "gains" : "loses";
}
