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
    private readonly double lead;
    private double days;
    private double leastStock = 1, mostFill;

    public MonthBooks(EconomyModel model, EconomyRoom room, EconomyResult result, double[] growth)
    {
        (this.model, layout, this.room, this.result, this.growth) = (model, model.Layout, room, result, growth);
        lead = model.Parameters[EconomyParameters.ProductionLead];
        (normalSent, normalSize) = (new double[layout.S * layout.K], new double[layout.S * layout.K]);
        Array.Fill(normalSize, 1);
        (orders, cancelled, shipped) = (new double[layout.S], new double[layout.S], new double[layout.S]);
        opening = OpenOrders();
    }

    /// <summary>Renews what a normal day of ports and partners is.</summary>
    public void Open()
    {
        Array.Clear(room.PortNormal);
        Array.Clear(room.PartnerNormal);
        for (var s = 0; s < layout.S; s++)
        {
            if (layout.Service[s]) continue;
            for (var k = 0; k < layout.K; k++)
            {
                for (var i = 0; i < layout.N; i++)
                {
                    var flow = Cell(s, k, i) * room.Size[s * layout.K + k];
                    room.PortNormal[layout.Port[i]] += flow;
                    room.PartnerNormal[k] += flow;
                }
            }
        }
    }

    public void Step(double step, double normalPace)
    {
        days += step;
        for (var j = 0; j < normalSent.Length; j++)
        {
            normalSent[j] += step * normalPace * normalSize[j];
            normalSize[j] *= 1 + growth[j] * step * normalPace;
        }
        for (var i = 0; i < layout.N; i++)
        {
            room.FreightSum[i] += step * room.Freight[i];
            room.PortSum[i] += step * room.PortSpeed[i];
        }
    }

    public void Close(int day)
    {
        var month = model.World.Month[day];
        var money = model.Settings.Money.Count == 0 ? 1 : model.Settings.Money[Math.Min(month, model.Settings.Money.Count - 1)];
        var sectors = new double[layout.S * layout.N];
        for (var s = 0; s < layout.S; s++)
        {
            for (var k = 0; k < layout.K; k++) Flows(month, s, k, money, sectors);
        }
        Channels(month);
        Levers(day, month, sectors);
        Extremes();
        Array.Clear(room.Sent);
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
        for (var i = 0; i < room.Exited.Length; i++) capacity = Math.Max(capacity, Math.Abs(Surviving(i) + room.Exited[i] - 1 - room.Entered[i]));
        result.Balance = new EconomyBalance(worst, capacity, leastStock, mostFill);
        if (!(worst < MostGap) || !(leastStock >= 0) || !(mostFill <= 1)) throw new EconomyBalanceException(result.Balance);
    }

    private double Surviving(int at) => 1 - room.Exited[at] + room.Entered[at];

    private double Cell(int s, int k, int i) => layout.Share[(s * layout.K + k) * layout.P + i] * layout.Normal[s * layout.P + i];

    private void Flows(int month, int s, int k, double money, double[] sectors)
    {
        var (table, normal) = layout.Service[s] ? (result.Services, result.NormalServices) : (result.Exports, result.Normal);
        double all = 0, quantity = 0;
        for (var i = 0; i < layout.N; i++)
        {
            var cell = Cell(s, k, i);
            var sent = cell * room.Sent[(s * layout.K + k) * layout.P + i];
            var at = layout.Order[i] * model.Months + month;
            table[at] += sent * money;
            normal[at] += cell * normalSent[s * layout.K + k] * money;
            sectors[s * layout.N + i] += sent * money;
            quantity += sent;
            all += sent * money;
        }
        shipped[s] += quantity;
        result.National[(month * layout.S + s) * layout.K + k] = all;
    }

    private void Channels(int month)
    {
        for (var i = 0; i < layout.N; i++)
        {
            double goods = 0, whole = 0, buyers = 0, exits = 0, ordered = 0, lost = 0;
            for (var s = 0; s < layout.S; s++)
            {
                var at = s * layout.P + i;
                var normal = layout.Normal[at];
                whole += normal;
                orders[s] += lead * normal * room.Ordered[at];
                cancelled[s] += lead * normal * room.Cancelled[at];
                exits += normal * room.Exited[at];
                for (var k = 0; k < layout.K; k++) buyers += Cell(s, k, i) * room.Buyers[(s * layout.K + k) * layout.P + i];
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
            Set(EconomySeries.Buyers, whole > 0 ? buyers / whole : 1);
            Set(EconomySeries.Cancelled, lost);
            Set(EconomySeries.Exited, whole > 0 ? exits / whole : 0);

            void Set(EconomySeries which, double value) => result.Series(which)[layout.Order[i] * model.Months + month] = value;
        }
    }

    private void Levers(int day, int month, double[] sectors)
    {
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
                        result.LeverCosts[l] += Cost(lever, s, share * sectors[s * layout.N + i], active * layout.Normal[s * layout.P + i]);
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
        for (var s = 0; s < layout.S; s++)
        {
            for (var k = 0; k < layout.K; k++)
            {
                var g = growth[s * layout.K + k];
                var (atFreight, atFactory) = (1 + g / EconomyConstants.PortRate, (1 + g / EconomyConstants.PortRate) * (1 + g / EconomyConstants.FreightRate));
                for (var i = 0; i < layout.N; i++)
                {
                    var cell = (s * layout.K + k) * layout.P + i;
                    open[s] += Cell(s, k, i) * room.Size[s * layout.K + k] *
                        (lead * atFactory * room.Unproduced[cell] + atFreight / EconomyConstants.FreightRate * room.InFreight[cell] + room.AtPort[cell] / EconomyConstants.PortRate);
                }
            }
        }
        return open;
    }

    private void Extremes()
    {
        foreach (var stocks in new[] { room.Unproduced, room.InFreight, room.AtPort, room.Buyers, room.Stock, room.Coming })
        {
            foreach (var stock in stocks) leastStock = Math.Min(leastStock, stock);
        }
        foreach (var fill in room.Filled) mostFill = Math.Max(mostFill, fill);
    }
}
