namespace Rebound.Simulation;

/// <summary>A scenario of the epidemic: when, from where, and what is done about it.</summary>
/// <remarks>What is null is not done. Dates are days of the run, the first being <see cref="Start"/>.</remarks>
public sealed record EpidemicSettings
{
    /// <summary>First day.</summary>
    public DateOnly Start { get; init; } = new(2019, 12, 1);

    /// <summary>Number of days.</summary>
    public int Days { get; init; } = 731;

    /// <summary>Steps a day, 1 or more; more for checks of the step.</summary>
    public int StepsPerDay { get; init; } = 1;

    /// <summary>People infected on a day, before anybody infected them in the model.</summary>
    public IReadOnlyList<EpidemicSeed> Seeds { get; init; } = [];

    /// <summary>Infections that arrive from outside, by chance.</summary>
    public IReadOnlyList<ImportedCases> Imports { get; init; } = [];

    /// <summary>New variants of the pathogen.</summary>
    public IReadOnlyList<VariantArrival> Variants { get; init; } = [];

    /// <summary>Travel beyond a normal day, for instance before a holiday.</summary>
    public IReadOnlyList<TravelSurge> Surges { get; init; } = [];

    /// <summary>Stringency as observed: it overrides the rules of control.</summary>
    public IReadOnlyList<StringencyInterval> Observed { get; init; } = [];

    /// <summary>The rules by which control rises and falls; null: no alert, no closing but the observed ones.</summary>
    public ControlRules? Control { get; init; } = new();

    /// <summary>How cases are found.</summary>
    public TestingRules Testing { get; init; } = new();

    /// <summary>Contact tracing by health code.</summary>
    public TracingRules? Tracing { get; init; } = new();

    /// <summary>The health code's second function: who may move and work.</summary>
    public PassportRules? Passport { get; init; }

    /// <summary>Hospitals built in an emergency.</summary>
    public EmergencyHospitals? Hospitals { get; init; } = new();

    /// <summary>Vaccination.</summary>
    public VaccinationProgram? Vaccination { get; init; }

    /// <summary>Check the balance of every city after every step instead of at the end.</summary>
    public bool CheckEveryStep { get; init; }

    /// <summary>The same settings over fewer days: events after a day are left out. A dated alert or holiday keeps its day within the run.</summary>
    /// <param name="lastDay">The last day that is asked for, counted from 0.</param>
    internal EpidemicSettings Until(int lastDay)
    {
        foreach (var date in new[] { Control?.AlertDate, Control?.HolidayFrom })
            if (date is { } on) lastDay = Math.Max(lastDay, on.DayNumber - Start.DayNumber);
        if (lastDay + 1 >= Days) return this;
        var end = Start.AddDays(lastDay);
        return this with
        {
            Days = lastDay + 1,
            Seeds = [.. Seeds.Where(s => s.Date <= end)],
            Imports = [.. Imports.Where(i => i.From <= end)],
            Variants = [.. Variants.Where(v => v.Date <= end)],
            Surges = [.. Surges.Where(s => s.From <= end)],
            Testing = Testing with { Surges = [.. Testing.Surges.Where(s => s.From <= end)] },
            Observed = [.. Observed.Where(o => o.From <= end)],
            Tracing = Tracing?.From > end ? null : Tracing,
            Passport = Passport?.From > end ? null : Passport,
            Vaccination = Vaccination?.From > end ? null : Vaccination,
            Control = Control is null ? null : Control with { OriginRisk = [.. Control.OriginRisk.Where(r => r.From <= end)] },
        };
    }
}
