namespace Rebound.Simulation;

/// <summary>The level of each channel by city and month, 1 on a normal day: what a study's monthly variable of the channel can be held against.</summary>
public static class ChannelLevels
{
    /// <summary>Policy: people whom control does not confine, mean of the days. Production: labour × opened firms × what inputs allow. Logistics: freight × ports. Sales: new orders against normal exports.</summary>
    /// <param name="channel">One of the four; control of the epidemic is no channel of exports.</param>
    /// <param name="path">The epidemic.</param>
    /// <param name="economy">The economy that it met.</param>
    /// <param name="first">The first day of both.</param>
    /// <returns>City × month (index city·months + month), finite.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The channel is none of the four.</exception>
    public static double[] Of(ShockChannel channel, EpidemicPath path, EconomyResult economy, DateOnly first)
    {
        double[] Read(EconomySeries which) => economy.Series(which);
        return channel switch
        {
            ShockChannel.Policy => [.. ByMonth(path.Confined, path.Cities, first).Select(confined => 1 - confined)],
            ShockChannel.Production => Product(Product(Read(EconomySeries.Labour), Read(EconomySeries.Resumption)), Read(EconomySeries.Inputs)),
            ShockChannel.Logistics => Product(Read(EconomySeries.Freight), Read(EconomySeries.Port)),
            ShockChannel.Sales => [.. Read(EconomySeries.Orders).Select((orders, i) => orders / economy.Normal[i])],
            _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "Control of the epidemic has no level of its own."),
        };
    }

    /// <summary>Means over the days of each calendar month.</summary>
    /// <param name="daily">Day × city.</param>
    /// <param name="cities">Number of cities.</param>
    /// <param name="first">The first day.</param>
    /// <returns>City × month.</returns>
    public static double[] ByMonth(ReadOnlySpan<float> daily, int cities, DateOnly first)
    {
        var days = daily.Length / cities;
        int Month(int day)
        {
            var date = first.AddDays(day);
            return 12 * (date.Year - first.Year) + date.Month - first.Month;
        }
        var months = Month(days - 1) + 1;
        var (monthly, counts) = (new double[cities * months], new int[months]);
        for (var day = 0; day < days; day++)
        {
            var month = Month(day);
            counts[month]++;
            for (var c = 0; c < cities; c++) monthly[c * months + month] += daily[day * cities + c];
        }
        for (var i = 0; i < monthly.Length; i++) monthly[i] /= counts[i % months];
        return monthly;
    }

    private static double[] Product(double[] a, double[] b)
    {
        var product = new double[a.Length];
        for (var i = 0; i < product.Length; i++) product[i] = a[i] * b[i];
        return product;
    }
}
