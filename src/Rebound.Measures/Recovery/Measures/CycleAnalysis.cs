using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>Published indices of units through one contraction and expansion: sensitivity, resistance and recoverability, typology, shift-share, Lloret's indices.</summary>
/// <remarks>Three windows of the same calendar months, so that seasons cancel: the short run, the same months the whole years before that end before the shock, and the
/// latest whole years after it that end by the horizon. The whole is the sum of the units that are complete in all windows. Checked against R (Martin, mix, Lloret).</remarks>
public sealed class CycleAnalysis
{
    private readonly Period shock;
    private readonly int years;

    /// <summary>Sets the windows.</summary>
    /// <param name="shock">First month of the shock.</param>
    /// <param name="shortRunEnd">Last month of the short run.</param>
    /// <param name="horizon">Last month looked at.</param>
    public CycleAnalysis(Period shock, Period shortRunEnd, Period horizon)
    {
        this.shock = shock;
        Months = shortRunEnd.Ordinal - shock.Ordinal + 1;
        years = (Months + 11) / 12;
        var later = (horizon.Ordinal - shortRunEnd.Ordinal) / 12;
        Before = shock.Plus(-12 * years);
        After = later >= years ? shock.Plus(12 * later) : null;
    }

    /// <summary>Months of each window.</summary>
    public int Months { get; }

    /// <summary>First month of the window before the shock.</summary>
    public Period Before { get; }

    /// <summary>First month of the window after; null when the horizon leaves none.</summary>
    public Period? After { get; }

    /// <summary>A window in words.</summary>
    /// <param name="from">Its first month.</param>
    public string Name(Period from) => $"{from}..{from.Plus(Months - 1)}";

    /// <summary>Measures units.</summary>
    /// <param name="series">One series a unit.</param>
    /// <param name="contraction">Levels by part before and during the shock; null where parts are not known.</param>
    /// <param name="expansion">The same during and after.</param>
    /// <returns>One entry a unit, in their order.</returns>
    public IReadOnlyList<UnitCycle> Of(IReadOnlyList<MonthlySeries> series, CycleMix? contraction = null, CycleMix? expansion = null)
    {
        var units = new UnitCycle[series.Count];
        List<int> whole = [];
        for (var u = 0; u < units.Length; u++)
        {
            units[u] = new UnitCycle(series[u].Unit, Mean(series[u], Before), Mean(series[u], shock), After is { } after ? Mean(series[u], after) : null);
            if (units[u].Before is not null && units[u].During is not null && (After is null || units[u].After is not null)) whole.Add(u);
            else units[u] = units[u] with { Reason = $"{Gap(series[u])}: fill the month at its source, or move the dates of the shock" };
        }
        if (whole.Count < 2)
        {
            for (var u = 0; u < units.Length; u++)
                if (units[u].Reason.Length == 0) units[u] = Lloret(units[u]) with { Reason = "there is no second unit to compare with; add units" };
            return units;
        }
        double[] before = [.. whole.Select(u => units[u].Before!.Value)], during = [.. whole.Select(u => units[u].During!.Value)], later = [.. whole.Select(u => units[u].After ?? double.NaN)];
        var (down, up) = (CycleSensitivity.Growth(before, during), After is null ? double.NaN : CycleSensitivity.Growth(during, later));
        var noAfter = After is null ? $"no window of {Months} months of the same calendar months lies between the short run and the horizon, so recoverability is not measured: move the horizon" : "";
        var still = down == 0 || up == 0 ? "the whole did not change between two windows, so nothing can be compared with its change: choose the dates of its fall" : "";
        for (var k = 0; k < whole.Count; k++)
        {
            var unit = Lloret(units[whole[k]]);
            if (down != 0) unit = Contraction(unit, before[k], during[k], down);
            if (After is not null && up != 0) unit = Expansion(unit, during[k], later[k], up);
            if (unit is { Resistance: { } resistance, Recoverability: { } recoverability }) unit = unit with { Type = Words(CycleSensitivity.TypeOf(resistance, recoverability)) };
            units[whole[k]] = unit with { Reason = still.Length > 0 ? still : noAfter };
        }
        if (contraction is not null) Mix(units, whole, contraction, (unit, split, u) => unit with
        {
            ResistanceOfMix = Known(split.ResistanceOfMix[u]),
            NationalPercent = Known(100 * split.National[u] / Total(contraction, u)),
            MixPercent = Known(100 * split.Mix[u] / Total(contraction, u)),
            OwnPercent = Known(100 * split.Competitive[u] / Total(contraction, u)),
        });
        if (expansion is not null) Mix(units, whole, expansion, (unit, split, u) => unit with { RecoverabilityOfMix = Known(split.ResistanceOfMix[u]) });
        return units;
    }

    private static UnitCycle Lloret(UnitCycle unit)
    {
        if (unit is not { Before: { } before, During: { } during } || !(before > 0 && during > 0)) return unit;
        var indices = LloretIndices.Of(before, during, unit.After ?? double.NaN);
        return unit with { LloretResistance = indices.Resistance, LloretRecovery = Known(indices.Recovery), LloretResilience = Known(indices.Resilience), LloretRelative = Known(indices.RelativeResilience) };
    }

    private static UnitCycle Contraction(UnitCycle unit, double from, double to, double growth) => unit with
    {
        Sensitivity = (to / from - 1) / growth,
        Resistance = CycleSensitivity.Against(from, to, growth),
        RelativeResistance = (to / from - 1 - growth) / Math.Abs(growth),
        ResistanceRatio = to / from / (1 + growth),
    };

    private static UnitCycle Expansion(UnitCycle unit, double from, double to, double growth) => unit with { Recoverability = CycleSensitivity.Against(from, to, growth), RecoveryRatio = to / from / (1 + growth) };

    private static void Mix(UnitCycle[] units, List<int> whole, CycleMix mix, Func<UnitCycle, ShiftShare, int, UnitCycle> with)
    {
        var split = ShiftShare.Of(mix.Before, mix.After, units.Length);
        foreach (var u in whole)
            if (Total(mix, u) > 0) units[u] = with(units[u], split, u);
    }

    private static double Total(CycleMix mix, int unit)
    {
        var sum = 0.0;
        for (var i = 0; i < mix.Parts; i++) sum += mix.Before[unit * mix.Parts + i];
        return sum;
    }

    private double? Mean(MonthlySeries series, Period from)
    {
        var sum = 0.0;
        for (var t = 0; t < Months; t++) sum += series.At(from.Plus(t)) / Months;
        return sum > 0 && double.IsFinite(sum) ? sum : null;
    }

    private string Gap(MonthlySeries series)
    {
        foreach (var from in After is { } after ? new[] { Before, shock, after } : [Before, shock])
            for (var t = 0; t < Months; t++)
                if (double.IsNaN(series.At(from.Plus(t)))) return $"no value in {series.NameOf(from.Plus(t))}";
        return "a window without any exports";
    }

    private static string Words(CycleType type) => type switch
    {
        CycleType.ResistantRecovering => "resistant, recovering",
        CycleType.VulnerableRecovering => "vulnerable, recovering",
        CycleType.VulnerableSlow => "vulnerable, slow",
        _ => "resistant, slow",
    };

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
