namespace Rebound.Simulation;

/// <summary>One thing that is wrong with a scenario.</summary>
/// <param name="Place">Where: the setting, city or link.</param>
/// <param name="Value">What was found there.</param>
/// <param name="Message">What is wrong with it.</param>
/// <param name="Effect">What it would do to the simulation.</param>
/// <param name="Repair">What to write instead.</param>
public sealed record ScenarioFault(string Place, string Value, string Message, string Effect, string Repair)
{
    /// <summary>The fault in one line.</summary>
    public override string ToString() => $"{Place} = {Value}: {Message} {Effect} {Repair}";
}
