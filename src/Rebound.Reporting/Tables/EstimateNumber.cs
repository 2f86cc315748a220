using System.Globalization;

namespace Rebound.Reporting;

/// <summary>Numbers of a table of models, in plain characters that every writer turns into its own.</summary>
internal static class EstimateNumber
{
    private const int MostDecimals = 7;

    /// <summary>Decimals that show two digits of the smallest error; null where powers of ten are needed.</summary>
    public static int? Decimals(IEnumerable<double> errors)
    {
        double[] sizes = [.. errors.Where(e => e > 0 && double.IsFinite(e))];
        if (sizes.Length == 0) return 3;
        var decimals = 1 - (int)Math.Floor(Math.Log10(sizes.Min()));
        return decimals > MostDecimals || sizes.Max() >= 1e7 ? null : Math.Max(0, decimals);
    }

    public static string Fixed(double value, int? decimals)
    {
        if (!double.IsFinite(value)) return EstimateTable.Dash;
        if (decimals is not { } places) return value.ToString("0.00e+0", CultureInfo.InvariantCulture);
        var rounded = value.ToString("F" + places.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return rounded.AsSpan().TrimStart('-').ContainsAnyExcept("0.") ? rounded : rounded.TrimStart('-');
    }

    public static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
