using Rebound.Econometrics;

namespace Rebound.Conformance;

/// <summary>Tables and estimates of the econometrics cases.</summary>
internal static class EconometricsData
{
    /// <summary>A data file of a case: columns of numbers, and groupings where a cell is none.</summary>
    public static ModelData Table(Case question, string file)
    {
        var table = question.TableAt("data/" + file);
        var data = ModelData.Of(table.RowCount);
        foreach (var column in table.Columns)
        {
            var (texts, numbers) = (table.Text(column), table.Numbers(column));
            var numeric = true;
            for (var i = 0; i < texts.Length && numeric; i++) numeric = texts[i] is "" or "NA" || !double.IsNaN(numbers[i]);
            data = numeric ? data.With(column, numbers) : data.WithFactor(column, Factor.Of([.. texts.Select(t => t == "NA" ? "" : t)]));
        }
        return data;
    }

    public static Estimate Fit(ModelData data, string formula, string covariance) => Fit(data, LinearModel.Parse(formula, Covariance.Parse(covariance)));

    public static Estimate Fit(ModelData data, LinearModel model) => new AbsorbedLeastSquares().Fit(data, model);

    /// <summary>An estimate in the form of fixest's results.</summary>
    public static Tree Fixest(Estimate estimate)
    {
        var names = estimate.Names;
        Tree Each(Func<Coefficient, double> part) => Tree.Of(names, estimate.Coefficients.Select(part));
        var n = estimate.RowCount;
        var fit = estimate.Fit;
        var likelihood = fit.LogLikelihood ?? double.NaN;
        return new Tree
        {
            ["nobs"] = n,
            ["coef"] = Each(c => c.Value),
            ["se"] = Each(c => c.StandardError),
            ["stat"] = Each(c => c.T),
            ["p"] = Each(c => c.P),
            ["vcov"] = new Tree { ["rows"] = names.ToArray(), ["cols"] = names.ToArray(), ["values"] = estimate.CovarianceMatrix },
            ["df_t"] = estimate.Facts.DegreesOfFreedom,
            ["df_k"] = estimate.Facts.CountedParameters,
            ["r2"] = new Tree { ["r2"] = fit.R2 },
            ["ar2"] = new Tree { ["ar2"] = fit.R2Adjusted },
            ["wr2"] = new Tree { ["wr2"] = fit.R2Within },
            ["war2"] = new Tree { ["war2"] = fit.R2WithinAdjusted },
            ["rmse"] = fit.RootMeanSquare,
            ["ll"] = likelihood,
            ["aic"] = -2 * likelihood + 2 * estimate.Facts.Parameters,
            ["bic"] = -2 * likelihood + Math.Log(n) * estimate.Facts.Parameters,
            ["ssr"] = fit.ResidualSumOfSquares,
        };
    }
}
