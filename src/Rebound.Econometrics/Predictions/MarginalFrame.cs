using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>What marginal effects of one estimate have in common: rows, weights, what absorbed effects add.</summary>
internal sealed class MarginalFrame
{
    private readonly Estimate estimate;
    private readonly ResponseFunction response;
    private readonly int[] rows;
    private readonly double[] shares; // ω, summing to one
    private readonly double[]? absorbed;
    private readonly double[][] own; // columns of the rows as they are

    public MarginalFrame(Estimate estimate, ModelData data)
    {
        if (data.RowCount != estimate.Sample.RowsIn) throw new ArgumentException($"The table has {data.RowCount} rows where the estimate was made on one of {estimate.Sample.RowsIn}.", nameof(data));
        (this.estimate, Design) = (estimate, new FittedDesign(estimate, data));
        Data = Design.KnownGroups().Select(g => g.Column).Aggregate(data, (table, group) => table.WithFactor(group, table.FactorOf(group))); // numbers that group are coded once
        response = new ResponseFunction(estimate.Likelihood?.Family);
        rows = estimate.Sample.Rows;
        absorbed = estimate.Absorbed.Design.Effects.Count == 0 ? null : estimate.ExplainedByEffects();
        shares = SharesOf(data);
        own = [.. estimate.Names.Select(name => Design.Column(name, Data, rows))];
    }

    public ModelData Data { get; }

    public FittedDesign Design { get; }

    private IReadOnlyList<EffectTerm> AbsorbedTerms => estimate.Model.Formula.EffectTerms;

    /// <summary>Why the data do not determine the effect of a variable; null where they do.</summary>
    public string? ReasonAgainst(string variable)
    {
        if (!Design.Variables.Contains(variable, StringComparer.Ordinal)) throw new KeyNotFoundException($"The model has no variable '{variable}'; it has {string.Join(", ", Design.Variables)}.");
        foreach (var effect in AbsorbedTerms)
        {
            if (effect.Groups.Any(g => g.Name == variable)) return $"it groups the absorbed effect {effect.Text}, which would move with it";
            if (effect.Slope?.Name == variable) return $"it has a slope of its own in each group of {effect.Text}, and these are absorbed";
        }
        var moved = estimate.Collinear.FirstOrDefault(name => Moves(name, variable));
        if (moved is not null) return $"it moves '{moved}', which has no coefficient because effects or other regressors explain it";
        return estimate.Names.Any(name => Moves(name, variable)) || Design.OffsetSlope(variable, Data, rows) is not null ? null : "it enters through lags or leads alone";
    }

    public void CheckHeld(string variable)
    {
        if (!Data.HasColumn(variable) && !Data.HasFactor(variable)) throw new KeyNotFoundException($"There is no column '{variable}' to hold; there are {string.Join(", ", Data.Names)}.");
        var effect = AbsorbedTerms.FirstOrDefault(e => e.Groups.Any(g => g.Name == variable) || e.Slope?.Name == variable);
        if (effect is not null) throw new NotIdentifiedException($"'{variable}' cannot be held: the absorbed effect {effect.Text} would move with it.");
    }

    /// <summary>The table with a variable at one value on every row.</summary>
    public (string Shown, ModelData Data) Hold(ModelData data, string variable, string value)
    {
        if (Data.HasColumn(variable) && !(Data.HasFactor(variable) && !HeldValues.IsNumber(value, out _)))
        {
            if (value == "mean") return Shown(Mean(variable));
            if (!HeldValues.IsNumber(value, out var number)) throw new KeyNotFoundException($"'{variable}' is held at '{value}', which is neither a number nor 'mean'.");
            return Shown(number);
        }
        return (value, AtGroup(data, variable, value));

        (string, ModelData) Shown(double number)
        {
            var held = data.With(variable, FittedDesign.Filled(data.RowCount, number));
            return (number.ToString("G6", CultureInfo.InvariantCulture), Data.HasFactor(variable) ? AtGroup(held, variable, number.ToString("R", CultureInfo.InvariantCulture)) : held);
        }
    }

    /// <summary>The derivative, or the differences between groups, averaged.</summary>
    public IEnumerable<(string Contrast, double Value, Functional Gradient)> Effects(string variable, ModelData held) => Design.Groups(variable) ? Contrasts(variable, held) : [Derivative(variable, held)];

    private (string Contrast, double Value, Functional Gradient) Derivative(string variable, ModelData held)
    {
        var k = estimate.Names.Count;
        var columns = ReferenceEquals(held, Data) ? own : Columns(held);
        double[]?[] moved = [.. estimate.Names.Select(name => Design.Slope(name, variable, held, rows))];
        var offset = Design.OffsetSlope(variable, held, rows);
        var eta = Predictor(columns, held);
        double value = 0;
        var direct = new double[k];
        var q = response.IsLinear ? null : new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var (_, slope, bend) = response.At(eta[i]);
            var step = offset?[i] ?? 0;
            for (var j = 0; j < k; j++)
                if (moved[j] is { } d) step += estimate.Coefficients[j].Value * d[i];
            if (!double.IsFinite(step)) throw new NotIdentifiedException($"The slope in '{variable}' has no finite value in row {rows[i] + 1}.");
            value += shares[i] * slope * step;
            for (var j = 0; j < k; j++)
                if (moved[j] is { } d) direct[j] += shares[i] * slope * d[i];
            if (q is null) continue;
            q[i] = shares[i] * bend * step;
            if (!ReferenceEquals(columns, own)) AddDifference(direct, q[i], columns, i);
        }
        return ("dy/dx", value, new Functional(direct, q));
    }

    private IEnumerable<(string Contrast, double Value, Functional Gradient)> Contrasts(string variable, ModelData held)
    {
        var factor = Data.FactorOf(variable);
        var occurs = new bool[factor.Labels.Count];
        foreach (var row in rows) occurs[factor.Codes[row]] = true;
        string[] groups = [.. factor.Labels.Where((_, l) => occurs[l])];
        if (groups.Length < 2) throw new NotIdentifiedException($"'{variable}' has one group in the rows used, so there is nothing to compare.");
        var stated = Design.ReferenceOf(variable);
        var reference = Array.Find(groups, g => g == stated) ?? Array.Find(groups, g => HeldValues.IsNumber(g, out var a) && HeldValues.IsNumber(stated ?? "", out var b) && a == b) ?? groups[0];
        var from = AtGroup(held, variable, reference);
        var fromColumns = Columns(from);
        var fromEta = Predictor(fromColumns, from);
        foreach (var group in groups.Where(g => g != reference)) yield return Contrast(variable, group, reference, held, fromColumns, fromEta);
    }

    private (string Contrast, double Value, Functional Gradient) Contrast(string variable, string group, string reference, ModelData held, double[][] fromColumns, double[] fromEta)
    {
        var to = AtGroup(held, variable, group);
        var toColumns = Columns(to);
        var toEta = Predictor(toColumns, to);
        double value = 0;
        var direct = new double[estimate.Names.Count];
        var q = response.IsLinear ? null : new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var (meanTo, slopeTo, _) = response.At(toEta[i]);
            var (meanFrom, slopeFrom, _) = response.At(fromEta[i]);
            value += shares[i] * (meanTo - meanFrom);
            if (q is null)
            {
                for (var j = 0; j < direct.Length; j++) direct[j] += shares[i] * (toColumns[j][i] - fromColumns[j][i]);
                continue;
            }
            q[i] = shares[i] * (slopeTo - slopeFrom);
            AddDifference(direct, shares[i] * slopeTo, toColumns, i);
            AddDifference(direct, -shares[i] * slopeFrom, fromColumns, i);
        }
        return ($"{group} − {reference}", value, new Functional(direct, q));
    }

    // What a weight on a row that differs from the row of the sample adds besides the sample's own regressors.
    private void AddDifference(double[] direct, double weight, double[][] columns, int i)
    {
        for (var j = 0; j < direct.Length; j++) direct[j] += weight * (columns[j][i] - own[j][i]);
    }

    private bool Moves(string name, string variable) => Design.Groups(variable) ? Design.Reads(name, variable) : Design.Slope(name, variable, Data, rows) is not null;

    private double[][] Columns(ModelData data) => [.. estimate.Names.Select(name => Design.Column(name, data, rows))];

    private double[] Predictor(double[][] columns, ModelData data)
    {
        var eta = Design.Offset(data, rows) ?? new double[rows.Length];
        for (var i = 0; i < eta.Length; i++)
        {
            eta[i] += absorbed?[i] ?? 0;
            for (var j = 0; j < columns.Length; j++) eta[i] += estimate.Coefficients[j].Value * columns[j][i];
        }
        return eta;
    }

    // Groups are held by their label, and as a number too where they are numbers.
    private ModelData AtGroup(ModelData data, string variable, string group)
    {
        var factor = Data.FactorOf(variable);
        var code = factor.Labels.Index().Where(l => l.Item == group).Select(l => l.Index).DefaultIfEmpty(-1).First();
        if (code < 0) throw new KeyNotFoundException($"'{variable}' has no group '{group}'.");
        var codes = new int[data.RowCount];
        Array.Fill(codes, code);
        if (Data.HasColumn(variable) && HeldValues.IsNumber(group, out var number)) data = data.With(variable, FittedDesign.Filled(data.RowCount, number));
        return data.WithFactor(variable, factor with { Codes = codes });
    }

    private double Mean(string variable)
    {
        var values = Data.Column(variable);
        double mean = 0;
        for (var i = 0; i < rows.Length; i++) mean += shares[i] * values[rows[i]];
        return mean;
    }

    private double[] SharesOf(ModelData data)
    {
        if (estimate.Model.Weights is not { } text) return FittedDesign.Filled(rows.Length, 1.0 / rows.Length);
        var all = new FormulaParser(text).ParseExpression().Evaluate(data, text, static (_, _) => { });
        double[] taken = [.. rows.Select(r => all[r])];
        double total = 0;
        foreach (var w in taken) total += w;
        for (var i = 0; i < taken.Length; i++) taken[i] /= total;
        return taken;
    }
}
