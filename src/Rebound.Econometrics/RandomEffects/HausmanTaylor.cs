using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Random effects of units that hang on some of the regressors: yᵢₜ = x₁β₁ + x₂β₂ + z₁γ₁ + z₂γ₂ + μᵢ + νᵢₜ, with μᵢ independent of x₁ (changes in time) and z₁ (does not) alone.</summary>
/// <remarks>Hausman and Taylor (1981): (1) within units gives β̂ and σ̂²₍ν₎ = SSR/(n − N); (2) means of y − xβ̂ on z with instruments x₁, z₁ give σ̂²₍μ₎ = Σr̄²/n − σ̂²₍ν₎/T̄, T̄ the
/// harmonic mean of rows a unit; (3) two stages of yᵢₜ − θᵢȳᵢ on the regressors so transformed with instruments x₁, x₂ less their means, means of x₁, z₁ (Baltagi, 2013, section 7.4).
/// Units: of y per unit of x. Missing: such rows are left out and counted. Checked against plm 2.6 (inst.method = "baltagi").</remarks>
/// <param name="limits">How far absorption is driven.</param>
public sealed class HausmanTaylor(AbsorptionLimits? limits = null)
{
    // What changes within units by less than this share of its norm is rounding of the means.
    private const double Constant = 1e-9;
    private readonly AbsorptionLimits limits = limits ?? new AbsorptionLimits();

    /// <summary>Estimates a model.</summary>
    /// <param name="data">The table.</param>
    /// <param name="model">Outcome and regressors with an intercept; iid, hc1 or clusters.</param>
    /// <param name="unit">The grouping of the draws μ.</param>
    /// <param name="endogenous">Names of the regressors x₂ and z₂ that μ may hang on.</param>
    /// <exception cref="ArgumentException">The formula has effects or instruments, a name is none of its regressors, or the covariance is another.</exception>
    /// <exception cref="NotIdentifiedException">There are fewer x₁ than z₂, or they do not move them.</exception>
    public HausmanTaylorEstimate Fit(ModelData data, LinearModel model, string unit, IReadOnlyList<string> endogenous)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(endogenous);
        if (model.Covariance.Kind is not (CovarianceKind.Iid or CovarianceKind.Hc1 or CovarianceKind.Cluster)) throw new ArgumentException($"Hausman and Taylor's estimator takes iid, hc1 or cluster( ), not {model.Covariance}.", nameof(model));
        var frame = PanelFrame.Of(data, model, unit, limits);
        foreach (var name in endogenous)
            if (!frame.Design.Names.Contains(name, StringComparer.Ordinal)) throw new ArgumentException($"'{name}' is no regressor of '{model.Formula.Text}'; there are {string.Join(", ", frame.Design.Names.Skip(1))}.", nameof(endogenous));
        double[] ones = [.. frame.Sizes.Select(_ => 1.0)];
        Part[] parts = [.. frame.Design.Names.Skip(1).Select((name, j) =>
        {
            var (column, inside) = (frame.Design.Columns[j + 1], frame.Less(frame.Design.Columns[j + 1], ones));
            var changes = Norm(inside) > Constant * Norm(column);
            return new Part(name, column, inside, changes, endogenous.Contains(name, StringComparer.Ordinal));
        })];
        var (given, wanted) = (parts.Count(p => p.Changes && !p.Endogenous), parts.Count(p => !p.Changes && p.Endogenous));
        if (given < wanted) throw new NotIdentifiedException($"{wanted} endogenous regressors that do not change in time ({string.Join(", ", parts.Where(p => !p.Changes && p.Endogenous).Select(p => p.Name))}) need as many exogenous ones that do; there are {given}.");
        var noise = frame.Within.Fit.ResidualSumOfSquares / (frame.RowCount - frame.Units);
        var individual = Math.Max(0, Individual(frame, parts, noise));
        double[] theta = [.. frame.Sizes.Select(size => 1 - Math.Sqrt(noise / (size * individual + noise)))];
        string[] Names(bool changes, bool isEndogenous) => [.. parts.Where(p => p.Changes == changes && p.Endogenous == isEndogenous).Select(p => p.Name)];
        return new HausmanTaylorEstimate(Transformed(frame, parts, theta, model), noise, individual, theta.Min(), theta.Max(), Names(true, false), Names(true, true), Names(false, false), Names(false, true));
    }

    private sealed record Part(string Name, double[] Column, double[] Inside, bool Changes, bool Endogenous);

    private static double Norm(double[] column) => Math.Sqrt(InnerProduct.Of(null, column, column));

    // Two stages of what the within slopes leave of the units' means on what does not change, instruments x₁ and z₁.
    private static double Individual(PanelFrame frame, Part[] parts, double noise)
    {
        var left = frame.WithEffect(frame.Within);
        double[] means = Means(frame, left), intercept = [.. means.Select(_ => 1.0)];
        double[][] regressors = [intercept, .. parts.Where(p => !p.Changes).Select(p => p.Column)];
        double[][] instruments = [intercept, .. parts.Where(p => !p.Endogenous).Select(p => p.Column)];
        var first = LeastSquaresFactor.Of(instruments, [.. instruments.Select(Norm)], 1e-10);
        double[][] fitted = [.. regressors.Select(z =>
        {
            var rest = new double[z.Length];
            first.Solve(z, rest);
            return z.Select((v, i) => v - rest[i]).ToArray();
        })];
        var second = LeastSquaresFactor.Of(fitted, [.. regressors.Select(Norm)], 1e-10);
        if (second.Dropped.Length > 0) throw new NotIdentifiedException("The exogenous regressors do not tell those that do not change in time apart; use others, or fewer endogenous ones.");
        var gamma = second.Solve(means, new double[means.Length]);
        for (var i = 0; i < left.Length; i++)
            for (var j = 0; j < regressors.Length; j++) left[i] -= gamma[j] * regressors[j][i];
        double squares = 0;
        var sums = frame.Sums(left);
        for (var g = 0; g < sums.Length; g++) squares += sums[g] * sums[g] / frame.Sizes[g];
        return squares / frame.RowCount - noise * frame.Sizes.Sum(size => 1.0 / size) / frame.Units;
    }

    private Estimate Transformed(PanelFrame frame, Part[] parts, double[] theta, LinearModel model)
    {
        var data = ModelData.Of(frame.RowCount).With("outcome of the panel", frame.Less(frame.Design.Outcome, theta)).With(Design.InterceptName, frame.Less(frame.Design.Columns[0], theta));
        List<string> exogenous = [Design.InterceptName], endogenous = [], instruments = [];
        foreach (var part in parts)
        {
            data = data.With(part.Name, frame.Less(part.Column, theta));
            (part.Endogenous ? endogenous : exogenous).Add(part.Name);
            if (!part.Changes) continue;
            var inside = $"{part.Name} less its means";
            data = data.With(inside, part.Inside);
            instruments.Add(inside);
        }
        foreach (var cluster in frame.Design.Clusters) data = data.WithFactor(cluster.Name, new Factor(cluster.Codes, [.. Enumerable.Range(0, cluster.Count).Select(c => c.ToString(System.Globalization.CultureInfo.InvariantCulture))]));
        static string Join(IEnumerable<string> names) => string.Join(" + ", names.Select(n => $"`{n}`"));
        var formula = endogenous.Count == 0
            ? $"`outcome of the panel` ~ 0 + {Join(exogenous)}"
            : $"`outcome of the panel` ~ 0 + {Join(exogenous)} | {Join(endogenous)} ~ {Join(instruments)}";
        var plain = model with { Formula = Formula.Parse(formula), Where = null, Singletons = SingletonRule.Keep };
        return endogenous.Count == 0 ? new AbsorbedLeastSquares(limits).Fit(data, plain) : new InstrumentalVariables(limits).Fit(data, plain).Structural;
    }

    private static double[] Means(PanelFrame frame, double[] column)
    {
        var sums = frame.Sums(column);
        return [.. frame.Codes.Select(c => sums[c] / frame.Sizes[c])];
    }
}
