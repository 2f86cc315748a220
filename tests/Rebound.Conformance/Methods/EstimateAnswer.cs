using Rebound.Econometrics;

namespace Rebound.Conformance;

/// <summary>Estimates in the shape in which the econometrics cases write them, and their tables as data.</summary>
internal static class EstimateAnswer
{
    /// <summary>A CSV of the case as a table: columns that hold a text become groupings.</summary>
    public static ModelData Data(Case question, int file = 0)
    {
        var table = question.TableAt(question.Root.GetProperty("data")[file].GetString()!);
        var data = ModelData.Of(table.RowCount);
        foreach (var name in table.Columns)
        {
            var cells = table.Text(name);
            var isNumeric = cells.All(cell => cell is "" or "NA" or "Inf" or "-Inf" || !double.IsNaN(DataTable.Number(cell)));
            data = isNumeric ? data.With(name, [.. cells.Select(DataTable.Number)]) : data.WithFactor(name, Factor.Of([.. cells.Select(cell => cell == "NA" ? null : cell)]));
        }
        return data;
    }

    /// <summary>Coefficients, errors, statistics, p values, covariance, n, K, degrees of freedom, and the fit of a likelihood.</summary>
    public static Tree Of(Estimate estimate)
    {
        var answer = new Tree
        {
            ["nobs"] = estimate.RowCount,
            ["coef"] = Tree.Of(estimate.Names, estimate.Coefficients.Select(c => c.Value)),
            ["se"] = Tree.Of(estimate.Names, estimate.Coefficients.Select(c => c.StandardError)),
            ["stat"] = Tree.Of(estimate.Names, estimate.Coefficients.Select(c => c.T)),
            ["p"] = Tree.Of(estimate.Names, estimate.Coefficients.Select(c => c.P)),
            ["vcov"] = Matrix([.. estimate.Names], estimate.CovarianceMatrix),
            ["df_t"] = estimate.Facts.DegreesOfFreedom,
            ["df_k"] = estimate.Facts.CountedParameters,
        };
        if (estimate.Likelihood is not { } likelihood) return answer;
        answer["deviance"] = likelihood.Deviance;
        answer["ll"] = likelihood.LogLikelihood;
        answer["bic"] = likelihood.Bic;
        answer["sq_cor"] = estimate.Fit.R2;
        if (likelihood.PseudoR2 is { } pseudo) answer["pr2"] = new Tree { ["pr2"] = pseudo };
        return answer;
    }

    /// <summary>A matrix with the names of its rows and columns.</summary>
    public static Tree Matrix(string[] names, double[,] values) => new() { ["rows"] = names, ["cols"] = names, ["values"] = values };
}
