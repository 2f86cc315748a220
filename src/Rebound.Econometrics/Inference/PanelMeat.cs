using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Middle parts of sandwiches that belong to panels, from regressors and residuals weighted by √w.</summary>
internal static class PanelMeat
{
    private const double SmallestRest = 1e-10; // 1 − h of a row that a coefficient has for itself is this but for rounding

    /// <summary>û over √(1 − h) or 1 − h, h the leverages of the regressors after absorption.</summary>
    public static double[] Inflate(AbsorbedDesign absorbed, double[] residuals, ResidualRule rule)
    {
        var basis = OrthonormalBasis.Of(absorbed.Columns.Select(absorbed.Scaled));
        var inflated = new double[residuals.Length];
        for (var i = 0; i < inflated.Length; i++)
        {
            double rest = 1;
            foreach (var direction in basis) rest -= direction[i] * direction[i];
            if (rest <= SmallestRest) throw new NotIdentifiedException($"Row {absorbed.Design.Sample.Rows[i] + 1} has a coefficient for itself (leverage 1), so its residual cannot be adjusted; leave the row out.");
            inflated[i] = residuals[i] / (rule == ResidualRule.RootLeverage ? Math.Sqrt(rest) : rest);
        }
        return inflated;
    }

    /// <summary>Σ₍g₎ (mean of û² in g)·X₍g₎ᵀX₍g₎.</summary>
    public static double[,] Groupwise(double[][] columns, double[] residuals, Cluster groups)
    {
        var (squares, sizes) = (new double[groups.Count], new int[groups.Count]);
        for (var i = 0; i < residuals.Length; i++)
        {
            squares[groups.Codes[i]] += residuals[i] * residuals[i];
            sizes[groups.Codes[i]]++;
        }
        var weights = new double[residuals.Length];
        for (var i = 0; i < weights.Length; i++) weights[i] = squares[groups.Codes[i]] / sizes[groups.Codes[i]];
        return Products(columns, (a, b) => InnerProduct.Of(weights, a, b));
    }

    /// <summary>Σ₍t₎ X₍t₎ᵀΣ̂X₍t₎ with Σ̂ᵢⱼ = Σ₍t₎ ûᵢₜûⱼₜ/T.</summary>
    public static double[,] Contemporaneous(double[][] columns, double[] residuals, SamplePanel panel)
    {
        var periods = panel.PeriodCount;
        var codes = Factor.Dense(panel.Units, panel.UnitCount, out var units);
        if ((long)units * periods != residuals.Length)
            throw new NotIdentifiedException($"pcse takes one covariance of {units} units over {periods} periods and needs every unit in every period; {residuals.Length} of {(long)units * periods} rows are there. Use dk( ), which allows gaps.");
        double[] Square(double[] column)
        {
            var square = new double[column.Length];
            for (var i = 0; i < column.Length; i++) square[codes[i] * periods + panel.PeriodCodes[i]] = column[i];
            return square;
        }
        var u = Square(residuals);
        var sigma = new double[units, units];
        for (var i = 0; i < units; i++)
            for (var j = 0; j < units; j++) sigma[i, j] = InnerProduct.Of(u.AsSpan(i * periods, periods), u.AsSpan(j * periods, periods)) / periods;
        double[][] squares = [.. columns.Select(Square)];
        double[][] spread = [.. squares.Select(x =>
        {
            var result = new double[x.Length];
            for (var i = 0; i < units; i++)
                for (var j = 0; j < units; j++)
                    for (var t = 0; t < periods; t++) result[i * periods + t] += sigma[i, j] * x[j * periods + t];
            return result;
        })];
        var meat = new double[columns.Length, columns.Length];
        for (var a = 0; a < columns.Length; a++)
            for (var b = 0; b < columns.Length; b++) meat[a, b] = InnerProduct.Of(null, squares[a], spread[b]);
        return meat;
    }

    private static double[,] Products(double[][] columns, Func<double[], double[], double> product)
    {
        var result = new double[columns.Length, columns.Length];
        for (var a = 0; a < columns.Length; a++)
            for (var b = 0; b <= a; b++) result[a, b] = result[b, a] = product(columns[a], columns[b]);
        return result;
    }
}
