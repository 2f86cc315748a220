using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Outcome, regressors and instruments after absorption, and what exogenous regressors leave of them.</summary>
internal sealed class InstrumentSystem
{
    private readonly Design design;
    private readonly Absorber absorber;
    private readonly double[] outcome;
    private readonly int iterations;
    private readonly double bound;

    private InstrumentSystem(Design design, LinearModel model, AbsorptionLimits limits)
    {
        (this.design, Model) = (design, model);
        absorber = new Absorber(design.Effects, design.Weights, design.RowCount, limits);
        double[][] inputs = [design.Outcome, .. design.Columns], left = inputs;
        if (design.Effects.Count > 0)
        {
            left = [.. inputs.Select(c => new double[c.Length])];
            var result = absorber.Absorb(inputs, left);
            (iterations, bound) = (result.Iterations, result.Bound);
        }
        outcome = left[0];
        RootWeights = design.Weights?.Select(Math.Sqrt).ToArray();
        Column[] all = [.. design.Names.Select((name, j) => new Column(name, design.Columns[j], left[j + 1]))];
        var formula = model.Formula;
        var exogenous = (formula.HasIntercept ? 1 : 0) + design.TermWidths.Take(formula.Terms.Count).Sum();
        var endogenous = design.TermWidths.Skip(formula.Terms.Count).Take(formula.EndogenousTerms.Count).Sum();
        Separate(all[..exogenous], all[exogenous..(exogenous + endogenous)], all[(exogenous + endogenous)..]);
    }

    public LinearModel Model { get; }

    public int RowCount => design.RowCount;

    public double[]? RootWeights { get; }

    /// <summary>Regressors taken as given that are not explained by the effects or by earlier ones.</summary>
    public Column[] Exogenous { get; private set; } = [];

    public Column[] Endogenous { get; private set; } = [];

    /// <summary>Excluded instruments that exogenous regressors and earlier instruments leave something of; L of them.</summary>
    public Column[] Instruments { get; private set; } = [];

    public IReadOnlyList<string> Dropped { get; private set; } = [];

    /// <summary>Exogenous regressors and instruments.</summary>
    public AbsorbedDesign FirstStage { get; private set; } = null!;

    public CovarianceFacts FirstFacts { get; private set; } = null!;

    /// <summary>ζ: an orthonormal basis of what exogenous regressors leave of the instruments, weighted by √w.</summary>
    public double[][] Basis { get; private set; } = [];

    /// <summary>What exogenous regressors leave of y, weighted.</summary>
    public double[] PartialOutcome { get; private set; } = [];

    /// <summary>What they leave of the endogenous regressors, weighted; p arrays.</summary>
    public double[][] PartialEndogenous { get; private set; } = [];

    /// <summary>What exogenous regressors and instruments leave of the endogenous ones, weighted; p arrays.</summary>
    public double[][] FirstResiduals { get; private set; } = [];

    /// <summary>The small-sample factor on a variance that is an average over n rows.</summary>
    public double Factor => Model.Covariance.Kind == CovarianceKind.Iid ? RowCount * FirstFacts.Factor : FirstFacts.Factor;

    /// <summary>K of independent errors: exogenous regressors, instruments and all absorbed groups.</summary>
    public int Parameters => CovarianceEstimator.Parameters(FirstStage, Model, EffectCount.All);

    /// <summary>Intercept, endogenous, other exogenous regressors.</summary>
    public Column[] Regressors => Exogenous is [{ Name: Design.InterceptName } one, .. var others] ? [one, .. Endogenous, .. others] : [.. Endogenous, .. Exogenous];

    public static InstrumentSystem Of(ModelData data, LinearModel model, AbsorptionLimits limits)
    {
        var f = model.Formula;
        if (!f.HasInstruments) throw new ArgumentException($"'{f.Text}' names no instruments: write '| endogenous ~ instruments' after the regressors or the effects.", nameof(model));
        var all = new Formula(f.Text, f.Outcome, f.OutcomeText, [.. f.Terms, .. f.EndogenousTerms, .. f.InstrumentTerms], f.EffectTerms, f.HasIntercept);
        var design = Design.Of(data, model with { Formula = all });
        if (design.Offset is { } offset) design = design with { Outcome = [.. design.Outcome.Zip(offset, (y, o) => y - o)] };
        return new InstrumentSystem(design, model, limits);
    }

    /// <summary>A design of some columns with y, or with another outcome.</summary>
    public AbsorbedDesign With(IReadOnlyList<Column> columns, Column? left = null, bool clustered = true)
    {
        var part = design with { Outcome = left?.Raw ?? design.Outcome, Names = [.. columns.Select(c => c.Name)], Columns = [.. columns.Select(c => c.Raw)] };
        if (!clustered) part = part with { Clusters = [] };
        return AbsorbedDesign.Of(part, absorber, left?.Left ?? outcome, [.. columns.Select(c => c.Left)], iterations, bound);
    }

    /// <summary>Takes the effects out of columns, in place.</summary>
    public void Absorb(double[][] columns)
    {
        if (design.Effects.Count > 0) absorber.Absorb(columns, columns);
    }

    public double[] Scaled(double[] column) => AbsorbedDesign.Scale(column, RootWeights);

    public double[] Unscaled(double[] column)
    {
        if (RootWeights is null) return column;
        var plain = new double[column.Length];
        for (var i = 0; i < plain.Length; i++) plain[i] = column[i] / RootWeights[i];
        return plain;
    }

    /// <summary>Σ over rows that may hang together of ζᵢeᵢ · ζⱼeⱼ for several residuals e, blocks by residual; no factor for small samples.</summary>
    public double[,] MomentCovariance(double[][] basis, params double[][] residuals)
    {
        int l = basis.Length, size = l * residuals.Length;
        if (Model.Covariance.Kind == CovarianceKind.Iid)
        {
            var products = InnerProduct.CrossProducts(residuals, []);
            var kronecker = new double[size, size];
            for (var a = 0; a < residuals.Length; a++)
                for (var b = 0; b < residuals.Length; b++)
                    for (var j = 0; j < l; j++) kronecker[a * l + j, b * l + j] = products[a, b] / RowCount;
            return kronecker;
        }
        var scores = new double[size][];
        for (var s = 0; s < size; s++)
        {
            var (e, z) = (residuals[s / l], basis[s % l]);
            scores[s] = new double[e.Length];
            for (var i = 0; i < e.Length; i++) scores[s][i] = e[i] * z[i];
        }
        return CovarianceEstimator.ScoreMeat(design, Model with { SmallSample = SmallSample.None }, scores, FirstFacts with { Factor = 1 });
    }

    private void Separate(Column[] exogenous, Column[] endogenous, Column[] instruments)
    {
        var given = With(exogenous);
        Exogenous = [.. given.Factor.Kept.Select(j => exogenous[j])];
        var explained = With([.. Exogenous, .. endogenous]).DroppedNames;
        if (explained.Count > 0) throw new SingularDesignException(explained);
        Endogenous = endogenous;
        Column[] first = [.. Exogenous, .. instruments];
        FirstStage = With(first);
        Instruments = [.. FirstStage.Factor.Kept.Where(j => j >= Exogenous.Length).Select(j => first[j])];
        Dropped = [.. given.DroppedNames, .. FirstStage.DroppedNames];
        var free = With(Exogenous).Factor;
        double[] Cleared(double[] column)
        {
            var scaled = Scaled(column);
            if (Exogenous.Length == 0) return scaled;
            var left = new double[scaled.Length];
            free.Solve(scaled, left);
            return left;
        }
        Basis = OrthonormalBasis.Of(Instruments.Select(z => Cleared(z.Left)));
        if (Basis.Length < endogenous.Length)
            throw new NotIdentifiedException($"{endogenous.Length} endogenous regressors need as many instruments; exogenous regressors and effects leave {Basis.Length}. Add instruments, or absorb fewer effects.");
        PartialOutcome = Cleared(outcome);
        PartialEndogenous = [.. endogenous.Select(x => Cleared(x.Left))];
        FirstResiduals = [.. endogenous.Select(x => Left(x.Left))];
        FirstFacts = CovarianceEstimator.Facts(FirstStage, Model);
        if (RowCount <= Parameters) throw new NotIdentifiedException($"{RowCount} rows cannot determine a first stage of {Parameters} parameters; use fewer instruments.");
    }

    private double[] Left(double[] column)
    {
        var (scaled, left) = (Scaled(column), new double[column.Length]);
        FirstStage.Factor.Solve(scaled, left);
        return left;
    }

    /// <summary>A column before and after absorption, not weighted.</summary>
    internal readonly record struct Column(string Name, double[] Raw, double[] Left);
}
