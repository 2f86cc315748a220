namespace Rebound.Simulation;

/// <summary>What an option gives on its own.</summary>
/// <param name="Option">The option.</param>
/// <param name="Gain">Exports gained over all months from the shock on, in their money; of pairs.</param>
/// <param name="Change">The same in per cent of normal exports.</param>
/// <param name="Cost">What it costs, in the same money; NaN: unknown.</param>
public sealed record OptionEffect(AdviceOption Option, PairedDifference Gain, PairedDifference Change, double Cost)
{
    /// <summary>Exports gained in each replicate: two options meet the same chance in one, and are compared within it.</summary>
    public IReadOnlyList<double> Gains { get; init; } = [];

    /// <summary>Cities that lose exports by it, beyond chance.</summary>
    public int Losing { get; init; }

    /// <summary>Exports gained for a unit of money.</summary>
    public double GainPerCost => Cost > 0 ? Gain.Mean / Cost : double.NaN;
}
