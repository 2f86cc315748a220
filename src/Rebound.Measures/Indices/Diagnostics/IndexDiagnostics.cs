using System.Globalization;
using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Diagnoses of an index that was built. Values over units are means over the years of the fit window, so that years of one unit are not taken for cases of their own.</summary>
public static class IndexDiagnostics
{
    /// <summary>Effective weights and correlations with the score above and with the index, of every dimension and indicator.</summary>
    /// <param name="index">The index; without gaps.</param>
    /// <exception cref="IndexRefusedException">The index has gaps, or a mean over the years is the same for all units.</exception>
    public static IReadOnlyList<Influence> Influences(IndexResult index)
    {
        var table = index.Table;
        RefuseGaps(table);
        var means = UnitMeans(index);
        var (influences, n) = (new List<Influence>(), index.Units.Count);
        for (var node = 1; node < index.Nodes.Count; node++)
        {
            var shape = index.Nodes[node];
            influences.Add(Compare(index, shape.Path, shape.Parent, index.UnitScores(node), shape.WeightWithin, shape.WeightGlobal));
        }
        for (var node = 0; node < index.Nodes.Count; node++)
        {
            if (index.Nodes[node].ChildCount > 0) continue;
            for (var j = index.Nodes[node].FirstIndicator; j < index.Nodes[node].FirstIndicator + index.Nodes[node].IndicatorCount; j++)
                influences.Add(Compare(index, index.Indicators[j].Indicator.Code, node, means.AsSpan(j * n, n), index.Indicators[j].WeightWithin, index.Indicators[j].WeightGlobal));
        }
        return influences;
    }

    /// <summary>Correlations, principal components and Cronbach's α of what lies directly below each node, where that is two or more.</summary>
    /// <param name="index">The index; without gaps, over three units or more.</param>
    /// <exception cref="IndexRefusedException">The index has gaps, too few units, or a mean over the years is the same for all units.</exception>
    public static IReadOnlyList<NodeDiagnosis> Nodes(IndexResult index)
    {
        RefuseGaps(index.Table);
        var means = UnitMeans(index);
        var (diagnoses, n) = (new List<NodeDiagnosis>(), index.Units.Count);
        for (var node = 0; node < index.Nodes.Count; node++)
        {
            var shape = index.Table.Tree.Nodes[node];
            string[] names = shape.Children.Length > 0
                ? [.. shape.Children.Select(child => index.Nodes[child].Path)]
                : [.. Enumerable.Range(shape.First, shape.Count).Select(j => index.Indicators[j].Indicator.Code)];
            if (names.Length < 2) continue;
            var columns = new double[names.Length * n];
            if (shape.Children.Length == 0) means.AsSpan(shape.First * n, shape.Count * n).CopyTo(columns);
            for (var c = 0; c < shape.Children.Length; c++) index.UnitScores(shape.Children[c]).CopyTo(columns.AsSpan(c * n));
            var (alpha, refusal) = Alpha(names, columns);
            diagnoses.Add(new NodeDiagnosis(shape.Path, CorrelationTable.Of(names, columns, CorrelationMethod.Pearson), PrincipalComponents.Of(names, columns), alpha, refusal));
        }
        return diagnoses;
    }

    private static (double? Alpha, string Refusal) Alpha(string[] names, double[] columns)
    {
        try
        {
            return (Cronbach.Alpha(names, columns), "");
        }
        catch (IndexRefusedException refused)
        {
            return (null, refused.Message);
        }
    }

    /// <summary>The shift of ranks when each indicator is left out in turn. The weights of the others keep their proportions; a dimension that loses its only indicator goes with it.</summary>
    /// <param name="index">An index of two indicators or more; with benefit of the doubt each unit weighs the others anew.</param>
    /// <returns>One effect an indicator, in the order of the index.</returns>
    /// <exception cref="IndexRefusedException">The index has one indicator, or all others weigh nothing.</exception>
    public static IReadOnlyList<RemovalEffect> Removals(IndexResult index)
    {
        var table = index.Table;
        var prepared = IndexSteps.Prepare(table, IndexSteps.Normalise(table, index.Options), index.Options);
        var effects = new RemovalEffect[table.Indicators.Count];
        void Note(int j, (double[] Scores, string Dropped) found) => effects[j] = new RemovalEffect(table.Indicators[j].Code, found.Dropped, IndexComparison.Of(index.Units, index.UnitScores(0), found.Scores));
        if (index.Options.OwnWeights)
        {
            var own = new OwnRescoring(index, prepared); // its programs are solved on many threads
            for (var j = 0; j < effects.Length; j++) Note(j, own.Without(j));
            return effects;
        }
        FixedChunks.Run(effects.Length, 1, () => new Rescoring(index, prepared), (first, end, rescoring) =>
        {
            for (var j = first; j < end; j++) Note(j, rescoring.Without(j));
        });
        return effects;
    }

    /// <summary>Obstacle degrees of every unit and year, from min-max normalised values and the weights of the index.</summary>
    /// <param name="index">The index; rows are units × years.</param>
    /// <exception cref="IndexRefusedException">The index has gaps.</exception>
    public static ObstacleDegrees Obstacles(IndexResult index)
    {
        var table = index.Table;
        RefuseGaps(table);
        var columns = new double[table.Values.Length];
        for (var j = 0; j < table.Indicators.Count; j++)
            Normalisation.MinMax(table.Column(j), table.Moments[j].Minimum, table.Moments[j].Maximum, table.Indicators[j].Direction, columns.AsSpan(j * table.RowCount, table.RowCount));
        return ObstacleDegrees.Of([.. table.Indicators.Select(indicator => indicator.Code)], columns, Weights(index));
    }

    /// <summary>Coupling of the first dimensions in every unit and year, with their weights as shares of T.</summary>
    /// <param name="index">An index of two dimensions or more whose scores lie in [0, 1].</param>
    /// <param name="formula">The formula of C.</param>
    /// <returns>By unit then year; nothing where C is not defined.</returns>
    /// <exception cref="IndexRefusedException">There is one dimension, or a score lies outside [0, 1]; unit, year and dimension are named.</exception>
    public static IReadOnlyList<Coupling?> Couplings(IndexResult index, CouplingFormula formula)
    {
        var children = index.Table.Tree.Nodes[0].Children;
        if (children.Length < 2) throw new IndexRefusedException([new(IndexRefusalKind.EmptyDimension, null, null, null, "Coupling is between dimensions, and this index has fewer than two.")]);
        var (systems, couplings) = (new double[children.Length], new Coupling?[index.Table.RowCount]);
        var shares = new double[children.Length];
        for (var row = 0; row < couplings.Length; row++)
        {
            for (var c = 0; c < systems.Length; c++)
            {
                systems[c] = index.Scores(children[c])[row];
                if (systems[c] is > 1 and < 1 + 1e-12) systems[c] = 1; // weights sum to one up to rounding
                if (!(systems[c] is >= 0 and <= 1))
                    throw new IndexRefusedException([new(IndexRefusalKind.Method, index.Units[row / index.YearCount], index.FirstYear + row % index.YearCount, index.Nodes[children[c]].Path, string.Create(CultureInfo.InvariantCulture,
                        $"'{index.Nodes[children[c]].Path}' of '{index.Units[row / index.YearCount]}' in {index.FirstYear + row % index.YearCount} scores {systems[c]:R}; coupling needs scores from 0 to 1. Normalise by min-max."))]);
            }
            for (var c = 0; c < shares.Length; c++) shares[c] = index.Weights.NodeWithin(children[c], row);
            couplings[row] = Coupling.Of(systems, shares, formula);
        }
        return couplings;
    }

    /// <summary>Weights in the index: one an indicator, or one an indicator and row where rows have their own.</summary>
    private static double[] Weights(IndexResult index)
    {
        if (index.WeightVariation == WeightVariation.None) return [.. index.Indicators.Select(summary => summary.WeightGlobal)];
        var (rows, own, row) = (index.Table.RowCount, new double[index.Table.Values.Length], new WeightSummary(index.Table));
        for (var r = 0; r < rows; r++)
        {
            index.Weights.Copy(r, row);
            for (var j = 0; j < row.Global.Length; j++) own[j * rows + r] = row.Global[j];
        }
        return own;
    }

    private static Influence Compare(IndexResult index, string name, int parent, ReadOnlySpan<double> values, double within, double effective)
    {
        Columns.RefuseConstant([name], values);
        return new Influence(name, index.Nodes[parent].Path, within, effective, Correlation.Pearson(values, index.UnitScores(parent)), Correlation.Pearson(values, index.UnitScores(0)));
    }

    /// <summary>Mean over the years of the normalised values, indicator by indicator then unit.</summary>
    private static double[] UnitMeans(IndexResult index)
    {
        var means = new double[index.Indicators.Count * index.Units.Count];
        IndexSteps.MeanOverYears(IndexSteps.Normalise(index.Table, index.Options), means);
        return means;
    }

    private static void RefuseGaps(CompleteTable table)
    {
        if (!table.HasGap) return;
        var at = Array.FindIndex(table.Values, double.IsNaN);
        var (unit, year, code) = (table.Units[at / table.YearCount % table.Units.Count], table.FirstYear + at % table.YearCount, table.Indicators[at / table.RowCount].Code);
        throw new IndexRefusedException([new(IndexRefusalKind.StillMissing, unit, year, code, $"Indicator '{code}' of '{unit}' in {year} is missing, and this diagnosis needs every value. Impute gaps.")]);
    }
}
