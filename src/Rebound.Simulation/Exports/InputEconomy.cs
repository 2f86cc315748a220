namespace Rebound.Simulation;

/// <summary>The normal day of inputs: how much every city's sectors supply to others, and produce in all.</summary>
internal sealed class InputEconomy
{
    private const int Rounds = 30; // the share of cities settles; the sum over cities is right from the first round on

    public InputEconomy(EconomyRoom room, TradeStructure structure, double[] overtime)
    {
        var layout = room.Layout;
        int p = layout.P, rows = layout.S * p;
        (Own, Region) = (structure.OwnCityShare, structure.RegionShare);
        var supplies = Leontief(layout);
        var usual = new double[rows];
        Made = new bool[layout.S];
        (Supply, Output, NormalUse, Exported) = (new double[rows], new double[rows], new double[rows], new double[rows]);
        for (var s = 0; s < layout.S; s++)
        {
            var all = 0.0;
            for (var i = 0; i < layout.N; i++) all += layout.Normal[s * p + i];
            Made[s] = all > 0;
            for (var i = 0; i < p; i++)
            {
                usual[s * p + i] = all > 0 ? supplies[s] * layout.Normal[s * p + i] / all : 0;
                Supply[s * p + i] = usual[s * p + i] * (1 + overtime[i]);
                Output[s * p + i] = layout.Normal[s * p + i] + usual[s * p + i];
            }
        }
        room.Reset();
        Array.Clear(room.Used); // a sector that nobody makes supplies nothing
        for (var round = 0; round < Rounds; round++)
        {
            if (round > 0)
            {
                for (var i = 0; i < rows; i++) Output[i] = layout.Normal[i] + NormalUse[i];
            }
            InputFlow.Normal(room, Output);
            Allot(room);
            room.Used.CopyTo(NormalUse, 0);
        }
        for (var i = 0; i < rows; i++) Exported[i] = Output[i] > 0 ? layout.Normal[i] / (layout.Normal[i] + NormalUse[i]) : 1;
    }

    /// <summary>Whether a sector is made here at all; inputs of one that is not come from elsewhere and never lack.</summary>
    public bool[] Made { get; }

    public double Own { get; }

    public double Region { get; }

    /// <summary>Largest supply to others on a normal day, s rows, money a day.</summary>
    public double[] Supply { get; }

    /// <summary>What is supplied on a normal day.</summary>
    public double[] NormalUse { get; }

    /// <summary>Exports and supplies of a normal day.</summary>
    public double[] Output { get; }

    /// <summary>Exports' share of them; 1 where nothing is made.</summary>
    public double[] Exported { get; }

    /// <summary>Allots what is wanted of every sector that is made here.</summary>
    public void Allot(EconomyRoom room)
    {
        for (var s = 0; s < Made.Length; s++)
        {
            if (Made[s]) InputPools.Allot(room, s, Supply, Own, Region);
        }
    }

    /// <summary>Supplies of each sector in the whole country that its exports need, directly and indirectly: m = A(x + m).</summary>
    private static double[] Leontief(EconomyLayout layout)
    {
        var (exports, supplies) = (new double[layout.S], new double[layout.S]);
        for (var s = 0; s < layout.S; s++)
        {
            for (var i = 0; i < layout.N; i++) exports[s] += layout.Normal[s * layout.P + i];
        }
        for (var round = 0; round < 500; round++)
        {
            var next = new double[layout.S];
            foreach (var pair in layout.Pairs) next[pair.Supplier] += pair.Coefficient * (exports[pair.User] + supplies[pair.User]);
            supplies = next;
        }
        return supplies;
    }
}
