namespace Rebound.Numerics;

/// <summary>A counter-based stream of random numbers: draw number p of stream s of a seed is a pure function of (seed, s, p).</summary>
/// <remarks>Philox4x32-10 (Salmon, Moraes, Dror and Shaw, 2011, "Parallel random numbers: as easy as 1, 2, 3").
/// Checked against the known-answer vectors that the authors publish. Two streams of one seed never overlap: the
/// stream number fills the upper half of the counter.</remarks>
public sealed class RandomStream
{
    private readonly uint key0;
    private readonly uint key1;
    private readonly ulong stream;
    private readonly uint[] block = new uint[4];
    private ulong position;
    private int used = 4;
    private double spareNormal = double.NaN;

    /// <summary>Opens stream <paramref name="stream"/> of <paramref name="seed"/> at its start.</summary>
    /// <param name="seed">The study's seed.</param>
    /// <param name="stream">Number of the stream, for instance the replicate.</param>
    public RandomStream(ulong seed, ulong stream)
    {
        (key0, key1) = ((uint)seed, (uint)(seed >> 32));
        this.stream = stream;
    }

    /// <summary>The next 32 random bits.</summary>
    public uint NextBits()
    {
        if (used == 4) Refill();
        return block[used++];
    }

    /// <summary>The next uniform number in the open interval (0, 1), with 53 random bits.</summary>
    public double NextUniform()
    {
        var high = (ulong)(NextBits() >> 6);
        var low = (ulong)(NextBits() >> 5);
        return ((high << 27) + low + 0.5) * (1.0 / (1UL << 53));
    }

    /// <summary>The next whole number in [0, <paramref name="limit"/>), each equally likely (Lemire, 2019).</summary>
    /// <param name="limit">A positive number.</param>
    public int NextBelow(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var bound = (uint)limit;
        var product = (ulong)NextBits() * bound;
        if ((uint)product < bound)
        {
            var threshold = unchecked(0u - bound) % bound;
            while ((uint)product < threshold) product = (ulong)NextBits() * bound;
        }
        return (int)(product >> 32);
    }

    /// <summary>The next standard normal number, by the polar method (Marsaglia and Bray, 1964).</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(spareNormal))
        {
            var spare = spareNormal;
            spareNormal = double.NaN;
            return spare;
        }
        while (true)
        {
            var u = 2 * NextUniform() - 1;
            var v = 2 * NextUniform() - 1;
            var square = u * u + v * v;
            if (square is >= 1 or 0) continue;
            var factor = Math.Sqrt(-2 * Math.Log(square) / square);
            spareNormal = v * factor;
            return u * factor;
        }
    }

    /// <summary>The ten rounds of Philox4x32 on one counter.</summary>
    internal static void Philox(Span<uint> counter, uint key0, uint key1)
    {
        for (var round = 0; round < 10; round++)
        {
            var first = 0xD2511F53UL * counter[0];
            var second = 0xCD9E8D57UL * counter[2];
            counter[0] = (uint)(second >> 32) ^ counter[1] ^ key0;
            counter[2] = (uint)(first >> 32) ^ counter[3] ^ key1;
            counter[1] = (uint)second;
            counter[3] = (uint)first;
            key0 = unchecked(key0 + 0x9E3779B9u);
            key1 = unchecked(key1 + 0xBB67AE85u);
        }
    }

    private void Refill()
    {
        (block[0], block[1]) = ((uint)position, (uint)(position >> 32));
        (block[2], block[3]) = ((uint)stream, (uint)(stream >> 32));
        Philox(block, key0, key1);
        position++;
        used = 0;
    }
}
