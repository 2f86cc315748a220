using System.Numerics;

namespace Rebound.Simulation;

/// <summary>Input stocks of each pair of sectors: what arrives, what is used, what is ordered, and how far production may go.</summary>
internal static class InputFlow
{
    /// <summary>Takes one step of one pair in every city; all relative to normal.</summary>
    /// <remarks>
    /// q = max(0, y₋ + κ(1 − z)) was ordered; tr′ = tr + θ(q·fill − tr·freight); z′ = z + ν(tr·freight − min(y, 1.8 z));
    /// limit ← min(limit, 1 − critical·(1 − min(1, z′/ψ))); what is wanted next: y + κ(1 − z′).
    /// </remarks>
    public static void Step(EconomyRoom room, int pairIndex, double[] output, double restock, double turn, double transit, double psi)
    {
        var pair = room.Layout.Pairs[pairIndex];
        var p = room.Layout.P;
        int user = pair.User * p, supplier = pair.Supplier * p;
        var z = Lanes.Of(room.Stock, pairIndex * p, p);
        var n = z.Length;
        var tr = Lanes.Of(room.Coming, pairIndex * p, p)[..n];
        var before = Lanes.Of(room.Before, user, p)[..n];
        var activity = Lanes.Of(room.Activity, user, p)[..n];
        var limit = Lanes.Of(room.Inputs, user, p)[..n];
        var filled = Lanes.Of(room.Filled, supplier, p)[..n];
        var wanted = Lanes.Of(room.Wanted, supplier, p)[..n];
        var whole = Lanes.Of(output, user, p)[..n];
        var freight = Lanes.Of(room.Freight, 0, p)[..n];
        var (kappa, nu, theta) = (new Vector<double>(restock), new Vector<double>(turn), new Vector<double>(transit));
        var (upto, critical, inverse) = (new Vector<double>(EconomyConstants.MostUse), new Vector<double>(pair.Critical), new Vector<double>(1 / psi));
        var (one, coefficient) = (Vector<double>.One, new Vector<double>(pair.Coefficient));
        for (var i = 0; i < z.Length; i++)
        {
            var (stock, way, y) = (z[i], tr[i], activity[i]);
            var sent = Vector.Max(Vector<double>.Zero, Vector.FusedMultiplyAdd(kappa, one - stock, before[i])) * filled[i];
            var arrived = way * freight[i];
            tr[i] = Vector.FusedMultiplyAdd(theta, sent - arrived, way);
            stock = Vector.FusedMultiplyAdd(nu, arrived - Vector.Min(y, upto * stock), stock);
            z[i] = stock;
            limit[i] = Vector.Min(limit[i], one - critical * (one - Vector.Min(one, stock * inverse)));
            wanted[i] = Vector.FusedMultiplyAdd(coefficient * whole[i], Vector.Max(Vector<double>.Zero, Vector.FusedMultiplyAdd(kappa, one - stock, y)), wanted[i]);
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
            var supplied = Vector.ConditionalSelect(Vector.GreaterThan(usual[i], Vector<double>.Zero), used[i] / usual[i], Vector<double>.One);
            activity[i] += (Vector<double>.One - exported[i]) * (supplied - activity[i]);
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
