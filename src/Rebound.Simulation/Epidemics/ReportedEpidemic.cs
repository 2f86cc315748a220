namespace Rebound.Simulation;

/// <summary>Control as it follows from reported cases by the rules of the model, day by day as in <see cref="EpidemicRun"/>.</summary>
internal static class ReportedEpidemic
{
    private const int CaseDays = 14;

    internal static EpidemicPath Of(EpidemicModel model, IReadOnlyList<int> cases)
    {
        var (cities, days) = (model.Cities.Count, model.Settings.Days);
        if (cases.Count != cities * days) throw new ArgumentException($"{cases.Count} reports for {cities} cities on {days} days.", nameof(cases));
        var (path, states, alert) = (new EpidemicPath(cities, days), new CityState[cities], new NationalAlert());
        long all = 0, twoWeeks = 0;
        for (var day = 0; day < days; day++)
        {
            alert.Move(model, day, all, twoWeeks);
            path.Alert[day] = (float)alert.Level;
            var rules = model.RulesOf(day, alert);
            for (var c = 0; c < cities; c++)
            {
                var at = day * cities + c;
                ref var state = ref states[c];
                var control = rules.Apply(ref state, model.Rates[c], model.Timeline.Observed(day, c, out var open), open);
                (path.Stringency[at], path.Confined[at]) = ((float)state.Stringency, (float)control.Confined);
                path.Absent[at] = (float)(model.FearAbsence * control.Fear);
                path.Detected[at] = cases[at];
                var change = cases[at] - (day >= CaseDays ? cases[at - CaseDays * cities] : 0);
                state.DetectedInTwoWeeks += change;
                state.QuietDays = cases[at] > 0 ? 0 : state.QuietDays + 1;
                (all, twoWeeks) = (all + cases[at], twoWeeks + change);
            }
        }
        return path;
    }
}
