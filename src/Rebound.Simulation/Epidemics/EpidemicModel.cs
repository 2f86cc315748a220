using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>A stochastic epidemic in cities that travel connects, under control that resilience makes better or worse.</summary>
/// <remarks>Eleven states a city, whole numbers of people: susceptible, exposed, presymptomatic, asymptomatic, symptomatic, quarantined infected,
/// quarantined susceptible, isolated, critical, recovered, dead. Force of infection in city c:
/// λ_c = β·κ_c·ρ_c^η·[(1 − τ_c f_c)·p_c + f_c·Σ_j τ_c W_cj f_j p_j], p the prevalence of infectious people, κ contacts and f travel under control.
/// A replicate is a pure function of (scenario, seed, replicate): every event has the random number of its name. The page is
/// docs/methods/simulation-epidemic.md. Checked against final sizes, a deterministic solution, branching processes.</remarks>
public sealed class EpidemicModel
{
    /// <summary>Share of people who stay away from work at full fear, where fear has its default effect on contacts; a prior of this project.</summary>
    private const double DefaultFearAbsence = 0.1;

    /// <summary>Days from the alert in which it stays full whatever is detected.</summary>
    internal const int FirstAlertDays = 30;

#if DEBUG
    private const bool AlwaysChecks = true;
#else
    private const bool AlwaysChecks = false;
#endif

    /// <summary>Prepares a scenario; nothing is drawn yet.</summary>
    /// <param name="cities">The cities; their order names them in the draws.</param>
    /// <param name="travel">Travel between them.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="slopes">How resilience enters.</param>
    /// <param name="settings">The scenario.</param>
    /// <exception cref="ScenarioException">The scenario cannot be simulated; every fault is told.</exception>
    public EpidemicModel(IReadOnlyList<SimulatedCity> cities, TravelMatrix travel, ParameterSet parameters, LinkSlopes slopes, EpidemicSettings settings)
    {
        var index = SettingsFaults.Check(cities, travel, settings);
        (Cities, Travel, Settings, Parameters) = (cities, travel, settings, parameters);
        Strain = new StrainRates(parameters, settings.StepsPerDay);
        Rates = CityRates.Of(cities, travel, parameters, slopes, Strain);
        Timeline = new EpidemicTimeline(settings, index);
        TravelFactor = parameters[EpidemicParameters.TravelFactor];
        foreach (var rate in Rates) MostOutOfCity = Math.Max(MostOutOfCity, rate.OutOfCity);
        FearAbsence = DefaultFearAbsence * (parameters[EpidemicParameters.Fear] / EpidemicParameters.Fear.Default);
        ContactsPerDay = parameters[EpidemicParameters.Contacts];
        ChecksEveryStep = AlwaysChecks || settings.CheckEveryStep;
        Millions = cities.Sum(c => c.Population) / 1e6;
        Up = Elementary.Strike(1 / parameters[EpidemicParameters.StringencyUpDays]);
        Down = Elementary.Strike(1 / parameters[EpidemicParameters.StringencyDownDays]);
    }

    /// <summary>The cities.</summary>
    public IReadOnlyList<SimulatedCity> Cities { get; }

    /// <summary>The scenario.</summary>
    public EpidemicSettings Settings { get; }

    /// <summary>The parameters.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>Travel between the cities.</summary>
    public TravelMatrix Travel { get; }

    internal StrainRates Strain { get; }

    internal CityRates[] Rates { get; }

    internal EpidemicTimeline Timeline { get; }

    internal double TravelFactor { get; }

    internal double MostOutOfCity { get; }

    internal double ContactsPerDay { get; }

    /// <summary>Share of people who stay away from work at full fear.</summary>
    internal double FearAbsence { get; }

    internal double Millions { get; }

    internal double Up { get; }

    internal double Down { get; }

    internal bool ChecksEveryStep { get; }

    /// <summary>Runs one replicate.</summary>
    /// <param name="seed">The study's seed.</param>
    /// <param name="replicate">Number of the replicate, not negative.</param>
    /// <param name="cancellation">Stops between days.</param>
    /// <exception cref="BalanceException">An error of the model.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public EpidemicOutcome Run(ulong seed, int replicate, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(replicate);
        return new EpidemicRun(this).Run(seed, replicate, cancellation);
    }

    /// <summary>What the reported cases and the observed stringency tell the economy, without simulating the epidemic.</summary>
    /// <param name="cases">Newly reported cases, day × city like those of a path; none below zero.</param>
    /// <returns>Alert, stringency, people confined and people away through fear, by the model's rules from the reports; people ill or in quarantine, whom no report counts, are not in it.</returns>
    /// <exception cref="ArgumentException">Other cities or days.</exception>
    public EpidemicPath Reported(IReadOnlyList<int> cases) => ReportedEpidemic.Of(this, cases);

    /// <summary>What holds for control on a day under an alert.</summary>
    internal ControlDay RulesOf(int day, NationalAlert alert) => RulesOf(day, alert.Level, alert.Since >= 0, alert.Since < 0 ? 0 : day - alert.Since);

    /// <summary>What holds for control on a day.</summary>
    internal ControlDay RulesOf(int day, double alert, bool alerted, int sinceAlert)
    {
        var passport = day >= Timeline.PassportFrom ? Settings.Passport : null;
        return new ControlDay
        {
            Rules = Settings.Control,
            Alert = alert,
            Alerted = alerted,
            Masks = alerted ? Math.Max(alert, Math.Min(0.5, 0.25 * sinceAlert)) : 0,
            Holiday = Timeline.Holiday[day],
            Passport = passport is not null,
            Adoption = passport?.Adoption ?? 0,
            Release = passport?.Release ?? 0,
            Slope = Parameters[EpidemicParameters.StringencySlope],
            Up = Up,
            Down = Down,
            DownWhenQuiet = 1 - (1 - Down) * (1 - Down),
            Confinement = Parameters[EpidemicParameters.ConfinementEffect],
            Fear = Parameters[EpidemicParameters.Fear],
            Origin = Timeline.OriginRisk[day],
        };
    }

    /// <summary>What holds for every city in a step.</summary>
    internal StepConditions ConditionsOf(int day, int step, bool first, int sinceAlert, KeyedRandom random)
    {
        var testing = Settings.Testing;
        var ramp = sinceAlert < 0 ? 0 : testing.RampDays == 0 ? 1 : Math.Min(1, sinceAlert / (double)testing.RampDays);
        var hidden = Parameters[EpidemicParameters.Awareness];
        return new StepConditions
        {
            Day = day,
            Step = (ulong)step,
            Random = random,
            Awareness = sinceAlert < 0 ? hidden : hidden + (1 - hidden) * Math.Min(1, (sinceAlert + 1) / 7.0),
            TestShare = testing.InitialShare + (1 - testing.InitialShare) * ramp,
            RoundsWhereCases = testing.Regime == TestingRegime.Everybody && sinceAlert >= 0 ? testing.DailyRoundShare * testing.Sensitivity * Strain.Step : 0,
            TestsContacts = testing.Regime != TestingRegime.Symptoms,
            Traces = Settings.Tracing is { } tracing && (tracing.From is null ? sinceAlert >= 0 : day >= Timeline.TracingFrom),
            Vaccination = Timeline.Vaccination[day] * Strain.Step,
            Fatality = Timeline.Fatality[day],
            Escape = first ? Chance.Of(Timeline.Escape[day]) : default,
        };
    }
}
