using System.Runtime.Intrinsics;

namespace Rebound.Simulation;

/// <summary>What is the same on every day for the firms of one sector.</summary>
internal readonly record struct FirmTerms
{
    public required double HomeWork { get; init; }

    public required double Essential { get; init; }

    /// <summary>Fixed outlays as a share of revenue.</summary>
    public required double Fixed { get; init; }

    /// <summary>Length of the step in days.</summary>
    public required double Step { get; init; }

    /// <summary>Lead of production, days.</summary>
    public required double Lead { get; init; }

    public required double CashMedian { get; init; }

    public required double CashShape { get; init; }

    /// <summary>Whether want of inputs and of cash reaches exports.</summary>
    public required bool Production { get; init; }

    /// <summary>Whether firms that have run out of cash give up in this step: once a week.</summary>
    public required bool Review { get; init; }
}

/// <summary>Rows of cities that no day changes.</summary>
internal readonly record struct FirmRows(double[] HomeWork, double[] Overtime, double[] Entry, double[] Credit, double[] Support);

/// <summary>Firms of a sector: labour, opening, overtime, inputs, cash, exit and entry, and what share of the due orders they produce.</summary>
internal static class Firms
{
    /// <summary>Takes one step of one sector in every city.</summary>
    /// <remarks>
    /// lab = (1 − away)(1 − conf(1 − h)(1 − e))(1 − absent); able = n·(w + (h + e − he)(1 − w))·lab·limit; φ = min(1, able·overtime/D);
    /// burned cash B′ = max(0, B + (fix(1 − x) − margin − support − relief)·dt/(30 fix)), exits 1 − cred of the rise of F(max B).
    /// </remarks>
    public static void Step(EconomyRoom room, in FirmTerms terms, in FirmRows rows, int sector)
    {
        var p = room.Layout.P;
        var row = sector * p;
        var backlog = Lanes.Of(room.Backlog, row, p);
        var n = backlog.Length;
        var made = Lanes.Of(room.Made, row, p)[..n];
        var able = Lanes.Of(room.Able, row, p)[..n];
        var activity = Lanes.Of(room.Activity, row, p)[..n];
        var inputs = Lanes.Of(room.Inputs, row, p)[..n];
        var overtime = Lanes.Of(room.Overtime, row, p)[..n];
        var surviving = Lanes.Of(room.Surviving, row, p)[..n];
        var entered = Lanes.Of(room.Entered, row, p)[..n];
        var cash = Lanes.Of(room.Cash, row, p)[..n];
        var cashMost = Lanes.Of(room.CashMost, row, p)[..n];
        var relief = Lanes.Of(room.Relief, row, p)[..n];
        var support = Lanes.Of(rows.Support)[..n];
        var speed = Lanes.Of(room.Speed, row, p)[..n];
        var wait = Lanes.Of(room.Wait, row, p)[..n];
        var normal = Lanes.Of(room.Layout.Normal, row, p)[..n];
        var onWay = Lanes.Of(room.OnWay, room.Layout.Service[sector] ? p : 0, p)[..n];
        var away = Lanes.Of(room.Away)[..n];
        var confined = Lanes.Of(room.Confined)[..n];
        var absent = Lanes.Of(room.Absent)[..n];
        var open = Lanes.Of(room.Open)[..n];
        var homeFactor = Lanes.Of(rows.HomeWork)[..n];
        var ceiling = Lanes.Of(rows.Overtime)[..n];
        var entry = Lanes.Of(rows.Entry)[..n];
        var labourSum = Lanes.Of(room.LabourSum)[..n];
        var openSum = Lanes.Of(room.OpenSum)[..n];
        var inputSum = Lanes.Of(room.InputSum)[..n];

        var (one, zero) = (Vector512<double>.One, Vector512<double>.Zero);
        var (homeShare, essential, mostHome) = (Vector512.Create(terms.HomeWork), Vector512.Create(terms.Essential), Vector512.Create(0.95));
        var (from, ease, hiring, dt) = (Vector512.Create(EconomyConstants.OvertimeFrom), Vector512.Create(terms.Step / EconomyConstants.OvertimeDays), Vector512.Create(EconomyConstants.HiringFactor), Vector512.Create(terms.Step));
        var ramp = Vector512.Create(0.5 / (EconomyConstants.OvertimeFrom - 1)); // half of it at the threshold: no jump, so that rounding cannot decide
        var (burn, gain, spend) = (Vector512.Create(terms.Step / 30), Vector512.Create(EconomyConstants.Margin / terms.Fixed), Vector512.Create(1 / terms.Fixed));
        var lead = Vector512.Create(terms.Lead / (terms.Lead + 1 / EconomyConstants.FreightRate + 1 / EconomyConstants.PortRate));
        var (slowest, tiny, judge) = (Vector512.Create(EconomyConstants.SlowestStage), Vector512.Create(EconomyConstants.Tiny), Vector512.Create(terms.Step / EconomyConstants.SpeedDays));
        for (var i = 0; i < backlog.Length; i++)
        {
            var due = backlog[i];
            var home = Vector512.Min(mostHome, homeShare * homeFactor[i]);
            var labour = (one - away[i]) * (one - confined[i] * (one - home) * (one - essential)) * (one - absent[i]);
            var opened = open[i] + (home + essential - home * essential) * (one - open[i]);
            var limit = terms.Production ? inputs[i] : one;
            var capacity = surviving[i];
            var can = capacity * opened * labour * limit;
            var share = Vector512.Min(one, can * overtime[i] / Vector512.Max(tiny, due));
            var x = share * due;
            able[i] = can;
            made[i] = share;
            activity[i] = x;
            overtime[i] += ease * (ceiling[i] * Vector512.Min(one, Vector512.Max(zero, (due - one) * ramp)) + one - overtime[i]);
            cash[i] = Vector512.Max(zero, cash[i] + burn * (one - x - gain - (support[i] + relief[i]) * spend));
            var arrived = dt * entry[i] * (Vector512.Max(zero, one - capacity) + hiring * Vector512.Max(zero, due - from));
            entered[i] += arrived;
            surviving[i] = capacity + arrived;
            var pace = speed[i] + judge * (share - speed[i]);
            speed[i] = pace;
            wait[i] = lead / Vector512.Max(slowest, pace) + onWay[i];
            labourSum[i] += dt * normal[i] * labour;
            openSum[i] += dt * normal[i] * opened;
            inputSum[i] += dt * normal[i] * limit;
            if (terms.Review && Vector512.GreaterThanAny(cash[i], cashMost[i])) Exit(room, terms, rows, row + i * Lanes.Width);
        }
    }

    /// <summary>Share of firms whose cash does not last b months of their fixed outlays: log-logistic.</summary>
    internal static double Failing(double months, double median, double shape) =>
        months <= 0 ? 0 : 1 / (1 + Math.Exp(shape * (Math.Log(median) - Math.Log(months))));

    private static void Exit(EconomyRoom room, in FirmTerms terms, in FirmRows rows, int first)
    {
        var city = first % room.Layout.P;
        for (var i = first; i < first + Lanes.Width; i++, city++)
        {
            if (!(room.Cash[i] > room.CashMost[i])) continue;
            var failing = Failing(room.Cash[i], terms.CashMedian, terms.CashShape);
            var lost = EconomyConstants.FragileShare * (1 - rows.Credit[city]) * (1 - room.Bridged[i]) * (failing - room.Failed[i]);
            room.Exited[i] += lost;
            room.Surviving[i] -= lost;
            (room.CashMost[i], room.Failed[i]) = (room.Cash[i], failing);
        }
    }
}
