using Rebound.Panels;

namespace Rebound.Econometrics;

/// <summary>The rows of a table that an estimate can predict: regressors, linear predictor, and where their absorbed effects come from.</summary>
/// <param name="Rows">Indices in the table.</param>
/// <param name="Regressors">k columns.</param>
/// <param name="Predictor">η.</param>
/// <param name="Paths">Rows of the sample that give the effects of each combination of groups; none without effects.</param>
/// <param name="PathOf">Index of each row's combination; empty without effects.</param>
/// <param name="Dropped">Rows that cannot be predicted.</param>
internal sealed record PredictedRows(int[] Rows, double[][] Regressors, double[] Predictor, IReadOnlyList<IReadOnlyList<(int Row, int Sign)>> Paths, int[] PathOf, IReadOnlyList<DroppedRows> Dropped)
{
    private const double SameValue = 1e-7; // of a regressor that others explain, relative to its size

    public static PredictedRows Of(Estimate estimate, ModelData data, ModelData target)
    {
        var ledger = new Sample.Ledger(target.RowCount);
        var design = new FittedDesign(estimate, data);
        foreach (var (column, _) in design.KnownGroups()) DropUnknownGroups(column, estimate, data, target, ledger);
        int[] all = [.. Enumerable.Range(0, target.RowCount)];
        double[][] x = [.. estimate.Names.Select(name => design.Column(name, target, all))];
        foreach (var (name, column) in estimate.Names.Zip(x)) DropMissing(name, column, ledger);
        var offset = design.Offset(target, all);
        if (offset is not null) DropMissing(estimate.Model.Offset!, offset, ledger);
        var effects = estimate.Absorbed.Design.Effects;
        List<IReadOnlyList<(int, int)>> paths = [];
        int[] pathOf = effects.Count == 0 ? [] : FindPaths(estimate, target, ledger, paths);
        foreach (var name in estimate.Collinear) DropUnexplained(name, estimate, design, target, x, paths, pathOf, ledger);
        var explained = effects.Count == 0 ? null : estimate.ExplainedByEffects();
        int[] rows = ledger.Left() ?? all;
        var predictor = new double[rows.Length];
        for (var p = 0; p < rows.Length; p++)
        {
            var i = rows[p];
            predictor[p] = (offset?[i] ?? 0) + (explained is null ? 0 : Along(explained, paths[pathOf[i]]));
            for (var j = 0; j < x.Length; j++) predictor[p] += estimate.Coefficients[j].Value * x[j][i];
        }
        double[][] kept = [.. x.Select(c => (double[])[.. rows.Select(i => c[i])])];
        int[] places = effects.Count == 0 ? [] : [.. rows.Select(i => pathOf[i])];
        // Only combinations that some row still needs.
        int[] needed = [.. places.Distinct()];
        var number = needed.Index().ToDictionary(n => n.Item, n => n.Index);
        return new PredictedRows(rows, kept, predictor, [.. needed.Select(n => paths[n])], [.. places.Select(n => number[n])], ledger.Reasons());
    }

    private static double Along(double[] values, IReadOnlyList<(int Row, int Sign)> path)
    {
        double sum = 0;
        foreach (var (row, sign) in path) sum += sign * values[row];
        return sum;
    }

    private static void DropUnknownGroups(string column, Estimate estimate, ModelData data, ModelData target, Sample.Ledger ledger)
    {
        if (!target.HasFactor(column) && !target.HasColumn(column)) throw new FormulaException(column, 0, NameExpression.Unknown(column, target));
        var (from, to) = (data.FactorOf(column), target.FactorOf(column));
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var code in estimate.Sample.Rows.Select(r => from.Codes[r]).Distinct()) known.Add(from.Labels[code]);
        for (var i = 0; i < to.Codes.Length; i++)
        {
            if (to.Codes[i] < 0) ledger.Drop(i, $"{column} is missing");
            else if (!known.Contains(to.Labels[to.Codes[i]])) ledger.Drop(i, $"{column} has no group '{to.Labels[to.Codes[i]]}' in the sample");
        }
    }

    private static void DropMissing(string name, double[] column, Sample.Ledger ledger)
    {
        for (var i = 0; i < column.Length; i++)
            if (!double.IsFinite(column[i])) ledger.Drop(i, $"{name} has no finite value");
    }

    private static int[] FindPaths(Estimate estimate, ModelData target, Sample.Ledger ledger, List<IReadOnlyList<(int Row, int Sign)>> paths)
    {
        var effects = estimate.Absorbed.Design.Effects;
        var finder = new EffectPaths(effects, estimate.RowCount);
        var bound = estimate.Model.Formula.EffectTerms.Select(term => BoundEffect.Of(target, estimate.Model.Formula.Text, term)).ToArray();
        int[][] levels = [.. bound.Select((b, e) => (int[])[.. b.Factor.Labels.Select(label => finder.LevelOf(e, label))])];
        var known = new Dictionary<string, (int Path, string Reason)>(StringComparer.Ordinal);
        var pathOf = new int[target.RowCount];
        for (var i = 0; i < pathOf.Length; i++)
        {
            if (!ledger.IsIn(i) || !Codes(bound, levels, i, ledger, out var codes, out var slopes)) continue;
            var key = EffectPaths.Key(codes, slopes);
            if (!known.TryGetValue(key, out var found))
            {
                var path = finder.Find(codes, slopes, out var reason);
                known[key] = found = path is null ? (-1, reason) : (paths.Count, "");
                if (path is not null) paths.Add(path);
            }
            if (found.Path < 0) ledger.Drop(i, found.Reason);
            else pathOf[i] = found.Path;
        }
        return pathOf;
    }

    private static bool Codes(BoundEffect[] bound, int[][] levels, int row, Sample.Ledger ledger, out int[] codes, out double?[] slopes)
    {
        codes = new int[bound.Length];
        slopes = new double?[bound.Length];
        for (var e = 0; e < bound.Length; e++)
        {
            var code = bound[e].Factor.Codes[row];
            slopes[e] = bound[e].Slope?.Values[row];
            codes[e] = code < 0 ? -1 : levels[e][code];
            if (codes[e] >= 0 && slopes[e] is null or { } and not double.NaN) continue;
            ledger.Drop(row, code < 0 ? $"{bound[e].Term.Text} is missing" : codes[e] < 0 ? $"{bound[e].Term.Text} has no group '{bound[e].Factor.Labels[code]}' in the sample" : $"{bound[e].Term.Slope!.Name} is missing");
            return false;
        }
        return true;
    }

    // A regressor without coefficient must be on the row what the others make of it in the sample.
    private static void DropUnexplained(string name, Estimate estimate, FittedDesign design, ModelData target, double[][] x, List<IReadOnlyList<(int, int)>> paths, int[] pathOf, Sample.Ledger ledger)
    {
        if (name == Design.InterceptName) return;
        var absorbed = estimate.Absorbed;
        var raw = estimate.RawColumn(name);
        var left = (double[])raw.Clone();
        absorbed.Absorber.Absorb(left);
        var shares = absorbed.Factor.Solve(absorbed.Scaled(left), new double[left.Length]);
        double[][] own = [.. estimate.Names.Select(estimate.RawColumn)];
        var rest = (double[])raw.Clone();
        double size = 0;
        for (var i = 0; i < rest.Length; i++)
        {
            size = Math.Max(size, Math.Abs(raw[i]));
            for (var j = 0; j < own.Length; j++) rest[i] -= shares[j] * own[j][i];
        }
        var column = design.Column(name, target, [.. Enumerable.Range(0, target.RowCount)]);
        for (var i = 0; i < column.Length; i++)
        {
            if (!ledger.IsIn(i)) continue;
            var expected = pathOf.Length == 0 ? 0 : Along(rest, paths[pathOf[i]]);
            for (var j = 0; j < x.Length; j++) expected += shares[j] * x[j][i];
            if (!(Math.Abs(column[i] - expected) <= SameValue * Math.Max(size, Math.Abs(column[i]))))
                ledger.Drop(i, $"{name} has no coefficient, and is not what others make of it in the sample");
        }
    }
}
