namespace Rebound.Simulation;

/// <summary>A lever of support for exporters.</summary>
public enum LeverKind
{
    /// <summary>Points of price given back at export.</summary>
    Rebate,

    /// <summary>Share of the orders that are insured against cancellation by the buyer.</summary>
    CreditInsurance,

    /// <summary>Share of the failing firms that new credit bridges.</summary>
    Relending,

    /// <summary>Points of revenue that firms need not pay.</summary>
    TaxRelief,

    /// <summary>Points by which banks' reserves are cut.</summary>
    ReserveCut,
}
