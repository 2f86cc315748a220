using System.Runtime.Intrinsics.X86;

namespace Rebound.Numerics;

/// <summary>Random numbers that are a pure function of what they are for: (seed, replicate) is the key, (step, place, event, purpose) the counter.</summary>
/// <remarks>Philox4x64-10 (Salmon, Moraes, Dror and Shaw, 2011). Two runs that differ in one rule meet the same number in the same event, so
/// their difference is a paired one, and neither the order of the events nor the number of threads matters. Checked against numpy's Philox.</remarks>
/// <param name="Seed">The study's seed.</param>
/// <param name="Replicate">The replicate.</param>
public readonly record struct KeyedRandom(ulong Seed, ulong Replicate)
{
    internal const ulong FirstFactor = 0xD2E7470EE14C6C93, SecondFactor = 0xCA5A826395121157, FirstStep = 0x9E3779B97F4A7C15, SecondStep = 0xBB67AE8584CAA73B;

    /// <summary>Four uniform numbers of one counter.</summary>
    /// <param name="step">For instance the day.</param>
    /// <param name="place">For instance the city.</param>
    /// <param name="group">Number of the group of four events.</param>
    /// <param name="purpose">What the numbers are for, so that models do not share them.</param>
    public UniformBlock Block(ulong step, ulong place, ulong group, ulong purpose)
    {
        ulong a = step, b = place, c = group, d = purpose, key0 = Seed, key1 = Replicate;
        for (var round = 0; round < 10; round++)
        {
            var (high0, low0) = (High(FirstFactor, a), unchecked(FirstFactor * a));
            var (high1, low1) = (High(SecondFactor, c), unchecked(SecondFactor * c));
            (a, b, c, d) = (high1 ^ b ^ key0, low1, high0 ^ d ^ key1, low0);
            key0 = unchecked(key0 + FirstStep);
            key1 = unchecked(key1 + SecondStep);
        }
        return new UniformBlock(a, b, c, d);
    }

    // Both halves from Math.BigMul pass through memory, which costs more than a second product.
    private static ulong High(ulong factor, ulong word) => Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(factor, word) : Math.BigMul(factor, word, out _);
}
