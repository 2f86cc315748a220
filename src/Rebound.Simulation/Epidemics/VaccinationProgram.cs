namespace Rebound.Simulation;

/// <summary>Vaccination of the susceptible, all-or-nothing.</summary>
public sealed record VaccinationProgram
{
    /// <summary>First day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Share of the susceptible vaccinated on a day, 0 to 1.</summary>
    public double DailyShare { get; init; } = 0.005;

    /// <summary>Share of the vaccinated whom it protects, 0 to 1.</summary>
    public double Efficacy { get; init; } = 0.8;

    /// <summary>Days that it runs.</summary>
    public int Days { get; init; } = 365;
}
