using Rebound.Numerics;

namespace Rebound.Tests.Simulation.Exports;

/// <summary>Uniform numbers from a seed.</summary>
internal sealed class Draws(ulong seed)
{
    private readonly RandomStream stream = new(seed, 77);

    public double Next() => stream.NextUniform();

    public double Between(double low, double high) => low + (high - low) * Next();
}
