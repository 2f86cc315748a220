namespace Rebound.Measures;

/// <summary>Weights on the simplex that make controls imitate a target: min over w ≥ 0, Σw = 1 of ζ²‖w‖² + ‖Aw − b‖²/N.</summary>
/// <remarks>Frank and Wolfe's algorithm with exact line search, as Arkhangelsky et al. (2021) solve it: vertices are taken one by one,
/// so that weights stay sparse. Products A·w are updated rather than recomputed.</remarks>
internal sealed class SimplexWeights
{
    private readonly int rows;
    private readonly int columns;
    private readonly double[] byColumn; // column after column, so that a step reads one column in a row
    private readonly double[] target;
    private readonly double[] product;
    private readonly double[] gradient;
    private readonly double ridge;
    private readonly double zeta;

    /// <summary>Sets up the problem.</summary>
    /// <param name="matrix">N × (K + 1), row by row: K candidates, then the target.</param>
    /// <param name="rows">N.</param>
    /// <param name="zeta">ζ.</param>
    /// <param name="intercept">Whether columns are centred first, which lets levels differ.</param>
    public SimplexWeights(ReadOnlySpan<double> matrix, int rows, double zeta, bool intercept)
    {
        (this.rows, this.zeta, columns) = (rows, zeta, matrix.Length / rows - 1);
        (byColumn, target, product, gradient) = (new double[rows * columns], new double[rows], new double[rows], new double[columns]);
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
        Multiply(weights);
        var before = double.PositiveInfinity;
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            if (!Step(weights)) break;
            var value = Value(weights);
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

    private bool Step(double[] weights)
    {
        var best = 0;
        for (var c = 0; c < columns; c++)
        {
            var sum = 0.0;
            var column = byColumn.AsSpan(c * rows, rows);
            for (var r = 0; r < column.Length; r++) sum += (product[r] - target[r]) * column[r];
            gradient[c] = sum + ridge * weights[c];
            if (gradient[c] < gradient[best]) best = c;
        }
        double slope = 0, size = 0, error = 0;
        for (var c = 0; c < columns; c++)
        {
            var direction = (c == best ? 1 : 0) - weights[c];
            slope += gradient[c] * direction;
            size += direction * direction;
        }
        if (size == 0) return false;
        var vertex = byColumn.AsSpan(best * rows, rows);
        for (var r = 0; r < rows; r++) error += (vertex[r] - product[r]) * (vertex[r] - product[r]);
        var step = Math.Clamp(-slope / (error + ridge * size), 0, 1);
        for (var c = 0; c < columns; c++) weights[c] += step * ((c == best ? 1 : 0) - weights[c]);
        for (var r = 0; r < rows; r++) product[r] += step * (vertex[r] - product[r]);
        return true;
    }

    private double Value(double[] weights)
    {
        double squares = 0, error = 0;
        foreach (var weight in weights) squares += weight * weight;
        for (var r = 0; r < rows; r++) error += (product[r] - target[r]) * (product[r] - target[r]);
        return zeta * zeta * squares + error / rows;
    }

    private void Multiply(double[] weights)
    {
        Array.Clear(product);
        for (var c = 0; c < columns; c++)
            for (var r = 0; r < rows; r++)
                product[r] += byColumn[c * rows + r] * weights[c];
    }
}
