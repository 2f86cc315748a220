using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>What is kept of every design: how far ranks moved, and whether the stated rankings held; and the counts of ranks over all designs.</summary>
internal sealed class RankOutcomes
{
    /// <summary>Cells counted by one thread at a time.</summary>
    private const int CellsAtOnce = 4096;

    private readonly RankCells cells;
    private readonly RankingConclusion.Positions[] stated;
    private readonly double[] shifts;
    private readonly int[] largest;
    private readonly int[] largestUnit;
    private readonly long[] holds;

    public RankOutcomes(RankCells cells, int designs, IReadOnlyList<RankingConclusion> conclusions, IReadOnlyList<string> units)
    {
        this.cells = cells;
        Counts = new RankCounts(cells.Count, cells.Units);
        stated = [.. conclusions.Select(conclusion => conclusion.Among(units))];
        (shifts, largest, largestUnit) = (new double[designs * (1 + cells.Years)], new int[designs], new int[designs]);
        holds = new long[stated.Length];
    }

    public RankCounts Counts { get; }

    /// <summary>Mean of |rank − rank in the index| in period 0 (means over the years) or year p.</summary>
    public double Shift(int design, int period) => shifts[design * (1 + cells.Years) + period];

    public int Largest(int design) => largest[design];

    public int LargestUnit(int design) => largestUnit[design];

    /// <summary>Number of replications in which a conclusion held.</summary>
    public long Holds(int conclusion) => holds[conclusion];

    /// <summary>Takes the ranks of consecutive designs.</summary>
    /// <param name="ranks">Design by design.</param>
    /// <param name="times">How many independent replications each design stands for.</param>
    /// <param name="first">Number of the first design.</param>
    public void Add(ReadOnlyMemory<int> ranks, ReadOnlyMemory<int> times, int first)
    {
        for (var d = 0; d < times.Length; d++)
        {
            var own = ranks.Span.Slice(d * cells.Count, cells.Count);
            for (var period = 0; period <= cells.Years; period++) Compare(own, first + d, period);
            for (var c = 0; c < stated.Length; c++)
                if (stated[c].Holds(own[..cells.Units])) holds[c] += times.Span[d];
        }
        FixedChunks.Run(cells.Count, CellsAtOnce, (from, end) => Counts.Add(ranks.Span, times.Span, from, end));
    }

    private void Compare(ReadOnlySpan<int> ranks, int design, int period)
    {
        var (sum, most, unit) = (0L, 0, 0);
        for (var i = 0; i < cells.Units; i++)
        {
            var shift = Math.Abs(ranks[period * cells.Units + i] - cells.Stated[period * cells.Units + i]);
            sum += shift;
            if (shift > most) (most, unit) = (shift, i);
        }
        shifts[design * (1 + cells.Years) + period] = (double)sum / cells.Units;
        if (period == 0) (largest[design], largestUnit[design]) = (most, unit);
    }
}
