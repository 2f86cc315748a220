using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>The monthly level of one unit.</summary>
/// <param name="Unit">Its code.</param>
/// <param name="First">Month of the first value.</param>
/// <param name="Levels">Levels of one unit of measure, months in a row; NaN means missing.</param>
public sealed record MonthlySeries(string Unit, Period First, double[] Levels)
{
    /// <summary>Ordinals of the Januaries that were reported together with their February; half of the pair's value stands in each month.</summary>
    public IReadOnlySet<int> Pairs { get; init; } = new HashSet<int>();

    /// <summary>A month as the data know it: 2020-01/02 where January and February were reported together.</summary>
    /// <param name="month">A month.</param>
    public string NameOf(Period month)
    {
        var january = month.Month == 2 ? month.Plus(-1) : month;
        return Pairs.Contains(january.Ordinal) ? $"{january}/02" : month.ToString();
    }

    /// <summary>The level in a month; NaN when it is missing or outside the series.</summary>
    /// <param name="month">A month.</param>
    public double At(Period month)
    {
        var index = month.Ordinal - First.Ordinal;
        return index >= 0 && index < Levels.Length ? Levels[index] : double.NaN;
    }
}
