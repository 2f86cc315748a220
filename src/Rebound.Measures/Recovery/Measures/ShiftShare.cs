namespace Rebound.Measures;

/// <summary>The change of each unit's total split by what its mix of parts (industries, products, partners) leads one to expect.</summary>
/// <remarks>ΔE_r = g_N·E_r + Σᵢ(g_iN − g_N)E_ir + Σᵢ(g_ir − g_iN)E_ir: the whole, the mix, the unit's own part, with exact sum.
/// Resistance with the mix: (ΔE_r − Σᵢ g_iN E_ir)/|Σᵢ g_iN E_ir| (Martin, Sunley, Gardiner and Tyler, 2016). Checked against R.</remarks>
/// <param name="PartGrowth">g_iN, growth of each part over all units, as a share; zero where the part had no level before.</param>
/// <param name="Growth">g_N, growth of the whole.</param>
/// <param name="National">g_N·E_r by unit.</param>
/// <param name="Mix">Σᵢ(g_iN − g_N)E_ir.</param>
/// <param name="Competitive">ΔE_r less both.</param>
/// <param name="ResistanceOfTotal">(ΔE_r − g_N E_r)/|g_N E_r|; NaN where nothing is expected.</param>
/// <param name="ResistanceOfMix">The same with Σᵢ g_iN E_ir expected.</param>
internal sealed record ShiftShare(double[] PartGrowth, double Growth, double[] National, double[] Mix, double[] Competitive, double[] ResistanceOfTotal, double[] ResistanceOfMix)
{
    /// <summary>Splits the change between two tables.</summary>
    /// <param name="before">Units × parts, row by row, at least zero.</param>
    /// <param name="after">The same later.</param>
    /// <param name="units">Number of units.</param>
    public static ShiftShare Of(ReadOnlySpan<double> before, ReadOnlySpan<double> after, int units)
    {
        var parts = before.Length / units;
        var (from, to, growth) = (new double[parts], new double[parts], new double[parts]);
        double all = 0, allAfter = 0;
        for (var k = 0; k < before.Length; k++)
        {
            from[k % parts] += before[k];
            to[k % parts] += after[k];
            all += before[k];
            allAfter += after[k];
        }
        var whole = allAfter / all - 1;
        for (var i = 0; i < parts; i++) growth[i] = from[i] > 0 ? to[i] / from[i] - 1 : 0;
        var (national, mix, own, ofTotal, ofMix) = (new double[units], new double[units], new double[units], new double[units], new double[units]);
        for (var r = 0; r < units; r++)
        {
            double level = 0, later = 0, expected = 0;
            for (var i = 0; i < parts; i++)
            {
                level += before[r * parts + i];
                later += after[r * parts + i];
                expected += growth[i] * before[r * parts + i];
            }
            national[r] = whole * level;
            mix[r] = expected - national[r];
            own[r] = later - level - expected;
            ofTotal[r] = (later - level - national[r]) / Math.Abs(national[r]);
            ofMix[r] = own[r] / Math.Abs(expected);
        }
        return new ShiftShare(growth, whole, national, mix, own, ofTotal, ofMix);
    }
}
