using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Outcome and regressors of a spatial model, a row a unit of the weights, with the neighbours' regressors where the form has them.</summary>
internal sealed record SpatialDesign(string Outcome, double[] Y, IReadOnlyList<string> Names, IReadOnlyList<double[]> Columns, int Own)
{
    private const double Collinear = 1e-10; // as in absorbed least squares: what is left of a column, relative to its norm

    /// <summary>Name of the neighbours' mean of a regressor.</summary>
    public static string LagName(string name) => "lag." + name;

    public static SpatialDesign Of(ModelData data, string formula, LagMatrix weights, bool withLags)
    {
        var model = LinearModel.Parse(formula, Covariance.Iid);
        if (model.Formula.EffectTerms.Count > 0)
            throw new SpatialSampleException($"'{formula}' absorbs effects; a spatial model of one cross-section has none. Write groups as regressors.");
        if (data.RowCount != weights.RowCount)
            throw new SpatialSampleException($"The data have {data.RowCount} rows and the spatial weights {weights.RowCount} units; a spatial model needs one row a unit, in the order of the weights.");
        var design = Design.Of(data, model);
        if (design.RowCount < data.RowCount)
            throw new SpatialSampleException($"{data.RowCount - design.RowCount} of {data.RowCount} rows are incomplete ({string.Join("; ", design.Sample.Dropped.Select(d => $"{d.Rows} × {d.Reason}, first {d.Example}"))}). Leaving them out would change who is whose neighbour: fill them, or take these units out of the data and of the weights.");
        var (names, columns) = (design.Names.ToList(), design.Columns.ToList());
        var own = names.Count;
        for (var j = 0; withLags && j < own; j++)
        {
            if (names[j] == Design.InterceptName) continue; // the neighbours' mean of a constant is the constant
            names.Add(LagName(names[j]));
            columns.Add(weights.Lag(columns[j]));
        }
        var result = new SpatialDesign(model.Formula.OutcomeText, design.Outcome, names, columns, own);
        var factor = Factorise(columns);
        if (factor.Dropped.Length > 0) throw new SingularDesignException([.. factor.Dropped.Select(j => names[j])]);
        if (design.RowCount <= names.Count + 2)
            throw new NotIdentifiedException($"{design.RowCount} units cannot determine {names.Count} coefficients, a spatial parameter and a variance.");
        return result;
    }

    public static LeastSquaresFactor Factorise(IReadOnlyList<double[]> columns)
    {
        var norms = new double[columns.Count];
        for (var j = 0; j < norms.Length; j++)
        {
            foreach (var value in columns[j]) norms[j] += value * value;
            norms[j] = Math.Sqrt(norms[j]);
        }
        return LeastSquaresFactor.Of(columns, norms, Collinear);
    }
}
