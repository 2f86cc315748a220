namespace Rebound.Measures;

/// <summary>One indicator of an index.</summary>
/// <param name="Code">Its code; distinct within a table.</param>
/// <param name="Dimension">Path in the tree of dimensions, for instance "society" or "society/health".</param>
/// <param name="Direction">Whether higher is more resilient.</param>
/// <param name="Disputed">Whether the literature disagrees on the direction: the variants of the index then flip it.</param>
/// <param name="Weight">Given weight, used with <see cref="WeightMethod.Given"/> only; null when none is given.</param>
/// <param name="Label">The name printed; the code when empty.</param>
public sealed record Indicator(string Code, string Dimension, Direction Direction, bool Disputed = false, double? Weight = null, string Label = "")
{
    /// <summary>Code of what its values are divided by (<see cref="IndicatorTable.Denominators"/>); null for none.</summary>
    public string? Denominator { get; init; }

    /// <summary>Target, in the unit of its values, for <see cref="NormaliseMethod.DistanceToTarget"/>.</summary>
    public double? Target { get; init; }

    /// <summary>Lower goalpost, in the unit of its values, for <see cref="NormaliseMethod.Goalposts"/>.</summary>
    public double? GoalpostLow { get; init; }

    /// <summary>Upper goalpost.</summary>
    public double? GoalpostHigh { get; init; }

    /// <summary>Reads "+" or "-" (also the minus sign U+2212).</summary>
    /// <param name="text">The text; surrounding blanks are ignored.</param>
    /// <param name="direction">The direction, or <see cref="Direction.Unknown"/>.</param>
    /// <returns>False when the text is neither.</returns>
    public static bool TryDirection(string text, out Direction direction)
    {
        direction = text.Trim() switch { "+" => Direction.Positive, "-" or "−" => Direction.Negative, _ => Direction.Unknown };
        return direction != Direction.Unknown;
    }
}
