using System.Globalization;
using Rebound.Numerics;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>The economy's block of a calibration: growth of exports that facts tell or, without such facts, that the study's own table of exports tells.</summary>
/// <remarks>Units that are held out are looked at by their own table alone, and never used.</remarks>
internal sealed class EconomyBlock
{
    private readonly Study study;
    private readonly CalibrationSettings settings;
    private readonly SimulatedWorld world;
    private readonly SimulatedGrowth growth;

    /// <summary>Looks for what tells growth.</summary>
    /// <exception cref="NumericalException">Nothing does.</exception>
    public EconomyBlock(Study study, StudyWorld asked, IReadOnlySet<string> heldOut)
    {
        (this.study, settings, world) = (study, study.Settings.Calibration, asked.World);
        growth = new SimulatedGrowth(world);
        var facts = BackTest.GrowthFacts(study, world, asked.Plan(2));
        if (facts.Count == 0) facts = [.. OfTable("exports of the units used", [.. Places(c => !heldOut.Contains(c))])];
        if (facts.Count == 0)
            throw new NumericalException("Nothing tells the growth of exports within the simulated months: name the whole in [simulation] and add facts.csv, or give [data.exports] for these months and the year before them.");
        Facts = [.. facts.Select(f => f with { Use = settings.HoldOut.Any(h => f.Period.StartsWith(h, StringComparison.Ordinal)) ? CalibrationUse.HeldOutPeriod : CalibrationUse.Used }),
            .. OfTable("exports of the units held out", [.. Places(heldOut.Contains)]).Select(f => f with { Use = CalibrationUse.HeldOutUnits })];
        if (Facts.All(f => f.Use != CalibrationUse.Used)) throw new NumericalException("Every number that tells growth is held out: shorten [calibration] hold_out.");
    }

    /// <summary>The numbers, used and held out.</summary>
    public IReadOnlyList<GrowthFact> Facts { get; }

    /// <summary>The problem of finding some parameters, given a path of the epidemic.</summary>
    /// <param name="symbols">What is moved.</param>
    /// <param name="others">Values of the rest.</param>
    /// <param name="path">The epidemic's path.</param>
    public CalibrationProblem Problem(IReadOnlyList<string> symbols, ParameterSet others, EpidemicPath path)
    {
        Parameter[] moved = [.. symbols.Select(s => Parameters.Find(s)!)];
        return new CalibrationProblem([.. symbols.Select(settings.Range)], [.. Facts.Select(f => new CalibrationTarget(f.Name, f.Observed, settings.Discrepancy) { HeldOut = f.Use != CalibrationUse.Used })], values =>
        {
            var set = others;
            for (var i = 0; i < moved.Length; i++) set = set.With(moved[i], values[i]);
            var economy = (world with { Parameters = set }).NewEconomy().Run(path);
            return [.. Facts.Select(f => f.Growth(economy))];
        });
    }

    private IEnumerable<int> Places(Func<string, bool> wanted) => Enumerable.Range(0, world.Cities.Count).Where(c => wanted(world.Cities[c].Code));

    // Growth of some units together by month, over those whose exports are known in both years; January and February are one where the table says so.
    private IEnumerable<GrowthFact> OfTable(string what, int[] places)
    {
        if (places.Length == 0 || study.Data.Monthly is not { } panel || !panel.Has("exports")) yield break;
        var merged = study.Settings.Tables["exports"].Calendar != MonthCalendar.Month;
        var simulation = study.Settings.Simulation!;
        for (var month = 0; simulation.First.Plus(month).CompareTo(simulation.Last) <= 0; month++)
        {
            var period = simulation.First.Plus(month);
            var pair = merged && period.Month == 1 && (panel.IndexOf(period.Plus(1)) is var next and >= 0 && places.All(c => double.IsNaN(panel.Series("exports", c)[next])));
            var (now, before) = (panel.IndexOf(period), panel.IndexOf(period.Plus(-12)));
            if (now < 0 || before < 0 || pair && period.Plus(1).CompareTo(simulation.Last) > 0) continue;
            int[] known = [.. places.Where(c => panel.Series("exports", c)[now] >= 0 && panel.Series("exports", c)[before] >= 0)];
            double after = 0, ago = 0;
            foreach (var c in known) (after, ago) = (after + panel.Series("exports", c)[now], ago + panel.Series("exports", c)[before]);
            if (!(ago > 0)) continue;
            var (first, last) = (month, pair ? month + 1 : month);
            yield return new GrowthFact($"growth of {what}", pair ? string.Create(CultureInfo.InvariantCulture, $"{period}/02") : period.ToString(), 100 * (after / ago - 1), economy => growth.Of(economy, first, last, SimulatedGrowth.Units(known), growth.Trend()));
        }
    }
}
