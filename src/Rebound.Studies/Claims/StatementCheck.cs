namespace Rebound.Studies;

/// <summary>Checks the numbers that claims state against each other.</summary>
internal static class StatementCheck
{
    /// <summary>A nation's export or import prices hardly ever move by more than this in a year, in per cent.</summary>
    private const double LargestPriceChange = 10;

    /// <summary>The ending that makes a variable the quantity of another whose value is recorded.</summary>
    private const string VolumeEnding = " volume";

    internal static IEnumerable<FactFlag> Flags(IReadOnlyList<Claim> claims, IReadOnlyList<RecordedFact> facts) =>
        Conflicts(claims, facts).Concat(Counts(claims)).Concat(MixedBases(claims, facts)).Concat(Prices(claims, facts));

    /// <summary>Several claims give different numbers for one quantity.</summary>
    private static IEnumerable<FactFlag> Conflicts(IReadOnlyList<Claim> claims, IReadOnlyList<RecordedFact> facts)
    {
        var all = claims.SelectMany(c => c.Stated.Select(q => (Claim: c, Stated: q))).ToList();
        var done = new HashSet<StatedQuantity>(ReferenceEqualityComparer.Instance);
        foreach (var (_, stated) in all)
        {
            if (done.Contains(stated)) continue;
            var group = all.Where(o => o.Stated.SameQuantity(stated)).ToList();
            done.UnionWith(group.Select(g => g.Stated));
            if (!group.Any(g => group.Exists(o => Clash(g.Stated, o.Stated)))) continue;
            var recorded = FactCheck.About(stated, facts);
            foreach (var member in group)
            {
                var others = group.Where(o => !ReferenceEquals(o.Stated, member.Stated)).Select(o => $"claim {o.Claim.Id}: {o.Stated.ValueText}");
                yield return new FactFlag(member.Claim.Id, FlagKind.Conflict, Bearing.Doubts, member.Stated, string.Join("; ", others),
                    $"{Words(group.Count)} for {stated.Subject}: {string.Join(", ", group.Select(g => g.Stated.ValueText))}; {Fit(member.Stated, recorded)}",
                    string.Join("; ", recorded.Select(f => f.Id)), string.Join("; ", recorded.Select(f => f.Source).Distinct(StringComparer.Ordinal)));
            }
        }
    }

    private static bool Clash(StatedQuantity one, StatedQuantity other) =>
        (one.Currency == other.Currency || one.Currency.Length == 0 || other.Currency.Length == 0)
        && one.Amount.Against(other.Amount) == Agreement.Excludes;

    private static string Words(int count) => $"the claims give {count} numbers";

    private static string Fit(StatedQuantity stated, List<RecordedFact> recorded)
    {
        if (recorded.Count == 0) return "no fact says which is right";
        var fits = recorded.Where(f => stated.Amount.Against(f.Amount) == Agreement.Agrees).ToList();
        return fits.Count > 0
            ? $"{stated.ValueText} fits {string.Join(" and ", fits.Select(f => f.ValueText))}"
            : $"{stated.ValueText} fits none of {string.Join(" and ", recorded.Select(f => f.ValueText))}";
    }

    /// <summary>A claim gives more numbers of one kind than it names things.</summary>
    private static IEnumerable<FactFlag> Counts(IReadOnlyList<Claim> claims)
    {
        foreach (var claim in claims)
            foreach (var group in claim.Stated.GroupBy(q => (q.Measure, q.Unit.Text)))
            {
                var things = group.Select(q => q.Variable).Where(v => v.Length > 0).Distinct(StringComparer.Ordinal).ToList();
                if (things.Count == 0 || group.FirstOrDefault(q => q.Variable.Length == 0) is not { } stray) continue;
                yield return new FactFlag(claim.Id, FlagKind.Arithmetic, Bearing.Doubts, stray, string.Join("; ", things),
                    $"the claim gives {group.Count()} numbers ({string.Join(", ", group.Select(q => q.ValueText))}) for {things.Count} named things ({string.Join(" and ", things)}): a name is missing, and it is not certain which number belongs to which", "", "");
            }
    }

    /// <summary>A growth rate whose currency is not named stands in one section with rates of another currency.</summary>
    private static IEnumerable<FactFlag> MixedBases(IReadOnlyList<Claim> claims, IReadOnlyList<RecordedFact> facts)
    {
        foreach (var section in claims.GroupBy(c => c.Section))
        {
            var rates = section.SelectMany(c => c.Stated.Where(q => q.Measure == Measure.Growth && q.Variable.Length > 0 && q.Period is not null)
                .Select(q => (Claim: c, Stated: q, Basis: Basis(q, facts)))).Where(r => r.Basis.Length > 0).ToList();
            foreach (var rate in rates.Where(r => r.Stated.Currency.Length == 0))
            {
                var others = rates.Where(o => o.Basis != rate.Basis && o.Stated.Variable == rate.Stated.Variable && o.Stated.Scope == rate.Stated.Scope).ToList();
                if (others.Count == 0) continue;
                var lengths = others.Exists(o => o.Stated.Period!.Days != rate.Stated.Period!.Days) ? ", and the periods differ in length too" : "";
                var known = FactCheck.About(rate.Stated, facts).First(f => f.Currency == rate.Basis);
                yield return new FactFlag(rate.Claim.Id, FlagKind.Currency, Bearing.Doubts, rate.Stated,
                    string.Join("; ", others.Select(o => $"claim {o.Claim.Id}: {o.Stated.ValueText}, {o.Stated.Period}")),
                    $"{rate.Stated.ValueText} is growth in {rate.Basis} ({rate.Stated.Period}) and stands beside growth in {others[0].Basis} ({string.Join("; ", others.Select(o => $"{o.Stated.ValueText}, {o.Stated.Period}"))}) as if they could be compared{lengths}: name the currency of each",
                    known.Id, known.Source);
            }
        }
    }

    private static string Basis(StatedQuantity stated, IReadOnlyList<RecordedFact> facts)
    {
        if (stated.Currency.Length > 0) return stated.Currency;
        var fitting = FactCheck.About(stated, facts).Where(f => f.Currency.Length > 0 && stated.Amount.Against(f.Amount) == Agreement.Agrees).Select(f => f.Currency).Distinct(StringComparer.Ordinal).ToList();
        return fitting.Count == 1 ? fitting[0] : "";
    }

    /// <summary>Growth of a quantity that, beside the growth of its value, implies prices that nobody saw.</summary>
    private static IEnumerable<FactFlag> Prices(IReadOnlyList<Claim> claims, IReadOnlyList<RecordedFact> facts)
    {
        foreach (var claim in claims)
            foreach (var volume in claim.Stated.Where(q => q.Measure == Measure.Growth && q.Variable.EndsWith(VolumeEnding, StringComparison.Ordinal) && q.Value.IsPoint))
            {
                var values = FactCheck.About(volume with { Variable = volume.Variable[..^VolumeEnding.Length] }, facts).Where(f => f.Value.IsPoint).ToList();
                var prices = values.Select(f => 100 * ((100 + f.Value.Centre) / (100 + volume.Value.Centre) - 1)).ToList();
                if (prices.Count == 0 || prices.Exists(p => Math.Abs(p) <= LargestPriceChange)) continue;
                yield return new FactFlag(claim.Id, FlagKind.Arithmetic, Bearing.Doubts, volume,
                    string.Join("; ", values.Select(f => $"{f.Subject}: {f.ValueText}")),
                    $"a quantity that grew by {volume.ValueText} beside a value that grew by {string.Join(" or ", values.Select(f => f.ValueText))} means that prices changed by {string.Join(" or ", prices.Select(p => ClaimText.Number(p) + " %"))} in a year, which is not plausible for all goods together",
                    string.Join("; ", values.Select(f => f.Id)), string.Join("; ", values.Select(f => f.Source).Distinct(StringComparer.Ordinal)));
            }
    }
}
