using System.Runtime.Intrinsics;

namespace Rebound.Simulation;

/// <summary>What the epidemic, its control and the levers of today mean for each city: who may and can work, how fast goods move, who asks for goods.</summary>
internal sealed class CityConditions
{
    private readonly EconomyModel model;
    private readonly EconomyLayout layout;
    private readonly EpidemicPath path;
    private readonly EconomyRoom room;
    private readonly bool policy, production, logistics, sales;
    private readonly double[] reopening; // share of the gap that closes in a day
    private readonly double[] staying; // share of those away who stay away for another day, where nothing hinders them
    private readonly int[] changes; // days on which a lever begins or has ended
    private readonly int[] place; // of each given city in the layout
    private readonly double lead; // days from order to departure when all is normal
    private int nextChange;

    public CityConditions(EconomyModel model, EpidemicPath path, ChannelSwitches switches, EconomyRoom room)
    {
        (this.model, layout, this.path, this.room) = (model, model.Layout, path, room);
        policy = switches.HasFlag(ChannelSwitches.Policy);
        production = switches.HasFlag(ChannelSwitches.Production);
        logistics = switches.HasFlag(ChannelSwitches.Logistics);
        sales = switches.HasFlag(ChannelSwitches.Sales);
        reopening = [.. model.Rows.Resumption.Select(days => 1 - Math.Exp(-1 / days))];
        staying = [.. model.Rows.ReturnDays.Select(days => Math.Exp(-1 / days))];
        var start = model.Settings.Start.DayNumber;
        changes = [0, .. model.Settings.Levers.SelectMany(l => new[] { l.From.DayNumber - start, l.To.DayNumber - start + 1 }).Where(d => d > 0 && d < model.Days).Distinct().Order()];
        place = new int[layout.N];
        for (var i = 0; i < layout.N; i++) place[layout.Order[i]] = i;
        lead = model.Parameters[EconomyParameters.ProductionLead] + 1 / EconomyConstants.FreightRate + 1 / EconomyConstants.PortRate;
        Array.Fill(room.OnWay, (1 / EconomyConstants.FreightRate + 1 / EconomyConstants.PortRate) / lead);
        if (!sales) return;
        for (var i = 0; i < layout.P; i++) room.Return[i] = model.Rows.BuyerReturn[i] / model.Settings.StepsPerDay;
    }

    /// <summary>Capacity of a port against its normal day.</summary>
    public double PortCapacity(int port)
    {
        var city = layout.PortCity[port];
        var stringency = room.Stringent[city];
        return model.Rows.PortCapacity[city] * (1 - EconomyConstants.ConfinedMissPort * room.Confined[city]) * (1 - model.Settings.SegregatedHandling * stringency);
    }

    /// <summary>Sets the rows of a day.</summary>
    public void Day(int day)
    {
        double alert = Math.Clamp(path.Alert[day], 0, 1);
        var away = production && model.World.AwayFromWork[day] ? model.Parameters[EconomyParameters.MigrantsAway] * alert : 0;
        for (var i = 0; i < layout.N; i++)
        {
            var at = day * layout.N + layout.Order[i];
            double stringency = Math.Clamp(path.Stringency[at], 0, 1);
            room.Stringent[i] = stringency;
            room.Confined[i] = policy ? Math.Clamp(path.Confined[at], 0, 1) : 0;
            room.Absent[i] = production ? Math.Clamp(path.Absent[at], 0, 1) : 0;
            if (logistics) room.Freight[i] = (1 - model.Rows.FreightLoss[i] * alert) * (1 - EconomyConstants.StringencySlowsFreight * stringency);
            var stay = stringency > 0 && room.Away[i] > 0 ? Math.Exp(-(1 - EconomyConstants.StringencyKeepsMigrants * stringency) / model.Rows.ReturnDays[i]) : staying[i];
            room.Away[i] = Math.Max(away, room.Away[i] * stay);
        }
        Openings(day);
        if (logistics) Delays();
        if (nextChange < changes.Length && changes[nextChange] == day) Levers(day);
        if (sales) Buyers(model.World.Rivals[day] * model.Parameters[EconomyParameters.Diversion]);
    }

    /// <summary>The time on the way that buyers reckon with.</summary>
    private void Delays()
    {
        const double Judge = 1 / EconomyConstants.SpeedDays, Slowest = EconomyConstants.SlowestStage;
        for (var i = 0; i < layout.N; i++)
        {
            room.FreightSeen[i] += Judge * (room.Freight[i] - room.FreightSeen[i]);
            room.PortSeen[i] += Judge * (room.PortSpeed[i] - room.PortSeen[i]);
            room.OnWay[i] = (1 / EconomyConstants.FreightRate / Math.Max(Slowest, room.FreightSeen[i]) + 1 / EconomyConstants.PortRate / Math.Max(Slowest, room.PortSeen[i])) / lead;
        }
    }

    /// <summary>Orders to close are followed within days, and firms come back slowly; with the production channel off they come back at once.</summary>
    private void Openings(int day)
    {
        if (!policy) return;
        var settings = model.Settings;
        var date = settings.Start.AddDays(day);
        var closing = 1 - Math.Exp(-1 / EconomyConstants.ClosingDays);
        for (var i = 0; i < layout.N; i++)
        {
            var closed = Math.Clamp((room.Stringent[i] - settings.ClosingFrom) / (settings.ClosingFull - settings.ClosingFrom), 0, 1);
            room.Spare[i] = 1 - (1 - settings.KeptOpen) * closed;
        }
        foreach (var order in settings.Closings)
        {
            if (date < order.From || date > order.To) continue;
            for (var i = 0; i < layout.N; i++)
            {
                if (order.Cities is null || order.Cities.Contains(model.Cities[layout.Order[i]].Code)) room.Spare[i] = Math.Min(room.Spare[i], order.OpenShare);
            }
        }
        for (var i = 0; i < layout.N; i++)
        {
            var gap = room.Spare[i] - room.Open[i];
            room.Open[i] += gap * (gap < 0 ? closing : production ? reopening[i] : 1);
        }
    }

    /// <summary>Rebates, insurance, credit and relief from today on.</summary>
    private void Levers(int day)
    {
        nextChange++;
        var settings = model.Settings;
        for (var s = 0; s < layout.S; s++)
        {
            for (var i = 0; i < layout.P; i++) room.Cancel[s * layout.P + i] = sales ? model.Rows.Cancellation[i] / settings.StepsPerDay : 0;
        }
        if (!policy) return;
        Array.Fill(room.Rebate, 1);
        Array.Fill(room.Uninsured, 1);
        Array.Clear(room.Relief);
        Array.Clear(room.Bridged);
        foreach (var lever in settings.Levers)
        {
            if (day < lever.From.DayNumber - settings.Start.DayNumber || day > lever.To.DayNumber - settings.Start.DayNumber) continue;
            for (var s = 0; s < layout.S; s++)
            {
                if (lever.Sector is { } only && model.Structure.Sectors[s].Name != only) continue;
                foreach (var i in Reached(lever)) Pull(lever, s * layout.P + i);
            }
        }
    }

    private IEnumerable<int> Reached(PolicyLever lever)
    {
        for (var c = 0; c < layout.N; c++)
        {
            if (lever.Cities is null || lever.Cities.Contains(model.Cities[c].Code)) yield return place[c];
        }
    }

    private void Pull(PolicyLever lever, int at)
    {
        var terms = model.Settings.LeverTerms;
        switch (lever.Kind)
        {
            case LeverKind.Rebate:
                room.Rebate[at] *= Math.Exp(terms.RebateResponse * lever.Strength);
                break;
            case LeverKind.CreditInsurance:
                room.Uninsured[at] *= 1 - terms.InsuranceEffect * lever.Strength;
                break;
            case LeverKind.Relending:
                room.Bridged[at] = 1 - (1 - room.Bridged[at]) * (1 - lever.Strength);
                break;
            case LeverKind.TaxRelief:
                room.Relief[at] += lever.Strength / 100;
                break;
            default:
                room.Bridged[at] = 1 - (1 - room.Bridged[at]) * (1 - Math.Min(1, terms.ReserveEffect * lever.Strength));
                break;
        }
    }

    /// <summary>A* = 1 + ω_s·rivals·max(0, 1 − 2 conf): locked-down rivals send buyers to cities that are open.</summary>
    private void Buyers(double rivals)
    {
        var confined = Lanes.Of(room.Confined);
        for (var s = 0; s < layout.S; s++)
        {
            var gain = Vector512.Create(rivals * model.Structure.Sectors[s].Diversion);
            var drawn = Lanes.Of(room.Drawn, s * layout.P, layout.P);
            for (var i = 0; i < drawn.Length; i++) drawn[i] = Vector512<double>.One + gain * Vector512.Max(Vector512<double>.Zero, Vector512<double>.One - confined[i] - confined[i]);
        }
    }
}
