namespace Rebound.Numerics;

/// <summary>Random numbers that are a pure function of what they are for: (seed, replicate) is the key, (step, place, event, purpose) the counter.</summary>
/// <remarks>Philox4x64-10 (Salmon, Moraes, Dror and Shaw, 2011). Two runs that differ in one rule meet the same number in the same event, so
/// their difference is a paired one, and neither the order of the events nor the number of threads matters. Checked against numpy's Philox.</remarks>
/// <param name="Seed">The study's seed.</param>
/// <param name="Replicate">The replicate.</param>
public readonly record struct KeyedRandom(ulong Seed, ulong Replicate)
{
    /// <summary>Four uniform numbers of one counter.</summary>
    /// <param name="step">For instance the day.</param>
    /// <param name="place">For instance the city.</param>
    /// <param name="group">Number of the group of four events.</param>
    /// <param name="purpose">What the numbers are for, so that models do not share them.</param>
    public UniformBlock Block(ulong step, ulong place, ulong group, ulong purpose)
    {
        const ulong firstFactor = 0xD2E7470EE14C6C93, secondFactor = 0xCA5A826395121157;
        ulong a = step, b = place, c = group, d = purpose, key0 = Seed, key1 = Replicate;
        for (var round = 0; round < 10; round++)
        {
            var high0 = Math.BigMul(firstFactor, a, out var low0);
            var high1 = Math.BigMul(secondFactor, c, out var low1);
            (a, b, c, d) = (high1 ^ b ^ key0, low1, high0 ^ d ^ key1, low0);
            key0 = unchecked(key0 + 0x9E3779B97F4A7C15);
            key1 = unchecked(key1 + 0xBB67AE8584CAA73B);
        }
        return new UniformBlock(a, b, c, d);
    }
}
