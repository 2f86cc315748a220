using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rebound.Measures;

/// <summary>What one thread needs to compare the units of a year in pairs: each unit against a block of others, of which every pair has its own sum over the indicators, so that the width of a vector changes no bit.</summary>
internal sealed class PairRoom
{
    /// <summary>Credits are sums of weights: a half or a whole but for rounding.</summary>
    private const double Rounding = 1e-12;

    private readonly int units;
    private readonly int stride; // units, rounded up to whole blocks
    private readonly double[] weights;
    private readonly double[] values; // indicator by indicator
    private readonly double[] wins;
    private readonly double[] places; // 0, 1, 2 …
    private readonly double total;
    private bool complete;

    public PairRoom(int units, double[] weights)
    {
        (this.units, this.weights, stride) = (units, weights, (units + Block - 1) / Block * Block);
        (values, wins, places) = (new double[weights.Length * stride], new double[stride], new double[stride]);
        for (var i = 0; i < stride; i++) places[i] = i;
        foreach (var weight in weights) total += weight;
    }

    private static int Block => 4 * Vector<double>.Count;

    /// <summary>Takes the values of a year and looks whether any is missing.</summary>
    /// <param name="columns">Columns of units × years.</param>
    /// <param name="years">Number of years.</param>
    /// <param name="year">The year.</param>
    public void Enter(ReadOnlySpan<double> columns, int years, int year)
    {
        Array.Clear(wins);
        complete = true;
        for (var j = 0; j < weights.Length; j++)
        {
            var column = values.AsSpan(j * stride, units);
            var source = columns.Slice(j * units * years, units * years);
            for (var i = 0; i < column.Length; i++) column[i] = source[i * years + year];
            complete &= !Imputation.HasGap(column);
        }
    }

    /// <summary>Units outranked less units that outrank.</summary>
    public double Score(int unit) => wins[unit];

    /// <summary>Compares all pairs.</summary>
    public void Compare()
    {
        for (var block = 0; block < units; block += Block)
            for (var unit = 0; unit < Math.Min(units, block + Block); unit++)
            {
                if (complete) Complete(unit, block);
                else Known(unit, block);
            }
    }

    /// <summary>One unit against a block, when no value is missing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Complete(int unit, int block)
    {
        Vector<double> a = default, b = default, c = default, d = default;
        var width = Vector<double>.Count;
        ref var first = ref MemoryMarshal.GetArrayDataReference(values);
        for (var j = 0; j < weights.Length; j++)
        {
            ref var column = ref Unsafe.Add(ref first, (nint)j * stride);
            ref var others = ref Unsafe.Add(ref column, block);
            var (own, full) = (new Vector<double>(Unsafe.Add(ref column, unit)), new Vector<double>(weights[j]));
            var half = full * new Vector<double>(0.5);
            a += Gain(own, Vector.LoadUnsafe(ref others), full, half);
            b += Gain(own, Vector.LoadUnsafe(ref others, (nuint)width), full, half);
            c += Gain(own, Vector.LoadUnsafe(ref others, (nuint)(2 * width)), full, half);
            d += Gain(own, Vector.LoadUnsafe(ref others, (nuint)(3 * width)), full, half);
        }
        var known = new Vector<double>(total);
        Judge(unit, block, a, known);
        Judge(unit, block + width, b, known);
        Judge(unit, block + 2 * width, c, known);
        Judge(unit, block + 3 * width, d, known);
    }

    /// <summary>The whole weight where a unit wins, half where it ties.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Gain(Vector<double> own, Vector<double> other, Vector<double> full, Vector<double> half) =>
        (Vector.GreaterThan(own, other).As<long, double>() & full) | (Vector.Equals(own, other).As<long, double>() & half);

    /// <summary>The same where values may be missing; such an indicator counts for neither.</summary>
    private void Known(int unit, int block)
    {
        for (var at = block; at < block + Block; at += Vector<double>.Count)
        {
            Vector<double> won = default, known = default;
            for (var j = 0; j < weights.Length; j++)
            {
                var own = values[j * stride + unit];
                if (double.IsNaN(own)) continue;
                var (first, second, full) = (new Vector<double>(own), new Vector<double>(values, j * stride + at), new Vector<double>(weights[j]));
                won += Gain(first, second, full, full * new Vector<double>(0.5));
                known += Vector.ConditionalSelect(Vector.Equals(second, second), full, Vector<double>.Zero); // NaN equals nothing
            }
            Judge(unit, at, won, known);
        }
    }

    /// <summary>Who outranks whom: 1 for the unit where its credit is above ½, −1 where below; only units after it and within the year count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Judge(int unit, int at, Vector<double> won, Vector<double> known)
    {
        var place = new Vector<double>(places, at);
        var counts = Vector.GreaterThan(place, new Vector<double>(unit)) & Vector.LessThan(place, new Vector<double>(units)) & Vector.GreaterThan(known, Vector<double>.Zero);
        var lead = won / known - new Vector<double>(0.5);
        var side = Vector.ConditionalSelect(Vector.GreaterThan(lead, new Vector<double>(Rounding)), Vector<double>.One, Vector.ConditionalSelect(Vector.LessThan(lead, new Vector<double>(-Rounding)), -Vector<double>.One, Vector<double>.Zero));
        side = Vector.ConditionalSelect(counts, side, Vector<double>.Zero);
        (new Vector<double>(wins, at) - side).CopyTo(wins, at);
        wins[unit] += Vector.Sum(side); // whole numbers: any order gives the same sum
    }
}
