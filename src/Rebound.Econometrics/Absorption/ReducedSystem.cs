using System.Runtime.InteropServices;
using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>The normal equations of the effects after the main effect has been eliminated: S = D₂ᵀW(I − P₁)D₂, applied by passes over
/// the sorted rows and never stored.</summary>
/// <remarks>P₁ is the projection on the main effect (its slopes made orthogonal to its intercepts). Sums run in chunks fixed by the
/// data and are combined in their order, so that their bits do not depend on the number of threads.</remarks>
internal sealed class ReducedSystem
{
    private const int CombineLength = 4096;
    private const double NoSlope = 1e-20; // a share of squares that is rounding error: the slope's variable is constant within the group
    private readonly EffectLayout layout;
    private readonly double[]? weights;      // sorted
    private readonly double[] inverseTotals; // 1/Σw by group of the main effect
    private readonly double[]? mainSlope;    // orthogonal to the intercept
    private readonly double[]? inverseMainSquares;
    private readonly double[]?[] slopes;

    public ReducedSystem(EffectLayout layout, double[]? weights)
    {
        this.layout = layout;
        this.weights = weights is null ? null : layout.Sorted(weights);
        inverseTotals = InverseTotals();
        if (layout.MainSlope is { } main) (mainSlope, inverseMainSquares) = MainSlope(main);
        slopes = [.. layout.Terms.Select((t, q) => t.IsSlope ? Slope(t, q, layout.Slopes[q]!) : null)];
        Diagonal = BuildDiagonal();
    }

    public EffectLayout Layout => layout;

    /// <summary>w in sorted order; null for ones.</summary>
    public double[]? Weights => weights;

    /// <summary>1/Σw of each group of the main effect.</summary>
    public double[] InverseMainTotals => inverseTotals;

    /// <summary>The diagonal of D₂ᵀWD₂, of length m.</summary>
    public double[] Diagonal { get; }

    private int ChunkCount => layout.Chunks.Length - 1;

    /// <summary>Room for one column's sums in every chunk.</summary>
    public double[][] Buffers() => [.. Enumerable.Range(0, ChunkCount).Select(_ => new double[layout.Size])];

    /// <summary>x ← (I − P₁)(x − D₂v), in sorted order; b ← D₂ᵀWx; the result is xᵀWx before and after.</summary>
    /// <param name="input">x before, n; in the order of the rows unless it is the output itself.</param>
    /// <param name="output">x after, n, in sorted order.</param>
    /// <param name="v">Parameters of the other effects, m; null for none.</param>
    /// <param name="b">Filled in this lane with the right-hand side of what is left; null when not wanted.</param>
    /// <param name="lane">The lane that belongs to x.</param>
    /// <param name="buffers">Room of <see cref="Buffers"/>.</param>
    public (double Before, double After) Sweep<T>(double[] input, double[] output, T[]? v, T[]? b, int lane, double[][] buffers) where T : unmanaged, ILanes<T>
    {
        var squares = new (double Before, double After)[ChunkCount];
        FixedChunks.Run(ChunkCount, 1, (c, _) =>
        {
            var sums = b is null ? null : buffers[c];
            if (sums is not null) Array.Clear(sums);
            var parameters = v is null ? [] : MemoryMarshal.Cast<T, double>(v);
            squares[c] = layout.HasSlopes
                ? SweepSlopes(c, input, output, parameters, sums, T.Count, lane)
                : SweepMeans(c, input, output, parameters, sums, T.Count, lane);
        });
        if (b is not null)
        {
            var total = MemoryMarshal.Cast<T, double>(b.AsSpan());
            for (var a = 0; a < layout.Size; a++)
            {
                double sum = 0;
                foreach (var buffer in buffers) sum += buffer[a];
                total[a * T.Count + lane] = sum;
            }
        }
        double before = 0, after = 0;
        foreach (var part in squares)
        {
            before += part.Before;
            after += part.After;
        }
        return (before, after);
    }

    /// <summary>Fills <paramref name="result"/> with S·v for every lane.</summary>
    public void Apply<T>(T[] v, T[] result, T[][] buffers) where T : unmanaged, ILanes<T>
    {
        FixedChunks.Run(ChunkCount, 1, (c, _) =>
        {
            Array.Clear(buffers[c]);
            if (layout.HasSlopes) ApplySlopes(c, v, buffers[c]);
            else if (weights is null) ApplyMeans(c, v, buffers[c]);
            else ApplyWeighted(c, v, buffers[c], weights);
        });
        FixedChunks.Run(layout.Size, CombineLength, (from, to) =>
        {
            buffers[0].AsSpan(from, to - from).CopyTo(result.AsSpan(from));
            for (var c = 1; c < buffers.Length; c++)
            {
                var part = buffers[c];
                for (var a = from; a < to; a++) result[a] += part[a];
            }
        });
    }

    private void ApplyMeans<T>(int chunk, T[] v, T[] sums) where T : unmanaged, ILanes<T>
    {
        int count = layout.Terms.Length, first = layout.Chunks[chunk], last = layout.Chunks[chunk + 1];
        var starts = layout.Starts;
        for (var g = first; g < last; g++)
        {
            int from = starts[g], to = starts[g + 1];
            var places = layout.Index.AsSpan(from * count, (to - from) * count);
            var mean = T.All(0);
            foreach (var place in places) mean += v[place];
            mean *= T.All(inverseTotals[g]);
            if (count == 1)
                foreach (var place in places) sums[place] += v[place] - mean;
            else if (count == 2)
                for (var j = 0; j + 1 < places.Length; j += 2)
                {
                    int p = places[j], q = places[j + 1];
                    var left = v[p] + v[q] - mean;
                    sums[p] += left;
                    sums[q] += left;
                }
            else
                for (var j = 0; j < places.Length; j += count)
                {
                    var own = places.Slice(j, count);
                    var left = T.All(0);
                    foreach (var place in own) left += v[place];
                    left -= mean;
                    foreach (var place in own) sums[place] += left;
                }
        }
    }

    private void ApplyWeighted<T>(int chunk, T[] v, T[] sums, double[] w) where T : unmanaged, ILanes<T>
    {
        int count = layout.Terms.Length, first = layout.Chunks[chunk], last = layout.Chunks[chunk + 1];
        var starts = layout.Starts;
        for (var g = first; g < last; g++)
        {
            int from = starts[g], to = starts[g + 1];
            var places = layout.Index.AsSpan(from * count, (to - from) * count);
            var own = w.AsSpan(from, to - from);
            var mean = T.All(0);
            if (count == 1)
            {
                for (var i = 0; i < own.Length; i++) mean += T.All(own[i]) * v[places[i]];
                mean *= T.All(inverseTotals[g]);
                for (var i = 0; i < own.Length; i++) sums[places[i]] += T.All(own[i]) * (v[places[i]] - mean);
                continue;
            }
            if (count == 2)
            {
                for (var i = 0; i < own.Length; i++) mean += T.All(own[i]) * (v[places[2 * i]] + v[places[2 * i + 1]]);
                mean *= T.All(inverseTotals[g]);
                for (var i = 0; i < own.Length; i++)
                {
                    int p = places[2 * i], q = places[2 * i + 1];
                    var left = T.All(own[i]) * (v[p] + v[q] - mean);
                    sums[p] += left;
                    sums[q] += left;
                }
                continue;
            }
            for (var i = 0; i < own.Length; i++)
            {
                var sum = T.All(0);
                foreach (var place in places.Slice(i * count, count)) sum += v[place];
                mean += T.All(own[i]) * sum;
            }
            mean *= T.All(inverseTotals[g]);
            for (var i = 0; i < own.Length; i++)
            {
                var row = places.Slice(i * count, count);
                var left = T.All(0);
                foreach (var place in row) left += v[place];
                left = T.All(own[i]) * (left - mean);
                foreach (var place in row) sums[place] += left;
            }
        }
    }

    private void ApplySlopes<T>(int chunk, T[] v, T[] sums) where T : unmanaged, ILanes<T>
    {
        var count = layout.Terms.Length;
        for (var g = layout.Chunks[chunk]; g < layout.Chunks[chunk + 1]; g++)
        {
            int from = layout.Starts[g], to = layout.Starts[g + 1];
            T mean = T.All(0), slope = T.All(0);
            for (var i = from; i < to; i++)
            {
                var value = T.All(weights?[i] ?? 1) * Fitted(v, i, count);
                mean += value;
                if (mainSlope is not null) slope += T.All(mainSlope[i]) * value;
            }
            mean *= T.All(layout.Main.Intercept ? inverseTotals[g] : 0);
            if (mainSlope is not null) slope *= T.All(inverseMainSquares![g]);
            for (var i = from; i < to; i++)
            {
                var left = Fitted(v, i, count) - mean;
                if (mainSlope is not null) left -= T.All(mainSlope[i]) * slope;
                left *= T.All(weights?[i] ?? 1);
                for (var t = 0; t < count; t++)
                    sums[layout.Index[i * count + t]] += slopes[t] is { } z ? T.All(z[i]) * left : left;
            }
        }
    }

    private T Fitted<T>(T[] v, int row, int count) where T : unmanaged, ILanes<T>
    {
        var sum = T.All(0);
        for (var t = 0; t < count; t++)
        {
            var value = v[layout.Index[row * count + t]];
            sum += slopes[t] is { } z ? T.All(z[row]) * value : value;
        }
        return sum;
    }

    private (double, double) SweepMeans(int chunk, double[] input, double[] output, ReadOnlySpan<double> v, double[]? sums, int stride, int lane)
    {
        var (count, index, starts, order) = (layout.Terms.Length, layout.Index, layout.Starts, ReferenceEquals(input, output) ? null : layout.Order);
        double before = 0, square = 0;
        for (var g = layout.Chunks[chunk]; g < layout.Chunks[chunk + 1]; g++)
        {
            int from = starts[g], to = starts[g + 1];
            double mean = 0;
            if (v.Length == 0)
                for (var i = from; i < to; i++)
                {
                    var value = input[order is null ? i : order[i]];
                    output[i] = value;
                    var weighted = weights is null ? value : weights[i] * value;
                    mean += weighted;
                    before += weighted * value;
                }
            else
                for (var i = from; i < to; i++)
                {
                    var value = input[i];
                    for (var t = 0; t < count; t++) value -= v[index[i * count + t] * stride + lane];
                    output[i] = value;
                    mean += weights is null ? value : weights[i] * value;
                }
            mean *= inverseTotals[g];
            for (var i = from; i < to; i++)
            {
                var left = output[i] - mean;
                output[i] = left;
                var weighted = weights is null ? left : weights[i] * left;
                square += weighted * left;
                if (sums is null) continue;
                for (var t = 0; t < count; t++) sums[index[i * count + t]] += weighted;
            }
        }
        return (before, square);
    }

    private (double, double) SweepSlopes(int chunk, double[] input, double[] output, ReadOnlySpan<double> v, double[]? sums, int stride, int lane)
    {
        var (count, index, order) = (layout.Terms.Length, layout.Index, ReferenceEquals(input, output) ? null : layout.Order);
        double before = 0, square = 0;
        for (var g = layout.Chunks[chunk]; g < layout.Chunks[chunk + 1]; g++)
        {
            int from = layout.Starts[g], to = layout.Starts[g + 1];
            double mean = 0;
            for (var i = from; i < to; i++)
            {
                var value = input[v.Length > 0 || order is null ? i : order[i]];
                if (v.Length > 0)
                    for (var t = 0; t < count; t++) value -= v[index[i * count + t] * stride + lane] * (slopes[t]?[i] ?? 1);
                output[i] = value;
                mean += (weights?[i] ?? 1) * value;
                before += (weights?[i] ?? 1) * value * value;
            }
            mean *= layout.Main.Intercept ? inverseTotals[g] : 0;
            double slope = 0;
            if (mainSlope is not null)
            {
                for (var i = from; i < to; i++) slope += (weights?[i] ?? 1) * mainSlope[i] * (output[i] - mean);
                slope *= inverseMainSquares![g];
            }
            for (var i = from; i < to; i++)
            {
                var left = output[i] - mean;
                if (mainSlope is not null) left -= slope * mainSlope[i];
                output[i] = left;
                var weighted = (weights?[i] ?? 1) * left;
                square += weighted * left;
                if (sums is null) continue;
                for (var t = 0; t < count; t++) sums[index[i * count + t]] += weighted * (slopes[t]?[i] ?? 1);
            }
        }
        return (before, square);
    }

    private double[] InverseTotals()
    {
        var inverse = new double[layout.Main.Levels];
        FixedChunks.Run(ChunkCount, 1, (c, _) =>
        {
            for (var g = layout.Chunks[c]; g < layout.Chunks[c + 1]; g++)
            {
                double total = layout.Starts[g + 1] - layout.Starts[g];
                if (weights is not null)
                {
                    total = 0;
                    for (var i = layout.Starts[g]; i < layout.Starts[g + 1]; i++) total += weights[i];
                }
                inverse[g] = total > 0 ? 1 / total : 0;
            }
        });
        return inverse;
    }

    private (double[] Slope, double[] InverseSquares) MainSlope(double[] raw)
    {
        var centred = (double[])raw.Clone();
        var inverse = new double[layout.Main.Levels];
        for (var g = 0; g < inverse.Length; g++)
        {
            int from = layout.Starts[g], to = layout.Starts[g + 1];
            for (var round = 0; layout.Main.Intercept && round < 2; round++) // twice for what rounding leaves of a large mean
            {
                double mean = 0;
                for (var i = from; i < to; i++) mean += (weights?[i] ?? 1) * centred[i];
                mean *= inverseTotals[g];
                for (var i = from; i < to; i++) centred[i] -= mean;
            }
            double squares = 0, before = 0;
            for (var i = from; i < to; i++)
            {
                squares += (weights?[i] ?? 1) * centred[i] * centred[i];
                before += (weights?[i] ?? 1) * raw[i] * raw[i];
            }
            if (squares > NoSlope * before) inverse[g] = 1 / squares; // else constant within the group: no slope to take out
        }
        return (centred, inverse);
    }

    // A slope of another effect, made orthogonal to that effect's intercept, and zero where it does not vary.
    private double[] Slope(LayoutTerm term, int position, double[] raw)
    {
        int count = layout.Terms.Length, levels = term.Effect.Levels;
        var centred = (double[])raw.Clone();
        int Group(int i) => layout.Index[i * count + position] - term.Offset;
        for (var round = 0; term.Effect.Intercept && round < 2; round++)
        {
            double[] sums = new double[levels], totals = new double[levels];
            for (var i = 0; i < centred.Length; i++)
            {
                sums[Group(i)] += (weights?[i] ?? 1) * centred[i];
                totals[Group(i)] += weights?[i] ?? 1;
            }
            for (var i = 0; i < centred.Length; i++) centred[i] -= sums[Group(i)] / totals[Group(i)];
        }
        double[] squares = new double[levels], before = new double[levels];
        for (var i = 0; i < centred.Length; i++)
        {
            squares[Group(i)] += (weights?[i] ?? 1) * centred[i] * centred[i];
            before[Group(i)] += (weights?[i] ?? 1) * raw[i] * raw[i];
        }
        for (var i = 0; i < centred.Length; i++)
            if (squares[Group(i)] <= NoSlope * before[Group(i)]) centred[i] = 0;
        return centred;
    }

    private double[] BuildDiagonal()
    {
        var count = layout.Terms.Length;
        var buffers = Buffers();
        FixedChunks.Run(ChunkCount, 1, (c, _) =>
        {
            var sums = buffers[c];
            int from = layout.Starts[layout.Chunks[c]], to = layout.Starts[layout.Chunks[c + 1]];
            if (!layout.HasSlopes && weights is null)
                foreach (var place in layout.Index.AsSpan(from * count, (to - from) * count)) sums[place]++;
            else
                for (var i = from; i < to; i++)
                    for (var t = 0; t < count; t++)
                        sums[layout.Index[i * count + t]] += (weights?[i] ?? 1) * (slopes[t] is { } z ? z[i] * z[i] : 1);
        });
        var diagonal = buffers[0];
        for (var c = 1; c < buffers.Length; c++)
            for (var a = 0; a < diagonal.Length; a++) diagonal[a] += buffers[c][a];
        return diagonal;
    }
}
