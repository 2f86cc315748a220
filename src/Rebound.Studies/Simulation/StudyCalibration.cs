using System.Globalization;
using Rebound.Numerics;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Calibrates a study's simulation in blocks: the epidemic to the units' cases, then the economy, given the epidemic, to growth of exports.</summary>
/// <remarks>The epidemic: an ensemble adjustment Kalman filter. The economy: history matching rules out what cannot have given the growth on the path of the ensemble's middle member, sequential Monte Carlo samples what is
/// left. A draw of the posterior joins a member of the ensemble and a particle; the fit is told for draws that run their own epidemic, under fresh chance. What was held out is told apart.</remarks>
public static class StudyCalibration
{
    private const ulong LotStream = 0xca11b;

    /// <summary>Share of the economy that is history matching; the rest is sampling.</summary>
    private const double MatchShare = 0.3;

    /// <summary>Calibrates.</summary>
    /// <param name="study">A study with [simulation]; how, [calibration] says.</param>
    /// <param name="blocks">What is calibrated. Of both, one may be refused; the other is calibrated alone then.</param>
    /// <param name="progress">Takes each block when it starts, and the share of its work that is done.</param>
    /// <param name="checkpoint">Keeps finished runs; null: nothing is kept.</param>
    /// <param name="cancellation">Stops between runs.</param>
    /// <returns>The tables posterior, calibration_blocks, calibration_fit, calibration_groups, simulation_identification and calibration_path.</returns>
    /// <exception cref="NumericalException">There is nothing to calibrate to, or no values give the data.</exception>
    public static IReadOnlyList<ResultTable> Run(Study study, CalibrationBlocks blocks = CalibrationBlocks.Both, IProgress<StageProgress>? progress = null, Checkpoint? checkpoint = null, CancellationToken cancellation = default)
    {
        var asked = StudyWorld.Of(study);
        var heldOut = HeldOutUnits(study);
        var told = new TableBuilder("calibration_blocks", "block", "status", "reason");
        var only = blocks is CalibrationBlocks.Epidemic or CalibrationBlocks.Economy;
        T? Block<T>(CalibrationBlocks block, Func<T> make)
            where T : class
        {
            var name = block.ToString().ToLowerInvariant();
            if (!blocks.HasFlag(block)) told.Add(name, "not asked", "");
            else
            {
                try
                {
                    progress?.Report(new StageProgress(name));
                    var made = make();
                    told.Add(name, "done", "");
                    return made;
                }
                catch (NumericalException refusal) when (!only)
                {
                    told.Add(name, "refused", refusal.Message);
                }
            }
            return null;
        }

        var epidemic = Block(CalibrationBlocks.Epidemic, () => new EpidemicPart(new EpidemicBlock(study, asked.World, heldOut), checkpoint?.Blocks("calibration-epidemic"), Within(progress, "epidemic"), cancellation));
        var economy = Block(CalibrationBlocks.Economy, () => new EconomyPart(study, new EconomyBlock(study, asked, heldOut), asked.World, epidemic, checkpoint, Within(progress, "economy"), cancellation));
        if (epidemic is null && economy is null) throw new NumericalException(string.Join(" ", told.Build() is var refused ? Enumerable.Range(0, refused.RowCount).Select(r => refused["reason"].Text(r)) : []));
        progress?.Report(new StageProgress("fit"));
        var draws = new CalibratedDraws(study, epidemic, economy);
        var (fit, groups) = new CalibrationFitTables(study, asked.World, epidemic, economy, draws).Run(checkpoint?.Blocks("calibration-fit"), Within(progress, "fit"), cancellation);
        return [draws.Table(), told.Build(), fit, groups, Identification.Of(draws.Values, economy?.Seen, study.Settings.Calibration), Path(economy)];
    }

    /// <summary>Units that a calibration keeps out: those that are named, or a share by lot among those without a [[seed]], for where an epidemic begins is no unit like the others.</summary>
    internal static HashSet<string> HeldOutUnits(Study study)
    {
        var settings = study.Settings.Calibration;
        if (settings.HoldOutUnits.Count > 0) return settings.HoldOutUnits.ToHashSet(StringComparer.Ordinal);
        string[] codes = [.. study.Data.Cities.Select(c => c.Code).Except(study.Settings.Simulation?.Seeds.Select(s => s.Unit) ?? [])];
        var random = new RandomStream(study.Settings.Seed, LotStream);
        for (var i = codes.Length - 1; i > 0; i--)
        {
            var other = random.NextBelow(i + 1);
            (codes[i], codes[other]) = (codes[other], codes[i]);
        }
        return codes.Take((int)(settings.HoldOutShare * study.Data.Cities.Count)).ToHashSet(StringComparer.Ordinal);
    }

    private static Share? Within(IProgress<StageProgress>? progress, string stage) => progress is null ? null : new Share(progress, stage);

    private static ResultTable Path(EconomyPart? economy)
    {
        var table = new TableBuilder("calibration_path", "step", "#value");
        if (economy is null) return table.Build();
        var (match, posterior) = (economy.Match, economy.Posterior);
        for (var w = 0; w < match.Left.Count; w++) table.Add(string.Create(CultureInfo.InvariantCulture, $"share of the prior left before wave {w + 1}"), match.Left[w]);
        table.Add("runs of history matching", match.Runs).Add("runs of sequential Monte Carlo", posterior.Runs).Add("acceptance of the last moves", posterior.Acceptance);
        foreach (var tolerance in posterior.Tolerances) table.Add("tolerance, errors of the targets", tolerance);
        return table.Build();
    }

    /// <summary>The epidemic, calibrated.</summary>
    internal sealed class EpidemicPart
    {
        public EpidemicPart(EpidemicBlock block, ReplicateBlocks? blocks, IProgress<double>? progress, CancellationToken cancellation) => (Block, Result) = (block, block.Run(blocks, progress, cancellation));

        public EpidemicBlock Block { get; }

        public EpidemicCalibrationResult Result { get; }
    }

    /// <summary>The economy, calibrated on the path of the ensemble's middle member, or of the study's own epidemic.</summary>
    internal sealed class EconomyPart
    {
        public EconomyPart(Study study, EconomyBlock block, SimulatedWorld world, EpidemicPart? epidemic, Checkpoint? checkpoint, IProgress<double>? progress, CancellationToken cancellation)
        {
            Block = block;
            if (epidemic is not null)
            {
                var middle = Middle(study, world, epidemic, checkpoint?.Blocks("calibration-middle"), cancellation);
                world = world with { Parameters = middle.Parameters, SeedFactor = middle.SeedFactor };
            }
            var path = world.NewEpidemic().Run(study.Settings.Seed, 0, cancellation).Path;
            var settings = study.Settings.Calibration;
            var asked = block.Problem(settings.Economy, world.Parameters, path);
            var problem = asked with { Simulate = new RememberedRuns(asked.Simulate, checkpoint?.Blocks("calibration-economy")).Run };
            Match = HistoryMatching.Run(problem, new HistoryMatchingOptions { Seed = study.Settings.Seed }, new Shares(progress, 0, MatchShare), cancellation);
            Posterior = AbcSmc.Run(problem, new AbcSmcOptions { Seed = study.Settings.Seed, Particles = settings.Particles }, Match, new Shares(progress, MatchShare, 1 - MatchShare), cancellation);
            Seen = IdentificationTable.Of(problem, [.. Enumerable.Range(0, settings.Economy.Count).Select(i => Math.Max(Posterior.Quantile(i, 0.5), 1e-6 * problem.Ranges[i].High))]);
        }

        public EconomyBlock Block { get; }

        public HistoryMatch Match { get; }

        public AbcPosterior Posterior { get; }

        public IdentificationTable Seen { get; }

        // The member whose infections lie in the middle of the ensemble's.
        private static CalibratedMember Middle(Study study, SimulatedWorld world, EpidemicPart epidemic, ReplicateBlocks? blocks, CancellationToken cancellation)
        {
            var members = epidemic.Result.Members;
            var infections = new long[members.Count];
            ReplicateBlocks.Run(blocks, members.Count, () => 0, (m, _) => infections[m] = (world with { Parameters = members[m].Parameters, SeedFactor = members[m].SeedFactor }).NewEpidemic().Run(study.Settings.Seed, 0, cancellation).Infections, (m, writer) => writer.Write(infections[m]), (m, reader) => infections[m] = reader.ReadInt64(), null, cancellation);
            return members[Enumerable.Range(0, members.Count).OrderBy(m => infections[m]).ThenBy(m => m).ElementAt(members.Count / 2)];
        }
    }

    private sealed class Share(IProgress<StageProgress> progress, string stage) : IProgress<double>
    {
        public void Report(double value) => progress.Report(new StageProgress(stage, value));
    }
}
