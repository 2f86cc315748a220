namespace Rebound.Simulation;

/// <summary>Rounding to significant digits: what is written does not feel the last bits in which platforms differ.</summary>
internal static class Digits
{
    /// <summary>The value with <paramref name="digits"/> significant digits; zero stays zero.</summary>
    internal static double Significant(double value, int digits)
    {
        if (value == 0) return 0;
        var power = 1.0;
        var size = Math.Abs(value);
        var exponent = digits;
        while (size >= 1) (size, exponent) = (size / 10, exponent - 1);
        while (size < 0.1) (size, exponent) = (size * 10, exponent + 1);
        for (var i = 0; i < Math.Abs(exponent); i++) power *= 10;
        return exponent >= 0 ? Math.Round(value * power) / power : Math.Round(value / power) * power;
    }
}
