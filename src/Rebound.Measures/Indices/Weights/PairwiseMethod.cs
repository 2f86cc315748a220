namespace Rebound.Measures;

/// <summary>How weights come from pairwise comparisons. All agree on a consistent matrix.</summary>
public enum PairwiseMethod
{
    /// <summary>The principal eigenvector: A w = λ w (Saaty, 1980).</summary>
    Eigenvector,

    /// <summary>Geometric mean of each row (Crawford and Williams, 1985).</summary>
    GeometricMean,

    /// <summary>Mean of each row after each column is made to sum to one.</summary>
    ColumnMean,
}
