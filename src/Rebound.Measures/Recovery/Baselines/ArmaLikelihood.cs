namespace Rebound.Measures;

/// <summary>The profile log likelihood of one differenced series under one order: variance and constant are at their best.</summary>
internal sealed class ArmaLikelihood
{
    private const double Furthest = 20; // free variables beyond are at the edge

    private readonly ArimaOrder order;
    private readonly double[] series;
    private readonly double[] ones;
    private readonly double[] ar;
    private readonly double[] ma;
    private readonly double[] whitened;
    private readonly double[] whitenedOnes;
    private readonly double[] coefficients;
    private readonly ArmaFilter filter;
    private ArmaLanes? lanes;

    /// <summary>Sets up room.</summary>
    public ArmaLikelihood(ArimaOrder order, double[] series)
    {
        (this.order, this.series) = (order, series);
        (ar, ma) = (new double[order.P + order.SeasonalP * order.Season], new double[order.Q + order.SeasonalQ * order.Season]);
        (whitened, whitenedOnes, ones) = (new double[series.Length], new double[series.Length], new double[order.Constant ? series.Length : 0]);
        Array.Fill(ones, 1);
        coefficients = new double[ArmaLanes.Width * order.Coefficients];
        filter = new ArmaFilter(Math.Max(ar.Length, ma.Length));
    }

    /// <summary>Constant of the last evaluation.</summary>
    public double Constant { get; private set; }

    /// <summary>Standard error of the constant of the last evaluation, given the coefficients; 0 without one.</summary>
    public double ConstantError { get; private set; }

    /// <summary>σ² of the last evaluation.</summary>
    public double Variance { get; private set; }

    /// <summary>What the first value adds to the log likelihood of the last evaluation.</summary>
    public double FirstTerm { get; private set; }

    /// <summary>Minus the log likelihoods at sets of free variables; infinite where they do not exist.</summary>
    public void NegativesOfUnconstrained(ReadOnlySpan<double> free, Span<double> values)
    {
        lanes ??= new ArmaLanes(order, series);
        var k = order.Coefficients;
        for (var from = 0; from < values.Length; from += ArmaLanes.Width)
        {
            var count = Math.Min(ArmaLanes.Width, values.Length - from);
            var sets = free.Slice(from * k, count * k);
            var some = values.Slice(from, count);
            for (var c = 0; c < count; c++) ArmaPolynomials.ConstrainInto(order, sets.Slice(c * k, k), coefficients.AsSpan(c * k, k));
            lanes.Negatives(coefficients, some);
            for (var c = 0; c < count; c++)
                foreach (var value in sets.Slice(c * k, k))
                    if (!(Math.Abs(value) < Furthest)) some[c] = double.PositiveInfinity;
        }
    }

    /// <summary>The log likelihood at coefficients; minus infinity where it does not exist.</summary>
    public double At(ReadOnlySpan<double> at)
    {
        ArmaPolynomials.ExpandInto(order, at, ar, ma);
        var n = series.Length;
        if (!filter.TryWhiten(ar, ma, series, whitened, ones, whitenedOnes)) return double.NegativeInfinity;
        var information = 0.0;
        Constant = 0;
        if (order.Constant)
        {
            double cross = 0, square = 0;
            for (var t = 0; t < n; t++)
            {
                cross += whitened[t] * whitenedOnes[t];
                square += whitenedOnes[t] * whitenedOnes[t];
            }
            Constant = cross / square;
            information = square;
            for (var t = 0; t < n; t++) whitened[t] -= Constant * whitenedOnes[t];
        }
        var squares = 0.0;
        for (var t = 0; t < n; t++) squares += whitened[t] * whitened[t];
        Variance = squares / n;
        ConstantError = information > 0 ? Math.Sqrt(Variance / information) : 0;
        FirstTerm = -0.5 * (Math.Log(2 * Math.PI * Variance * filter.FirstVariance) + whitened[0] * whitened[0] / Variance);
        return -0.5 * n * (Math.Log(2 * Math.PI * Variance) + 1) - filter.LogDeterminant;
    }
}
