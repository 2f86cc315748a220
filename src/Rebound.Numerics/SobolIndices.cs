namespace Rebound.Numerics;

/// <summary>Sobol indices from the outputs of a Saltelli design: rows A, rows B, and for every input i the rows ABᵢ, which are A with input i from B.</summary>
/// <remarks>Total order by Jansen (1999), which is centred by construction; first order by a choice of estimators. Sources:
/// Jansen (1999), Comput. Phys. Commun. 117, 35–43; Saltelli et al. (2010), Comput. Phys. Commun. 181, 259–270, table 2.
/// Checked against the Ishigami function and against COINr 1.1.14 (docs/methods/index-uncertainty.md).</remarks>
public static class SobolIndices
{
    /// <summary>The sample variance (n − 1) of A and B together.</summary>
    /// <param name="a">N outputs of A.</param>
    /// <param name="b">N outputs of B.</param>
    public static double Variance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var mean = Mean(a, b);
        var squares = 0.0;
        foreach (var y in a) squares += (y - mean) * (y - mean);
        foreach (var y in b) squares += (y - mean) * (y - mean);
        return squares / (a.Length + b.Length - 1);
    }

    /// <summary>The first-order index of one input.</summary>
    /// <param name="a">N outputs of A.</param>
    /// <param name="b">N outputs of B.</param>
    /// <param name="ab">N outputs of ABᵢ.</param>
    /// <param name="estimator">The estimator.</param>
    /// <exception cref="NumericalException">The output does not vary.</exception>
    public static double First(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> ab, FirstOrderEstimator estimator = FirstOrderEstimator.Centred)
    {
        ThrowIfNotRows(a, b, ab);
        var variance = Positive(Variance(a, b));
        var middle = estimator == FirstOrderEstimator.Centred ? Mean(a, b) : 0;
        var sum = 0.0;
        for (var k = 0; k < a.Length; k++) sum += FirstTerm(a[k], b[k], ab[k], middle, estimator);
        return FirstOf(sum / a.Length, variance, estimator);
    }

    /// <summary>The total-order index of one input: mean((y_A − y_ABᵢ)²)/(2V).</summary>
    /// <param name="a">N outputs of A.</param>
    /// <param name="b">N outputs of B; they enter the variance alone.</param>
    /// <param name="ab">N outputs of ABᵢ.</param>
    /// <exception cref="NumericalException">The output does not vary.</exception>
    public static double Total(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> ab)
    {
        ThrowIfNotRows(a, b, ab);
        var variance = Positive(Variance(a, b));
        var sum = 0.0;
        for (var k = 0; k < a.Length; k++) sum += (a[k] - ab[k]) * (a[k] - ab[k]);
        return sum / a.Length / (2 * variance);
    }

    /// <summary>Both indices of every input, with bootstrap intervals: rows are drawn with replacement, each with all its runs.</summary>
    /// <param name="outputs">N(d + 2) outputs: A, B, AB₁ … AB_d, each N long.</param>
    /// <param name="inputs">d ≥ 1.</param>
    /// <param name="options">Estimator, number of bootstrap samples, level and seed; bootstrap sample r draws from stream r.</param>
    /// <returns>One estimate an input, in their order.</returns>
    /// <exception cref="ArgumentException">The length does not fit, or N &lt; 2.</exception>
    /// <exception cref="NumericalException">The output does not vary, so nothing can be apportioned.</exception>
    public static SobolEstimate[] Estimate(ReadOnlySpan<double> outputs, int inputs, SobolOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Bootstraps, 20);
        var n = outputs.Length / (inputs + 2);
        if (n * (inputs + 2) != outputs.Length || n < 2) throw new ArgumentException($"{outputs.Length} outputs are no design of {inputs} inputs: N(d + 2) with N of at least 2 is wanted.", nameof(outputs));
        var whole = new int[n];
        Array.Fill(whole, 1);
        Span<double> indices = new double[2 * inputs];
        if (!Indices(outputs, inputs, whole, options.Estimator, indices)) throw NoVariance();
        var samples = new double[2 * inputs * options.Bootstraps];
        var drawn = 0;
        for (var r = 0; r < options.Bootstraps; r++)
        {
            Resample(new RandomStream(options.Seed, (ulong)r), whole);
            Span<double> resampled = new double[2 * inputs];
            if (!Indices(outputs, inputs, whole, options.Estimator, resampled)) continue; // a sample of equal outputs says nothing
            for (var k = 0; k < resampled.Length; k++) samples[k * options.Bootstraps + drawn] = resampled[k];
            drawn++;
        }
        var estimates = new SobolEstimate[inputs];
        for (var i = 0; i < inputs; i++)
        {
            var (firstLow, firstHigh) = Interval(samples.AsSpan(i * options.Bootstraps, drawn), options.Level);
            var (totalLow, totalHigh) = Interval(samples.AsSpan((inputs + i) * options.Bootstraps, drawn), options.Level);
            estimates[i] = new SobolEstimate(indices[i], firstLow, firstHigh, indices[inputs + i], totalLow, totalHigh);
        }
        return estimates;
    }

    /// <summary>All first, then all total indices, of a design whose row k counts counts[k] times. False when the output does not vary.</summary>
    private static bool Indices(ReadOnlySpan<double> outputs, int inputs, ReadOnlySpan<int> counts, FirstOrderEstimator estimator, Span<double> indices)
    {
        var n = counts.Length;
        var a = outputs[..n];
        var b = outputs.Slice(n, n);
        double sum = 0, squares = 0;
        for (var k = 0; k < n; k++) sum += counts[k] * (a[k] + b[k]);
        var mean = sum / (2 * n);
        for (var k = 0; k < n; k++) squares += counts[k] * ((a[k] - mean) * (a[k] - mean) + (b[k] - mean) * (b[k] - mean));
        var variance = squares / (2 * n - 1);
        if (!(variance > 0)) return false;
        var middle = estimator == FirstOrderEstimator.Centred ? mean : 0;
        for (var i = 0; i < inputs; i++)
        {
            var ab = outputs.Slice((i + 2) * n, n);
            double first = 0, total = 0;
            for (var k = 0; k < n; k++)
            {
                if (counts[k] == 0) continue;
                first += counts[k] * FirstTerm(a[k], b[k], ab[k], middle, estimator);
                total += counts[k] * ((a[k] - ab[k]) * (a[k] - ab[k]));
            }
            indices[i] = FirstOf(first / n, variance, estimator);
            indices[inputs + i] = total / n / (2 * variance);
        }
        return true;
    }

    private static double FirstTerm(double a, double b, double ab, double middle, FirstOrderEstimator estimator) =>
        estimator == FirstOrderEstimator.Jansen ? (b - ab) * (b - ab) : (b - middle) * (ab - a);

    private static double FirstOf(double mean, double variance, FirstOrderEstimator estimator) =>
        estimator == FirstOrderEstimator.Jansen ? 1 - mean / (2 * variance) : mean / variance;

    private static void Resample(RandomStream stream, Span<int> counts)
    {
        counts.Clear();
        for (var k = 0; k < counts.Length; k++) counts[stream.NextBelow(counts.Length)]++;
    }

    private static (double Low, double High) Interval(Span<double> samples, double level)
    {
        if (samples.IsEmpty) throw NoVariance();
        samples.Sort();
        return (Quantile.OfSorted(samples, (1 - level) / 2), Quantile.OfSorted(samples, (1 + level) / 2));
    }

    private static double Mean(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        foreach (var y in a) sum += y;
        foreach (var y in b) sum += y;
        return sum / (a.Length + b.Length);
    }

    private static double Positive(double variance) => variance > 0 ? variance : throw NoVariance();

    private static NumericalException NoVariance() => new("The output is the same in every run, so no share of its variance belongs to any input.");

    private static void ThrowIfNotRows(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> ab)
    {
        if (a.Length != b.Length || a.Length != ab.Length) throw new ArgumentException($"A, B and AB hold {a.Length}, {b.Length} and {ab.Length} outputs; they must be rows of one design.", nameof(ab));
    }
}
