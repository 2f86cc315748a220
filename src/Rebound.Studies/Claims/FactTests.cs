namespace Rebound.Studies;

/// <summary>Judges claims by the facts.</summary>
internal sealed class FactTests(IReadOnlyList<RecordedFact> facts, IReadOnlyList<FactFlag> flags)
{
    private readonly Dictionary<string, RecordedFact> named = facts.DistinctBy(f => f.Id).ToDictionary(f => f.Id, StringComparer.Ordinal);

    /// <summary>A year's months may come merged in pairs; anything longer is not a month.</summary>
    private const int LongestMonth = 62;

    internal Finding Stated(Claim claim)
    {
        var own = flags.Where(f => f.Claim == claim.Id).ToList();
        var parts = claim.Stated.Select(q => Judge(q, own.Where(f => ReferenceEquals(f.Stated, q)).ToList())).ToList();
        var verdict = parts.Exists(p => p.Verdict == Judgement.Contradicted) ? Judgement.Contradicted
            : parts.Count > 0 && parts.TrueForAll(p => p.Verdict == Judgement.Supported) ? Judgement.Supported
            : Judgement.Untested;
        return new Finding(verdict, string.Join("; ", parts.Select(p => p.Evidence).Distinct(StringComparer.Ordinal)));
    }

    internal Finding Compare(FactCompareTest test)
    {
        var one = named[test.Id];
        var (low, high, text) = test.Other.Length > 0
            ? (named[test.Other].Amount.Low, named[test.Other].Amount.High, $"{named[test.Other].Subject} was {named[test.Other].ValueText}")
            : (test.Number * one.Unit.Scale, test.Number * one.Unit.Scale, $"the claim needs {test.Sign} {ClaimText.Number(test.Number, 6)}");
        var above = test.Sign[0] == '>';
        var holds = above ? one.Amount.Low >= high : one.Amount.High <= low;
        var fails = above ? one.Amount.High <= low : one.Amount.Low >= high;
        if (test.Sign.Length == 2 && one.Amount.Centre == low && low == high) (holds, fails) = (true, false);
        if (holds && fails) holds = false;
        return new Finding(holds ? Judgement.Supported : fails ? Judgement.Contradicted : Judgement.Untested, $"{one.Subject} was {one.ValueText}; {text}");
    }

    internal Finding Extreme(FactExtremeTest test)
    {
        var one = named[test.Id];
        var rivals = facts.Where(f => f.Id != one.Id && f.Variable == one.Variable && f.Scope == one.Scope && f.Measure == one.Measure && f.Currency == one.Currency
            && f.Unit.Thing == one.Unit.Thing && f.Period.Days <= LongestMonth && f.Period.First.Year == one.Period.First.Year).ToList();
        var word = test.Largest ? "highest" : "lowest";
        if (rivals.Count == 0) return new Finding(Judgement.Untested, $"no other month of {one.Subject} is recorded");
        var months = rivals.Append(one).Select(f => f.Period).Sum(p => 12 * (p.Last.Year - p.First.Year) + p.Last.Month - p.First.Month + 1);
        var rival = test.Largest ? rivals.MaxBy(f => f.Amount.Centre)! : rivals.MinBy(f => f.Amount.Centre)!;
        var beaten = test.Largest ? rival.Amount.Centre > one.Amount.Centre : rival.Amount.Centre < one.Amount.Centre;
        var evidence = $"{one.Subject} was {one.ValueText}; the {word} of the other recorded months was {rival.ValueText} in {rival.Period}";
        return new Finding(beaten ? Judgement.Contradicted : months >= 12 ? Judgement.Supported : Judgement.Untested, months >= 12 || beaten ? evidence : $"{evidence}, but only {months} months of the year are recorded");
    }

    private Finding Judge(StatedQuantity stated, List<FactFlag> own)
    {
        var refuting = own.Where(f => f.Bearing == Bearing.Refutes).ToList();
        if (refuting.Count > 0) return new Finding(Judgement.Contradicted, string.Join("; ", refuting.Select(f => f.Message)));
        if (own.Find(f => f.Bearing == Bearing.Supports) is { } support) return new Finding(Judgement.Supported, support.Message);
        if (own.Count > 0) return new Finding(Judgement.Untested, string.Join("; ", own.Select(f => f.Message)));
        var near = facts.Where(stated.SameQuantity).Take(3).Select(f => $"{f.ValueText} in {f.Period}").ToList();
        var subject = stated.Subject.Length > 0 ? stated.Subject : stated.ValueText;
        return new Finding(Judgement.Untested, near.Count == 0 ? $"no fact is recorded on {subject}" : $"the facts do not settle {subject}; recorded: {string.Join(", ", near)}");
    }
}
