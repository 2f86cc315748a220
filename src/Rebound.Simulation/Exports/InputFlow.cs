using System.Runtime.Intrinsics;

namespace Rebound.Simulation;

/// <summary>Input stocks of each pair of sectors: what arrives, what is used, what is ordered, and how far production may go.</summary>
internal static class InputFlow
{
    /// <summary>Takes one step of every input of one sector in every city; all relative to normal.</summary>
    /// <remarks>
    /// q = max(0, y₋ + κ(1 − z)) was ordered; tr′ = tr + θ(q·fill − tr·freight); z′ = z + ν(tr·freight − min(y, 1.8 z));
    /// limit = min over inputs of 1 − critical·(1 − min(1, z′/ψ)); what is wanted next: y + κ(1 − z′).
    /// </remarks>
    public static void Step(EconomyRoom room, int user, double[] output, double restock, double turn, double transit, double psi)
    {
        var layout = room.Layout;
        int p = layout.P, row = user * p;
        var pairs = layout.PairsOf(user);
        var limits = Lanes.Of(room.Inputs, row, p);
        var n = limits.Length;
        var stores = room.StoresOf(user);
        var before = Lanes.Of(room.Before, row, p)[..n];
        var activity = Lanes.Of(room.Activity, row, p)[..n];
        var whole = Lanes.Of(output, row, p)[..n];
        var freight = Lanes.Of(room.Freight, 0, p)[..n];
        var filled = Lanes.Of(room.Filled);
        var wanted = Lanes.Of(room.Wanted);
        var kappa = Vector512.Create(restock);
        var nu = Vector512.Create(turn);
        var theta = Vector512.Create(transit);
        var upto = Vector512.Create(Math.Min(EconomyConstants.MostUse, (1 - 1e-12) / turn)); // never more than there is
        var inverse = Vector512.Create(1 / psi);
        var one = Vector512<double>.One;
        var at = 0;
        for (var i = 0; i < n; i++)
        {
            var (y, last, all, speed, limit) = (activity[i], before[i], whole[i], freight[i], one);
            for (var j = 0; j < pairs.Length; j++, at++)
            {
                ref readonly var pair = ref pairs[j];
                ref var store = ref stores[at];
                var from = pair.Supplier * n + i;
                var (stock, way) = (store.Stock, store.Coming);
                var sent = Vector512.Max(Vector512<double>.Zero, Vector512.FusedMultiplyAdd(kappa, one - stock, last)) * filled[from];
                var arrived = way * speed;
                store.Coming = Vector512.FusedMultiplyAdd(theta, sent - arrived, way);
                stock = Vector512.FusedMultiplyAdd(nu, arrived - Vector512.Min(y, upto * stock), stock);
                store.Stock = stock;
                limit = Vector512.Min(limit, one - Vector512.Create(pair.Critical) * (one - Vector512.Min(one, stock * inverse)));
                wanted[from] = Vector512.FusedMultiplyAdd(Vector512.Create(pair.Coefficient) * all, Vector512.Max(Vector512<double>.Zero, Vector512.FusedMultiplyAdd(kappa, one - stock, y)), wanted[from]);
            }
            limits[i] = limit;
        }
    }

    /// <summary>Activity of each sector: of its exports, which <see cref="Firms"/> left there, and of its supplies to others.</summary>
    public static void Activity(EconomyRoom room, InputEconomy inputs)
    {
        var activity = Lanes.Of(room.Activity);
        var used = Lanes.Of(room.Used)[..activity.Length];
        var usual = Lanes.Of(inputs.NormalUse)[..activity.Length];
        var exported = Lanes.Of(inputs.Exported)[..activity.Length];
        for (var i = 0; i < activity.Length; i++)
        {
            var supplied = Vector512.ConditionalSelect(Vector512.GreaterThan(usual[i], Vector512<double>.Zero), used[i] / usual[i], Vector512<double>.One);
            activity[i] += (Vector512<double>.One - exported[i]) * (supplied - activity[i]);
        }
    }

    /// <summary>What the normal day wants of every sector.</summary>
    public static void Normal(EconomyRoom room, double[] output)
    {
        Array.Clear(room.Wanted);
        var p = room.Layout.P;
        foreach (var pair in room.Layout.Pairs)
        {
            for (var i = 0; i < p; i++) room.Wanted[pair.Supplier * p + i] += pair.Coefficient * output[pair.User * p + i]; // rounded as in a step of a normal day, whose last factor is 1
        }
    }
}
