using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Restrictions on coefficients as text, and Wald's test of them.</summary>
/// <remarks>h(β) = left − right, gradients G of the text itself; W = h(GVGᵀ)⁻¹h against F(q, df), or χ²(q) for likelihoods.</remarks>
internal static class Restrictions
{
    public static HypothesisTest Test(Estimate estimate, string text)
    {
        var restrictions = new FormulaParser(text, [.. estimate.Names, .. estimate.Collinear]).ParseRestrictions();
        var table = ModelData.Of(1);
        foreach (var c in estimate.Coefficients) table = table.With(c.Name, [c.Value]);
        var linear = true;
        double[] values = new double[restrictions.Count];
        double[][] gradients = [.. restrictions.Select(_ => new double[estimate.Names.Count])];
        foreach (var (r, (restriction, shown)) in restrictions.Index())
        {
            foreach (var read in restriction.Reads()) CheckName(estimate, read, text);
            values[r] = At(restriction, table, text, shown);
            for (var j = 0; j < gradients[r].Length; j++)
                if (restriction.Derivative(estimate.Names[j]) is { } slope)
                {
                    gradients[r][j] = At(slope, table, text, shown);
                    linear &= !slope.Reads().Any();
                }
            if (Array.TrueForAll(gradients[r], g => g == 0)) throw new NotIdentifiedException($"'{shown}' moves with no coefficient here, so there is nothing to test.");
        }
        var covariance = DeltaCovariance.OfCoefficients(estimate, gradients);
        Coefficient[] each = [.. restrictions.Select((h, r) => Estimate.Describe(h.Text, values[r], Math.Sqrt(Math.Max(0, covariance[r, r])), estimate.TestDegrees, estimate.Model.Confidence))];
        return new HypothesisTest(text, each, linear, Joint(estimate, values, covariance));
    }

    private static WaldTest Joint(Estimate estimate, double[] values, double[,] covariance)
    {
        var q = values.Length;
        var form = SymmetricMatrix.InverseForm(covariance, values);
        if (form.Rank < q)
            throw new NotIdentifiedException($"{q} restrictions cannot be tested together: their covariance has rank {form.Rank} ({estimate.Facts.Rule}). One follows from the others, or there are too few clusters.");
        var f = form.Value / q;
        return new WaldTest(f, q, estimate.TestDegrees, estimate.Likelihood is null ? FisherF.UpperP(f, q, estimate.TestDegrees) : ChiSquared.UpperP(form.Value, q));
    }

    private static void CheckName(Estimate estimate, NameExpression read, string text)
    {
        if (estimate.Has(read.Name)) return;
        if (estimate.Collinear.Contains(read.Name, StringComparer.Ordinal)) estimate.IndexOf(read.Name);
        throw new FormulaException(text, read.Position, $"There is no coefficient '{read.Name}'; there are {string.Join(", ", estimate.Names)}");
    }

    private static double At(Expression expression, ModelData coefficients, string text, string shown)
    {
        var value = expression.Evaluate(coefficients, text, static (_, _) => { })[0];
        return double.IsFinite(value) ? value : throw new NotIdentifiedException($"'{shown}' has no finite value or slope at the estimates.");
    }
}
