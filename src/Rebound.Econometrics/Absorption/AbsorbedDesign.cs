using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>A design whose effects have been taken out of the outcome and of every regressor, with its factorisation.</summary>
internal sealed class AbsorbedDesign
{
    // A regressor counts as explained when what is left of it has a norm below this share of its norm before absorption. With
    // effects the absorption error sits below it; without, the bound lets NIST's Filip keep its eleven terms (smallest share 1e-10).
    private const double ToleranceWithEffects = 1e-9;
    private const double ToleranceWithout = 1e-12;

    private AbsorbedDesign(Design design, Absorber absorber, double[] outcome, IReadOnlyList<double[]> columns, LeastSquaresFactor factor, int iterations, double bound)
    {
        (Design, Absorber, Outcome, Factor, Iterations, Bound) = (design, absorber, outcome, factor, iterations, bound);
        Columns = [.. factor.Kept.Select(j => columns[j])];
        KeptNames = [.. factor.Kept.Select(j => design.Names[j])];
        DroppedNames = [.. factor.Dropped.Select(j => design.Names[j])];
        RootWeights = design.Weights is null ? null : [.. design.Weights.Select(Math.Sqrt)];
    }

    private AbsorbedDesign(AbsorbedDesign other) =>
        (Design, Absorber, Outcome, Factor, Iterations, Bound, Columns, KeptNames, DroppedNames, RootWeights) =
        (other.Design, other.Absorber, other.Outcome, other.Factor, other.Iterations, other.Bound, other.Columns, other.KeptNames, other.DroppedNames, other.RootWeights);

    public Design Design { get; }

    public Absorber Absorber { get; }

    /// <summary>ỹ.</summary>
    public double[] Outcome { get; }

    /// <summary>X̃, the kept columns, not weighted.</summary>
    public IReadOnlyList<double[]> Columns { get; }

    public IReadOnlyList<string> KeptNames { get; }

    public IReadOnlyList<string> DroppedNames { get; private init; }

    /// <summary>QR of √w·X̃.</summary>
    public LeastSquaresFactor Factor { get; }

    public double[]? RootWeights { get; }

    /// <summary>Whether errors of independent rows are those of the likelihood, with dispersion one.</summary>
    public bool HasUnitDispersion { get; private init; }

    public int Iterations { get; }

    public double Bound { get; }

    public int RowCount => Outcome.Length;

    public static AbsorbedDesign Of(Design design, AbsorptionLimits limits)
    {
        var absorber = new Absorber(design.Effects, design.Weights, design.RowCount, limits);
        double[][] inputs = [design.Outcome, .. design.Columns], left = inputs;
        var (iterations, bound) = (0, 0.0);
        if (design.Effects.Count > 0)
        {
            left = [.. inputs.Select(c => new double[c.Length])];
            var result = absorber.Absorb(inputs, left);
            (iterations, bound) = (result.Iterations, result.Bound);
        }
        return Of(design, absorber, left[0], left[1..], iterations, bound);
    }

    /// <summary>The same from columns of which the effects have been taken with other weights, so that little is left to do: outcome, then regressors. They are overwritten.</summary>
    public static AbsorbedDesign Of(Design design, AbsorptionLimits limits, double[][] starts)
    {
        var absorber = new Absorber(design.Effects, design.Weights, design.RowCount, limits);
        var result = absorber.Absorb(starts, starts);
        return Of(design, absorber, starts[0], starts[1..], result.Iterations, result.Bound);
    }

    /// <summary>Factorises columns from which the effects have been taken already; those of the design are what they are judged against.</summary>
    public static AbsorbedDesign Of(Design design, Absorber absorber, double[] outcome, IReadOnlyList<double[]> columns, int iterations, double bound)
    {
        var root = design.Weights?.Select(Math.Sqrt).ToArray();
        double[] references = [.. design.Columns.Select(c => Math.Sqrt(InnerProduct.Of(design.Weights, c, c)))];
        var factor = LeastSquaresFactor.Of([.. columns.Select(c => Scale(c, root))], references, design.Effects.Count > 0 ? ToleranceWithEffects : ToleranceWithout);
        return new AbsorbedDesign(design, absorber, outcome, columns, factor, iterations, bound);
    }

    /// <summary>The last step of a likelihood: weights are Fisher's.</summary>
    public AbsorbedDesign WithUnitDispersion() => new(this) { HasUnitDispersion = true };

    /// <summary>Regressors that were left out before.</summary>
    public AbsorbedDesign WithDropped(IReadOnlyList<string> names) => new(this) { DroppedNames = names };

    /// <summary>√w·x.</summary>
    public double[] Scaled(double[] column) => Scale(column, RootWeights);

    /// <summary>Takes effects and regressors out of a column: what is left, weighted by √w.</summary>
    public double[] Residualise(double[] column)
    {
        var copy = (double[])column.Clone();
        Absorber.Absorb(copy);
        var scaled = Scaled(copy);
        if (Columns.Count == 0) return scaled;
        var left = new double[scaled.Length];
        Factor.Solve(scaled, left);
        return left;
    }

    /// <summary>What the other kept regressors and the effects leave of regressor j, weighted by √w.</summary>
    public double[] Partial(int j)
    {
        var own = Scaled(Columns[j]);
        if (Columns.Count == 1) return own;
        double[][] others = [.. Columns.Where((_, i) => i != j).Select(Scaled)];
        var factor = LeastSquaresFactor.Of(others, new double[others.Length], 0);
        var left = new double[own.Length];
        factor.Solve(own, left);
        return left;
    }

    internal static double[] Scale(double[] column, double[]? root)
    {
        if (root is null) return column;
        var scaled = new double[column.Length];
        for (var i = 0; i < scaled.Length; i++) scaled[i] = root[i] * column[i];
        return scaled;
    }
}
