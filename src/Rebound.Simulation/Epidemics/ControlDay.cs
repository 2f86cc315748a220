using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>What holds for the control of every city on one day.</summary>
internal struct ControlDay
{
    private const double FearFull = 101; // cases in 14 days per 100,000, plus one, at which fear is full
    private static readonly double InverseLogFearFull = 1 / Elementary.Log(FearFull);

    internal ControlRules? Rules;
    internal double Alert;
    internal double Awareness;
    internal double Masks;
    internal bool Alerted;
    internal bool Holiday;
    internal bool Passport;
    internal double Adoption;
    internal double Release;
    internal double Slope;
    internal double Up;
    internal double Down;
    internal double DownWhenQuiet;
    internal double Confinement;
    internal double Fear;
    internal OriginRiskRegime? Origin;

    /// <summary>Moves a city's stringency to the day's target and gives what follows from it.</summary>
    /// <param name="state">The city; its stringency and its counters of days change.</param>
    /// <param name="rates">Its rates.</param>
    /// <param name="observed">Observed stringency, negative where none.</param>
    /// <param name="open">Whether the observation has no end.</param>
    internal readonly CityControl Apply(ref CityState state, in CityRates rates, double observed, bool open)
    {
        var rate = state.DetectedInTwoWeeks * rates.PerHundredThousand;
        if (open) observed = UntilQuiet(ref state, observed);
        else if (state.OpenIntervalDays > 0) (state.OpenIntervalDays, state.OpenIntervalEnded, state.OpenLevel) = (0, false, 0);
        if (observed >= 0) state.Stringency = observed;
        else MoveToTarget(ref state, rate);
        return Consequences(state, rates, rate);
    }

    // An observation without an end lasts until the city has been quiet for long enough; a later case does not bring it back, a stricter observation does.
    private readonly double UntilQuiet(ref CityState state, double observed)
    {
        if (observed > state.OpenLevel) (state.OpenIntervalDays, state.OpenIntervalEnded, state.OpenLevel) = (0, false, observed);
        state.OpenIntervalDays++;
        state.OpenIntervalEnded |= Rules is { } rules && Math.Min(state.QuietDays, state.OpenIntervalDays) >= rules.QuietDays;
        return state.OpenIntervalEnded ? -1 : observed;
    }

    private readonly void MoveToTarget(ref CityState state, double rate)
    {
        var target = Target(rate);
        if (target == state.Stringency) return;
        var quiet = state.QuietDays >= (Rules?.QuietDays ?? 0);
        var speed = target > state.Stringency ? Up : quiet ? DownWhenQuiet : Down;
        state.Stringency += speed * (target - state.Stringency);
        if (target == 0 && state.Stringency < 1e-3) state.Stringency = 0;
    }

    private readonly double Target(double rate)
    {
        if (Rules is not { } rules || !Alerted) return 0;
        var target = rate == 0 ? 0 : Math.Min(1, Slope * Elementary.Log(1 + 6 * rate));
        if (rate >= rules.ClosingRate) target = Math.Max(target, rules.ClosingLevel);
        return Holiday ? Math.Max(target, rules.HolidayLevel) : target;
    }

    private readonly CityControl Consequences(in CityState state, in CityRates rates, double rate)
    {
        double seen = 0, found = 0, fear = 0;
        if (state.DetectedInTwoWeeks > 0)
        {
            seen = Math.Min(1, 3 * Elementary.Strike(state.DetectedInTwoWeeks * rates.GridShare));
            var known = state.DetectedInTwoWeeks / (double)(state.DetectedInTwoWeeks + state.Latent + state.Symptomatic);
            found = known + (1 - known) * seen;
            fear = Math.Min(1, Elementary.Log(1 + rate) * InverseLogFearFull);
        }
        var level = state.Stringency;
        var blind = 1 - rates.Precision;
        var (released, releasedInfected, red) = (0.0, 0.0, 0.0);
        if (Passport) (released, releasedInfected, red) = (Adoption * Release, Adoption * Release * (1 - rates.TracedShare), Adoption * rates.TracedShare);
        var cut = Confinement * level * (blind + rates.Precision * found) * (1 - releasedInfected);
        var (closed, moving) = Rules is { } rules ? (rules.ClosingTravelCut * level, (1 - rules.AlertTravelCut * Alert) * (1 - OriginCut(rate))) : (level, 1);
        return new CityControl
        {
            Contacts = (1 - rates.Distancing * Masks) * (1 - Fear * fear) * (1 - cut),
            Travel = (1 - closed * (1 - released)) * moving,
            InfectiousTravel = (1 - closed * (1 - releasedInfected)) * moving * (1 - red),
            Confined = level * (blind + rates.Precision * seen) * (1 - released),
            Fear = fear,
        };
    }

    private readonly double OriginCut(double rate) =>
        Origin is not { } regime ? 0 : rate >= regime.HighRate ? regime.HighCut : rate >= regime.MediumRate ? regime.MediumCut : 0;
}
