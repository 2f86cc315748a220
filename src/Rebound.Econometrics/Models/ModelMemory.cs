namespace Rebound.Econometrics;

/// <summary>How much memory an estimate takes, said beforehand.</summary>
/// <remarks>A bound found by measuring: what absorption, factorisation and covariance hold at their fullest, with all rows used. Regressors that are one column a group count once: many groups take more.</remarks>
public static class ModelMemory
{
    private const long Program = 150_000_000; // the running program, with the engine that reads
    private const int Small = 8;

    /// <summary>Bytes at the fullest, columns that were read included.</summary>
    /// <param name="models">What is to be estimated, one after the other.</param>
    /// <param name="rows">Rows of the table.</param>
    /// <param name="columnBytes">Bytes of the columns read.</param>
    /// <param name="isLikelihood">Whether by likelihood.</param>
    public static long Of(IReadOnlyList<LinearModel> models, long rows, long columnBytes, bool isLikelihood)
    {
        ArgumentNullException.ThrowIfNull(models);
        long largest = 0, kept = 0;
        foreach (var model in models)
        {
            var formula = model.Formula;
            var pieces = formula.Terms.Concat(formula.EndogenousTerms).Concat(formula.InstrumentTerms).ToArray();
            var terms = 1L + pieces.Length;
            var computed = pieces.Count(t => t.Pieces.Count > 1 || t.Pieces[0].Value is not NameExpression) + (formula.Outcome is NameExpression ? 0 : 1);
            var work = 2 * terms + 2 + computed + (formula.EffectTerms.Count > 0 ? 4 + terms / 2 : 0) + (isLikelihood ? 24 + 4 * terms : 0);
            (largest, kept) = (Math.Max(largest, rows * Small * work), kept + rows * Small * (terms + 1));
        }
        return Program + columnBytes + largest + (models.Count > 1 ? kept : 0);
    }
}
