namespace Rebound.Panels;

/// <summary>A sum that does not depend on the order of its terms: fixed point with 60 binary places in 128 bits.</summary>
/// <remarks>A term of at least 2⁻⁸ is added without any rounding; a smaller one is rounded to a multiple of 2⁻⁶⁰ first. Terms beyond
/// <see cref="Limit"/> would overflow and are to be refused by the caller.</remarks>
public static class ExactSum
{
    /// <summary>The largest magnitude of a term: 1e15 plain units, a hundred times world trade in any currency's cents.</summary>
    public const double Limit = 1e15;

    private const double One = 1L << 60;

    /// <summary>Adds a term.</summary>
    /// <param name="sum">The running sum.</param>
    /// <param name="term">A finite number, at most <see cref="Limit"/> in magnitude.</param>
    public static void Add(ref Int128 sum, double term) => sum += (Int128)Math.Round(term * One);

    /// <summary>The sum as the nearest double.</summary>
    /// <param name="sum">The running sum.</param>
    public static double Value(Int128 sum) => (double)sum / One;
}
