namespace Rebound.Simulation;

/// <summary>What makes a calibration impossible.</summary>
internal static class CalibrationFaults
{
    internal static void Check(SimulatedWorld world, IReadOnlyList<ObservedCases> observed, IReadOnlyList<CalibrationRange> moved, EpidemicCalibrationOptions options)
    {
        var faults = new List<ScenarioFault>();
        void Tell(string place, FormattableString value, string message, string effect, string repair) => faults.Add(new(place, FormattableString.Invariant(value), message, effect, repair));
        var index = CityIndex.Of(world.Cities, faults);
        var last = world.Epidemic.Start.AddDays(world.Epidemic.Days - 1);
        var seen = new HashSet<(string, DateOnly)>();
        foreach (var o in observed)
        {
            if (!index.ContainsKey(o.City)) Tell("observed cases", $"{o.City}", "There is no such city.", "Its cases could not be compared.", "Name a city of the world, or leave the row out.");
            if (o.Date < world.Epidemic.Start || o.Date > last) Tell($"observed cases of {o.City}", $"{o.Date:yyyy-MM-dd}", "The day lies outside the run.", "Nothing is simulated on it.", "Give a day of the run.");
            if (!(o.Cumulative >= 0) || double.IsInfinity(o.Cumulative)) Tell($"observed cases of {o.City}", $"{o.Cumulative}", "Cases are a finite number, not negative.", "Their logarithm would have no meaning.", "Correct the number, or leave the row out.");
            if (!seen.Add((o.City, o.Date))) Tell($"observed cases of {o.City}", $"{o.Date:yyyy-MM-dd}", "The day is given twice.", "It would count double.", "Keep one row.");
        }
        if (!observed.Any(o => !options.HeldOut.Contains(o.City) && !options.HeldOutDays.Contains(o.Date) && o.Cumulative > 0)) Tell("observed cases", $"none", "No city that is not held out has a case.", "There would be nothing to learn from.", "Give cases, or hold out fewer cities.");
        foreach (var range in moved)
        {
            var parameter = EpidemicParameters.All.FirstOrDefault(p => p.Symbol == range.Name);
            if (parameter is null && range.Name != EpidemicCalibration.Seeds) Tell("moved", $"{range.Name}", "It is no parameter of the epidemic.", "Nothing would be moved.", $"Name a parameter by its symbol, or '{EpidemicCalibration.Seeds}'.");
            var (low, high) = parameter is null ? (1e-4, 1e4) : (parameter.Low, parameter.High);
            if (!(range.Low >= low && range.High <= high && range.Low < range.High) || (range.Logarithmic && range.Low <= 0))
                Tell($"range of {range.Name}", $"{range.Low} to {range.High}", FormattableString.Invariant($"It lies within {low} and {high}, the lower end first, and above 0 where logarithmic."), "Members could not be run.", "Give another range.");
        }
        if (moved.Select(p => p.Name).Distinct(StringComparer.Ordinal).Count() < moved.Count) Tell("moved", $"{moved.Count} ranges", "A name is given twice.", "Its last value would count.", "Name it once.");
        if (moved.Count == 0) Tell("moved", $"none", "Nothing is moved.", "There would be nothing to calibrate.", "Name parameters.");
        if (options.Members is < 30 or > 100_000) Tell("members", $"{options.Members}", "An ensemble has from 30 to 100,000 members.", "Regressions on it would be noise.", "Give 200.");
        if (options.Rounds is < 1 or > 100) Tell("rounds", $"{options.Rounds}", "There are from 1 to 100 rounds.", "The data would not be taken.", "Give 4.");
        if (!(options.CityError > 0 && options.TotalError > 0 && options.PartError > 0 && options.ReachedError is not <= 0)) Tell("errors", $"{options.CityError}, {options.TotalError}, {options.PartError}, {options.ReachedError}", "Errors are positive.", "The data would be believed beyond their digits.", "Give for instance 0.7 and 0.1.");
        foreach (var code in options.HeldOut)
            if (!index.ContainsKey(code)) Tell("held out", $"{code}", "There is no such city.", "Fewer cities would be held out than named.", "Name a city of the world.");
        ScenarioException.ThrowIfAny(faults);
    }
}
