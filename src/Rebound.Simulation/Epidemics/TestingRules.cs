namespace Rebound.Simulation;

/// <summary>How cases are found. The capacity of tests is a parameter of the model; it grows from the national alert on.</summary>
public sealed record TestingRules
{
    /// <summary>Who is tested.</summary>
    public TestingRegime Regime { get; init; } = TestingRegime.Contacts;

    /// <summary>Share of the capacity that exists before the alert, 0 to 1.</summary>
    public double InitialShare { get; init; } = 0.05;

    /// <summary>Days from the alert until the capacity is full.</summary>
    public int RampDays { get; init; } = 14;

    /// <summary>Days on which the capacity is another; where several hold, their factors are multiplied.</summary>
    public IReadOnlyList<TestingSurge> Surges { get; init; } = [];

    /// <summary>Share of the people of a city that rounds of tests reach on a day, 0 to 1; for <see cref="TestingRegime.Everybody"/>.</summary>
    public double DailyRoundShare { get; init; } = 0.2;

    /// <summary>Chance that a test finds an infectious person, 0 to 1.</summary>
    public double Sensitivity { get; init; } = 0.7;
}
