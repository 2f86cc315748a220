namespace Rebound.Econometrics;

/// <summary>The (weighted) orthogonal projection that takes one effect out of a column.</summary>
internal sealed class Projection
{
    private readonly AbsorbedEffect effect;
    private readonly double[]? weights;
    private readonly double[] totals;
    private readonly double[] sums;
    private readonly double[]? slope;
    private readonly double[]? slopeSquares;

    public Projection(AbsorbedEffect effect, double[]? weights)
    {
        (this.effect, this.weights) = (effect, weights);
        totals = new double[effect.Levels];
        sums = new double[effect.Levels];
        for (var i = 0; i < effect.Codes.Length; i++) totals[effect.Codes[i]] += weights?[i] ?? 1;
        if (effect.Slope is null) return;
        slope = (double[])effect.Slope.Clone();
        if (effect.Intercept)
        {
            TakeOutMeans(slope);
            TakeOutMeans(slope); // what rounding left of a large mean
        }
        slopeSquares = new double[effect.Levels];
        var raw = new double[effect.Levels];
        for (var i = 0; i < slope.Length; i++)
        {
            slopeSquares[effect.Codes[i]] += (weights?[i] ?? 1) * slope[i] * slope[i];
            raw[effect.Codes[i]] += (weights?[i] ?? 1) * effect.Slope[i] * effect.Slope[i];
        }
        for (var g = 0; g < effect.Levels; g++)
            if (slopeSquares[g] <= 1e-20 * raw[g]) slopeSquares[g] = 0; // constant within the group: no slope to take out
    }

    public void TakeOut(double[] values)
    {
        if (effect.Intercept) TakeOutMeans(values);
        if (slope is not null) TakeOutSlopes(values);
    }

    private void TakeOutMeans(double[] values)
    {
        var codes = effect.Codes;
        Array.Clear(sums);
        if (weights is null)
            for (var i = 0; i < codes.Length; i++) sums[codes[i]] += values[i];
        else
            for (var i = 0; i < codes.Length; i++) sums[codes[i]] += weights[i] * values[i];
        for (var g = 0; g < sums.Length; g++) sums[g] /= totals[g];
        for (var i = 0; i < codes.Length; i++) values[i] -= sums[codes[i]];
    }

    private void TakeOutSlopes(double[] values)
    {
        var codes = effect.Codes;
        Array.Clear(sums);
        for (var i = 0; i < codes.Length; i++) sums[codes[i]] += (weights?[i] ?? 1) * slope![i] * values[i];
        for (var g = 0; g < sums.Length; g++) sums[g] = slopeSquares![g] > 0 ? sums[g] / slopeSquares[g] : 0;
        for (var i = 0; i < codes.Length; i++) values[i] -= sums[codes[i]] * slope![i];
    }
}
