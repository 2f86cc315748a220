using System.Globalization;

namespace Rebound.Simulation;

/// <summary>Sees after one step that every stage has lost what it passed on: orders, freight and ports of each sector and partner in each city, input stocks, pools, ports, capacity.</summary>
/// <remarks>Goods are counted in days of the first day's normal flow, so that the growth of the normal path is seen too. Slow: for tests and for builds that look for errors.</remarks>
internal sealed class StepBooks
{
    private const double Rounding = 1e-12; // some operations of each number
    private readonly EconomyModel model;
    private readonly EconomyLayout layout;
    private readonly EconomyRoom room;
    private readonly double[] growth;
    private readonly CityConditions? logistics; // null where ports have no limit
    private readonly GoodsBlock[] goods;
    private readonly InputBlock[] stores;
    private readonly double[] ordered, cancelled, size, surviving, exited, entered, port;
    private int day;

    public StepBooks(EconomyModel model, EconomyRoom room, double[] growth, CityConditions? logistics)
    {
        (this.model, layout, this.room, this.growth, this.logistics) = (model, model.Layout, room, growth, logistics);
        (goods, stores) = (new GoodsBlock[room.Goods.Length], new InputBlock[room.Stores.Length]);
        (ordered, cancelled, size) = (new double[room.Ordered.Length], new double[room.Cancelled.Length], new double[room.Size.Length]);
        (surviving, exited, entered, port) = (new double[room.Surviving.Length], new double[room.Exited.Length], new double[room.Entered.Length], new double[layout.PortCity.Length]);
    }

    /// <summary>Before the step: what is there.</summary>
    public void Open(int now)
    {
        day = now;
        room.Goods.CopyTo(goods, 0);
        room.Stores.CopyTo(stores, 0);
        room.Ordered.CopyTo(ordered, 0);
        room.Cancelled.CopyTo(cancelled, 0);
        room.Size.CopyTo(size, 0);
        room.Surviving.CopyTo(surviving, 0);
        room.Exited.CopyTo(exited, 0);
        room.Entered.CopyTo(entered, 0);
    }

    /// <summary>After the pools have allotted: what is supplied is what is filled, nobody supplies more than he can or gets more than he asked for.</summary>
    public void Pools()
    {
        for (var s = 0; s < layout.S; s++)
        {
            double used = 0, filled = 0, wanted = 0;
            for (var i = 0; i < layout.N; i++)
            {
                var at = s * layout.P + i;
                if (!(room.Filled[at] is >= 0 and <= 1)) throw Lost("fill of inputs", s, i, room.Filled[at]);
                if (!model.InputEconomy.Made[s]) continue;
                var able = model.InputEconomy.Supply[at] * room.Able[at];
                if (!(room.Used[at] >= 0 && room.Used[at] <= able * (1 + Rounding))) throw Lost("supply of inputs", s, i, room.Used[at] - able);
                used += room.Used[at];
                wanted += room.Wanted[at];
                filled += room.Filled[at] * room.Wanted[at];
            }
            Same("pool of inputs", $"sector {model.Structure.Sectors[s].Name}", used, filled, wanted);
        }
    }

    /// <summary>After the step.</summary>
    /// <param name="pace">The step's pace.</param>
    /// <param name="step">Its length in days.</param>
    public void Close(double pace, double step)
    {
        Array.Clear(port); // departures of the step
        for (var s = 0; s < layout.S; s++)
        {
            for (var i = 0; i < layout.N; i++)
            {
                Goods(s, i, pace, step);
                Inputs(s, i, pace * step);
                Capacity(s * layout.P + i, s, i);
            }
        }
        for (var p = 0; logistics is not null && day > 0 && p < port.Length; p++)
        {
            var most = pace * step * logistics.PortCapacity(p) * room.PortNormal[p];
            if (!(port[p] <= most * (1 + Rounding))) throw new StepBalanceException("throughput", $"port {p}", day, port[p] / most - 1);
        }
    }

    // U = λ·(1 + g/p)(1 + g/r)·size·u and so on: in days of normal flow. Orders and cancellations are booked over all partners, departures by partner.
    private void Goods(int s, int i, double pace, double step)
    {
        var (block, lane, row, lead) = (i / Lanes.Width, i % Lanes.Width, s * layout.P + i, model.Parameters[EconomyParameters.ProductionLead]);
        double open = 0, closing = 0, left = 0, whole = 0;
        for (var k = 0; k < layout.K; k++)
        {
            var (was, now) = (goods[room.IndexOf(s, block, k)], room.At(s, block, k));
            var g = growth[s * layout.K + k];
            var (atPort, inFreight) = (1 + g / EconomyConstants.PortRate, 1 + g / EconomyConstants.FreightRate);
            var (before, after, share) = (size[s * layout.K + k], room.Size[s * layout.K + k], now.Share[lane]);
            foreach (var stock in new[] { now.Unproduced[lane], now.InFreight[lane], now.AtPort[lane], now.Buyers[lane], now.Sent[lane] })
                if (!(stock >= 0)) throw Lost("stock", s, i, stock);
            var (speed, speedOfPort) = layout.Service[s] ? (1, 1) : (room.Freight[i], room.PortSpeed[i]);
            var built = pace * step * before * atPort * inFreight * was.Unproduced[lane] * room.Made[row];
            var moved = pace * step * before * atPort * was.InFreight[lane] * speed;
            var sent = now.Sent[lane] - was.Sent[lane];
            if (!(sent <= pace * step * before * was.AtPort[lane] * Math.Min(1, speedOfPort) * (1 + Rounding) + Rounding * now.Sent[lane])) throw Lost("departures", s, i, sent);
            var (factory, way) = (lead * atPort * inFreight, atPort / EconomyConstants.FreightRate);
            var (u, u2) = (factory * before * was.Unproduced[lane], factory * after * now.Unproduced[lane]);
            var (f, f2) = (way * before * was.InFreight[lane], way * after * now.InFreight[lane]);
            var (q, q2) = (before * was.AtPort[lane] / EconomyConstants.PortRate, after * now.AtPort[lane] / EconomyConstants.PortRate);
            Same("goods at the port", Name(s, i, k), q2, q + moved - sent, q + moved + now.Sent[lane]);
            Same("goods in freight", Name(s, i, k), f2, f + built - moved, f + built);
            open += share * u;
            closing += share * u2;
            left += share * built;
            whole += share * (u + u2);
            if (!layout.Service[s]) port[layout.Port[i]] += layout.Normal[row] * share * sent;
        }
        var (orders, gone) = (lead * (room.Ordered[row] - ordered[row]), lead * (room.Cancelled[row] - cancelled[row]));
        if (!(orders >= 0 && gone >= 0)) throw Lost("orders", s, i, Math.Min(orders, gone));
        Same("orders", Name(s, i), closing, open + orders - gone - left, whole + lead * (room.Ordered[row] + room.Cancelled[row]));
    }

    private void Inputs(int s, int i, double time)
    {
        var pairs = layout.PairsOf(s);
        var days = model.Parameters[EconomyParameters.InputDays];
        for (var j = 0; j < pairs.Length; j++)
        {
            var at = layout.FirstPair[s] * (layout.P / Lanes.Width) + i / Lanes.Width * pairs.Length + j;
            double z = stores[at].Stock[i % Lanes.Width], way = stores[at].Coming[i % Lanes.Width], z2 = room.Stores[at].Stock[i % Lanes.Width], way2 = room.Stores[at].Coming[i % Lanes.Width];
            if (!(z2 >= 0 && way2 >= 0)) throw Lost("stock of inputs", s, i, Math.Min(z2, way2));
            var wanted = Math.Max(0, room.Before[s * layout.P + i] + days / EconomyConstants.RestockDays * (1 - z));
            var filled = wanted * room.Filled[pairs[j].Supplier * layout.P + i];
            var arrived = way * room.Freight[i];
            var spent = Math.Min(room.Activity[s * layout.P + i], Math.Min(EconomyConstants.MostUse * z, days * z / time));
            Same("inputs under way", Name(s, i), way2 / EconomyConstants.TransitRate, way / EconomyConstants.TransitRate + time * (filled - arrived), way / EconomyConstants.TransitRate + time * filled);
            Same("inputs in stock", Name(s, i), days * z2, days * z + time * (arrived - spent), days * z + time * arrived);
        }
    }

    private void Capacity(int at, int s, int i)
    {
        var (come, lost) = (room.Entered[at] - entered[at], room.Exited[at] - exited[at]);
        if (!(come >= 0 && lost >= 0 && room.Surviving[at] >= 0)) throw Lost("capacity", s, i, Math.Min(Math.Min(come, lost), room.Surviving[at]));
        Same("capacity", Name(s, i), room.Surviving[at] + lost, surviving[at] + come, 1 + room.Entered[at] + room.Exited[at]);
    }

    private void Same(string stage, string place, double found, double expected, double scale)
    {
        if (!(Math.Abs(found - expected) <= Rounding * Math.Abs(scale))) throw new StepBalanceException(stage, place, day, (found - expected) / scale);
    }

    private StepBalanceException Lost(string stage, int s, int i, double value) => new(stage, Name(s, i), day, value);

    private string Name(int s, int i) => $"{model.Structure.Sectors[s].Name} in {model.Cities[layout.Order[i]].Code}";

    private string Name(int s, int i, int k) => string.Create(CultureInfo.InvariantCulture, $"{Name(s, i)} for {model.Structure.Partners[k].Name}");
}
