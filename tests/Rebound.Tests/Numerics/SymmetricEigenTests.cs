using CsCheck;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Numerics;

public sealed class SymmetricEigenTests
{
    private const int N = 5;

    [Fact]
    public void The_parts_make_the_matrix_again_and_the_vectors_are_orthogonal() => Gen.Double[-10, 10].Array[N * N].Sample(numbers =>
    {
        var matrix = new double[N * N];
        for (var i = 0; i < N; i++)
            for (var j = 0; j < N; j++) matrix[i * N + j] = numbers[Math.Min(i, j) * N + Math.Max(i, j)];
        var eigen = SymmetricEigen.Of(matrix, N);
        for (var i = 0; i < N; i++)
            for (var j = 0; j < N; j++)
            {
                double again = 0, product = 0;
                for (var c = 0; c < N; c++)
                {
                    again += eigen.Values[c] * eigen.Vector(c)[i] * eigen.Vector(c)[j];
                    product += eigen.Vector(i)[c] * eigen.Vector(j)[c];
                }
                Assert.Equal(matrix[i * N + j], again, 1e-12);
                Assert.Equal(i == j ? 1 : 0, product, 1e-13);
            }
        for (var c = 1; c < N; c++) Assert.True(eigen.Values[c] <= eigen.Values[c - 1]);
        for (var c = 0; c < N; c++) Assert.True(eigen.Vector(c).ToArray().Sum() >= -1e-12 * eigen.Vector(c).ToArray().Sum(Math.Abs)); // a smaller sum is rounding
    }, iter: 1000);

    [Fact]
    public void Matrices_that_are_diagonal_zero_or_not_finite_are_no_special_case()
    {
        Assert.Equal([3.0, 2, -1], SymmetricEigen.Of([2, 0, 0, 0, -1, 0, 0, 0, 3], 3).Values);
        Assert.Equal([0.0, 0], SymmetricEigen.Of([0, 0, 0, 0], 2).Values);
        Assert.Equal([1.0, -1], SymmetricEigen.Of([0, 1, 1, 0], 2).Values);
        Assert.Throws<NumericalException>(() => SymmetricEigen.Of([1, double.NaN, double.NaN, 1], 2));
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Of([1, 2, 3], 2));
    }
}
