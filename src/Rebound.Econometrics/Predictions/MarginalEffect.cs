namespace Rebound.Econometrics;

/// <summary>By how much the mean of the outcome moves with a variable, averaged over rows.</summary>
/// <param name="Variable">The column of the table.</param>
/// <param name="Contrast"><c>dy/dx</c> for numbers; for groups the two that are compared, such as <c>west − east</c>.</param>
/// <param name="At">The values at which other variables were held, such as <c>z = 1</c>; empty where every row keeps its own.</param>
/// <param name="Effect">Value, error and interval; in units of the outcome per unit of the variable.</param>
public sealed record MarginalEffect(string Variable, string Contrast, string At, Coefficient Effect);

/// <summary>Marginal effects of an estimate, and what could not be given.</summary>
/// <param name="Effects">In the order of the variables, then of the values held, then of the groups.</param>
/// <param name="Covariance">Of the effects. Not to be changed.</param>
/// <param name="Refused">Variables without an effect that the data determine, with the reason.</param>
/// <param name="RowCount">Rows averaged over.</param>
public sealed record MarginalEffectTable(IReadOnlyList<MarginalEffect> Effects, double[,] Covariance, IReadOnlyList<RefusedEffect> Refused, int RowCount);

/// <summary>A variable whose marginal effect the data do not determine.</summary>
/// <param name="Variable">The column.</param>
/// <param name="Reason">Why.</param>
public sealed record RefusedEffect(string Variable, string Reason);
