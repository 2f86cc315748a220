namespace Rebound.Simulation;

/// <summary>Where resilience matters in a synthetic world.</summary>
public enum WorldEffect
{
    /// <summary>Nowhere: every slope is zero, whatever is written.</summary>
    None,

    /// <summary>Only in the control of the epidemic.</summary>
    Control,

    /// <summary>Only in the four channels from the epidemic to exports.</summary>
    Channels,

    /// <summary>In both: the whole mechanism.</summary>
    Link,
}
