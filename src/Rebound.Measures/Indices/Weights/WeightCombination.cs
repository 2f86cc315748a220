namespace Rebound.Measures;

/// <summary>How two sets of weights become one.</summary>
public enum WeightCombination
{
    /// <summary>α a + (1 − α) b.</summary>
    Linear,

    /// <summary>a b / Σ a b: an indicator needs both.</summary>
    Product,

    /// <summary>√(a b) / Σ √(a b): least relative entropy to both.</summary>
    Root,

    /// <summary>Game theory: the combination that deviates least from each set, [wₗ·wₘ] α = [wₗ·wₗ], α made to sum to one.</summary>
    Game,
}
