using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>Reported cases as a calibration reads them: totals of the days first, then cities by day.</summary>
internal sealed class CalibrationData
{
    private readonly (int Day, int City, double Cases, HeldBack Held)[] observations;
    private readonly int[] days;
    private readonly int[] used;
    private readonly Sum[] sums;
    private readonly double cityError;
    private readonly SimulatedWorld world;

    internal CalibrationData(SimulatedWorld world, IReadOnlyList<ObservedCases> observed, EpidemicCalibrationOptions options)
    {
        this.world = world;
        var index = world.Cities.Select((c, i) => (c.Code, i)).ToDictionary(c => c.Code, c => c.i, StringComparer.Ordinal);
        observations = [.. observed.Select(o => (Day: o.Date.DayNumber - world.Epidemic.Start.DayNumber, City: index[o.City], o.Cumulative, options.HeldOut.Contains(o.City) ? HeldBack.City : options.HeldOutDays.Contains(o.Date) ? HeldBack.Day : HeldBack.Nothing)).OrderBy(o => o.Day).ThenBy(o => o.City)];
        days = [.. observations.Select(o => o.Day).Distinct()];
        used = [.. Enumerable.Range(0, observations.Length).Where(i => observations[i].Held == HeldBack.Nothing)];
        sums = [.. Sums(options)];
        cityError = options.CityError;
        Settings = world.Epidemic.Until(days[^1]);
    }

    /// <summary>The epidemic up to the last observed day.</summary>
    internal EpidemicSettings Settings { get; }

    /// <summary>Standard deviation of what <see cref="Used"/> has at a place.</summary>
    internal double Error(int observation) => observation < sums.Length ? sums[observation].Error : cityError;

    /// <summary>ln(1 + n): sums over the cities that are used, then their cases.</summary>
    internal double[] Used() => Logarithms([.. observations.Select(o => o.Cases)]);

    /// <summary>Detected cases of a run at each observation.</summary>
    internal double[] Read(EpidemicOutcome outcome)
    {
        var cases = new double[observations.Length];
        var (sums, next) = (new long[world.Cities.Count], 0);
        for (var i = 0; i < cases.Length; i++)
        {
            for (; next <= observations[i].Day; next++)
                for (var c = 0; c < sums.Length; c++) sums[c] += outcome.Path.Detected[next * sums.Length + c];
            cases[i] = sums[observations[i].City];
        }
        return cases;
    }

    /// <summary>Reports of an epidemic at the given cities and days, each with an error of its own on ln(1 + cases).</summary>
    internal static IReadOnlyList<ObservedCases> Made(SimulatedWorld truth, IReadOnlyList<ObservedCases> reported, ulong seed, RandomStream errors, double cityError, CancellationToken cancellation)
    {
        var data = new CalibrationData(truth, reported, new EpidemicCalibrationOptions());
        var cases = data.Read((truth with { Epidemic = data.Settings }).NewEpidemic().Run(seed, 0, cancellation));
        return [.. data.observations.Select((o, i) => new ObservedCases(truth.Cities[o.City].Code, truth.Epidemic.Start.AddDays(o.Day), Math.Max(0, (1 + cases[i]) * Elementary.Exp(cityError * errors.NextNormal()) - 1)))];
    }

    /// <summary>What <see cref="Used"/> is in every run, observation × member.</summary>
    internal double[][] Predicted(double[][] runs)
    {
        var logarithms = runs.Select(Logarithms).ToArray();
        var predicted = new double[sums.Length + used.Length][];
        for (var k = 0; k < predicted.Length; k++)
        {
            predicted[k] = new double[runs.Length];
            for (var m = 0; m < runs.Length; m++) predicted[k][m] = logarithms[m][k];
        }
        return predicted;
    }

    /// <summary>How near the runs are to what was used, or to what was held back; null where there is none. A city held out is so on every day.</summary>
    internal CalibrationFit? Fit(double[][] runs, HeldBack held, double error)
    {
        var (cities, count, inside) = (new HashSet<int>(), 0, 0);
        double squares = 0, bias = 0;
        var logs = new double[runs.Length];
        for (var i = 0; i < observations.Length; i++)
        {
            if (observations[i].Held != held) continue;
            for (var m = 0; m < logs.Length; m++) logs[m] = Elementary.Log(1 + runs[m][i]);
            var spread = Spread.Of(logs);
            var seen = Elementary.Log(1 + observations[i].Cases);
            var difference = seen - spread.Mean;
            var half = 1.959963984540054 * error;
            // the two widths add as those of independent errors do
            var (low, high) = (spread.Median - Math.Sqrt(Math.Pow(spread.Median - spread.Low, 2) + half * half), spread.Median + Math.Sqrt(Math.Pow(spread.High - spread.Median, 2) + half * half));
            if (seen >= low && seen <= high) inside++;
            squares += difference * difference;
            bias += difference;
            cities.Add(observations[i].City);
            count++;
        }
        return count == 0 ? null : new CalibrationFit(cities.Count, count, Math.Sqrt(squares / count), bias / count, inside / (double)count);
    }

    internal List<CalibratedTotal> Totals(double[][] runs)
    {
        var totals = new List<CalibratedTotal>();
        foreach (var day in days)
        {
            int[] places = [.. Enumerable.Range(0, observations.Length).Where(i => observations[i].Day == day)];
            double Sum(Func<int, double> of)
            {
                var sum = 0.0;
                foreach (var i in places) sum += of(i);
                return sum;
            }
            totals.Add(new(world.Epidemic.Start.AddDays(day),
                Sum(i => observations[i].Cases), Spread.Of([.. runs.Select(run => Sum(i => run[i]))]),
                places.Count(i => observations[i].Cases > 0), Spread.Of([.. runs.Select(run => (double)places.Count(i => run[i] > 0))])));
        }
        return totals;
    }

    private double[] Logarithms(double[] cases)
    {
        var values = new double[sums.Length + used.Length];
        for (var k = 0; k < sums.Length; k++)
            foreach (var i in sums[k].Places) values[k] += sums[k].Reached ? cases[i] > 0 ? 1 : 0 : cases[i];
        for (var k = 0; k < used.Length; k++) values[sums.Length + k] = cases[used[k]];
        for (var k = 0; k < values.Length; k++) values[k] = Elementary.Log(1 + values[k]);
        return values;
    }

    // Of each day: all cities that are used, each part of them, and the cities among them that have a case.
    private IEnumerable<Sum> Sums(EpidemicCalibrationOptions options)
    {
        foreach (var day in days)
        {
            int[] all = [.. used.Where(i => observations[i].Day == day)];
            if (all.Length == 0) continue;
            yield return new(all, options.TotalError, false);
            foreach (var part in options.Parts)
                if (Array.FindAll(all, i => part.Contains(world.Cities[observations[i].City].Code)) is { Length: > 0 } places && places.Length < all.Length) yield return new(places, options.PartError, false);
            if (options.ReachedError is { } error) yield return new(all, error, true);
        }
    }

    private readonly record struct Sum(int[] Places, double Error, bool Reached);
}
