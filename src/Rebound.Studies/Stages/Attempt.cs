using Rebound.Numerics;

namespace Rebound.Studies;

/// <summary>Takes measures for one row of a table, or the reasons why there are none: no cell is empty without a word.</summary>
internal sealed class Attempt
{
    private readonly List<string> reasons = [];

    /// <summary>Why some were refused, each reason once; empty where all were given.</summary>
    public string Reason => string.Join(" ", reasons.Distinct(StringComparer.Ordinal));

    public T? Take<T>(Func<T> measure)
        where T : class
    {
        try
        {
            return measure();
        }
        catch (NumericalException refused)
        {
            reasons.Add(refused.Message);
            return null;
        }
    }

    public double? Number(Func<double> measure) => Take(() => (object)measure()) as double?;
}
