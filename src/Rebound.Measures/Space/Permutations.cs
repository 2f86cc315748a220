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

    /// <summary>Puts into room what unit i may meet at the place of each other unit.</summary>
    public delegate void Offer(int unit, Span<double> values);

    /// <summary>Conditional permutations (Anselin, 1995): unit i keeps its place, and its neighbours are drawn without replacement from all others.
    /// <paramref name="offer"/> gives the n values that unit i draws from and that make its observed lag; its own is never drawn.</summary>
    public static ConditionalDraws Conditional(SpatialWeights weights, Offer offer, int draws, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(draws);
        var result = new ConditionalDraws(weights.Count, draws);
        FixedChunks.Run(weights.Count, UnitsAChunk, () => new double[weights.Count], (first, end, room) =>
        {
            for (var i = first; i < end; i++) Unit(weights, i, offer, room, new RandomStream(seed, (ulong)i), result);
        });
        return result;
    }

    private static void Unit(SpatialWeights weights, int unit, Offer offer, double[] room, RandomStream stream, ConditionalDraws result)
    {
        offer(unit, room);
        var neighbours = weights.NeighboursOf(unit);
        var row = weights.WeightsOf(unit);
        var others = room.Length - 1;
        double observed = 0, size = 0, own = 0;
        for (var k = 0; k < neighbours.Length; k++)
        {
            observed += row[k] * room[neighbours[k]];
            size += row[k] * Math.Abs(room[neighbours[k]]);
        }
        // A unit that is its own neighbour keeps that part; the others are drawn.
        var values = room.AsSpan();
        Span<double> drawn = row.Length <= 256 ? stackalloc double[row.Length] : new double[row.Length];
        var count = 0;
        for (var k = 0; k < neighbours.Length; k++)
        {
            if (neighbours[k] == unit) own = row[k] * room[unit];
            else drawn[count++] = row[k];
        }
        drawn = drawn[..count];
        values[unit] = values[others];
        values = values[..others];
        var (greater, less, mean, squares) = (0, 0, 0.0, 0.0);
        for (var d = 0; d < result.Draws; d++)
        {
            var lag = own;
            for (var k = 0; k < drawn.Length; k++)
            {
                var chosen = k + stream.NextBelow(others - k);
                var value = values[chosen];
                values[chosen] = values[k];
                values[k] = value;
                lag += drawn[k] * value;
            }
            if (lag >= observed - TieTolerance * size) greater++;
            if (lag <= observed + TieTolerance * size) less++;
            var step = lag - mean;
            mean += step / (d + 1);
            squares += step * (lag - mean);
        }
        result.Set(unit, observed, greater, less, mean, result.Draws < 2 ? 0 : squares / (result.Draws - 1));
    }
}
