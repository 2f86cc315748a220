namespace Rebound.Measures;

/// <summary>How CRITIC measures how little an indicator repeats the others; directions are applied first.</summary>
public enum CriticConflict
{
    /// <summary>Σ(1 − r), Pearson.</summary>
    Pearson,

    /// <summary>Σ(1 − |r|), Pearson: an indicator that mirrors another conflicts with it no more than one that repeats it.</summary>
    AbsolutePearson,

    /// <summary>Σ(1 − ρ), Spearman.</summary>
    Spearman,
}
