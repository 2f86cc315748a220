using System.Runtime.Intrinsics;

namespace Rebound.Simulation;

/// <summary>The state of one run and the room it needs; used again for the next run, never by two threads at once.</summary>
public sealed class EconomyRoom
{
    internal EconomyRoom(EconomyLayout layout)
    {
        Layout = layout;
        int p = layout.P, rows = layout.S * p;
        Goods = new GoodsBlock[rows * layout.K / Lanes.Width];
        Stores = new InputBlock[layout.Pairs.Length * p / Lanes.Width];
        (Made, Wait, Speed, Drawn, Rebate, Cancel, Uninsured) = (new double[rows], new double[rows], new double[rows], new double[rows], new double[rows], new double[rows], new double[rows]);
        (Backlog, Ordered, Cancelled, Overtime, Cash, CashMost) = (new double[rows], new double[rows], new double[rows], new double[rows], new double[rows], new double[rows]);
        (Exited, Entered, Inputs, Able, Activity, Before) = (new double[rows], new double[rows], new double[rows], new double[rows], new double[rows], new double[rows]);
        (Wanted, Filled, Used, Relief, Bridged) = (new double[rows], new double[rows], new double[rows], new double[rows], new double[rows]);
        Surviving = new double[rows];
        (Waiting, AtPorts, Failed, OnWay) = (new double[layout.K * p], new double[p], new double[rows], new double[2 * p]);
        (FreightSeen, PortSeen) = (new double[p], new double[p]);
        (Freight, PortSpeed) = (new double[2 * p], new double[2 * p]);
        (Return, Open, Away, Confined, Absent, Stringent) = (new double[p], new double[p], new double[p], new double[p], new double[p], new double[p]);
        (Spare, Lacking, RegionUse, RegionFill) = (new double[p], new double[p], new double[p], new double[p]);
        (LabourSum, OpenSum, InputSum, FreightSum, PortSum) = (new double[p], new double[p], new double[p], new double[p], new double[p]);
        (Size, VesselSpeed, VesselLate) = (new double[layout.S * layout.K], new double[layout.K], new double[layout.K]);
        (PortNormal, PortRatio, PartnerNormal) = (new double[layout.PortCity.Length], new double[layout.PortCity.Length], new double[layout.K]);
    }

    internal EconomyLayout Layout { get; }

    // Sector by sector, in it eight cities by eight, in them partner by partner.
    internal GoodsBlock[] Goods { get; }

    // Sector by sector, in it eight cities by eight, in them input by input.
    internal InputBlock[] Stores { get; }

    // s rows: share of the due orders that is produced; waiting time in lead times and speed of production as buyers have seen it; buyers drawn; answer to rebates; cancellations; share of panic's that no insurance keeps.
    internal double[] Made { get; }
    internal double[] Wait { get; }
    internal double[] Speed { get; }
    internal double[] Drawn { get; }
    internal double[] Rebate { get; }
    internal double[] Cancel { get; }
    internal double[] Uninsured { get; }

    // s rows: due orders; orders and cancellations since the month's beginning; firms' state.
    internal double[] Backlog { get; }
    internal double[] Ordered { get; }
    internal double[] Cancelled { get; }
    internal double[] Overtime { get; }
    internal double[] Cash { get; }
    internal double[] CashMost { get; }
    internal double[] Failed { get; }
    internal double[] Exited { get; }
    internal double[] Entered { get; }
    internal double[] Surviving { get; }

    // s rows: what inputs allow, what firms are able to, activity now and in the step before; demand for the sector's goods as inputs, its fill, its supply.
    internal double[] Inputs { get; }
    internal double[] Able { get; }
    internal double[] Activity { get; }
    internal double[] Before { get; }
    internal double[] Wanted { get; }
    internal double[] Filled { get; }
    internal double[] Used { get; }

    // s rows: levers of today.
    internal double[] Relief { get; }
    internal double[] Bridged { get; }

    // k rows: goods at ports; and those of all partners.
    internal double[] Waiting { get; }
    internal double[] AtPorts { get; }

    // City rows; the second half of the speeds is the 1 of services. Freight and ports as buyers have seen them of late, and the time on the way in lead times.
    internal double[] FreightSeen { get; }
    internal double[] PortSeen { get; }
    internal double[] OnWay { get; }
    internal double[] Freight { get; }
    internal double[] PortSpeed { get; }
    internal double[] Return { get; }
    internal double[] Open { get; }
    internal double[] Away { get; }
    internal double[] Confined { get; }
    internal double[] Absent { get; }
    internal double[] Stringent { get; }
    internal double[] Spare { get; }
    internal double[] Lacking { get; }
    internal double[] RegionUse { get; }
    internal double[] RegionFill { get; }
    internal double[] LabourSum { get; }
    internal double[] OpenSum { get; }
    internal double[] InputSum { get; }
    internal double[] FreightSum { get; }
    internal double[] PortSum { get; }

    internal double[] Size { get; }
    internal double[] VesselSpeed { get; }
    internal double[] VesselLate { get; }
    internal double[] PortNormal { get; }
    internal double[] PortRatio { get; }
    internal double[] PartnerNormal { get; }

    /// <summary>Back to the first day's normal state.</summary>
    internal void Reset()
    {
        foreach (var ones in new[] { Made, Wait, Speed, Drawn, Rebate, Uninsured, Overtime, Inputs, Able, Activity, Before, Filled, Used, Freight, PortSpeed, Open, Size, VesselSpeed, PortRatio, FreightSeen, PortSeen, Surviving }) Array.Fill(ones, 1);
        foreach (var zeros in new[] { Cancel, Backlog, Ordered, Cancelled, Cash, CashMost, Exited, Entered, Wanted, Relief, Bridged, Waiting, Return, Away, Confined, Absent, Stringent, LabourSum, OpenSum, InputSum, FreightSum, PortSum, VesselLate, Failed }) Array.Clear(zeros);
        var one = Vector512<double>.One;
        Array.Fill(Stores, new InputBlock { Stock = one, Coming = one });
        for (var s = 0; s < Layout.S; s++)
        {
            for (var k = 0; k < Layout.K; k++)
            {
                var shares = Lanes.Of(Layout.Share, (s * Layout.K + k) * Layout.P, Layout.P);
                for (var b = 0; b < shares.Length; b++) At(s, b, k) = new GoodsBlock { Unproduced = one, InFreight = one, AtPort = one, Buyers = one, Share = shares[b] };
            }
        }
    }

    /// <summary>Goods of a sector for a partner in the eight cities of a block.</summary>
    internal ref GoodsBlock At(int sector, int block, int partner) => ref Goods[IndexOf(sector, block, partner)];

    /// <summary>Where they lie.</summary>
    internal int IndexOf(int sector, int block, int partner) => (sector * (Layout.P / Lanes.Width) + block) * Layout.K + partner;

    /// <summary>Inputs of a sector, eight cities by eight.</summary>
    internal Span<InputBlock> StoresOf(int user) => Stores.AsSpan(Layout.FirstPair[user] * (Layout.P / Lanes.Width), Layout.PairsOf(user).Length * (Layout.P / Lanes.Width));
}
