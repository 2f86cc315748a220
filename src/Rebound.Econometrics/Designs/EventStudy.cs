using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>Exposure × relative-period effects around a shock, with unit and period effects absorbed.</summary>
/// <remarks>y(i,t) = Σ_{k ≠ ref} βₖ·1[t − shock = k]·exposureᵢ + controls + αᵢ + δₜ + e, clustered. βₖ: the difference that one more unit of
/// exposure makes in period k, beyond that in the reference period. Intervals are pointwise; the band holds for all k at once
/// (Montiel Olea and Plagborg-Møller, 2019). With one shock for all and an exposure fixed before it no cell is a wrongly used
/// control; with shocks at different times use estimators for staggered treatment.</remarks>
/// <param name="specification">What is compared.</param>
public sealed class EventStudy(EventStudySpecification specification)
{
    private const string ShortRun = "short-run effect";
    private const string LongRun = "long-run effect";

    /// <summary>What can be said of the mean effect of a run before any effect is looked at: remaining variation, clusters, effective units, detectable effect.</summary>
    /// <param name="data">The table.</param>
    /// <param name="longRun">The long run instead of the short one.</param>
    /// <param name="plausible">A plausible size of effect, when one is known.</param>
    /// <exception cref="NotIdentifiedException">No month of the run is observed.</exception>
    public IReadOnlyList<GuardResult> Check(ModelData data, bool longRun = false, double? plausible = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        var inside = Inside(data);
        var k = inside.Column(specification.RelativeTime);
        var exposure = inside.Column(specification.Exposure);
        var end = specification.ShortEnd;
        (string Name, double[] Values)[] runs = [(ShortRun, Masked(h => h >= 0 && h <= end)), (LongRun, Masked(h => h > end))];
        runs = [.. runs.Where(r => r.Values.Any(v => v is not (0 or double.NaN)))];
        var asked = longRun ? LongRun : ShortRun;
        if (runs.All(r => r.Name != asked)) throw new NotIdentifiedException($"No month of the {(longRun ? "long" : "short")} run is observed with '{specification.Exposure}' other than zero.");
        foreach (var (name, values) in runs) inside = inside.With(name, values);
        return BeforeEstimation.Check(inside, Model(string.Join(" + ", runs.Select(r => $"`{r.Name}`"))), asked, specification.Unit, plausible);

        double[] Masked(Func<double, bool> within) => [.. k.Select((h, i) => within(h) ? exposure[i] : double.IsNaN(h) ? double.NaN : 0)];
    }

    /// <summary>Estimates the event study.</summary>
    /// <param name="data">The table.</param>
    /// <exception cref="NotIdentifiedException">The reference period is not observed, or an effect cannot be told apart.</exception>
    /// <exception cref="FormulaException">A column is missing or an expression cannot be read.</exception>
    public EventStudyResult Run(ModelData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var inside = Inside(data);
        var estimate = new AbsorbedLeastSquares().Fit(inside, Model(string.Create(CultureInfo.InvariantCulture, $"i(`{specification.RelativeTime}`, `{specification.Exposure}`, {specification.Reference})")));
        var kInside = inside.Column(specification.RelativeTime);
        var rows = estimate.Sample.Rows.GroupBy(r => (int)kInside[r]).ToDictionary(g => g.Key, g => g.Count());
        if (!rows.ContainsKey(specification.Reference)) throw NoReference();
        int[] horizons = [.. rows.Keys.Order()];
        foreach (var h in horizons)
            if (estimate.Collinear.Contains(NameOf(h), StringComparer.Ordinal))
                throw new NotIdentifiedException($"The effect at {h} periods cannot be told from the others: '{specification.Exposure}' must vary between units and stay the same within each.");
        (int Horizon, string Name)[] estimated = [.. horizons.Where(h => h != specification.Reference).Select(h => (h, NameOf(h)))];
        if (estimated.Length == 0) throw new NotIdentifiedException("Only the reference period is observed.");
        var critical = SimultaneousBand.CriticalValue(estimate.SubCovariance([.. estimated.Select(e => estimate.IndexOf(e.Name))]), estimate.Facts.DegreesOfFreedom, specification.Confidence, specification.Draws, specification.Seed);
        HorizonEffect[] effects = [.. horizons.Select(h => Effect(estimate, h, rows[h], critical))];
        var before = effects.Where(e => e.Horizon <= specification.Reference).Select(e => (e.Horizon, e.Effect.Value)).ToArray();
        var shortRun = Run(inside, estimate, ShortRun, [.. estimated.Where(e => e.Horizon >= 0 && e.Horizon <= specification.ShortEnd)], before);
        var longRun = Run(inside, estimate, LongRun, [.. estimated.Where(e => e.Horizon > specification.ShortEnd)], before);
        return new EventStudyResult(specification, estimate, effects, critical, PreTrend(inside, estimate, estimated, shortRun?.Effect, longRun?.Effect), shortRun, longRun, data.RowCount - inside.RowCount);
    }

    private ModelData Inside(ModelData data)
    {
        var k = data.Column(specification.RelativeTime);
        foreach (var v in k)
            if (!double.IsNaN(v) && v != Math.Floor(v)) throw new ArgumentException($"'{specification.RelativeTime}' must count whole periods; it holds {v.ToString("R", CultureInfo.InvariantCulture)}.", nameof(data));
        if (!k.Contains(specification.Reference)) throw NoReference();
        return data.Where(i => double.IsNaN(k[i]) || (k[i] >= specification.First && k[i] <= specification.Last));
    }

    private LinearModel Model(string effects)
    {
        var controls = specification.Controls.Trim().Length == 0 ? "" : " + " + specification.Controls;
        var formula = $"{specification.Outcome} ~ {effects}{controls} | `{specification.Unit}` + `{specification.Time}`";
        string[] clusters = specification.Clusters.Count == 0 ? [specification.Unit] : [.. specification.Clusters];
        return LinearModel.Parse(formula, Covariance.ClusteredBy(clusters)) with { Confidence = specification.Confidence };
    }

    private string NameOf(int horizon) => string.Create(CultureInfo.InvariantCulture, $"{specification.RelativeTime}::{horizon}:{specification.Exposure}");

    private HorizonEffect Effect(Estimate estimate, int horizon, int rows, double critical)
    {
        if (horizon == specification.Reference) return new(horizon, new Coefficient(NameOf(horizon), 0, 0, 0, 1, 0, 0), 0, 0, rows, true);
        var effect = estimate[NameOf(horizon)];
        return new(horizon, effect, effect.Value - critical * effect.StandardError, effect.Value + critical * effect.StandardError, rows, false);
    }

    private HorizonRun? Run(ModelData inside, Estimate estimate, string name, IReadOnlyList<(int Horizon, string Name)> run, IReadOnlyList<(int Horizon, double Value)> before)
    {
        if (run.Count == 0) return null;
        var effect = estimate.Combine(name, [.. run.Select(e => new Weight(e.Name, 1.0 / run.Count))]);
        var bootstrap = WildClusterBootstrap.IsDue(estimate) ? Bootstrap(inside, name, run) : null;
        if (bootstrap is not null) effect = effect with { P = bootstrap.P, Low = bootstrap.Low, High = bootstrap.High };
        return new HorizonRun(effect, bootstrap, PreTrendBreakdown.Of(effect, before, run.Average(e => (double)(e.Horizon - specification.Reference))));
    }

    // The same regression in other coordinates, Σ xₖβₖ = θ Σ xₖ + Σ (xₖ − x₁)(βₖ − θ), so that the mean effect θ is a coefficient that the bootstrap can test.
    private WildBootstrapResult Bootstrap(ModelData inside, string name, IReadOnlyList<(int Horizon, string Name)> run)
    {
        var k = inside.Column(specification.RelativeTime);
        var exposure = inside.Column(specification.Exposure);
        var horizons = run.Select(r => r.Horizon).ToHashSet();
        double[] At(Func<int, double> weight) => [.. k.Select((h, i) => double.IsNaN(h) ? double.NaN : weight((int)h) * exposure[i])];
        var table = inside.With(name, At(h => horizons.Contains(h) ? 1 : 0));
        List<string> terms = [$"`{name}`"];
        foreach (var horizon in k.Where(h => !double.IsNaN(h)).Select(h => (int)h).Distinct().Order())
        {
            if (horizon == specification.Reference || horizon == run[0].Horizon) continue;
            var column = string.Create(CultureInfo.InvariantCulture, $"period {horizon}");
            table = table.With(column, At(h => h == horizon ? 1 : h == run[0].Horizon && horizons.Contains(horizon) ? -1 : 0));
            terms.Add($"`{column}`");
        }
        var estimate = new AbsorbedLeastSquares().Fit(table, Model(string.Join(" + ", terms)));
        return new WildClusterBootstrap(new WildBootstrapOptions { Seed = specification.Seed }).Test(estimate, name);
    }

    private PreTrendTest? PreTrend(ModelData inside, Estimate estimate, IReadOnlyList<(int Horizon, string Name)> effects, Coefficient? shortRun, Coefficient? longRun)
    {
        (int Horizon, string Name)[] before = [.. effects.Where(e => e.Horizon < 0)];
        var judged = shortRun ?? longRun;
        if (before.Length == 0 || judged is null) return null;
        var after = effects.Where(e => shortRun is null ? e.Horizon > specification.ShortEnd : e.Horizon >= 0 && e.Horizon <= specification.ShortEnd);
        return PreTrendTest.Of(estimate, before, specification.Reference, judged, after.Average(e => (double)(e.Horizon - specification.Reference)), EffectiveUnits.Number(estimate.Absorbed, inside.FactorOf(specification.Unit), before[0].Name));
    }

    private NotIdentifiedException NoReference() => new($"No complete row lies in the reference period {specification.Reference}; choose one that is observed.");
}
