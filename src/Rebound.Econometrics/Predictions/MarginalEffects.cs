using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>Average and conditional marginal effects with errors by the delta method.</summary>
/// <remarks>Of a number x: Σ ωᵢ μ′(ηᵢ)·∂ηᵢ/∂x, the derivative taken of the formula's text (logs, powers, products, polynomials, offset), ω the model's weights or equal. Of a grouping g:
/// Σ ωᵢ [μ(ηᵢ | g = b) − μ(ηᵢ | g = a)], a being the group the formula leaves out. Values of other variables are the rows' own unless held. Absorbed effects stay as they are estimated, and the
/// error counts their uncertainty. Lags and leads are other variables. Units: of the outcome as written (of log y where that is the outcome) per unit of x. Errors are given the rows: they hold for averages over these.
/// Source: Bartus (2005); Greene, Econometric Analysis, section 17.3. Checked against R's glm with dummies and numDeriv, and against differences.</remarks>
/// <param name="options">Variables and held values.</param>
public sealed class MarginalEffects(MarginalOptions? options = null)
{
    private readonly MarginalOptions options = options ?? new MarginalOptions();

    /// <summary>The effects of an estimate.</summary>
    /// <param name="estimate">Least squares, a likelihood, or instruments.</param>
    /// <param name="data">The table it was estimated on.</param>
    /// <exception cref="ArgumentException">The table is another one.</exception>
    /// <exception cref="KeyNotFoundException">A variable or a group is not in the model.</exception>
    /// <exception cref="NotIdentifiedException">A wanted effect hangs on what the data do not determine, or no variable has an effect.</exception>
    public MarginalEffectTable Of(Estimate estimate, ModelData data)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        ArgumentNullException.ThrowIfNull(data);
        var frame = new MarginalFrame(estimate, data);
        List<RefusedEffect> refused = [];
        List<(string Variable, string Contrast, string At, double Value, Functional Gradient)> found = [];
        var scenarios = Scenarios(frame);
        foreach (var variable in options.Variables ?? [.. frame.Design.Variables])
        {
            if (frame.ReasonAgainst(variable) is { } reason)
            {
                if (options.Variables is not null) throw new NotIdentifiedException($"The marginal effect of '{variable}' is not determined: {reason}.");
                refused.Add(new RefusedEffect(variable, reason));
                continue;
            }
            foreach (var (at, held) in scenarios)
                found.AddRange(frame.Effects(variable, held).Select(e => (variable, e.Contrast, at, e.Value, e.Gradient)));
        }
        if (found.Count == 0) throw new NotIdentifiedException($"No variable of '{estimate.Model.Formula.Text}' has a marginal effect that the data determine: {string.Join("; ", refused.Select(r => $"{r.Variable}: {r.Reason}"))}.");
        var covariance = DeltaCovariance.Of(estimate, [.. found.Select(f => f.Gradient)]);
        MarginalEffect[] effects = [.. found.Select((f, a) => new MarginalEffect(f.Variable, f.Contrast, f.At,
            Estimate.Describe($"{f.Variable} ({f.Contrast})", f.Value, Math.Sqrt(Math.Max(0, covariance[a, a])), estimate.TestDegrees, estimate.Model.Confidence)))];
        return new MarginalEffectTable(effects, covariance, refused, estimate.RowCount);
    }

    // All combinations of the held values, the last variable fastest.
    private List<(string At, ModelData Data)> Scenarios(MarginalFrame frame)
    {
        List<(string, ModelData)> scenarios = [("", frame.Data)];
        foreach (var held in options.At)
        {
            frame.CheckHeld(held.Variable);
            scenarios = [.. scenarios.SelectMany(s => held.Values.Select(value =>
            {
                var (shown, data) = frame.Hold(s.Item2, held.Variable, value);
                return (string.Create(CultureInfo.InvariantCulture, $"{s.Item1}{(s.Item1.Length > 0 ? ", " : "")}{held.Variable} = {shown}"), data);
            }))];
        }
        return scenarios;
    }
}
