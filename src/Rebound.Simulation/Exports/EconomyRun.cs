using System.Runtime.Intrinsics;
namespace Rebound.Simulation;

/// <summary>One run, day by day.</summary>
internal sealed class EconomyRun
{
    private readonly EconomyModel model;
    private readonly EconomyLayout layout;
    private readonly World world;
    private readonly EpidemicPath path;
    private readonly EconomyRoom room;
    private readonly EconomyResult result;
    private readonly ChannelSwitches switches;
    private readonly double step;
    private readonly double[] growth; // (s, k): of the normal path on a day of pace 1
    private readonly FlowStep[] flows; // k: of one sector in one step
    private readonly CityConditions conditions;
    private readonly MonthBooks books;
    private readonly StepBooks? checks;

    public EconomyRun(EconomyModel model, EpidemicPath path, ChannelSwitches switches, EconomyRoom room, EconomyDetail detail)
    {
        (this.model, layout, world, this.path, this.switches, this.room) = (model, model.Layout, model.World, path, switches, room);
        step = 1.0 / model.Settings.StepsPerDay;
        result = new EconomyResult(layout.N, model.Months, layout.S, layout.K, model.Settings.Levers.Count, detail);
        growth = [.. model.Structure.Sectors.SelectMany(s => model.Structure.Partners.Select(p => Math.Log(1 + s.Trend + p.Trend) / 365))];
        flows = new FlowStep[layout.K];
        room.Reset();
        Array.Fill(room.Backlog, 1);
        InputFlow.Normal(room, model.InputEconomy.Output);
        conditions = new CityConditions(model, path, switches, room);
        if (model.ChecksEveryStep) checks = new StepBooks(model, room, growth, switches.HasFlag(ChannelSwitches.Logistics) ? conditions : null);
        books = new MonthBooks(model, room, result, growth, switches.HasFlag(ChannelSwitches.Policy));
    }

    public EconomyResult Run()
    {
        for (var day = 0; day < world.Days; day++)
        {
            if (day == 0 || world.Month[day] != world.Month[day - 1]) books.Open();
            conditions.Day(day);
            for (var i = 0; i < model.Settings.StepsPerDay; i++) Step(day);
            if (day + 1 == world.Days || world.Month[day + 1] != world.Month[day]) books.Close(day);
        }
        books.Finish();
        return result;
    }

    private void Step(int day)
    {
        var pace = switches.HasFlag(ChannelSwitches.Policy) ? world.StayingPace[day] : world.Pace[day];
        checks?.Open(day);
        Produce(day);
        Supply(pace);
        Ports(day);
        Ship(day, pace);
        checks?.Close(pace, step);
        books.Step(step, world.Pace[day]);
    }

    private void Produce(int day)
    {
        var parameters = model.Parameters;
        var rows = new FirmRows(model.Rows.HomeWork, model.Rows.Overtime, model.Rows.Entry, model.Rows.Credit, model.Rows.Support);
        room.Activity.CopyTo(room.Before, 0);
        for (var s = 0; s < layout.S; s++)
        {
            var sector = model.Structure.Sectors[s];
            var terms = new FirmTerms
            {
                HomeWork = sector.HomeWork,
                Essential = sector.Essential,
                Fixed = parameters[EconomyParameters.FixedOutlays] * sector.FixedOutlays,
                Step = step,
                Lead = parameters[EconomyParameters.ProductionLead],
                CashMedian = parameters[EconomyParameters.CashMedian],
                CashShape = parameters[EconomyParameters.CashShape],
                Production = switches.HasFlag(ChannelSwitches.Production),
                Review = switches.HasFlag(ChannelSwitches.Production) && day % 7 == 6,
            };
            Firms.Step(room, terms, rows, s);
        }
    }

    private void Supply(double pace)
    {
        var inputs = model.InputEconomy;
        inputs.Allot(room);
        checks?.Pools();
        InputFlow.Activity(room, inputs);
        Array.Clear(room.Wanted);
        var days = model.Parameters[EconomyParameters.InputDays];
        for (var s = 0; s < layout.S; s++)
            InputFlow.Step(room, s, inputs.Output, days / EconomyConstants.RestockDays, step * pace / days, step * pace * EconomyConstants.TransitRate, model.Parameters[EconomyParameters.InventoryHeterogeneity]);
    }

    /// <summary>Ports let go what they can; vessels take what there is room for.</summary>
    private void Ports(int day)
    {
        if (!switches.HasFlag(ChannelSwitches.Logistics)) return;
        Array.Clear(room.PortRatio);
        Array.Clear(room.AtPorts);
        var atPorts = Lanes.Of(room.AtPorts);
        for (var k = 0; k < layout.K; k++)
        {
            var waiting = Lanes.Of(room.Waiting, k * layout.P, layout.P);
            var all = Lanes.Sum(room.Waiting.AsSpan(k * layout.P, layout.N));
            var vessels = world.Vessels(day, k);
            var sea = model.Structure.Partners[k].SeaShare;
            room.VesselSpeed[k] = all > 0 && vessels < double.PositiveInfinity ? 1 - sea * (1 - Math.Min(1, vessels * room.PartnerNormal[k] / all)) : 1;
            var taken = Vector512.Create(room.VesselSpeed[k]); // what finds no vessel asks nothing of the port
            for (var i = 0; i < atPorts.Length; i++) atPorts[i] += taken * waiting[i];
            room.VesselLate[k] += step / EconomyConstants.SpeedDays * (VesselWait(room.VesselSpeed[k]) - room.VesselLate[k]);
        }
        for (var i = 0; i < layout.N; i++) room.PortRatio[layout.Port[i]] += room.AtPorts[i];
        for (var p = 0; p < room.PortRatio.Length; p++)
        {
            var capacity = conditions.PortCapacity(p) * room.PortNormal[p];
            room.PortRatio[p] = room.PortRatio[p] > capacity ? capacity / room.PortRatio[p] : 1;
        }
        if (day == 0) return; // the first day's goods at the port are the normal ones
        for (var i = 0; i < layout.N; i++) room.PortSpeed[i] = room.PortRatio[layout.Port[i]];
    }

    private double VesselWait(double speed) =>
        (1 / Math.Max(EconomyConstants.SlowestStage, speed) - 1) / EconomyConstants.PortRate / (model.Parameters[EconomyParameters.ProductionLead] + 1 / EconomyConstants.FreightRate + 1 / EconomyConstants.PortRate);

    private void Ship(int day, double pace)
    {
        var sales = switches.HasFlag(ChannelSwitches.Sales);
        var lead = model.Parameters[EconomyParameters.ProductionLead];
        Array.Clear(room.Waiting);
        Array.Clear(room.Backlog);
        for (var s = 0; s < layout.S; s++)
        {
            for (var k = 0; k < layout.K; k++)
            {
                var g = growth[s * layout.K + k];
                var dilution = 1 / (1 + g * step * pace);
                var size = room.Size[s * layout.K + k];
                flows[k] = new FlowStep
                {
                    Demand = world.Demanded(day, s, k, switches) * (1 + g * lead),
                    Vessels = layout.Service[s] ? 1 : room.VesselSpeed[k],
                    VesselLateness = (layout.Service[s] ? 0 : room.VesselLate[k]) - 1 - EconomyConstants.Tolerance,
                    Panic = EconomyConstants.PanicCancels * world.Panic(day, k),
                    Loss = sales ? model.Parameters[EconomyParameters.BuyerLoss] * step : 0,
                    OrderTurn = step * pace / lead,
                    FreightTurn = step * pace * EconomyConstants.FreightRate,
                    PortTurn = step * pace * EconomyConstants.PortRate,
                    FreightGrowth = 1 + g / EconomyConstants.FreightRate,
                    PortGrowth = 1 + g / EconomyConstants.PortRate,
                    Dilution = dilution,
                    Size = size * (1 + g / EconomyConstants.FreightRate) * (1 + g / EconomyConstants.PortRate),
                    QueueSize = layout.Service[s] ? 0 : size / dilution,
                    Worth = step * pace * size,
                };
                room.Size[s * layout.K + k] = size / dilution;
            }
            OrderFlow.Step(room, flows, s);
        }
    }
}
