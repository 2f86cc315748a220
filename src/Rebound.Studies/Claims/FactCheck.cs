namespace Rebound.Studies;

/// <summary>Checks the numbers that claims state by units, currencies, periods and arithmetic alone.</summary>
/// <remarks>The rules know no claim and no fact by name; docs/methods/claim-ledger.md lists them with their limits.</remarks>
public static class FactCheck
{
    /// <summary>A number of fewer digits can agree with some fact of another series or period by chance.</summary>
    private const int TellingDigits = 2;

    /// <summary>A daily mean that differs by more than this factor from the mean of the longer period around it is not believed.</summary>
    private const double RateFactor = 10;

    /// <summary>Shorter periods have too uneven days for a comparison of daily means.</summary>
    private const int ShortestRateDays = 28;

    /// <summary>Every flag, by claim in the order given, first against the facts, then of claims against each other.</summary>
    /// <param name="claims">The claims.</param>
    /// <param name="facts">The facts.</param>
    public static IReadOnlyList<FactFlag> Flags(IReadOnlyList<Claim> claims, IReadOnlyList<RecordedFact> facts)
    {
        var flags = claims.SelectMany(c => c.Stated.SelectMany(q => AgainstFacts(c, q, facts))).ToList();
        flags.AddRange(StatementCheck.Flags(claims, facts));
        var order = claims.Select((c, i) => (c.Id, i)).ToDictionary(p => p.Id, p => p.i, StringComparer.Ordinal);
        return [.. flags.OrderBy(f => order[f.Claim])];
    }

    /// <summary>The facts that are about the same thing and the same days, in any currency.</summary>
    internal static List<RecordedFact> About(StatedQuantity stated, IReadOnlyList<RecordedFact> facts) => stated.Period is { } period
        ? [.. facts.Where(f => stated.SameQuantity(f) && f.Period.Covers(period))]
        : [];

    /// <summary>Whether a fact's currency is the stated one, as far as both say.</summary>
    internal static bool SameCurrency(StatedQuantity stated, RecordedFact fact) => stated.Currency.Length == 0 || fact.Currency.Length == 0 || stated.Currency == fact.Currency;

    private static IEnumerable<FactFlag> AgainstFacts(Claim claim, StatedQuantity stated, IReadOnlyList<RecordedFact> facts)
    {
        if (stated.Variable.Length == 0) return [];
        if (stated.Period is null) return Undated(claim, stated, facts) is { } undated ? [undated] : [];
        var about = About(stated, facts);
        var own = about.Where(f => SameCurrency(stated, f)).ToList();
        var quarrel = own.SelectMany(f => own.Where(o => FactsTable.Contradicts(f, o))).FirstOrDefault();
        var flag = quarrel is not null ? Quarrel(claim, stated, own)
            : Match(claim, stated, own)
            ?? OtherCurrency(claim, stated, about)
            ?? PowerOfTen(claim, stated, about)
            ?? Conflict(claim, stated, own, facts)
            ?? (own.Count > 0 ? null : OtherPeriod(claim, stated, facts) ?? OtherSeries(claim, stated, facts) ?? Rate(claim, stated, facts));
        return flag is null ? [] : [flag];
    }

    /// <summary>A number without a date can be confirmed when it is one that is not spread over time; it is never refuted.</summary>
    private static FactFlag? Undated(Claim claim, StatedQuantity stated, IReadOnlyList<RecordedFact> facts) => stated.Measure is not (Measure.Count or Measure.Date) ? null
        : facts.FirstOrDefault(f => stated.SameQuantity(f) && SameCurrency(stated, f) && stated.Amount.Against(f.Amount) == Agreement.Agrees) is { } fact
            ? Flag(claim, FlagKind.Match, Bearing.Supports, stated, [fact], $"{stated.ValueText} agrees with the {fact.ValueText} recorded for {fact.Period} (the claim names no date)")
            : null;

    private static FactFlag Quarrel(Claim claim, StatedQuantity stated, List<RecordedFact> own) => Flag(claim, FlagKind.Source, Bearing.Doubts, stated, own,
        $"the recorded facts disagree on {stated.Subject}: {List(own)}; they settle nothing until one is corrected");

    private static FactFlag? Match(Claim claim, StatedQuantity stated, List<RecordedFact> own)
    {
        var agreeing = own.Where(f => stated.Amount.Against(f.Amount) == Agreement.Agrees).ToList();
        if (agreeing.Count == 0) return null;
        var basis = stated.Currency.Length == 0 && agreeing[0].Currency.Length > 0 ? $" (the claim names no currency; this is the {string.Join(" and the ", agreeing.Select(f => f.Currency).Distinct())} figure)" : "";
        return Flag(claim, FlagKind.Match, Bearing.Supports, stated, agreeing, $"{stated.ValueText} agrees with the recorded {agreeing[0].ValueText}{basis}");
    }

    private static FactFlag? OtherCurrency(Claim claim, StatedQuantity stated, List<RecordedFact> about)
    {
        if (!stated.Value.IsPoint) return null;
        var other = about.Where(f => !SameCurrency(stated, f) && stated.Amount.Against(f.Amount) == Agreement.Agrees).ToList();
        if (other.Count == 0) return null;
        var own = about.Where(f => SameCurrency(stated, f)).ToList();
        var instead = own.Count > 0 ? $"; in {stated.Currency} it was {List(own)}" : "";
        return Flag(claim, FlagKind.Currency, own.Count > 0 ? Bearing.Refutes : Bearing.Doubts, stated, [.. other, .. own],
            $"{stated.ValueText} is the {other[0].Currency} figure, {other[0].ValueText}, given as {stated.Currency}{instead}");
    }

    private static FactFlag? PowerOfTen(Claim claim, StatedQuantity stated, List<RecordedFact> about)
    {
        if (stated.Measure is not (Measure.Level or Measure.Count) || stated.Value.SignificantDigits < TellingDigits || !stated.Value.IsPoint) return null;
        var own = about.Where(f => SameCurrency(stated, f)).ToList();
        if (own.Find(f => Shift(stated, f) != 0) is { } slip)
            return Flag(claim, FlagKind.Unit, Bearing.Refutes, stated, [slip],
                $"{stated.ValueText} is off by a factor of {PowerText(-Shift(stated, slip))}: the recorded amount is {slip.ValueText}");
        if (about.Find(f => !SameCurrency(stated, f) && Shift(stated, f) != 0) is not { } digits) return null;
        var right = own.Count > 0 ? $"; in {stated.Currency} it was {List(own)}" : "";
        return Flag(claim, FlagKind.Unit, own.Count > 0 ? Bearing.Refutes : Bearing.Doubts, stated, [digits, .. own],
            $"{stated.ValueText} has the digits of {digits.ValueText} with another unit and currency{right}");
    }

    private static FactFlag? Conflict(Claim claim, StatedQuantity stated, List<RecordedFact> own, IReadOnlyList<RecordedFact> facts)
    {
        if (own.Count == 0 || own.Any(f => stated.Amount.Against(f.Amount) != Agreement.Excludes)) return null;
        var which = own.Count > 1 ? $"{stated.ValueText} fits none of the recorded figures: {List(own)}" : $"{stated.ValueText} is not the recorded {List(own)}";
        var hint = Twin(stated, facts) is { } twin ? $"; the same number is recorded for {twin.Subject}" : "";
        return Flag(claim, FlagKind.Conflict, Bearing.Refutes, stated, own, which + hint);
    }

    private static FactFlag? OtherPeriod(Claim claim, StatedQuantity stated, IReadOnlyList<RecordedFact> facts)
    {
        if (!IsTelling(stated) || facts.FirstOrDefault(f => stated.SameQuantity(f) && SameCurrency(stated, f) && IsTwin(stated, f)) is not { } fact) return null;
        return Flag(claim, FlagKind.Period, Bearing.Doubts, stated, [fact],
            $"no fact is recorded for {stated.Subject}, but {stated.ValueText} is recorded for {fact.Period}: the period may be mistaken");
    }

    private static FactFlag? OtherSeries(Claim claim, StatedQuantity stated, IReadOnlyList<RecordedFact> facts)
    {
        if (stated.Measure != Measure.Growth || !IsTelling(stated)) return null;
        var twin = facts.FirstOrDefault(f => f.Variable != stated.Variable && f.Scope == stated.Scope && f.Measure == stated.Measure && f.Period.Covers(stated.Period!) && IsTwin(stated, f));
        return twin is null ? null : Flag(claim, FlagKind.Arithmetic, Bearing.Doubts, stated, [twin],
            $"no fact is recorded for {stated.Subject}, but {stated.ValueText} is exactly the {twin.Subject}: one series may have been taken for the other");
    }

    private static FactFlag? Rate(Claim claim, StatedQuantity stated, IReadOnlyList<RecordedFact> facts)
    {
        if (stated.Measure != Measure.Level || stated.Unit.Per.Length > 0 || stated.Period!.Days < ShortestRateDays) return null;
        var around = facts.FirstOrDefault(f => stated.SameQuantity(f) && SameCurrency(stated, f) && f.Period.Days >= ShortestRateDays && f.Period.Overlaps(stated.Period!));
        if (around is null || around.Amount.Centre <= 0 || stated.Amount.Centre <= 0) return null;
        var daily = around.Amount.Centre / around.Period.Days;
        var inside = stated.Period!.First >= around.Period.First && stated.Period.Last <= around.Period.Last;
        var tooLow = stated.Amount.High / stated.Period.Days * RateFactor < daily;
        var tooHigh = stated.Amount.Low / stated.Period.Days > daily * RateFactor;
        if (!tooLow && !tooHigh) return null;
        var asDaily = stated.Amount.High * RateFactor >= daily && stated.Amount.Low <= daily * RateFactor ? "; read as a number per day it would fit" : "";
        var impossible = inside && stated.Amount.Low > around.Amount.High;
        return Flag(claim, FlagKind.Period, impossible ? Bearing.Refutes : Bearing.Doubts, stated, [around],
            $"{stated.ValueText} in {stated.Period.Days} days is {ClaimText.Number(stated.Amount.Centre / stated.Period.Days)} a day, where {around.ValueText} in {around.Period} is {ClaimText.Number(daily)} a day{asDaily}: the period of the number is in doubt");
    }

    private static RecordedFact? Twin(StatedQuantity stated, IReadOnlyList<RecordedFact> facts) => !IsTelling(stated) ? null
        : facts.FirstOrDefault(f => f.Measure == stated.Measure && f.Unit.Thing == stated.Unit.Thing && IsTwin(stated, f)
            && ((f.Variable == stated.Variable && f.Scope == stated.Scope) || (f.Scope == stated.Scope && f.Period.Covers(stated.Period!))));

    private static bool IsTelling(StatedQuantity stated) =>
        stated.Value.IsPoint && stated.Value.SignificantDigits >= TellingDigits && stated.Value.Text.Contains('.', StringComparison.Ordinal);

    private static bool IsTwin(StatedQuantity stated, RecordedFact fact) => fact.Value.IsPoint && stated.Amount.Against(fact.Amount) == Agreement.Agrees;

    private static int Shift(StatedQuantity stated, RecordedFact fact)
    {
        if (!fact.Value.IsPoint || !(stated.Amount.Centre / fact.Amount.Centre is > 0 and < double.PositiveInfinity and var ratio)) return 0;
        var power = (int)Math.Round(Math.Log10(ratio));
        return power != 0 && stated.Amount.Times(Math.Pow(10, -power)).Against(fact.Amount) == Agreement.Agrees ? power : 0;
    }

    private static string PowerText(int power) => power > 0 ? $"ten to the power of {power} (too small)" : $"ten to the power of {-power} (too large)";

    private static string List(IEnumerable<RecordedFact> facts) => string.Join(" and ", facts.Select(f => f.ValueText));

    private static FactFlag Flag(Claim claim, FlagKind kind, Bearing bearing, StatedQuantity stated, List<RecordedFact> facts, string message) => new(
        claim.Id, kind, bearing, stated, string.Join("; ", facts.Select(f => $"{f.Subject}: {f.ValueText}")), message,
        string.Join("; ", facts.Select(f => f.Id)), string.Join("; ", facts.Select(f => f.Source).Distinct(StringComparer.Ordinal)));
}
