namespace Rebound.Studies;

/// <summary>A number that a claim states, typed as far as the claim types it.</summary>
/// <param name="Value">The number as stated.</param>
/// <param name="Unit">Scale and thing counted.</param>
/// <param name="Currency">ISO 4217 code, or empty when the claim names none.</param>
/// <param name="Measure">Level, growth, share, count, index or date.</param>
/// <param name="Variable">What is measured; empty when the claim does not say which thing the number belongs to.</param>
/// <param name="Scope">What it is about.</param>
/// <param name="Period">The days it is about; null when the claim names none.</param>
public sealed record StatedQuantity(Quantity Value, FactUnit Unit, string Currency, Measure Measure, string Variable, string Scope, FactPeriod? Period)
{
    /// <summary>The value in the plain unit.</summary>
    public Quantity Amount => Value.Times(Unit.Scale);

    /// <summary>For instance "204 million USD".</summary>
    public string ValueText => ClaimText.Amount(Value, Unit, Currency, Measure);

    /// <summary>For instance "exports growth, China, 2020-01/02".</summary>
    public string Subject => ClaimText.Subject(Variable, Measure, Scope, Period?.Text ?? "");

    /// <summary>Whether a fact is about the same thing: variable, scope, measure and unit, in any period and currency.</summary>
    /// <param name="fact">A fact.</param>
    public bool SameQuantity(RecordedFact fact) =>
        fact.Variable == Variable && fact.Scope == Scope && fact.Measure == Measure && fact.Unit.Thing == Unit.Thing && fact.Unit.Per == Unit.Per;

    /// <summary>Whether two claims state the same thing, currency apart.</summary>
    /// <param name="other">Another stated number.</param>
    public bool SameQuantity(StatedQuantity other) =>
        other.Variable == Variable && Variable.Length > 0 && other.Scope == Scope && other.Measure == Measure && other.Unit.Thing == Unit.Thing && other.Unit.Per == Unit.Per
        && Period is not null && other.Period is not null && Period.Covers(other.Period);
}
