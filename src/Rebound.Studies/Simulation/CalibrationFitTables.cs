using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>How near the calibrated draws come to the data, used and held out: each draw runs its own epidemic and economy under fresh chance.</summary>
internal sealed class CalibrationFitTables(Study study, SimulatedWorld world, StudyCalibration.EpidemicPart? epidemic, StudyCalibration.EconomyPart? economy, CalibratedDraws draws)
{
    private const double Normal95 = 1.959963984540054;

    public (ResultTable Fit, ResultTable Groups) Run(ReplicateBlocks? blocks, IProgress<double>? progress, CancellationToken cancellation)
    {
        var cases = epidemic?.Block.Numbers().ToArray() ?? [];
        var facts = economy?.Block.Facts ?? [];
        var (seen, grown) = (new double[cases.Length * draws.Values.Count], new double[facts.Count * draws.Values.Count]);
        var n = draws.Values.Count;
        ReplicateBlocks.Run(blocks, n, () => 0, (i, _) =>
        {
            var drawn = draws.Apply(world, i);
            var outcome = drawn.NewEpidemic().Run(study.Settings.Seed, i + 1, cancellation);
            for (var k = 0; k < cases.Length; k++) seen[k * n + i] = cases[k].Number(outcome);
            if (facts.Count > 0)
            {
                var result = drawn.NewEconomy().Run(outcome.Path);
                for (var k = 0; k < facts.Count; k++) grown[k * n + i] = facts[k].Growth(result);
            }
        }, (i, writer) => Each(i, (table, at) => writer.Write(table[at])), (i, reader) => Each(i, (table, at) => table[at] = reader.ReadDouble()), progress, cancellation);

        void Each(int i, Action<double[], int> take)
        {
            for (var at = i; at < seen.Length; at += n) take(seen, at);
            for (var at = i; at < grown.Length; at += n) take(grown, at);
        }


        var fit = new TableBuilder("calibration_fit", "block", "target", "#observed", "#median", "#low", "#high", "use", "inside");
        for (var k = 0; k < cases.Length; k++) Add(fit, "epidemic", $"{cases[k].What}, {cases[k].Period}", cases[k].Observed, Spread.Of(seen[(k * n)..((k + 1) * n)]), 0, cases[k].Use);
        List<(CalibrationUse Use, double Miss, bool Inside)> misses = [];
        for (var k = 0; k < facts.Count; k++)
        {
            var spread = Spread.Of(grown[(k * n)..((k + 1) * n)]);
            misses.Add((facts[k].Use, facts[k].Observed - spread.Median, Add(fit, "economy", facts[k].Name, facts[k].Observed, spread, Normal95 * study.Settings.Calibration.Discrepancy, facts[k].Use)));
        }
        return (fit.Build(), Groups(misses));
    }

    private static bool Add(TableBuilder table, string block, string target, double observed, Spread spread, double error, CalibrationUse use)
    {
        // the two widths add as those of independent errors do
        var (low, high) = (spread.Median - Math.Sqrt(Math.Pow(spread.Median - spread.Low, 2) + error * error), spread.Median + Math.Sqrt(Math.Pow(spread.High - spread.Median, 2) + error * error));
        var inside = observed >= low && observed <= high;
        table.Add(block, target, observed, spread.Median, low, high, Words(use), inside ? "inside" : observed > high ? "too low" : "too high");
        return inside;
    }

    private ResultTable Groups(List<(CalibrationUse Use, double Miss, bool Inside)> misses)
    {
        var table = new TableBuilder("calibration_groups", "block", "use", "#units", "#numbers", "#error", "#bias", "#inside_share", "unit");
        if (epidemic is not null)
            foreach (var (use, fit) in new[] { (CalibrationUse.Used, epidemic.Result.Fit), (CalibrationUse.HeldOutPeriod, epidemic.Result.HeldOutDays), (CalibrationUse.HeldOutUnits, epidemic.Result.HeldOut) })
                if (fit is not null) table.Add("epidemic", Words(use), fit.Cities, fit.Observations, fit.LogError, fit.Bias, fit.Inside, "ln(1 + cases) of a unit and day");
        foreach (var group in misses.GroupBy(m => m.Use).OrderBy(g => g.Key))
        {
            double squares = 0, bias = 0;
            foreach (var (_, miss, _) in group) (squares, bias) = (squares + miss * miss, bias + miss);
            var count = group.Count();
            table.Add("economy", Words(group.Key), null, count, Math.Sqrt(squares / count), bias / count, group.Count(m => m.Inside) / (double)count, "points of growth");
        }
        return table.Build();
    }

    private static string Words(CalibrationUse use) => use switch { CalibrationUse.Used => "used", CalibrationUse.HeldOutPeriod => "held-out period", _ => "held-out units" };
}
