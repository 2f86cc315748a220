namespace Rebound.Measures;

/// <summary>Which of the four combinations of resistance and recoverability a unit shows (Martin et al., 2016; Faggian et al., 2018).</summary>
internal enum CycleType
{
    /// <summary>Fell less and grew more than the whole.</summary>
    ResistantRecovering = 1,

    /// <summary>Fell more and grew more.</summary>
    VulnerableRecovering = 2,

    /// <summary>Fell more and grew less.</summary>
    VulnerableSlow = 3,

    /// <summary>Fell less and grew less.</summary>
    ResistantSlow = 4,
}

/// <summary>How one unit moved through a contraction and the expansion after it, compared with the whole.</summary>
/// <param name="Sensitivity">β = g_r/g_N in the contraction (Martin, 2012).</param>
/// <param name="Resistance">(ΔE_r − g_N·E_r)/|g_N·E_r| in the contraction (Martin, Sunley, Gardiner and Tyler, 2016).</param>
/// <param name="Recoverability">The same in the expansion.</param>
/// <param name="RelativeResistance">(g_r − g_N)/|g_N| (Lagravinese, 2015); equals resistance when one growth rate is expected of all.</param>
/// <param name="ResistanceRatio">Growth factor of the unit over that of the whole in the contraction (Faggian et al., 2018).</param>
/// <param name="RecoveryRatio">The same in the expansion.</param>
/// <param name="Type">Resistance and recoverability above or below zero; zero counts as above.</param>
internal sealed record CycleSensitivity(double Sensitivity, double Resistance, double Recoverability, double RelativeResistance, double ResistanceRatio, double RecoveryRatio, CycleType Type)
{
    /// <summary>Measures units against their sum.</summary>
    /// <param name="peak">Level of each unit at the peak.</param>
    /// <param name="trough">At the trough of the whole.</param>
    /// <param name="recovery">At the end of the expansion.</param>
    /// <returns>One entry a unit; the growth of the whole is in <see cref="Growth"/>.</returns>
    /// <exception cref="UndefinedMeasureException">The whole did not change, so that nothing can be compared with its change.</exception>
    public static CycleSensitivity[] Of(ReadOnlySpan<double> peak, ReadOnlySpan<double> trough, ReadOnlySpan<double> recovery)
    {
        var (contraction, expansion) = (Growth(peak, trough), Growth(trough, recovery));
        if (contraction == 0 || expansion == 0) throw new UndefinedMeasureException("Sensitivity to the whole", "the whole did not change between two of the dates", "choose the dates of its peak, trough and recovery, by month rather than by year");
        var units = new CycleSensitivity[peak.Length];
        for (var i = 0; i < units.Length; i++)
        {
            var (down, up) = ((trough[i] - peak[i]) / peak[i], (recovery[i] - trough[i]) / trough[i]);
            var (resistance, recoverability) = (Against(peak[i], trough[i], contraction), Against(trough[i], recovery[i], expansion));
            units[i] = new CycleSensitivity(down / contraction, resistance, recoverability, (down - contraction) / Math.Abs(contraction), (1 + down) / (1 + contraction), (1 + up) / (1 + expansion), TypeOf(resistance, recoverability));
        }
        return units;
    }

    /// <summary>A change against what growth of the whole leads one to expect: (ΔE − g·E)/|g·E|.</summary>
    public static double Against(double from, double to, double growth) => (to - from - growth * from) / Math.Abs(growth * from);

    /// <summary>Growth of the sum of all units between two dates, as a share.</summary>
    public static double Growth(ReadOnlySpan<double> before, ReadOnlySpan<double> after)
    {
        double from = 0, to = 0;
        for (var i = 0; i < before.Length; i++)
        {
            from += before[i];
            to += after[i];
        }
        return to / from - 1;
    }

    /// <summary>The type of two measures; zero counts as above.</summary>
    public static CycleType TypeOf(double resistance, double recoverability) => (resistance >= 0, recoverability >= 0) switch
    {
        (true, true) => CycleType.ResistantRecovering,
        (false, true) => CycleType.VulnerableRecovering,
        (false, false) => CycleType.VulnerableSlow,
        (true, false) => CycleType.ResistantSlow,
    };
}
