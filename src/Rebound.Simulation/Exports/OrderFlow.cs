using System.Runtime.Intrinsics;

namespace Rebound.Simulation;

/// <summary>What one step does to the goods of one sector for one partner, in every city; all stocks and flows relative to normal.</summary>
internal readonly record struct FlowStep
{
    /// <summary>Orders per unit of buyers: demand × rules, and what the growth of the normal path asks beyond replacement.</summary>
    public required double Demand { get; init; }

    /// <summary>Vessels' share of what the port would let go.</summary>
    public required double Vessels { get; init; }

    /// <summary>Lateness that vessels add, less the one that is normal and the one that nobody minds.</summary>
    public required double VesselLateness { get; init; }

    /// <summary>Panic's part in cancellations.</summary>
    public required double Panic { get; init; }

    /// <summary>Buyers lost in the step for each unit of lateness; 0 where sales are switched off.</summary>
    public required double Loss { get; init; }

    /// <summary>Share of the normal unproduced orders, of freight and of the port stock that moves in the step.</summary>
    public required double OrderTurn { get; init; }

    public required double FreightTurn { get; init; }

    public required double PortTurn { get; init; }

    /// <summary>What the growth of the normal path asks beyond replacement, at freight and at the port; 1 without trend.</summary>
    public required double FreightGrowth { get; init; }

    public required double PortGrowth { get; init; }

    /// <summary>Old size of the normal path against the new one.</summary>
    public required double Dilution { get; init; }

    /// <summary>Size of the normal path against the first day.</summary>
    public required double Size { get; init; }

    /// <summary>The same after the step, for what queues at ports; 0 for services.</summary>
    public required double QueueSize { get; init; }

    /// <summary>What a normal flow of the step is worth in the results.</summary>
    public required double Worth { get; init; }
}

/// <summary>Orders become goods, goods go by freight to the port and leave it.</summary>
internal static class OrderFlow
{
    /// <summary>Takes one step of one sector for every partner.</summary>
    /// <remarks>
    /// out = qp·vessels·port, f = qf·freight, x = u·φ, o = A·demand·rebate, cancelled = u·χ(late + uninsured·panic);
    /// qp′ = (qp + p(f·γ₃ − out))m, qf′ = (qf + r(x·γ₂ − f))m, u′ = (u + τ(o·γ₁ − x) − cancelled)m, A′ = A + σ₊(A* − A) − σ₋·late·A.
    /// </remarks>
    public static void Step(EconomyRoom room, ReadOnlySpan<FlowStep> steps, int sector)
    {
        var p = room.Layout.P;
        int row = sector * p, ways = room.Layout.Service[sector] ? p : 0;
        var made = Lanes.Of(room.Made, row, p);
        var n = made.Length;
        var goods = room.Goods.AsSpan(sector * steps.Length * n, steps.Length * n);
        var normal = Lanes.Of(room.Layout.Normal, row, p)[..n];
        var wait = Lanes.Of(room.Wait, row, p)[..n];
        var drawn = Lanes.Of(room.Drawn, row, p)[..n];
        var rebate = Lanes.Of(room.Rebate, row, p)[..n];
        var cancel = Lanes.Of(room.Cancel, row, p)[..n];
        var uninsured = Lanes.Of(room.Uninsured, row, p)[..n];
        var freight = Lanes.Of(room.Freight, ways, p)[..n];
        var port = Lanes.Of(room.PortSpeed, ways, p)[..n];
        var back = Lanes.Of(room.Return)[..n];
        var backlog = Lanes.Of(room.Backlog, row, p)[..n];
        var ordered = Lanes.Of(room.Ordered, row, p)[..n];
        var cancelled = Lanes.Of(room.Cancelled, row, p)[..n];
        var waiting = Lanes.Of(room.Waiting);
        var most = Vector512.Create(EconomyConstants.MostLateness);
        var at = 0;
        for (var i = 0; i < n; i++)
        {
            var (share, slow, chance, speed, exit) = (made[i], wait[i], cancel[i], freight[i], port[i]);
            var (aim, answer, pull, size) = (drawn[i], rebate[i], back[i], normal[i]);
            var open = uninsured[i];
            var (due, asked, dropped) = (backlog[i], ordered[i], cancelled[i]);
            for (var k = 0; k < steps.Length; k++, at++)
            {
                ref readonly var step = ref steps[k];
                ref var cell = ref goods[at];
                var (u, f, q, buyers, weight) = (cell.Unproduced, cell.InFreight, cell.AtPort, cell.Buyers, cell.Share);
                var left = q * (exit * Vector512.Create(step.Vessels)); // of what vessels take, the port lets go its share
                var moved = f * speed;
                var built = u * share;
                var late = Vector512.Min(most, Vector512.Max(Vector512<double>.Zero, slow + Vector512.Create(step.VesselLateness)));
                var gone = u * (chance * (late + open * Vector512.Create(step.Panic)));
                var orders = buyers * (Vector512.Create(step.Demand) * answer);
                cell.Buyers = Fused(pull, aim - buyers, buyers) - Vector512.Create(step.Loss) * late * buyers;
                var (turn, dilution) = (Vector512.Create(step.OrderTurn), Vector512.Create(step.Dilution));
                u = (Fused(turn, orders - built, u) - gone) * dilution;
                q = Fused(Vector512.Create(step.PortTurn), moved * Vector512.Create(step.PortGrowth) - left, q) * dilution;
                cell.Unproduced = u;
                cell.InFreight = Fused(Vector512.Create(step.FreightTurn), built * Vector512.Create(step.FreightGrowth) - moved, f) * dilution;
                cell.AtPort = q;
                cell.Sent = Fused(left, Vector512.Create(step.Worth), cell.Sent);
                due = Fused(weight, u, due);
                waiting[k * n + i] = Fused(weight * Vector512.Create(step.QueueSize), size * q, waiting[k * n + i]);
                weight *= Vector512.Create(step.Size);
                asked = Fused(weight, turn * orders, asked);
                dropped = Fused(weight, gone, dropped);
            }
            (backlog[i], ordered[i], cancelled[i]) = (due, asked, dropped);
        }
    }

    /// <summary>a·b + c rounded once, which is the same on every machine.</summary>
    private static Vector512<double> Fused(Vector512<double> a, Vector512<double> b, Vector512<double> c) => Vector512.FusedMultiplyAdd(a, b, c);
}
