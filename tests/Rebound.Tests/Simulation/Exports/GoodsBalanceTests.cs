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
        int p = room.Layout.P, s = (int)(draws.Next() * room.Layout.S), k = (int)(draws.Next() * room.Layout.K), cell = (s * room.Layout.K + k) * p;
        var step = new FlowStep
        {
            Demand = draws.Next(),
            Vessels = draws.Next(),
            VesselLateness = draws.Next(),
            Panic = 0.3 * draws.Next(),
            Loss = 0.01,
            OrderTurn = 0.07,
            FreightTurn = 0.2,
            PortTurn = 0.25,
            OrderGrowth = 1,
            FreightGrowth = 1,
            PortGrowth = 1,
            Dilution = 1,
            Size = 1,
            QueueSize = 1,
            Worth = 1,
        };
        double[] u = [.. room.Unproduced], f = [.. room.InFreight], q = [.. room.AtPort], sent = [.. room.Sent], ordered = [.. room.Ordered], cancelled = [.. room.Cancelled];
        OrderFlow.Step(room, step, s, k);
        for (var i = 0; i < room.Layout.N; i++)
        {
            double left = room.Sent[cell + i] - sent[cell + i], moved = f[cell + i] * room.Freight[i], built = u[cell + i] * room.Made[s * p + i], share = room.Layout.Share[cell + i];
            if (room.Layout.Service[s]) moved = f[cell + i];
            if (!Same(room.AtPort[cell + i], q[cell + i] + 0.25 * (moved - left))) return false;
            if (!Same(room.InFreight[cell + i], f[cell + i] + 0.2 * (built - moved))) return false;
            var (orders, gone) = ((room.Ordered[s * p + i] - ordered[s * p + i]) / share, (room.Cancelled[s * p + i] - cancelled[s * p + i]) / share);
            if (share > 0 && !Same(room.Unproduced[cell + i], u[cell + i] + orders - 0.07 * built - gone)) return false;
            if (left > q[cell + i] || !(room.AtPort[cell + i] >= 0 && room.InFreight[cell + i] >= 0 && room.Unproduced[cell + i] >= 0)) return false;
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
        int p = room.Layout.P, at = (int)(draws.Next() * room.Layout.Pairs.Length);
        var pair = room.Layout.Pairs[at];
        double days = draws.Between(5, 90), restock = days / 30, turn = 1.3 / days, psi = draws.Between(0.7, 1);
        double[] z = [.. room.Stock], tr = [.. room.Coming], output = [.. room.Wanted.Select(_ => 1.0)];
        InputFlow.Step(room, at, output, restock, turn, 0.25, psi);
        for (var i = 0; i < room.Layout.N; i++)
        {
            double stock = z[at * p + i], way = tr[at * p + i], y = room.Activity[pair.User * p + i];
            var sent = Math.Max(0, room.Before[pair.User * p + i] + restock * (1 - stock)) * room.Filled[pair.Supplier * p + i];
            var arrived = way * room.Freight[i];
            if (!Same(room.Coming[at * p + i], way + 0.25 * (sent - arrived))) return false;
            if (!Same(room.Stock[at * p + i], stock + turn * (arrived - Math.Min(y, 1.8 * stock)))) return false;
            if (!(room.Stock[at * p + i] >= 0 && room.Coming[at * p + i] >= 0)) return false;
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
        foreach (var stocks in new[] { room.Unproduced, room.InFreight, room.AtPort, room.Buyers, room.Stock, room.Coming, room.Made, room.Able, room.Activity, room.Before, room.Filled })
        {
            for (var i = 0; i < stocks.Length; i++) stocks[i] = draws.Next() * 1.2;
        }
        for (var i = 0; i < room.Made.Length; i++) (room.Made[i], room.Filled[i], room.Cancel[i], room.Wait[i]) = (Math.Min(1, room.Made[i]), Math.Min(1, room.Filled[i]), 0.05 * draws.Next(), 1 + 5 * draws.Next());
        for (var i = 0; i < room.Layout.N; i++) (room.Freight[i], room.PortSpeed[i]) = (draws.Next(), draws.Next());
        return (draws, room);
    }

    private static bool Same(double a, double b) => Math.Abs(a - b) <= 1e-12 * (1 + Math.Abs(b));
}
