namespace Rebound.Simulation;

/// <summary>A dimension of a city's resilience.</summary>
public enum ResilienceDimension
{
    /// <summary>Detection, tracing, digital work.</summary>
    Technology,

    /// <summary>Beds, density, ports and roads.</summary>
    Space,

    /// <summary>Neighbourhood organisation, compliance, the precision of control.</summary>
    Society,

    /// <summary>Credit, support, spare capacity, buyers.</summary>
    Economy,
}
