namespace Rebound.Studies;

/// <summary>A dated, sourced number that claims are checked against.</summary>
/// <param name="Id">Its identifier in facts.csv.</param>
/// <param name="Period">The days it is about.</param>
/// <param name="Scope">Country, city, port or group it is about.</param>
/// <param name="Variable">What is measured; "X volume" is the quantity whose value is X.</param>
/// <param name="Measure">Level, growth, share, count, index or date.</param>
/// <param name="Value">The number in its own unit; a date is a day number.</param>
/// <param name="Unit">Scale and thing counted.</param>
/// <param name="Currency">ISO 4217 code: of the amount, or of the amounts behind a growth rate; empty when there is none or it is not known.</param>
/// <param name="Verified">"yes" (read in the source) or "sum-check" (derived, and its total agrees with a published total).</param>
/// <param name="Source">Where it was published.</param>
public sealed record RecordedFact(string Id, FactPeriod Period, string Scope, string Variable, Measure Measure, Quantity Value, FactUnit Unit, string Currency, string Verified, string Source)
{
    /// <summary>The value in the plain unit.</summary>
    public Quantity Amount => Value.Times(Unit.Scale);

    /// <summary>For instance "−15.9 % (CNY)" or "292.45 billion USD".</summary>
    public string ValueText => ClaimText.Amount(Value, Unit, Currency, Measure);

    /// <summary>For instance "exports growth, China, 2020-01/02".</summary>
    public string Subject => ClaimText.Subject(Variable, Measure, Scope, Period.Text);
}
