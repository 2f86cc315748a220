using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Draws units without replacement from all but one. Holds scratch space, so one a thread; what is drawn depends on the stream alone.</summary>
/// <remarks>Few of many are drawn one by one, and again where they were drawn already; of few units a part is shuffled, as then the list
/// of all is no longer than eight times what is drawn. Either way the time grows with what is drawn.</remarks>
internal sealed class OtherUnits(int units)
{
    private const int Sparse = 8;

    private int[] order = [];
    private int unit;
    private bool isSparse;

    /// <summary>Takes the unit that is left out and how many others will be drawn each time.</summary>
    public void Start(int without, int count)
    {
        (unit, isSparse) = (without, (long)Sparse * count < units);
        if (isSparse) return;
        if (order.Length == 0) order = new int[units - 1];
        for (var i = 0; i < order.Length; i++) order[i] = Other(i);
    }

    /// <summary>Fills with different units, each set in each order equally likely.</summary>
    public void Draw(Span<int> chosen, RandomStream stream)
    {
        for (var k = 0; k < chosen.Length; k++)
        {
            if (isSparse)
            {
                do chosen[k] = Other(stream.NextBelow(units - 1));
                while (chosen[..k].Contains(chosen[k]));
                continue;
            }
            var at = k + stream.NextBelow(order.Length - k);
            (order[k], order[at]) = (order[at], order[k]);
            chosen[k] = order[k];
        }
    }

    // The last unit stands in the place of the one left out.
    private int Other(int place) => place == unit ? units - 1 : place;
}
