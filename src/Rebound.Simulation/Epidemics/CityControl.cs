namespace Rebound.Simulation;

/// <summary>What control does to a city on one day.</summary>
internal struct CityControl
{
    /// <summary>κ: contacts as a share of normal ones.</summary>
    internal double Contacts;

    /// <summary>Travel of its people as a share of normal travel.</summary>
    internal double Travel;

    /// <summary>The same of those who are infectious: a code may keep them.</summary>
    internal double InfectiousTravel;

    /// <summary>Share of people confined.</summary>
    internal double Confined;

    /// <summary>Voluntary fear, 0 to 1.</summary>
    internal double Fear;
}
