using System.Runtime.Intrinsics;

namespace Rebound.Simulation;

/// <summary>Adds days up to months and sees that the books close. All sums are plain loops in the order of cities.</summary>
internal sealed class MonthBooks
{
    private const double MostGap = 1e-9; // a thousand times the rounding of 731 days, far below any real leak
    private readonly EconomyModel model;
    private readonly EconomyLayout layout;
    private readonly EconomyRoom room;
    private readonly EconomyResult result;
    private readonly double[] growth;
    private readonly double[] normalSent; // (s, k): flow of the normal path in the month, in normal days
    private readonly double[] normalSize; // (s, k): size of the normal path
    private readonly double[] orders, cancelled, shipped; // s: since the beginning
    private readonly double[] opening; // s: open orders at the beginning
    private readonly double[] sectors; // s rows: exports of the month
    private readonly double[] exports, usual; // goods row, services row: exports of the month and of the normal path
    private readonly double[] buyers, row; // weighted buyers; one flow
    private readonly double lead;
    private readonly bool policy;
    private double days;
    private double leastStock = 1, mostFill;

    public MonthBooks(EconomyModel model, EconomyRoom room, EconomyResult result, double[] growth, bool policy)
    {
        (this.model, layout, this.room, this.result, this.growth, this.policy) = (model, model.Layout, room, result, growth, policy);
        lead = model.Parameters[EconomyParameters.ProductionLead];
        (normalSent, normalSize) = (new double[layout.S * layout.K], new double[layout.S * layout.K]);
        Array.Fill(normalSize, 1);
        (orders, cancelled, shipped) = (new double[layout.S], new double[layout.S], new double[layout.S]);
        (sectors, exports, usual, buyers, row) = (new double[layout.S * layout.P], new double[2 * layout.P], new double[2 * layout.P], new double[layout.P], new double[layout.P]);
        opening = OpenOrders();
    }

    /// <summary>Renews what a normal day of ports and partners is.</summary>
    public void Open()
    {
        Array.Clear(room.PortNormal);
        Array.Clear(room.PartnerNormal);
        Array.Clear(room.AtPorts);
        var flows = Lanes.Of(row);
        var all = Lanes.Of(room.AtPorts);
        for (var s = 0; s < layout.S; s++)
        {
            if (layout.Service[s]) continue;
            var normal = Lanes.Of(layout.Normal, s * layout.P, layout.P);
            for (var k = 0; k < layout.K; k++)
            {
                var size = Vector512.Create(room.Size[s * layout.K + k]);
                for (var b = 0; b < flows.Length; b++) all[b] += flows[b] = room.At(s, b, k).Share * normal[b] * size;
                room.PartnerNormal[k] += Lanes.Sum(row);
            }
        }
        for (var i = 0; i < layout.N; i++) room.PortNormal[layout.Port[i]] += room.AtPorts[i];
    }

    public void Step(double step, double normalPace)
    {
        days += step;
        for (var j = 0; j < normalSent.Length; j++)
        {
            normalSent[j] += step * normalPace * normalSize[j];
            normalSize[j] *= 1 + growth[j] * step * normalPace;
        }
        var freight = Lanes.Of(room.FreightSum);
        var port = Lanes.Of(room.PortSum);
        var dt = Vector512.Create(step);
        var freightNow = Lanes.Of(room.Freight, 0, layout.P);
        var portNow = Lanes.Of(room.PortSpeed, 0, layout.P);
        for (var b = 0; b < freight.Length; b++)
        {
            freight[b] += dt * freightNow[b];
            port[b] += dt * portNow[b];
        }
    }

    public void Close(int day)
    {
        var month = model.World.Month[day];
        var money = model.Settings.Money.Count == 0 ? 1 : model.Settings.Money[Math.Min(month, model.Settings.Money.Count - 1)];
        Flows(month, money);
        Channels(month);
        Levers(day, month);
        Extremes();
        Array.Clear(room.Ordered);
        Array.Clear(room.Cancelled);
        Array.Clear(normalSent);
        foreach (var sum in new[] { room.LabourSum, room.OpenSum, room.InputSum, room.FreightSum, room.PortSum }) Array.Clear(sum);
        days = 0;
    }

    /// <summary>The run's end: do the books close?</summary>
    public void Finish()
    {
        var closing = OpenOrders();
        var worst = 0.0;
        for (var s = 0; s < layout.S; s++)
        {
            var through = opening[s] + orders[s];
            if (through > 0) worst = Math.Max(worst, Math.Abs(opening[s] + orders[s] - shipped[s] - cancelled[s] - closing[s]) / through);
        }
        var capacity = 0.0;
        for (var i = 0; i < room.Exited.Length; i++) capacity = Math.Max(capacity, Math.Abs(room.Surviving[i] + room.Exited[i] - 1 - room.Entered[i]) / (1 + room.Entered[i]));
        result.Balance = new EconomyBalance(worst, capacity, leastStock, mostFill);
        if (!(worst < MostGap) || !(capacity < MostGap) || !(leastStock >= 0) || !(mostFill <= 1)) throw new EconomyBalanceException(result.Balance);
    }

    /// <summary>What has left the ports in the month, by city and by sector and partner; the next month begins at nothing.</summary>
    private void Flows(int month, double money)
    {
        foreach (var sums in new[] { sectors, exports, usual, buyers }) Array.Clear(sums);
        var worth = Vector512.Create(money);
        var sent = Lanes.Of(row);
        var kept = Lanes.Of(buyers);
        for (var s = 0; s < layout.S; s++)
        {
            var kind = layout.Service[s] ? layout.P : 0;
            var table = Lanes.Of(exports, kind, layout.P);
            var path = Lanes.Of(usual, kind, layout.P);
            var own = Lanes.Of(sectors, s * layout.P, layout.P);
            var normal = Lanes.Of(layout.Normal, s * layout.P, layout.P);
            for (var k = 0; k < layout.K; k++)
            {
                var flow = Vector512.Create(normalSent[s * layout.K + k] * money);
                for (var b = 0; b < sent.Length; b++)
                {
                    ref var goods = ref room.At(s, b, k);
                    var weight = goods.Share * normal[b];
                    sent[b] = weight * goods.Sent;
                    goods.Sent = Vector512<double>.Zero;
                    var value = sent[b] * worth;
                    table[b] += value;
                    own[b] += value;
                    path[b] += weight * flow;
                    kept[b] += weight * goods.Buyers;
                }
                if (result.Cells.Length > 0) KeepCells(month, s, k, money);
                var quantity = Lanes.Sum(row);
                shipped[s] += quantity;
                result.National[(month * layout.S + s) * layout.K + k] = quantity * money;
            }
        }
        for (var i = 0; i < layout.N; i++)
        {
            var at = layout.Order[i] * model.Months + month;
            (result.Exports[at], result.Services[at]) = (exports[i], exports[layout.P + i]);
            (result.Normal[at], result.NormalServices[at]) = (usual[i], usual[layout.P + i]);
        }
    }

    /// <summary>Keeps what the row holds of a sector and partner, by city.</summary>
    private void KeepCells(int month, int s, int k, double money)
    {
        for (var i = 0; i < layout.N; i++) result.Cells[((layout.Order[i] * model.Months + month) * layout.S + s) * layout.K + k] = row[i] * money;
    }

    private void Channels(int month)
    {
        for (var i = 0; i < layout.N; i++)
        {
            double goods = 0, whole = 0, exits = 0, ordered = 0, lost = 0;
            for (var s = 0; s < layout.S; s++)
            {
                var at = s * layout.P + i;
                var normal = layout.Normal[at];
                whole += normal;
                orders[s] += lead * normal * room.Ordered[at];
                cancelled[s] += lead * normal * room.Cancelled[at];
                exits += normal * room.Exited[at];
                if (layout.Service[s]) continue;
                goods += normal;
                ordered += lead * normal * room.Ordered[at];
                lost += lead * normal * room.Cancelled[at];
            }
            Set(EconomySeries.Labour, whole > 0 ? room.LabourSum[i] / whole / days : 1);
            Set(EconomySeries.Resumption, whole > 0 ? room.OpenSum[i] / whole / days : 1);
            Set(EconomySeries.Inputs, whole > 0 ? room.InputSum[i] / whole / days : 1);
            Set(EconomySeries.Freight, room.FreightSum[i] / days);
            Set(EconomySeries.Port, room.PortSum[i] / days);
            Set(EconomySeries.Orders, ordered);
            Set(EconomySeries.Buyers, whole > 0 ? buyers[i] / whole : 1);
            Set(EconomySeries.Cancelled, lost);
            Set(EconomySeries.Exited, whole > 0 ? exits / whole : 0);

            void Set(EconomySeries which, double value) => result.Series(which)[layout.Order[i] * model.Months + month] = value;
        }
    }

    private void Levers(int day, int month)
    {
        if (!policy) return; // levers that nobody pulls cost nothing
        var settings = model.Settings;
        for (var l = 0; l < settings.Levers.Count; l++)
        {
            var lever = settings.Levers[l];
            var (first, last) = (day, day);
            while (first > 0 && model.World.Month[first - 1] == month) first--;
            var active = Math.Min(last, lever.To.DayNumber - settings.Start.DayNumber) - Math.Max(first, lever.From.DayNumber - settings.Start.DayNumber) + 1;
            if (active <= 0) continue;
            var share = active / (double)(last - first + 1);
            for (var s = 0; s < layout.S; s++)
            {
                if (lever.Sector is { } only && model.Structure.Sectors[s].Name != only) continue;
                for (var i = 0; i < layout.N; i++)
                {
                    if (lever.Cities is null || lever.Cities.Contains(model.Cities[layout.Order[i]].Code))
                        result.LeverCosts[l] += Cost(lever, s, share * sectors[s * layout.P + i], active * layout.Normal[s * layout.P + i]);
                }
            }
        }
    }

    /// <summary>Money that a lever costs.</summary>
    /// <param name="lever">The lever.</param>
    /// <param name="sector">The sector.</param>
    /// <param name="exports">Exports that it covers.</param>
    /// <param name="normal">Normal exports of the days that it is in force.</param>
    private double Cost(PolicyLever lever, int sector, double exports, double normal)
    {
        var terms = model.Settings.LeverTerms;
        return lever.Kind switch
        {
            LeverKind.Rebate or LeverKind.TaxRelief => lever.Strength / 100 * exports,
            LeverKind.CreditInsurance => lever.Strength * terms.InsuranceCost * exports,
            LeverKind.Relending => lever.Strength * EconomyConstants.FragileShare * model.Parameters[EconomyParameters.FixedOutlays] * model.Structure.Sectors[sector].FixedOutlays * terms.LendingCost / 4 * normal,
            _ => lever.Strength * terms.ReserveCost * normal,
        };
    }

    /// <summary>Worth of all orders that are unproduced, in freight or at the port, by sector, at the first day's prices.</summary>
    private double[] OpenOrders()
    {
        var open = new double[layout.S];
        var worth = Lanes.Of(row);
        for (var s = 0; s < layout.S; s++)
        {
            var normal = Lanes.Of(layout.Normal, s * layout.P, layout.P);
            for (var k = 0; k < layout.K; k++)
            {
                var g = growth[s * layout.K + k];
                var (atFreight, atFactory) = (1 + g / EconomyConstants.PortRate, (1 + g / EconomyConstants.PortRate) * (1 + g / EconomyConstants.FreightRate));
                var (factory, way, port) = (Vector512.Create(lead * atFactory), Vector512.Create(atFreight / EconomyConstants.FreightRate), Vector512.Create(1 / EconomyConstants.PortRate));
                for (var b = 0; b < worth.Length; b++)
                {
                    ref readonly var goods = ref room.At(s, b, k);
                    worth[b] = goods.Share * normal[b] * (factory * goods.Unproduced + way * goods.InFreight + port * goods.AtPort);
                }
                open[s] += room.Size[s * layout.K + k] * Lanes.Sum(row);
            }
        }
        return open;
    }

    private void Extremes()
    {
        var least = Vector512.Create(leastStock);
        foreach (ref readonly var goods in room.Goods.AsSpan())
            least = Vector512.Min(least, Vector512.Min(Vector512.Min(goods.Unproduced, goods.InFreight), Vector512.Min(goods.AtPort, goods.Buyers)));
        foreach (ref readonly var store in room.Stores.AsSpan()) least = Vector512.Min(least, Vector512.Min(store.Stock, store.Coming));
        var most = Vector512.Create(mostFill);
        foreach (var fill in Lanes.Of(room.Filled)) most = Vector512.Max(most, fill);
        for (var lane = 0; lane < Lanes.Width; lane++) (leastStock, mostFill) = (Math.Min(leastStock, least[lane]), Math.Max(mostFill, most[lane]));
    }
}
