namespace Rebound.Measures;

/// <summary>One unit through the contraction and the expansion of the whole, by published indices; what does not exist is null.</summary>
/// <param name="Unit">Its code.</param>
/// <param name="Before">Mean level of the months before the shock.</param>
/// <param name="During">Of the same calendar months in the short run.</param>
/// <param name="After">Of the same calendar months up to the horizon.</param>
public sealed record UnitCycle(string Unit, double? Before, double? During, double? After)
{
    /// <summary>β = g_r/g_N in the contraction (Martin, 2012).</summary>
    public double? Sensitivity { get; init; }

    /// <summary>(ΔE_r − g_N·E_r)/|g_N·E_r| in the contraction (Martin, Sunley, Gardiner and Tyler, 2016).</summary>
    public double? Resistance { get; init; }

    /// <summary>The same in the expansion.</summary>
    public double? Recoverability { get; init; }

    /// <summary>(g_r − g_N)/|g_N| (Lagravinese, 2015).</summary>
    public double? RelativeResistance { get; init; }

    /// <summary>Resistance with the unit's own mix of parts: (ΔE_r − Σᵢ g_iN E_ir)/|Σᵢ g_iN E_ir|.</summary>
    public double? ResistanceOfMix { get; init; }

    /// <summary>The same in the expansion.</summary>
    public double? RecoverabilityOfMix { get; init; }

    /// <summary>Shift-share of the contraction in per cent of the level before: growth of the whole.</summary>
    public double? NationalPercent { get; init; }

    /// <summary>What the mix of parts adds.</summary>
    public double? MixPercent { get; init; }

    /// <summary>The unit's own part; the three add up to its growth.</summary>
    public double? OwnPercent { get; init; }

    /// <summary>Growth factor of the unit over that of the whole in the contraction (Faggian et al., 2018).</summary>
    public double? ResistanceRatio { get; init; }

    /// <summary>The same in the expansion.</summary>
    public double? RecoveryRatio { get; init; }

    /// <summary>One of four types of resistance and recoverability in words; empty when one of them is not known.</summary>
    public string Type { get; init; } = "";

    /// <summary>Lloret, Keeling and Sala (2011): during / before.</summary>
    public double? LloretResistance { get; init; }

    /// <summary>After / during.</summary>
    public double? LloretRecovery { get; init; }

    /// <summary>After / before.</summary>
    public double? LloretResilience { get; init; }

    /// <summary>(after − during) / before.</summary>
    public double? LloretRelative { get; init; }

    /// <summary>Why something is missing, with what would help; empty when nothing is.</summary>
    public string Reason { get; init; } = "";
}
