namespace Rebound.Econometrics;

/// <summary>The values of an absorbed effect.</summary>
/// <remarks>A constant can move from one effect to another without a change of fit. It is pinned so: in each set of groups that rows connect, the first group (in the order of the labels, or the
/// group asked for) of every effect after the first is zero, and the first effect has no such group. Values whose group the data do not pin even then (with three and more effects, or slopes) are told.</remarks>
/// <param name="Name">As written in the formula.</param>
/// <param name="Labels">The L groups of the sample.</param>
/// <param name="Values">Intercept of each group, in units of the outcome (of the linear predictor for likelihoods); null for slopes alone.</param>
/// <param name="Slopes">Slope of each group; null where none was absorbed.</param>
/// <param name="IsReference">Which groups are zero by definition.</param>
/// <param name="IsDetermined">Whether the data determine a group's value, given the references; where not, only sums over effects on rows mean something.</param>
/// <param name="Rows">Rows of each group.</param>
public sealed record RecoveredEffect(string Name, IReadOnlyList<string> Labels, double[]? Values, double[]? Slopes, IReadOnlyList<bool> IsReference, IReadOnlyList<bool> IsDetermined, IReadOnlyList<int> Rows)
{
    /// <summary>The intercept of a group.</summary>
    /// <param name="label">Its label.</param>
    /// <exception cref="KeyNotFoundException">The sample has no such group, or the effect no intercepts.</exception>
    public double this[string label]
    {
        get
        {
            for (var g = 0; g < Labels.Count && Values is not null; g++)
                if (Labels[g] == label) return Values[g];
            throw new KeyNotFoundException($"The effect {Name} has no intercept of '{label}' in the sample.");
        }
    }
}
