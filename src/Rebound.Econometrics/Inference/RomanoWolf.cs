namespace Rebound.Econometrics;

/// <summary>p-values of several coefficients that hold together: the chance of a single false finding among them, with the dependence of the tests taken from a wild cluster bootstrap.</summary>
/// <remarks>Romano and Wolf (2005; p-values 2016, algorithm 4.2). With |t₍₁₎| ≥ |t₍₂₎| ≥ …: pₛ = (1 + #{max_{j ≥ s} |t*₍ⱼ₎| ≥ |t₍ₛ₎|})/(1 + B), then none smaller than the one before. Every hypothesis
/// has its own null imposed, and one draw gives a cluster the same weight in all of them. Draw r uses stream r of the seed. Never larger than Bonferroni's by more than chance, often much smaller where tests hang together.</remarks>
/// <param name="options">Draws, seed, weights.</param>
public sealed class RomanoWolf(WildBootstrapOptions options)
{
    /// <summary>Adjusts the p-values of hypotheses that are one question.</summary>
    /// <param name="hypotheses">Coefficients of least-squares estimates on one table, clustered by one grouping.</param>
    /// <exception cref="ArgumentException">No hypothesis, or estimates that are clustered otherwise.</exception>
    /// <exception cref="NotIdentifiedException">A regressor was left out, or only one cluster moves it.</exception>
    public IReadOnlyList<FamilywiseP> Test(IReadOnlyList<TestedCoefficient> hypotheses)
    {
        ArgumentNullException.ThrowIfNull(hypotheses);
        if (hypotheses.Count == 0) throw new ArgumentException("There is no hypothesis.", nameof(hypotheses));
        foreach (var h in hypotheses) WildClusterBootstrap.Refuse(h.Estimate, "wild");
        Cluster[] clusters = [.. hypotheses.Select(h => h.Estimate.Model.Covariance.Kind == CovarianceKind.Cluster && h.Estimate.Absorbed.Design.Clusters is [var one] ? one : throw new ArgumentException("Romano and Wolf's bootstrap needs clusters in one dimension, cluster( ).", nameof(hypotheses)))];
        if (clusters.Any(c => c.Name != clusters[0].Name)) throw new ArgumentException($"The estimates are clustered by {string.Join(", ", clusters.Select(c => c.Name).Distinct(StringComparer.Ordinal))}; one grouping is needed.", nameof(hypotheses));
        var (places, count) = Common(clusters);
        var plan = new ClusterDraws(options, count);
        double[] t = [.. hypotheses.Select(h => (h.Estimate[h.Name].Value - h.NullValue) / h.Estimate[h.Name].StandardError)];
        double[][] draws = [.. hypotheses.Select((h, i) => WildClusterBootstrap.Statistics(h.Estimate, h.Name, h.NullValue, options.Null, Filler(plan, places[i], count), plan.Count))];
        double[] single = [.. draws.Select((d, i) => plan.P(d, t[i]))], adjusted = StepDown(plan, t, draws);
        return [.. hypotheses.Select((h, i) => new FamilywiseP(h.Estimate.Model.Formula.OutcomeText, h.Name, h.NullValue, t[i], single[i], adjusted[i]))];
    }

    private static double[] StepDown(ClusterDraws plan, double[] t, double[][] draws)
    {
        int[] order = [.. Enumerable.Range(0, t.Length).OrderByDescending(i => Math.Abs(t[i]))];
        double[] largest = new double[plan.Count], adjusted = new double[t.Length];
        for (var s = order.Length - 1; s >= 0; s--)
        {
            var own = draws[order[s]];
            for (var r = 0; r < largest.Length; r++) largest[r] = Math.Max(largest[r], Math.Abs(own[r]));
            adjusted[order[s]] = plan.P(largest, t[order[s]]);
        }
        for (var s = 1; s < order.Length; s++) adjusted[order[s]] = Math.Max(adjusted[order[s]], adjusted[order[s - 1]]);
        return adjusted;
    }

    // Clusters of the table that occur in any estimate, numbered, and which of them each estimate's clusters are.
    private static (int[][] Places, int Count) Common(Cluster[] clusters)
    {
        int[][] groups = [.. clusters.Select(c => c.Groups ?? [.. Enumerable.Range(0, c.Count)])];
        int[] all = [.. groups.SelectMany(g => g).Distinct().Order()];
        return ([.. groups.Select(own => own.Select(g => Array.BinarySearch(all, g)).ToArray())], all.Length);
    }

    private static Action<double[], int> Filler(ClusterDraws plan, int[] places, int count)
    {
        if (places.Length == count) return plan.Fill;
        return (v, r) =>
        {
            var all = new double[count];
            plan.Fill(all, r);
            for (var g = 0; g < v.Length; g++) v[g] = all[places[g]];
        };
    }
}

/// <summary>A hypothesis about one coefficient.</summary>
/// <param name="Estimate">The estimate.</param>
/// <param name="Name">The regressor.</param>
/// <param name="NullValue">The value tested.</param>
public sealed record TestedCoefficient(Estimate Estimate, string Name, double NullValue = 0);

/// <summary>A test among several.</summary>
/// <param name="Outcome">The model's outcome.</param>
/// <param name="Name">The regressor.</param>
/// <param name="NullValue">The value tested.</param>
/// <param name="T">(β̂ − null)/se.</param>
/// <param name="SingleP">p of the same bootstrap for this test alone.</param>
/// <param name="AdjustedP">p that holds for all together; never below the single one.</param>
public sealed record FamilywiseP(string Outcome, string Name, double NullValue, double T, double SingleP, double AdjustedP);
