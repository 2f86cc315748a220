using System.Globalization;

namespace Rebound.Measures;

/// <summary>Concentration and variety of the industries of one place (Frenken, Van Oort and Verburg, 2007).</summary>
/// <param name="Herfindahl">Σ p², 1/n to 1 (of the n industries listed).</param>
/// <param name="HerfindahlNormalised">(Σ p² − 1/n)/(1 − 1/n), 0 to 1; 1 where n is 1.</param>
/// <param name="Shannon">−Σ p ln p over industries, in nats.</param>
/// <param name="Unrelated">Variety between groups, −Σ P log₂ P with P the share of a group, in bits.</param>
/// <param name="Related">Variety within groups, Σ P H with H the entropy within a group, in bits. Unrelated + related is the entropy of all industries in bits.</param>
public sealed record IndustryVariety(double Herfindahl, double HerfindahlNormalised, double Shannon, double Unrelated, double Related)
{
    private const double SumTolerance = 1e-6;

    /// <summary>Measures one place.</summary>
    /// <param name="place">Its name for messages.</param>
    /// <param name="shares">n shares ≥ 0 of employment or output that sum to one; an absent industry is 0, and counts in n.</param>
    /// <param name="groups">The group of each industry, for instance its two-digit division; any numbers.</param>
    /// <exception cref="IndexRefusedException">A share is negative or not finite, or they do not sum to one.</exception>
    public static IndustryVariety Of(string place, ReadOnlySpan<double> shares, ReadOnlySpan<int> groups)
    {
        if (groups.Length != shares.Length) throw new ArgumentException($"{groups.Length} groups for {shares.Length} industries.", nameof(groups));
        double sum = 0, squares = 0, nats = 0;
        var totals = new SortedDictionary<int, double>();
        for (var i = 0; i < shares.Length; i++)
        {
            var p = shares[i];
            if (!(p >= 0) || double.IsInfinity(p))
                throw new IndexRefusedException([new(IndexRefusalKind.NotFinite, place, null, null, string.Create(CultureInfo.InvariantCulture, $"Industry {i + 1} of '{place}' has the share {p:R}; a share is a number from 0 to 1."))]);
            (sum, squares) = (sum + p, squares + p * p);
            if (p > 0) nats -= p * Math.Log(p);
            totals[groups[i]] = totals.GetValueOrDefault(groups[i]) + p;
        }
        if (!(Math.Abs(sum - 1) <= SumTolerance))
            throw new IndexRefusedException([new(IndexRefusalKind.Weights, place, null, null, string.Create(CultureInfo.InvariantCulture, $"The industry shares of '{place}' sum to {sum:R}, not to 1. Shares are never rescaled silently: mend them."))]);
        double unrelated = 0, related = 0;
        foreach (var total in totals.Values)
            if (total > 0) unrelated -= total * Math.Log2(total);
        for (var i = 0; i < shares.Length; i++)
            if (shares[i] > 0) related -= shares[i] * Math.Log2(shares[i] / totals[groups[i]]);
        var least = 1.0 / shares.Length;
        return new IndustryVariety(squares, shares.Length == 1 ? 1 : (squares - least) / (1 - least), nats, unrelated, related);
    }
}
