using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>Random orders of the units: of all of them, or of all but one. Draw d, or unit i, uses stream d or i of the seed, so neither the number of threads nor the order matters.</summary>
internal static class Permutations
{
    private const int DrawsAChunk = 16;
    private const int UnitsAChunk = 64;

    // Equal statistics may differ in their last digits, because sums run in another order; such draws count as ties.
    private const double TieTolerance = 1e-12;

    /// <summary>A statistic of a shuffled order.</summary>
    public delegate double Statistic(ReadOnlySpan<int> order);

    /// <summary>Permutes all units at once: <paramref name="statistic"/> makes, for one thread, the statistic of an order, and may keep room
    /// between calls but no state; <paramref name="scale"/> is the size of the terms that it adds, for ties.</summary>
    public static PermutationTest Global(string name, int units, double value, double scale, int draws, ulong seed, Func<Statistic> statistic)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(draws);
        var simulated = new double[draws];
        FixedChunks.Run(draws, DrawsAChunk, () => (Order: new int[units], Of: statistic()), (first, end, room) =>
        {
            for (var d = first; d < end; d++)
            {
                Shuffle(room.Order, new RandomStream(seed, (ulong)d));
                simulated[d] = room.Of(room.Order);
            }
        });
        return Summary(name, value, scale, simulated);
    }

    /// <summary>A uniformly random order of 0 … n − 1.</summary>
    public static void Shuffle(Span<int> order, RandomStream stream)
    {
        for (var i = 0; i < order.Length; i++)
        {
            var j = stream.NextBelow(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }

    private static PermutationTest Summary(string name, double value, double scale, double[] simulated)
    {
        var (greater, less, mean, squares) = (0, 0, 0.0, 0.0);
        foreach (var draw in simulated)
        {
            if (draw >= value - TieTolerance * scale) greater++;
            if (draw <= value + TieTolerance * scale) less++;
            mean += draw / simulated.Length;
        }
        foreach (var draw in simulated) squares += (draw - mean) * (draw - mean);
        var deviation = simulated.Length < 2 ? 0 : Math.Sqrt(squares / (simulated.Length - 1));
        return new PermutationTest(name, value, simulated.Length, mean, deviation, (greater + 1.0) / (simulated.Length + 1), (less + 1.0) / (simulated.Length + 1));
    }

    /// <summary>Conditional permutations (Anselin, 1995): unit i keeps its place, and its neighbours are drawn without replacement from all others.
    /// The time grows with the links and draws, not with the square of the units.</summary>
    public static ConditionalDraws Conditional<TOffer>(SpatialWeights weights, TOffer offer, int draws, ulong seed)
        where TOffer : struct, IOffer
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(draws);
        var result = new ConditionalDraws(weights.Count, draws);
        FixedChunks.Run(weights.Count, UnitsAChunk, () => new OtherUnits(weights.Count), (first, end, others) =>
        {
            for (var i = first; i < end; i++) Unit(weights, i, offer, others, new RandomStream(seed, (ulong)i), result);
        });
        return result;
    }

    private static void Unit<TOffer>(SpatialWeights weights, int unit, TOffer offer, OtherUnits others, RandomStream stream, ConditionalDraws result)
        where TOffer : struct, IOffer
    {
        var neighbours = weights.NeighboursOf(unit);
        var row = weights.WeightsOf(unit);
        double observed = 0, size = 0, own = 0;
        // A unit that is its own neighbour keeps that part; the others are drawn.
        Span<double> drawn = row.Length <= 256 ? stackalloc double[row.Length] : new double[row.Length];
        Span<int> chosen = row.Length <= 256 ? stackalloc int[row.Length] : new int[row.Length];
        var count = 0;
        for (var k = 0; k < neighbours.Length; k++)
        {
            var part = row[k] * offer.Of(unit, neighbours[k]);
            observed += part;
            size += Math.Abs(part);
            if (neighbours[k] == unit) own = part;
            else drawn[count++] = row[k];
        }
        drawn = drawn[..count];
        chosen = chosen[..count];
        others.Start(unit, count);
        var (greater, less, mean, squares) = (0, 0, 0.0, 0.0);
        for (var d = 0; d < result.Draws; d++)
        {
            others.Draw(chosen, stream);
            var lag = own;
            for (var k = 0; k < drawn.Length; k++) lag += drawn[k] * offer.Of(unit, chosen[k]);
            if (lag >= observed - TieTolerance * size) greater++;
            if (lag <= observed + TieTolerance * size) less++;
            var step = lag - mean;
            mean += step / (d + 1);
            squares += step * (lag - mean);
        }
        result.Set(unit, observed, greater, less, mean, result.Draws < 2 ? 0 : squares / (result.Draws - 1));
    }
}
