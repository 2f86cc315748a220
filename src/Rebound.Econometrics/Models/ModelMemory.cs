namespace Rebound.Econometrics;

/// <summary>How much memory an estimate takes, said beforehand.</summary>
/// <remarks>An upper bound found by measurement: what absorption, factorisation and covariance hold at their fullest, with all rows used. Groups are taken for half the rows where their number is not known.</remarks>
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
            var terms = 1L + model.Formula.Terms.Count + model.Formula.EndogenousTerms.Count + model.Formula.InstrumentTerms.Count;
            var effects = model.Formula.EffectTerms.Count;
            var work = rows * Small * (3 * terms + (effects > 0 ? 2 + 2 * effects : 2) + (isLikelihood ? 10 + terms : 0) + (model.Covariance.Kind == CovarianceKind.Iid ? 0 : 2 * terms));
            var result = rows * Small * (2 * terms + 1 + effects); // what an estimate keeps for whoever asks it more
            (largest, kept) = (Math.Max(largest, work), kept + result);
        }
        return Program + columnBytes + largest + (models.Count > 1 ? kept : 0);
    }
}
