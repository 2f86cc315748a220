using System.Globalization;
using Rebound.Numerics;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Calibrates the economy of a study's simulation, given its epidemic, to the growth of exports that its facts tell.</summary>
/// <remarks>History matching rules out what cannot have given the facts; sequential Monte Carlo samples what is left. Facts of the months kept out
/// are not used, and are told beside the others. The epidemic keeps the parameters of the study.</remarks>
public static class StudyCalibration
{
    // What national months can see; inventories, credit and burn rate are invisible to them.
    private static readonly Parameter[] Moved =
    [
        EconomyParameters.ResumptionDays, EconomyParameters.MigrantsAway, EconomyParameters.ReturnDays, EconomyParameters.Overtime, EconomyParameters.ProductionLead, EconomyParameters.FreightLoss,
        EconomyParameters.StringencyResponse, EconomyParameters.Panic, EconomyParameters.Cancellation, EconomyParameters.Diversion, EconomyParameters.BuyerLoss, EconomyParameters.BuyerReturn,
    ];

    /// <summary>Calibrates.</summary>
    /// <param name="study">A study with [simulation] and facts of the whole.</param>
    /// <param name="discrepancy">Standard deviation that the model is allowed, points of growth.</param>
    /// <param name="heldOut">Periods as facts write them (2020-07, 2021) that are kept out.</param>
    /// <param name="particles">Particles of the posterior.</param>
    /// <param name="cancellation">Stops between runs.</param>
    /// <returns>The tables posterior, calibration_fit, simulation_identification and calibration_path.</returns>
    /// <exception cref="NumericalException">There is nothing to calibrate to, or no values give the facts.</exception>
    public static IReadOnlyList<ResultTable> Run(Study study, double discrepancy, IReadOnlyList<string> heldOut, int particles, CancellationToken cancellation = default)
    {
        var asked = StudyWorld.Of(study);
        var world = asked.World;
        var path = new EpidemicModel(world.Cities, world.Travel, world.Parameters, world.Slopes, world.Epidemic).Run(study.Settings.Seed, 0, cancellation).Path;
        var facts = BackTest.GrowthFacts(study, world, asked.Plan(2));
        if (facts.Count == 0) throw new NumericalException("No fact tells the growth of exports of the whole within the simulated months: name the whole in [simulation], and add facts.csv.");
        var problem = new CalibrationProblem([.. Moved.Select(CalibrationRange.Of)],
            [.. facts.Select(f => new CalibrationTarget(f.What + ", " + f.Period, f.Observed, discrepancy) { HeldOut = heldOut.Any(h => f.Period.StartsWith(h, StringComparison.Ordinal)) })],
            values =>
            {
                var set = world.Parameters;
                for (var i = 0; i < Moved.Length; i++) set = set.With(Moved[i], values[i]);
                var economy = new EconomyModel(world.Cities, world.Trade, set, world.Slopes, world.Economy, path.Days).Run(path);
                return [.. facts.Select(f => f.Growth(economy))];
            });
        var match = HistoryMatching.Run(problem, new HistoryMatchingOptions { Seed = study.Settings.Seed }, cancellation);
        var posterior = AbcSmc.Run(problem, new AbcSmcOptions { Seed = study.Settings.Seed, Particles = particles }, match, cancellation);
        double[] middle = [.. Enumerable.Range(0, Moved.Length).Select(i => posterior.Quantile(i, 0.5))];
        return [Draws(posterior), Fit(posterior), Identification(IdentificationTable.Of(problem, middle)), Path(match, posterior)];
    }

    private static ResultTable Draws(AbcPosterior posterior)
    {
        var table = new TableBuilder("posterior", [.. Moved.Select(p => "#" + p.Symbol)]);
        foreach (var draw in posterior.Values) table.Add([.. draw.Select(v => (object?)v)]);
        return table.Build();
    }

    private static ResultTable Fit(AbcPosterior posterior)
    {
        var table = new TableBuilder("calibration_fit", "target", "#observed", "#median", "#low", "#high", "held_out", "inside");
        for (var j = 0; j < posterior.Problem.Targets.Count; j++)
        {
            var target = posterior.Problem.Targets[j];
            var (low, high) = (posterior.OutputQuantile(j, 0.025) - 1.96 * target.StandardDeviation, posterior.OutputQuantile(j, 0.975) + 1.96 * target.StandardDeviation);
            table.Add(target.Name, target.Value, posterior.OutputQuantile(j, 0.5), low, high, target.HeldOut ? "yes" : "no", target.Value >= low && target.Value <= high ? "inside" : target.Value > high ? "too low" : "too high");
        }
        return table.Build();
    }

    private static ResultTable Identification(IdentificationTable seen)
    {
        var table = new TableBuilder("simulation_identification", "parameter", "#value", "#strength", "#prior_share_left", "verdict");
        foreach (var row in seen.Rows) table.Add(row.Name, row.Value, row.Strength, row.PriorShareLeft, row.StaysAtPrior ? "stays at its prior" : "seen");
        for (var k = 0; k < seen.SingularValues.Count; k++)
        {
            var direction = seen.Direction(k);
            var main = Enumerable.Range(0, direction.Length).OrderByDescending(i => Math.Abs(direction[i])).ThenBy(i => i).Take(3);
            table.Add(string.Create(CultureInfo.InvariantCulture, $"direction {k + 1}: {string.Join(" ", main.Select(i => $"{(direction[i] < 0 ? "−" : "+")}{seen.Rows[i].Name}"))}"), null, seen.SingularValues[k], null, seen.SingularValues[k] > 1 ? "seen" : "not seen");
        }
        return table.Build();
    }

    private static ResultTable Path(HistoryMatch match, AbcPosterior posterior)
    {
        var table = new TableBuilder("calibration_path", "step", "#value");
        for (var w = 0; w < match.Left.Count; w++) table.Add(string.Create(CultureInfo.InvariantCulture, $"share of the prior left before wave {w + 1}"), match.Left[w]);
        table.Add("runs of history matching", match.Runs).Add("runs of sequential Monte Carlo", posterior.Runs).Add("acceptance of the last moves", posterior.Acceptance);
        foreach (var tolerance in posterior.Tolerances) table.Add("tolerance, errors of the targets", tolerance);
        return table.Build();
    }
}
