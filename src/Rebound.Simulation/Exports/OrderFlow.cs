using System.Numerics;

namespace Rebound.Simulation;

/// <summary>What one step does to the goods of one sector for one partner, in every city; all stocks and flows relative to normal.</summary>
internal readonly record struct FlowStep
{
    /// <summary>Orders per unit of buyers: demand × rules.</summary>
    public required double Demand { get; init; }

    /// <summary>Vessels' share of what the port would let go.</summary>
    public required double Vessels { get; init; }

    /// <summary>Lateness that vessels add.</summary>
    public required double VesselLateness { get; init; }

    /// <summary>Panic's part in cancellations.</summary>
    public required double Panic { get; init; }

    /// <summary>Buyers lost in the step for each unit of lateness; 0 where sales are switched off.</summary>
    public required double Loss { get; init; }

    /// <summary>Share of the normal unproduced orders, of freight and of the port stock that moves in the step.</summary>
    public required double OrderTurn { get; init; }

    public required double FreightTurn { get; init; }

    public required double PortTurn { get; init; }

    /// <summary>What the growth of the normal path asks beyond replacement, at each stage; 1 without trend.</summary>
    public required double OrderGrowth { get; init; }

    public required double FreightGrowth { get; init; }

    public required double PortGrowth { get; init; }

    /// <summary>Old size of the normal path against the new one.</summary>
    public required double Dilution { get; init; }

    /// <summary>Size of the normal path against the first day.</summary>
    public required double Size { get; init; }

    /// <summary>The same for what queues at ports; 0 for services.</summary>
    public required double QueueSize { get; init; }

    /// <summary>What a normal flow of the step is worth in the results.</summary>
    public required double Worth { get; init; }
}

/// <summary>Orders become goods, goods go by freight to the port and leave it.</summary>
internal static class OrderFlow
{
    /// <summary>Takes one step of one sector and partner.</summary>
    /// <remarks>
    /// out = qp·min(port, vessels), f = qf·freight, x = u·φ, o = A·demand·rebate, cancelled = u·χ(late + panic);
    /// qp′ = (qp + p(f·γ₃ − out))m, qf′ = (qf + r(x·γ₂ − f))m, u′ = (u + τ(o·γ₁ − x) − cancelled)m, A′ = A + σ₊(A* − A) − σ₋·late·A.
    /// </remarks>
    public static void Step(EconomyRoom room, in FlowStep step, int sector, int partner)
    {
        var p = room.Layout.P;
        int row = sector * p, cell = (sector * room.Layout.K + partner) * p;
        var u = Lanes.Of(room.Unproduced, cell, p);
        var n = u.Length;
        var qf = Lanes.Of(room.InFreight, cell, p)[..n];
        var qp = Lanes.Of(room.AtPort, cell, p)[..n];
        var a = Lanes.Of(room.Buyers, cell, p)[..n];
        var sent = Lanes.Of(room.Sent, cell, p)[..n];
        var share = Lanes.Of(room.Layout.Share, cell, p)[..n];
        var normal = Lanes.Of(room.Layout.Normal, row, p)[..n];
        var made = Lanes.Of(room.Made, row, p)[..n];
        var wait = Lanes.Of(room.Wait, row, p)[..n];
        var drawn = Lanes.Of(room.Drawn, row, p)[..n];
        var rebate = Lanes.Of(room.Rebate, row, p)[..n];
        var cancel = Lanes.Of(room.Cancel, row, p)[..n];
        var freight = Lanes.Of(room.Freight, room.Layout.Service[sector] ? p : 0, p)[..n];
        var port = Lanes.Of(room.PortSpeed, room.Layout.Service[sector] ? p : 0, p)[..n];
        var back = Lanes.Of(room.Return)[..n];
        var backlog = Lanes.Of(room.Backlog, row, p)[..n];
        var ordered = Lanes.Of(room.Ordered, row, p)[..n];
        var cancelled = Lanes.Of(room.Cancelled, row, p)[..n];
        var waiting = Lanes.Of(room.Waiting, partner * p, p)[..n];

        var (demand, vessels, lateFrom) = (new Vector<double>(step.Demand * step.OrderGrowth), new Vector<double>(step.Vessels), new Vector<double>(step.VesselLateness - 1 - EconomyConstants.Tolerance));
        var (panic, loss, worth, size, queue) = (new Vector<double>(step.Panic), new Vector<double>(step.Loss), new Vector<double>(step.Worth), new Vector<double>(step.Size), new Vector<double>(step.QueueSize));
        var (turnU, turnF, turnP) = (new Vector<double>(step.OrderTurn), new Vector<double>(step.FreightTurn), new Vector<double>(step.PortTurn));
        var (growF, growP) = (new Vector<double>(step.FreightGrowth), new Vector<double>(step.PortGrowth));
        var (dilution, most) = (new Vector<double>(step.Dilution), new Vector<double>(EconomyConstants.MostLateness));
        for (var i = 0; i < u.Length; i++)
        {
            var (stockU, stockF, stockP, buyers) = (u[i], qf[i], qp[i], a[i]);
            var left = stockP * Vector.Min(port[i], vessels); // the narrower of the two: both together would let a long queue starve itself
            var moved = stockF * freight[i];
            var built = stockU * made[i];
            var late = Vector.Min(most, Vector.Max(Vector<double>.Zero, wait[i] + lateFrom));
            var gone = stockU * (cancel[i] * (late + panic));
            var orders = buyers * (demand * rebate[i]);
            a[i] = Fused(back[i], drawn[i] - buyers, buyers) - loss * late * buyers;
            stockU = (Fused(turnU, orders - built, stockU) - gone) * dilution;
            stockP = Fused(turnP, moved * growP - left, stockP) * dilution;
            u[i] = stockU;
            qf[i] = Fused(turnF, built * growF - moved, stockF) * dilution;
            qp[i] = stockP;
            sent[i] = Fused(left, worth, sent[i]);
            var weight = share[i];
            backlog[i] = Fused(weight, stockU, backlog[i]);
            waiting[i] = Fused(weight * queue, normal[i] * stockP, waiting[i]);
            weight *= size;
            ordered[i] = Fused(weight, turnU * orders, ordered[i]);
            cancelled[i] = Fused(weight, gone, cancelled[i]);
        }
    }

    /// <summary>a·b + c rounded once, which is the same on every machine.</summary>
    private static Vector<double> Fused(Vector<double> a, Vector<double> b, Vector<double> c) => Vector.FusedMultiplyAdd(a, b, c);
}
