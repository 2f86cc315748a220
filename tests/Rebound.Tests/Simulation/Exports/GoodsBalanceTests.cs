using System.Runtime.Intrinsics;
using CsCheck;
using Rebound.Simulation;
using Xunit;

namespace Rebound.Tests.Simulation.Exports;

/// <summary>Every stage's own balance in one step from any state: what the whole run's balance would hide.</summary>
public sealed class GoodsBalanceTests
{
    private static readonly TradeStructure Structure = EconomyWorlds.Flat;

    [Fact]
    public void Orders_freight_and_ports_each_lose_what_they_pass_on() => Gen.ULong.Sample(seed =>
    {
        var (draws, room) = AnyState(seed);
        int p = room.Layout.P, s = (int)(draws.Next() * room.Layout.S), k = (int)(draws.Next() * room.Layout.K);
        var flow = new FlowStep
        {
            Demand = draws.Next(),
            Vessels = draws.Next(),
            VesselLateness = draws.Next() - 1,
            Panic = 0.3 * draws.Next(),
            Loss = 0.01,
            OrderTurn = 0.07,
            FreightTurn = 0.2,
            PortTurn = 0.25,
            FreightGrowth = 1,
            PortGrowth = 1,
            Dilution = 1,
            Size = 1,
            QueueSize = 1,
            Worth = 1,
        };
        // Nothing of the other partners is ordered or cancelled, so that what the sector's sums gain is this partner's.
        FlowStep[] steps = [.. Enumerable.Range(0, room.Layout.K).Select(partner => partner == k ? flow : flow with { Size = 0 })];
        GoodsBlock[] was = [.. room.Goods];
        double[] ordered = [.. room.Ordered], cancelled = [.. room.Cancelled];
        OrderFlow.Step(room, steps, s);
        for (var i = 0; i < room.Layout.N; i++)
        {
            var (old, now, lane) = (was[room.IndexOf(s, i / Lanes.Width, k)], room.At(s, i / Lanes.Width, k), i % Lanes.Width);
            double u = old.Unproduced[lane], f = old.InFreight[lane], q = old.AtPort[lane], share = old.Share[lane];
            double left = now.Sent[lane] - old.Sent[lane], moved = f * room.Freight[i], built = u * room.Made[s * p + i];
            if (room.Layout.Service[s]) moved = f;
            if (!Same(now.AtPort[lane], q + 0.25 * (moved - left))) return false;
            if (!Same(now.InFreight[lane], f + 0.2 * (built - moved))) return false;
            var (orders, gone) = ((room.Ordered[s * p + i] - ordered[s * p + i]) / share, (room.Cancelled[s * p + i] - cancelled[s * p + i]) / share);
            if (share > 0 && !Same(now.Unproduced[lane], u + orders - 0.07 * built - gone)) return false;
            if (left > q || !(now.AtPort[lane] >= 0 && now.InFreight[lane] >= 0 && now.Unproduced[lane] >= 0)) return false;
        }
        return true;
    }, iter: 1000);

    [Fact]
    public void What_pools_supply_is_what_is_filled_and_no_fill_is_above_one() => Gen.ULong.Sample(seed =>
    {
        var (draws, room) = AnyState(seed);
        var supply = new double[room.Wanted.Length];
        for (var i = 0; i < supply.Length; i++)
        {
            supply[i] = i % room.Layout.P < room.Layout.N ? 3 * draws.Next() : 0;
            room.Wanted[i] = i % room.Layout.P < room.Layout.N ? 2 * draws.Next() : 0;
        }
        double own = draws.Next(), region = (1 - own) * draws.Next();
        for (var u = 0; u < room.Layout.S; u++)
        {
            InputPools.Allot(room, u, supply, own, region);
            double used = 0, filled = 0;
            for (var i = u * room.Layout.P; i < u * room.Layout.P + room.Layout.N; i++)
            {
                used += room.Used[i];
                filled += room.Filled[i] * room.Wanted[i];
                if (!(room.Filled[i] is >= -1e-15 and <= 1) || room.Used[i] > supply[i] * room.Able[i] * (1 + 1e-12)) return false;
            }
            if (!Same(used, filled)) return false;
        }
        return true;
    }, iter: 1000);

    [Fact]
    public void Input_stocks_change_by_what_arrives_and_what_is_used_and_never_turn_negative() => Gen.ULong.Sample(seed =>
    {
        var (draws, room) = AnyState(seed);
        int p = room.Layout.P, user = (int)(draws.Next() * room.Layout.S);
        var pairs = room.Layout.PairsOf(user);
        double days = draws.Between(5, 90), restock = days / 30, turn = 1.3 / days, psi = draws.Between(0.7, 1);
        double[] output = [.. room.Wanted.Select(_ => 1.0)];
        InputBlock[] was = [.. room.StoresOf(user)];
        InputFlow.Step(room, user, output, restock, turn, 0.25, psi);
        for (var i = 0; i < room.Layout.N; i++)
        {
            var limit = 1.0;
            for (var j = 0; j < pairs.Length; j++)
            {
                var (at, lane) = (i / Lanes.Width * pairs.Length + j, i % Lanes.Width);
                double stock = was[at].Stock[lane], way = was[at].Coming[lane], y = room.Activity[user * p + i], now = room.StoresOf(user)[at].Stock[lane], coming = room.StoresOf(user)[at].Coming[lane];
                var sent = Math.Max(0, room.Before[user * p + i] + restock * (1 - stock)) * room.Filled[pairs[j].Supplier * p + i];
                var arrived = way * room.Freight[i];
                if (!Same(coming, way + 0.25 * (sent - arrived))) return false;
                if (!Same(now, stock + turn * (arrived - Math.Min(y, 1.8 * stock)))) return false;
                if (!(now >= 0 && coming >= 0)) return false;
                limit = Math.Min(limit, 1 - pairs[j].Critical * (1 - Math.Min(1, now / psi)));
            }
            if (!Same(room.Inputs[user * p + i], limit)) return false;
        }
        return true;
    }, iter: 1000);

    [Fact]
    public void Failing_firms_follow_the_survey_of_cash_buffers()
    {
        // 995 firms, February 2020: 34.0, 67.1 and 85.0 % could live on their cash for at most one, two and three months.
        double[] found = [.. new[] { 1.0, 2, 3 }.Select(m => Firms.Failing(m, 1.4, 1.99))];
        Assert.Equal(0.34, found[0], 0.005);
        Assert.Equal(0.671, found[1], 0.005);
        Assert.Equal(0.82, found[2], 0.005);
        Assert.Equal(0, Firms.Failing(0, 1.4, 1.99));
    }

    private static (Draws Draws, EconomyRoom Room) AnyState(ulong seed)
    {
        var draws = new Draws(seed);
        var room = new EconomyRoom(new EconomyLayout(EconomyWorlds.Cities(draws, 6, Structure), Structure));
        room.Reset();
        foreach (var stocks in new[] { room.Made, room.Able, room.Activity, room.Before, room.Filled })
        {
            for (var i = 0; i < stocks.Length; i++) stocks[i] = draws.Next() * 1.2;
        }
        foreach (ref var goods in room.Goods.AsSpan()) (goods.Unproduced, goods.InFreight, goods.AtPort, goods.Buyers) = (Any(), Any(), Any(), Any());
        foreach (ref var store in room.Stores.AsSpan()) (store.Stock, store.Coming) = (Any(), Any());
        for (var i = 0; i < room.Made.Length; i++) (room.Made[i], room.Filled[i], room.Cancel[i], room.Wait[i]) = (Math.Min(1, room.Made[i]), Math.Min(1, room.Filled[i]), 0.05 * draws.Next(), 1 + 5 * draws.Next());
        for (var i = 0; i < room.Layout.N; i++) (room.Freight[i], room.PortSpeed[i]) = (draws.Next(), draws.Next());
        return (draws, room);

        Vector512<double> Any() => 1.2 * Vector512.Create(draws.Next(), draws.Next(), draws.Next(), draws.Next(), draws.Next(), draws.Next(), draws.Next(), draws.Next());
    }

    private static bool Same(double a, double b) => Math.Abs(a - b) <= 1e-12 * (1 + Math.Abs(b));
}
