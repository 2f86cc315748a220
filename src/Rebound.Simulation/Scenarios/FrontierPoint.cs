namespace Rebound.Simulation;

/// <summary>A strength and a precision of control, and what they give.</summary>
/// <param name="Stringency">Factor on the stringency of the world as it was.</param>
/// <param name="Precision">Precision of control, γ.</param>
/// <param name="ExportsLoss">Median loss of exports, per cent of normal.</param>
/// <param name="Infections">Median infections per 100,000 people.</param>
public readonly record struct FrontierPoint(double Stringency, double Precision, double ExportsLoss, double Infections)
{
    /// <summary>The loss of exports in 95 per cent of the replicates.</summary>
    public double ExportsLossLow { get; init; }

    /// <summary>Its upper end.</summary>
    public double ExportsLossHigh { get; init; }

    /// <summary>Infections per 100,000 in 95 per cent of the replicates.</summary>
    public double InfectionsLow { get; init; }

    /// <summary>Their upper end.</summary>
    public double InfectionsHigh { get; init; }

    /// <summary>Whether no other point of the grid has fewer infections and a smaller loss, by medians.</summary>
    public bool IsEfficient { get; init; }

    /// <summary>Whether another point is better by medians and none is better in both beyond chance.</summary>
    public bool IsTie { get; init; }
}
