using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Tests of instruments, in the orthonormal bases ζ of instruments and η of endogenous regressors, both free of exogenous regressors.</summary>
internal sealed class InstrumentTests
{
    private const double Worst = 0.1; // the share of the worst-case bias that strong instruments stay below
    private const double ExactShare = 1e-20; // a first stage that leaves less than this of a regressor's squares gives it exactly
    private readonly InstrumentSystem system;
    private readonly double[][] eta;
    private readonly double[,] theta;

    public InstrumentTests(InstrumentSystem system)
    {
        this.system = system;
        eta = OrthonormalBasis.Of(system.PartialEndogenous);
        if (eta.Length < system.Endogenous.Length) throw new SingularDesignException([.. system.Endogenous.Select(x => x.Name)]);
        theta = new double[L, P];
        for (var l = 0; l < L; l++)
            for (var p = 0; p < P; p++) theta[l, p] = InnerProduct.Of(null, system.Basis[l], eta[p]);
    }

    private int L => system.Basis.Length;

    private int P => eta.Length;

    private double Degrees => system.RowCount - system.Parameters;

    public IReadOnlyList<FirstStage> FirstStages() => [.. system.Endogenous.Select((x, j) =>
    {
        double[] own = system.PartialEndogenous[j], rest = system.FirstResiduals[j];
        var (all, left) = (InnerProduct.Of(null, own, own), InnerProduct.Of(null, rest, rest));
        var isExact = left <= ExactShare * all;
        var f = SpecificationTest.Fisher("first stage F", isExact ? double.PositiveInfinity : (all - left) / L / (left / Degrees), L, Degrees);
        var shares = system.Basis.Select(z => InnerProduct.Of(null, z, own)).ToArray();
        var form = isExact ? new QuadraticForm(double.PositiveInfinity, L) : SymmetricMatrix.InverseForm(system.MomentCovariance(system.Basis, rest), shares);
        var wald = form.Rank < L ? null : SpecificationTest.Fisher("first stage Wald F", form.Value / (L * system.Factor), L, system.FirstFacts.DegreesOfFreedom);
        var model = system.Model with { PerfectFit = PerfectFitRule.Allow };
        var estimate = isExact ? null : AbsorbedLeastSquares.Solve(system.With([.. system.Exogenous, .. system.Instruments], x), model);
        return new FirstStage(x.Name, estimate, 1 - left / all, f, wald);
    })];

    // d² of the smallest canonical correlation over 1 − d², times (n − K)/L.
    public double CraggDonald()
    {
        var smallest = Math.Max(0, Right().Values[^1]);
        return 1 - smallest < ExactShare ? double.PositiveInfinity : smallest / (1 - smallest) * Degrees / L;
    }

    // With v the direction of Y that instruments move least and U the directions of Z beside the p − 1 that move it most: Uᵀζᵀηv is zero without identification.
    public (SpecificationTest Lm, SpecificationTest Wald, SpecificationTest F) KleibergenPaap()
    {
        double[] own = Combine(eta, Right().Vector(P - 1)), rest = (double[])own.Clone();
        var products = new double[L * L];
        for (var a = 0; a < L; a++)
            for (var b = 0; b < L; b++)
                for (var p = 0; p < P; p++) products[a * L + b] += theta[a, p] * theta[b, p];
        var left = SymmetricEigen.Of(products, L);
        double[][] directions = [.. Enumerable.Range(P - 1, L - P + 1).Select(u => Combine(system.Basis, left.Vector(u)))];
        foreach (var zeta in system.Basis)
        {
            var share = InnerProduct.Of(null, zeta, own);
            for (var i = 0; i < rest.Length; i++) rest[i] -= share * zeta[i];
        }
        double[] moments = [.. directions.Select(d => InnerProduct.Of(null, d, own))];
        var degrees = L - P + 1;
        var lm = Wald(system.MomentCovariance(directions, own), moments, system);
        var wald = InnerProduct.Of(null, rest, rest) <= ExactShare ? double.PositiveInfinity : Wald(system.MomentCovariance(directions, rest), moments, system);
        return (SpecificationTest.ChiSquare("Kleibergen-Paap rk LM", lm, degrees),
            SpecificationTest.ChiSquare("Kleibergen-Paap rk Wald", wald, degrees),
            new SpecificationTest("Kleibergen-Paap rk Wald F", wald / (L * system.Factor), degrees, null, ChiSquared.UpperP(wald, degrees)));
    }

    public EffectiveF EffectiveF()
    {
        double[] own = system.PartialEndogenous[0], rest = system.FirstResiduals[0];
        double fitted = 0, trace = 0, squares = 0;
        foreach (var zeta in system.Basis) fitted += Math.Pow(InnerProduct.Of(null, zeta, own), 2);
        var covariance = system.MomentCovariance(system.Basis, rest);
        var matrix = new double[L * L];
        for (var a = 0; a < L; a++)
        {
            trace += covariance[a, a];
            for (var b = 0; b < L; b++)
            {
                matrix[a * L + b] = covariance[a, b];
                squares += covariance[a, b] * covariance[a, b];
            }
        }
        var isExact = InnerProduct.Of(null, rest, rest) <= ExactShare * InnerProduct.Of(null, own, own);
        var largest = isExact ? 1 : SymmetricEigen.Of(matrix, L).Values[0];
        const double x = 1 / Worst;
        var degrees = isExact ? L : trace * trace * (1 + 2 * x) / (squares + 2 * x * trace * largest);
        return new EffectiveF(isExact ? double.PositiveInfinity : fitted / (trace * system.Factor), degrees, NoncentralChiSquared.UpperQuantile(0.05, degrees, x * degrees) / degrees);
    }

    public SpecificationTest? WuHausman()
    {
        if (system.FirstResiduals.Zip(system.PartialEndogenous).Any(r => InnerProduct.Of(null, r.First, r.First) <= ExactShare * InnerProduct.Of(null, r.Second, r.Second))) return null;
        InstrumentSystem.Column[] rests = [.. system.Endogenous.Select((x, j) => new InstrumentSystem.Column("residual of " + x.Name, x.Raw, system.Unscaled(system.FirstResiduals[j])))];
        var augmented = system.With([.. system.Regressors, .. rests], clustered: false);
        if (augmented.DroppedNames.Count > 0 || system.RowCount <= CovarianceEstimator.Parameters(augmented, system.Model, EffectCount.All)) return null;
        var test = AbsorbedLeastSquares.Solve(augmented, system.Model with { Covariance = Covariance.Iid, PerfectFit = PerfectFitRule.Allow }).Test([.. rests.Select(r => r.Name)]);
        return new SpecificationTest("Wu-Hausman", test.F, test.Numerator, test.Denominator, test.P);
    }

    // n·‖ζᵀû‖²/ûᵀû.
    public SpecificationTest Sargan(Estimate twoStage)
    {
        var u = system.Scaled(twoStage.Residuals);
        double explained = 0;
        foreach (var zeta in system.Basis) explained += Math.Pow(InnerProduct.Of(null, zeta, u), 2);
        return SpecificationTest.ChiSquare("Sargan", system.RowCount * explained / InnerProduct.Of(null, u, u), L - P);
    }

    public SpecificationTest? HansenJ(Estimate twoStage)
    {
        EfficientMoments moments;
        try
        {
            moments = EfficientMoments.Of(system, twoStage);
        }
        catch (NotIdentifiedException)
        {
            return null; // fewer clusters than moments: the test does not exist, two stages do
        }
        var efficient = InstrumentalVariables.Solve(system, InstrumentalVariables.EfficientInstruments(system, twoStage), 1);
        return SpecificationTest.ChiSquare("Hansen J", moments.Form(system.Scaled(efficient.Residuals)), L - P);
    }

    /// <summary>m′V⁻¹m; V singular means fewer clusters than instruments.</summary>
    public static double Wald(double[,] covariance, double[] moments, InstrumentSystem system)
    {
        var form = SymmetricMatrix.InverseForm(covariance, moments);
        if (form.Rank < moments.Length)
            throw new NotIdentifiedException($"{moments.Length} instruments cannot be tested together under {system.Model.Covariance}: their covariance has rank {form.Rank}. Use fewer instruments, or cluster by a finer grouping.");
        return form.Value;
    }

    private SymmetricEigen Right()
    {
        var products = new double[P * P];
        for (var a = 0; a < P; a++)
            for (var b = 0; b < P; b++)
                for (var l = 0; l < L; l++) products[a * P + b] += theta[l, a] * theta[l, b];
        return SymmetricEigen.Of(products, P);
    }

    private static double[] Combine(double[][] columns, ReadOnlySpan<double> weights)
    {
        var sum = new double[columns[0].Length];
        for (var c = 0; c < columns.Length; c++)
            for (var i = 0; i < sum.Length; i++) sum[i] += weights[c] * columns[c][i];
        return sum;
    }
}
