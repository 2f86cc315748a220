using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>What is ranked in every design: units by their mean over the years in the total, then year by year in the total, then by their mean in every dimension.</summary>
internal sealed class RankCells
{
    public RankCells(IndexResult index, SensitivityOptions options)
    {
        (Units, Years) = (index.Units.Count, options.Years ? index.YearCount : 0);
        Nodes = options.Dimensions ? index.Nodes.Count : 1;
        Stated = new int[Count];
        var order = new int[Units];
        index.Ranks(0).CopyTo(Stated);
        if (Years > 0) RankYears(index.Scores(0), Stated, new double[Units], order);
        for (var node = 1; node < Nodes; node++) index.Ranks(node).CopyTo(Stated.AsSpan(OffsetOf(node)));
    }

    public int Units { get; }

    /// <summary>Number of years ranked; 0 when only means are.</summary>
    public int Years { get; }

    /// <summary>Number of nodes ranked, the total among them.</summary>
    public int Nodes { get; }

    public int Count => Units * (Years + Nodes);

    /// <summary>Ranks in the index as published.</summary>
    public int[] Stated { get; }

    /// <summary>First cell of a node's unit means.</summary>
    public int OffsetOf(int node) => node == 0 ? 0 : Units * (Years + node);

    public Span<int> UnitRanks(Span<int> ranks) => ranks[..Units];

    /// <summary>Year by year, then unit.</summary>
    public Span<int> YearRanks(Span<int> ranks) => ranks.Slice(Units, Units * Years);

    /// <summary>Ranks the units in every year by the scores of all rows.</summary>
    public void RankYears(ReadOnlySpan<double> scores, Span<int> ranks, Span<double> year, Span<int> order)
    {
        for (var t = 0; t < Years; t++)
        {
            for (var i = 0; i < Units; i++) year[i] = scores[i * Years + t];
            Ranks.Descending(year, ranks.Slice(Units * (1 + t), Units), order);
        }
    }
}
