namespace Rebound.Simulation;

/// <summary>A strength and a precision of control, and what they give.</summary>
/// <param name="Stringency">Factor on the stringency of the world as it was.</param>
/// <param name="Precision">Precision of control, γ.</param>
/// <param name="ExportsLoss">Median loss of exports, per cent of normal.</param>
/// <param name="Infections">Median infections per 100,000 people.</param>
public readonly record struct FrontierPoint(double Stringency, double Precision, double ExportsLoss, double Infections)
{
    /// <summary>Whether no other point of the grid has fewer infections and a smaller loss.</summary>
    public bool IsEfficient { get; init; }
}
