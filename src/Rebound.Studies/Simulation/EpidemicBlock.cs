using System.Globalization;
using Rebound.Numerics;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>The epidemic's block of a calibration: the units' cases so far on some days, by an ensemble adjustment Kalman filter.</summary>
/// <remarks>Looked at are units with a report at all; a day without a row is one without a new case. Days with reports are spread evenly from the first reported
/// case to the day on which all but one per cent of the cases are reported.</remarks>
internal sealed class EpidemicBlock
{
    /// <summary>Below these the filter's regressions would be noise.</summary>
    private const int LeastUnits = 5, LeastCases = 50;

    private const double EndOfReports = 0.99;
    private readonly Study study;
    private readonly CalibrationSettings settings;
    private readonly SimulatedWorld world;
    private readonly IReadOnlySet<string> heldOut;
    private readonly double[][] cumulative;
    private readonly int[] reporting;

    /// <summary>Looks at the study's cases.</summary>
    /// <exception cref="NumericalException">There are none, or too few.</exception>
    public EpidemicBlock(Study study, SimulatedWorld world, IReadOnlySet<string> heldOut)
    {
        (this.study, settings, this.world, this.heldOut) = (study, study.Settings.Calibration, world, heldOut);
        var cases = study.Data.DailyCases ?? throw new NumericalException("The study has no [data.epidemic]: there are no daily cases by unit to calibrate the epidemic to.");
        reporting = [.. Enumerable.Range(0, study.Data.Cities.Count).Where(c => Reports(cases, c))];
        cumulative = [.. reporting.Select(c => SoFar(cases, c))];
        Days = [.. Spread(cases)];
        var last = Days.Count > 0 ? Days[^1] : 0;
        var (units, sum) = (Used.Count(i => cumulative[i][last] > 0), Used.Sum(i => cumulative[i][last]));
        if (units < LeastUnits || sum < LeastCases)
            throw new NumericalException(string.Create(CultureInfo.InvariantCulture, $"{units} units that are not held out report {sum:0} cases within the simulated days: the epidemic is calibrated to at least {LeastUnits} units and {LeastCases} cases. Give more units or months of [data.epidemic], or hold out fewer."));
        if (Days.Count(d => !IsHeldOut(d)) < 2) throw new NumericalException("Fewer than two days with reports are not held out: shorten [calibration] hold_out, or let the reports run longer.");
    }

    /// <summary>Days that are looked at, counted from the first simulated one.</summary>
    public IReadOnlyList<int> Days { get; }

    public EpidemicCalibrationResult Run(ReplicateBlocks? blocks, IProgress<double>? progress, CancellationToken cancellation)
    {
        ObservedCases[] observed = [.. Days.SelectMany(day => reporting.Select((c, i) => new ObservedCases(world.Cities[c].Code, DateOf(day), cumulative[i][day])))];
        var options = new EpidemicCalibrationOptions
        {
            Seed = study.Settings.Seed,
            Blocks = blocks,
            Members = settings.Members,
            Rounds = settings.Rounds,
            CityError = settings.UnitError,
            TotalError = settings.TotalError,
            Parts = settings.PartError > 0 ? Parts() : [],
            PartError = settings.PartError > 0 ? settings.PartError : settings.TotalError,
            ReachedError = settings.ReachedError > 0 ? settings.ReachedError : null,
            HeldOut = heldOut.Where(code => reporting.Any(c => world.Cities[c].Code == code)).ToHashSet(StringComparer.Ordinal),
            HeldOutDays = Days.Where(IsHeldOut).Select(DateOf).ToHashSet(),
        };
        return EpidemicCalibration.Run(world, observed, [.. settings.Epidemic.Select(settings.Range)], options, progress, cancellation);
    }

    /// <summary>What is told of the epidemic beside the facts: cases of the units used and of those held out, and units with a case, on each day.</summary>
    public IEnumerable<(string What, string Period, double Observed, CalibrationUse Use, Func<EpidemicOutcome, double> Number)> Numbers()
    {
        foreach (var day in Days)
        {
            var date = DateOf(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            foreach (var (name, group, use) in new[] { ("units used", Used, IsHeldOut(day) ? CalibrationUse.HeldOutPeriod : CalibrationUse.Used), ("units held out", HeldOut, CalibrationUse.HeldOutUnits) })
            {
                if (group.Length == 0) continue;
                int[] places = [.. group.Select(i => reporting[i])];
                yield return ($"confirmed cases so far, {name}", date, group.Sum(i => cumulative[i][day]), use, outcome => Detected(outcome, places, day).Cases);
                yield return ($"units with a case so far, {name}", date, group.Count(i => cumulative[i][day] > 0), use, outcome => Detected(outcome, places, day).Units);
            }
        }
    }

    // Where the epidemic begins, the rest of the groups in which it begins, and all other units.
    private HashSet<string>[] Parts()
    {
        var seeds = world.Epidemic.Seeds.Select(s => s.City).ToHashSet(StringComparer.Ordinal);
        var regions = world.Cities.Where(c => seeds.Contains(c.Code) && c.Region.Length > 0).Select(c => c.Region).ToHashSet(StringComparer.Ordinal);
        return [.. world.Cities.GroupBy(c => seeds.Contains(c.Code) ? 0 : regions.Contains(c.Region) ? 1 : 2).OrderBy(g => g.Key).Select(g => g.Select(c => c.Code).ToHashSet(StringComparer.Ordinal))];
    }

    private int[] Used => [.. Enumerable.Range(0, reporting.Length).Where(i => !heldOut.Contains(world.Cities[reporting[i]].Code))];

    private int[] HeldOut => [.. Enumerable.Range(0, reporting.Length).Where(i => heldOut.Contains(world.Cities[reporting[i]].Code))];

    private DateOnly DateOf(int day) => world.Epidemic.Start.AddDays(day);

    private bool IsHeldOut(int day) => settings.HoldOut.Any(h => DateOf(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).StartsWith(h, StringComparison.Ordinal));

    // Days on which at least half as many units report as ever do on one day: tables of some dates have the others empty.
    private bool[] Reported(DayTable cases)
    {
        var counts = new int[cases.Days];
        foreach (var c in reporting)
            for (var day = 0; day < counts.Length; day++)
                if (!float.IsNaN(cases.Of(c)[day])) counts[day]++;
        return [.. counts.Select(n => 2 * n >= counts.Max() && n > 0)];
    }

    private IEnumerable<int> Spread(DayTable cases)
    {
        var (days, reported) = (cases.Days, Reported(cases));
        var last = settings.CasesTo is { } to ? Math.Clamp(to.DayNumber - world.Epidemic.Start.DayNumber, 0, days - 1) : days - 1;
        var totals = new double[last + 1];
        for (var day = 0; day <= last; day++)
            foreach (var path in cumulative) totals[day] += path[day];
        if (!(totals[last] > 0)) yield break;
        var (first, end) = (Array.FindIndex(totals, t => t > 0), Array.FindIndex(totals, t => t >= EndOfReports * totals[last]));
        int[] told = [.. Enumerable.Range(first, last + 1 - first).Where(d => reported[d])];
        if (told.Length <= settings.CaseDays)
        {
            foreach (var day in told) yield return day;
            yield break;
        }
        var before = -1;
        for (var k = 1; k <= settings.CaseDays; k++)
        {
            var day = first + (int)Math.Round((end - first) * (double)k / settings.CaseDays);
            while (day > before && !reported[day]) day--;
            if (day > before && totals[day] > 0) yield return before = day;
        }
    }

    private static (double Cases, double Units) Detected(EpidemicOutcome outcome, int[] places, int lastDay)
    {
        var (path, cases, units) = (outcome.Path, 0L, 0);
        foreach (var c in places)
        {
            var sum = 0L;
            for (var day = 0; day <= lastDay; day++) sum += path.Detected[day * path.Cities + c];
            cases += sum;
            if (sum > 0) units++;
        }
        return (cases, units);
    }

    private static bool Reports(DayTable cases, int unit) => cases.Of(unit).ContainsAnyExcept(float.NaN);

    private static double[] SoFar(DayTable cases, int unit)
    {
        var path = new double[cases.Days];
        var sum = 0.0;
        for (var day = 0; day < path.Length; day++) path[day] = sum += cases.Of(unit)[day] is var x && float.IsNaN(x) ? 0 : Math.Max(0, x);
        return path;
    }
}
