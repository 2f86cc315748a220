using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>How rows lie for absorption: sorted by the effect with the most groups (the main one, which is eliminated exactly), with
/// the places of the other effects' parameters in one stacked vector. Depends on the groupings alone, so one layout serves every weighting.</summary>
internal sealed class EffectLayout
{
    private const int SmallestParallel = 1 << 16; // below, starting threads costs more than it saves
    private const int MostChunks = 16;

    private EffectLayout(AbsorbedEffect main, LayoutTerm[] terms, int rows)
    {
        (Main, Terms, Rows) = (main, terms, rows);
        Size = terms.Length == 0 ? 0 : terms[^1].Offset + terms[^1].Effect.Levels;
        Starts = new int[main.Levels + 1];
        Order = Sort();
        Index = BuildIndex();
        Chunks = BuildChunks();
        MainSlope = main.Slope is null ? null : Sorted(main.Slope);
        Slopes = [.. terms.Select(t => t.IsSlope ? Sorted(t.Effect.Slope!) : null)];
        HasSlopes = MainSlope is not null || !main.Intercept || terms.Any(t => t.IsSlope);
    }

    /// <summary>The effect with the most groups.</summary>
    public AbsorbedEffect Main { get; }

    /// <summary>Every other intercept or slope, T of them.</summary>
    public LayoutTerm[] Terms { get; }

    public int Rows { get; }

    /// <summary>m, the parameters of the other effects.</summary>
    public int Size { get; }

    /// <summary>The row at each sorted position; null where the rows are sorted already.</summary>
    public int[]? Order { get; }

    /// <summary>First sorted position of each group of the main effect, and the end.</summary>
    public int[] Starts { get; }

    /// <summary>For each sorted position the T places in the stacked vector.</summary>
    public int[] Index { get; }

    /// <summary>Bounds, in groups of the main effect, of the chunks that sums run over; fixed by the data, never by the threads.</summary>
    public int[] Chunks { get; }

    public double[]? MainSlope { get; }

    public double[]?[] Slopes { get; }

    /// <summary>Whether anything but plain intercepts is absorbed.</summary>
    public bool HasSlopes { get; }

    public static EffectLayout? Of(IReadOnlyList<AbsorbedEffect> effects, int rows)
    {
        if (effects.Count == 0) return null;
        var main = 0;
        for (var q = 1; q < effects.Count; q++)
            if (effects[q].Levels > effects[main].Levels) main = q;
        List<LayoutTerm> terms = [];
        var offset = 0;
        foreach (var effect in effects.Where((_, q) => q != main).OrderByDescending(e => e.Levels))
            foreach (var slope in (bool[])[false, true])
            {
                if (slope ? effect.Slope is null : !effect.Intercept) continue;
                terms.Add(new LayoutTerm(effect, slope, offset));
                offset += effect.Levels;
            }
        return new EffectLayout(effects[main], [.. terms], rows);
    }

    /// <summary>Values in the sorted order; the array itself where the rows are sorted.</summary>
    public double[] Sorted(double[] values)
    {
        if (Order is null) return values;
        var sorted = new double[values.Length];
        for (var i = 0; i < sorted.Length; i++) sorted[i] = values[Order[i]];
        return sorted;
    }

    private int[]? Sort()
    {
        var codes = Main.Codes;
        var sorted = true;
        for (var i = 0; i < codes.Length; i++) Starts[codes[i] + 1]++;
        for (var i = 1; i < codes.Length && sorted; i++) sorted = codes[i] >= codes[i - 1];
        for (var g = 0; g < Main.Levels; g++) Starts[g + 1] += Starts[g];
        if (sorted) return null;
        var next = new int[Main.Levels];
        Array.Copy(Starts, next, next.Length);
        var order = new int[codes.Length];
        for (var i = 0; i < order.Length; i++) order[next[codes[i]]++] = i;
        return order;
    }

    private int[] BuildIndex()
    {
        var count = Terms.Length;
        var index = new int[Rows * (long)count];
        var order = Order;
        FixedChunks.Run(Rows, SmallestParallel, (from, to) =>
        {
            for (var t = 0; t < count; t++)
            {
                var (codes, offset) = (Terms[t].Effect.Codes, Terms[t].Offset);
                for (var i = from; i < to; i++) index[i * count + t] = codes[order is null ? i : order[i]] + offset;
            }
        });
        return index;
    }

    private int[] BuildChunks()
    {
        var count = Rows < SmallestParallel ? 1 : (int)Math.Clamp(Rows / (4L * Size + 1), 2, MostChunks);
        var chunks = new int[count + 1];
        for (var c = 1; c < count; c++)
        {
            var found = Array.BinarySearch(Starts, (int)((long)Rows * c / count));
            chunks[c] = Math.Max(chunks[c - 1], found >= 0 ? found : ~found - 1);
        }
        chunks[count] = Main.Levels;
        return chunks;
    }
}

/// <summary>One parameter a group of an effect that is not the main one: an intercept, or a slope.</summary>
internal sealed record LayoutTerm(AbsorbedEffect Effect, bool IsSlope, int Offset);
