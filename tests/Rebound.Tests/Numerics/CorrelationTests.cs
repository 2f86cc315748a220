using CsCheck;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Numerics;

public sealed class CorrelationTests
{
    [Fact]
    public void Kendalls_tau_is_that_of_counting_every_pair() => Gen.Select(Gen.Int[0, 5].Array[3, 12], Gen.Int[0, 5].Array[12]).Sample((first, more) =>
    {
        double[] x = [.. first.Select(value => (double)value)], y = [.. more.Take(x.Length).Select(value => (double)value)];
        if (x.Distinct().Count() < 2 || y.Distinct().Count() < 2) return;
        double score = 0, untiedX = 0, untiedY = 0;
        for (var i = 0; i < x.Length; i++)
            for (var j = i + 1; j < x.Length; j++)
            {
                score += Math.Sign(x[i] - x[j]) * Math.Sign(y[i] - y[j]);
                untiedX += x[i] == x[j] ? 0 : 1;
                untiedY += y[i] == y[j] ? 0 : 1;
            }
        Assert.Equal(score / Math.Sqrt(untiedX * untiedY), KendallTau.Of(x, y).Tau, 1e-14);
    }, iter: 1000);

    [Fact]
    public void Every_pair_of_a_matrix_is_the_pair_alone_whatever_the_units() => Gen.Select(Gen.Int[-5000, 5000].Select(v => v / 1000.0).Array[7 * 9], Gen.Double[0.1, 1000]).Sample((columns, factor) =>
    {
        for (var j = 0; j < 7; j++) columns[9 * j] += 20; // no column is constant
        var matrix = Correlation.Matrix(columns, 7);
        var scaled = columns.Select((x, i) => i < 9 ? factor * x - 3 : x).ToArray();
        for (var i = 0; i < 7; i++)
            for (var j = 0; j < 7; j++)
            {
                Assert.Equal(i == j ? 1 : Plain(columns.AsSpan(i * 9, 9), columns.AsSpan(j * 9, 9)), matrix[i * 7 + j], 1e-12);
                Assert.Equal(matrix[i * 7 + j], Correlation.Matrix(scaled, 7)[i * 7 + j], 1e-10);
            }
    }, iter: 1000);

    [Fact]
    public void Perfect_and_constant_columns_are_told_apart()
    {
        Assert.Equal(-1, Correlation.Pearson([1, 2, 4], [-1, -2, -4]), 1e-15);
        Assert.Equal(0, Correlation.PValue(1, 5));
        Assert.Equal(1, Correlation.PValue(0, 5), 1e-15);
        Assert.Throws<NumericalException>(() => Correlation.Pearson([1, 1, 1], [1, 2, 3]));
        Assert.Throws<NumericalException>(() => KendallTau.Of([1, 1, 1], [1, 2, 3]));
    }

    private static double Plain(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double meanX = 0, meanY = 0, product = 0, squareX = 0, squareY = 0;
        for (var i = 0; i < x.Length; i++) (meanX, meanY) = (meanX + x[i] / x.Length, meanY + y[i] / y.Length);
        for (var i = 0; i < x.Length; i++)
        {
            product += (x[i] - meanX) * (y[i] - meanY);
            squareX += (x[i] - meanX) * (x[i] - meanX);
            squareY += (y[i] - meanY) * (y[i] - meanY);
        }
        return product / Math.Sqrt(squareX * squareY);
    }
}
