using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Weights on the simplex that make controls imitate a target: min over w ≥ 0, Σw = 1 of ζ²‖w‖² + ‖Aw − b‖²/N.</summary>
/// <remarks>Frank and Wolfe's algorithm with exact line search, as Arkhangelsky et al. (2021) solve it: vertices are taken one by one,
/// so that weights stay sparse. A step costs K operations: A'Aw and the squares follow from columns of A'A, taken once a vertex.</remarks>
internal sealed class SimplexWeights
{
    private const int Refresh = 512; // steps after which running products are taken anew

    private readonly int rows;
    private readonly int columns;
    private readonly double[] byColumn; // column after column
    private readonly double[] target;
    private readonly double[] withTarget; // A'b
    private readonly double[] withProduct; // A'Aw
    private readonly double[]?[] gram; // columns of A'A, those of the vertices met
    private readonly double targetSquare;
    private readonly double ridge;
    private double productSquare;
    private double productTarget;
    private double weightSquare;

    /// <summary>Sets up the problem.</summary>
    /// <param name="matrix">N × (K + 1), row by row: K candidates, then the target.</param>
    /// <param name="rows">N.</param>
    /// <param name="zeta">ζ.</param>
    /// <param name="intercept">Whether columns are centred first, which lets levels differ.</param>
    public SimplexWeights(ReadOnlySpan<double> matrix, int rows, double zeta, bool intercept)
    {
        (this.rows, columns) = (rows, matrix.Length / rows - 1);
        (byColumn, target, withTarget, withProduct, gram) = (new double[rows * columns], new double[rows], new double[columns], new double[columns], new double[]?[columns]);
        ridge = rows * zeta * zeta;
        for (var c = 0; c <= columns; c++)
        {
            var mean = 0.0;
            for (var r = 0; r < rows; r++) mean += matrix[r * (columns + 1) + c];
            mean = intercept ? mean / rows : 0;
            for (var r = 0; r < rows; r++)
            {
                var value = matrix[r * (columns + 1) + c] - mean;
                if (c < columns) byColumn[c * rows + r] = value;
                else target[r] = value;
            }
        }
        for (var c = 0; c < columns; c++) withTarget[c] = InnerProduct.Of(Column(c), target);
        targetSquare = InnerProduct.Of(target, target);
    }

    /// <summary>Solves the problem.</summary>
    /// <param name="start">K weights; empty starts from equal ones.</param>
    /// <param name="smallestDecrease">Stops when a step gains less than the square of this.</param>
    /// <param name="iterations">Most steps.</param>
    public double[] Solve(ReadOnlySpan<double> start, double smallestDecrease, int iterations)
    {
        var weights = new double[columns];
        if (start.IsEmpty) Array.Fill(weights, 1.0 / columns);
        else start.CopyTo(weights);
        var before = double.PositiveInfinity;
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            if (iteration % Refresh == 0) Multiply(weights);
            if (!Step(weights)) break;
            var value = (ridge * weightSquare + productSquare - 2 * productTarget + targetSquare) / rows;
            if (iteration > 0 && before - value <= smallestDecrease * smallestDecrease) break;
            before = value;
        }
        return weights;
    }

    /// <summary>Weights below a quarter of the largest set to zero, the rest scaled to sum to one.</summary>
    public static double[] Sparsify(double[] weights)
    {
        var largest = weights.Max();
        var kept = weights.Select(w => w <= largest / 4 ? 0 : w).ToArray();
        var sum = 0.0;
        foreach (var weight in kept) sum += weight;
        for (var i = 0; i < kept.Length; i++) kept[i] /= sum;
        return kept;
    }

    // Towards the vertex of least gradient A'(Aw − b) + ridge·w, as far as it helps; every product follows without a pass over A.
    private bool Step(double[] weights)
    {
        var (best, least) = (0, double.PositiveInfinity);
        for (var c = 0; c < columns; c++)
        {
            var gradient = withProduct[c] - withTarget[c] + ridge * weights[c];
            if (gradient < least) (best, least) = (c, gradient);
        }
        var slope = least - (productSquare - productTarget + ridge * weightSquare);
        var vertex = gram[best] ??= Products(best);
        var size = 1 - 2 * weights[best] + weightSquare;
        if (!(size > 1e-15)) return false;
        var error = vertex[best] - 2 * withProduct[best] + productSquare;
        var step = Math.Clamp(-slope / (error + ridge * size), 0, 1);
        var rest = 1 - step;
        productSquare = rest * rest * productSquare + 2 * step * rest * withProduct[best] + step * step * vertex[best];
        productTarget = rest * productTarget + step * withTarget[best];
        weightSquare = rest * rest * weightSquare + 2 * step * rest * weights[best] + step * step;
        for (var c = 0; c < columns; c++)
        {
            withProduct[c] = rest * withProduct[c] + step * vertex[c];
            weights[c] *= rest;
        }
        weights[best] += step;
        return true;
    }

    private double[] Products(int column)
    {
        var products = new double[columns];
        for (var c = 0; c < columns; c++) products[c] = InnerProduct.Of(Column(column), Column(c));
        return products;
    }

    private ReadOnlySpan<double> Column(int c) => byColumn.AsSpan(c * rows, rows);

    private void Multiply(double[] weights)
    {
        var product = new double[rows];
        for (var c = 0; c < columns; c++)
            for (var r = 0; r < rows; r++)
                product[r] += byColumn[c * rows + r] * weights[c];
        for (var c = 0; c < columns; c++) withProduct[c] = InnerProduct.Of(Column(c), product);
        (productSquare, productTarget, weightSquare) = (InnerProduct.Of(product, product), InnerProduct.Of(product, target), InnerProduct.Of(weights, weights));
    }
}
