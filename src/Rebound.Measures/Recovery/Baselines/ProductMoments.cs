namespace Rebound.Measures;

/// <summary>First and second moments of level × season models with multiplicative errors.</summary>
/// <remarks>With x the level and slope and z the seasons, y = (h₁'x)(h₂'z)(1 + ε), x ← (F₁ + G₁ε)x, z ← (F₂ + G₂ε)z. The vector
/// v = z ⊗ x moves by A + Kε + Bε² with A = F₂⊗F₁, K = F₂⊗G₁ + G₂⊗F₁, B = G₂⊗G₁, so that E v ← (A + σ²B)E v and
/// S = E vv' ← ASA' + σ²(ASB' + BSA' + KSK') + 3σ⁴BSB' for normal ε.</remarks>
internal sealed class ProductMoments
{
    private readonly double variance;
    private readonly int size;
    private readonly double[] a;
    private readonly double[] k;
    private readonly double[] b;
    private readonly double[] observe;
    private readonly double[] start;

    public ProductMoments(ExponentialSmoothing model, double variance)
    {
        this.variance = variance;
        var (m, parameters) = (model.Model.Period, model.Parameters);
        var trend = model.Model.Trend != Component.None;
        var inner = trend ? 2 : 1;
        size = m * inner;
        var phi = parameters.Phi;
        double[] f1 = trend ? [1, phi, 0, phi] : [1];
        double[] g1 = trend ? [parameters.Alpha, parameters.Alpha * phi, parameters.Beta, parameters.Beta * phi] : [parameters.Alpha];
        double[] h1 = trend ? [1, phi] : [1];
        double[] x = trend ? [model.Last.Level, model.Last.Slope] : [model.Last.Level];
        var (f2, g2) = (new double[m * m], new double[m * m]);
        f2[m - 1] = 1;
        for (var i = 1; i < m; i++) f2[i * m + i - 1] = 1;
        g2[m - 1] = parameters.Gamma;
        (a, b, k) = (Kronecker(f2, f1, m, inner), Kronecker(g2, g1, m, inner), Kronecker(f2, g1, m, inner));
        var other = Kronecker(g2, f1, m, inner);
        for (var i = 0; i < k.Length; i++) k[i] += other[i];
        (observe, start) = (new double[size], new double[size]);
        for (var i = 0; i < inner; i++) observe[(m - 1) * inner + i] = h1[i];
        for (var s = 0; s < m; s++)
            for (var i = 0; i < inner; i++)
                start[s * inner + i] = model.Last.Seasons[s] * x[i];
    }

    /// <summary>Mean and variance of the next months.</summary>
    public (double[] Mean, double[] Variance) Of(int months)
    {
        var (means, variances) = (new double[months], new double[months]);
        var v = (double[])start.Clone();
        var second = new double[size * size];
        for (var i = 0; i < size; i++)
            for (var j = 0; j < size; j++)
                second[i * size + j] = v[i] * v[j];
        for (var h = 0; h < months; h++)
        {
            double mean = 0, square = 0;
            for (var i = 0; i < size; i++)
            {
                mean += observe[i] * v[i];
                for (var j = 0; j < size; j++) square += observe[i] * observe[j] * second[i * size + j];
            }
            (means[h], variances[h]) = (mean, (1 + variance) * square - mean * mean);
            v = Move(v);
            second = Move2(second);
        }
        return (means, variances);
    }

    private double[] Move(double[] v)
    {
        var next = new double[size];
        for (var i = 0; i < size; i++)
            for (var j = 0; j < size; j++)
                next[i] += (a[i * size + j] + variance * b[i * size + j]) * v[j];
        return next;
    }

    private double[] Move2(double[] s)
    {
        var next = new double[size * size];
        var (asT, bs) = (Multiply(a, s), Multiply(b, s));
        AddProduct(asT, a, 1, next);
        AddProduct(asT, b, variance, next);
        AddProduct(bs, a, variance, next);
        AddProduct(Multiply(k, s), k, variance, next);
        AddProduct(bs, b, 3 * variance * variance, next);
        return next;
    }

    private double[] Multiply(double[] left, double[] right)
    {
        var product = new double[size * size];
        for (var i = 0; i < size; i++)
            for (var c = 0; c < size; c++)
            {
                var value = left[i * size + c];
                if (value == 0) continue;
                for (var j = 0; j < size; j++) product[i * size + j] += value * right[c * size + j];
            }
        return product;
    }

    // into += weight · left · rightᵀ
    private void AddProduct(double[] left, double[] right, double weight, double[] into)
    {
        for (var i = 0; i < size; i++)
            for (var j = 0; j < size; j++)
            {
                var sum = 0.0;
                for (var c = 0; c < size; c++) sum += left[i * size + c] * right[j * size + c];
                into[i * size + j] += weight * sum;
            }
    }

    private static double[] Kronecker(double[] outer, double[] inner, int m, int k)
    {
        var size = m * k;
        var product = new double[size * size];
        for (var i = 0; i < m; i++)
            for (var j = 0; j < m; j++)
                for (var r = 0; r < k; r++)
                    for (var c = 0; c < k; c++)
                        product[(i * k + r) * size + j * k + c] = outer[i * m + j] * inner[r * k + c];
        return product;
    }
}
