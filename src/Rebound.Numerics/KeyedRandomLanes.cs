using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rebound.Numerics;

/// <summary>Eight blocks of <see cref="KeyedRandom"/> at once: the same words.</summary>
public readonly struct KeyedRandomLanes
{
    private readonly Vector512<ulong> seed;
    private readonly Vector512<ulong> replicate;

    /// <summary>Eight places of one replicate, or eight replicates of one place.</summary>
    /// <param name="seed">The study's seed.</param>
    /// <param name="replicate">The replicates.</param>
    public KeyedRandomLanes(ulong seed, Vector512<ulong> replicate) => (this.seed, this.replicate) = (Vector512.Create(seed), replicate);

    /// <summary>Four uniform numbers a lane.</summary>
    /// <param name="step">For instance the day.</param>
    /// <param name="place">For instance the city.</param>
    /// <param name="group">Number of the group of four events.</param>
    /// <param name="purpose">What the numbers are for.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public UniformLanes Block(ulong step, Vector512<ulong> place, ulong group, ulong purpose)
    {
        if (!BinomialLanes.AreFast) return OneByOne(step, place, group, purpose);
        var (a, b, c, d) = (Vector512.Create(step), place, Vector512.Create(group), Vector512.Create(purpose));
        var (key0, key1) = (seed, replicate);
        for (var round = 0; round < 10; round++)
        {
            var high0 = Multiply(KeyedRandom.FirstFactor, a, out var low0);
            var high1 = Multiply(KeyedRandom.SecondFactor, c, out var low1);
            (a, b, c, d) = (high1 ^ b ^ key0, low1, high0 ^ d ^ key1, low0);
            key0 += Vector512.Create(KeyedRandom.FirstStep);
            key1 += Vector512.Create(KeyedRandom.SecondStep);
        }
        return new UniformLanes(Uniform(a), Uniform(b), Uniform(c), Uniform(d));
    }

    /// <summary><see cref="UniformBlock.Uniform"/>: the upper bits are the mantissa of a number from 1 to 2, and every step is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Uniform(Vector512<ulong> words)
    {
        var number = (Vector512.ShiftRightLogical(words, 12) | Vector512.Create(0x3FF0_0000_0000_0000UL)).AsDouble();
        return number - Vector512.Create(1 - 1.0 / (1UL << 53));
    }

    // The upper 64 bits of the products; the lower ones in low.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Multiply(ulong factor, Vector512<ulong> word, out Vector512<ulong> low)
    {
        var (factorLow, factorHigh) = (Vector512.Create(factor & uint.MaxValue).AsUInt32(), Vector512.Create(factor >> 32).AsUInt32());
        var (wordLow, wordHigh) = (word.AsUInt32(), Vector512.ShiftRightLogical(word, 32).AsUInt32());
        low = Avx512DQ.MultiplyLow(word, Vector512.Create(factor));
        var cross = Avx512F.Multiply(wordHigh, factorLow) + Vector512.ShiftRightLogical(Avx512F.Multiply(wordLow, factorLow), 32);
        var other = Avx512F.Multiply(wordLow, factorHigh) + (cross & Vector512.Create((ulong)uint.MaxValue));
        return Avx512F.Multiply(wordHigh, factorHigh) + Vector512.ShiftRightLogical(cross, 32) + Vector512.ShiftRightLogical(other, 32);
    }

    private UniformLanes OneByOne(ulong step, Vector512<ulong> place, ulong group, ulong purpose)
    {
        var (first, second, third, fourth) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        for (var lane = 0; lane < Vector512<ulong>.Count; lane++)
        {
            var block = new KeyedRandom(seed[lane], replicate[lane]).Block(step, place[lane], group, purpose);
            (first, second) = (first.WithElement(lane, block.First), second.WithElement(lane, block.Second));
            (third, fourth) = (third.WithElement(lane, block.Third), fourth.WithElement(lane, block.Fourth));
        }
        return new UniformLanes(first, second, third, fourth);
    }
}
