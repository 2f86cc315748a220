namespace Rebound.Reporting;

/// <summary>A straight map from values to coordinates.</summary>
internal readonly record struct Scale(double Low, double High, double From, double To)
{
    public double At(double value) => High == Low ? (From + To) / 2 : From + (value - Low) / (High - Low) * (To - From);

    /// <summary>A scale whose ends are round and hold all finite values.</summary>
    public static Scale Nice(IEnumerable<double> values, double from, double to, int ticks = 5, bool zero = false)
    {
        double low = zero ? 0 : double.PositiveInfinity, high = zero ? 0 : double.NegativeInfinity;
        foreach (var value in values)
        {
            if (!double.IsFinite(value)) continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }
        if (!double.IsFinite(low)) (low, high) = (0, 1);
        if (low == high) (low, high) = (low - 1, high + 1);
        var step = Step(high - low, ticks);
        return new Scale(Math.Floor(low / step) * step, Math.Ceiling(high / step) * step, from, to);
    }

    /// <summary>Round values inside the scale, steps of 1, 2 or 5 times a power of ten.</summary>
    public IReadOnlyList<double> Ticks(int count = 5)
    {
        var step = Step(High - Low, count);
        var ticks = new List<double>();
        for (var k = (long)Math.Ceiling(Low / step - 1e-9); k * step <= High + 1e-9 * step; k++) ticks.Add(k * step);
        return ticks;
    }

    /// <summary>Decimals that tell the ticks apart.</summary>
    public int TickDecimals(int count = 5) => Math.Clamp(-(int)Math.Floor(Math.Log10(Step(High - Low, count)) + 1e-9), 0, 6);

    private static double Step(double range, int count)
    {
        if (!(range > 0)) return 1;
        var raw = range / Math.Max(1, count);
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return power * ((raw / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
    }
}
