namespace Rebound.Simulation;

/// <summary>What is true of the link between dimensions and channels: the planted slopes, and what each dimension adds to a channel's level.</summary>
internal static class LinkTruth
{
    /// <summary>A row for each dimension and channel in which the model knows a link.</summary>
    internal static IEnumerable<TruthParameter> Slopes(WorldOptions options)
    {
        var counting = options.Counting();
        foreach (var channel in Enum.GetValues<ShockChannel>())
        {
            foreach (var dimension in Enum.GetValues<ResilienceDimension>())
            {
                if (!Parameters.All.Any(p => p.Channel == channel && p.Links.Any(l => l.Dimension == dimension))) continue;
                var (where, what) = (channel.ToString().ToLowerInvariant(), dimension.ToString().ToLowerInvariant());
                yield return new TruthParameter($"slope_{where}_{what}", counting[dimension, channel], "", $"planted slope of the link of {what} in {where}, logits per sd: what simulation_slopes should find with slopes = \"estimates\"");
            }
        }
    }

    /// <summary>What each dimension adds to a channel's level in the short run, restrictions held fixed: the regression of the study (level ~ stringency + shock:dimension | city + month) on the levels with resilience, less the same without it.</summary>
    /// <remarks>Both are of the same replicate, so what goes with a dimension by the chance of these cities falls out; exactly 0 where resilience matters nowhere.</remarks>
    internal static IEnumerable<TruthParameter> Levels(WorldOptions options, Resilience resilience, TrueRuns runs)
    {
        for (var k = 0; k < WorldCatalogue.Channels.Length; k++)
        {
            var sums = new double[WorldCatalogue.Dimensions.Length];
            for (var r = 0; r < options.Replicates; r++)
            {
                var (with, without) = (Added(options, resilience, runs.AsIs(r), k), Added(options, resilience, runs.Without(r, null), k));
                for (var d = 0; d < sums.Length; d++) sums[d] += (with[d] - without[d]) / options.Replicates;
            }
            var (channel, variable) = (WorldCatalogue.Channels[k].Channel, WorldCatalogue.Channels[k].Variable);
            for (var d = 0; d < sums.Length; d++)
                yield return new TruthParameter($"link_{channel}_{WorldCatalogue.Dimensions[d]}", Digits.Significant(sums[d], 6), $"link.{channel}.{WorldCatalogue.Dimensions[d]}", $"{variable} of the short run, shares of normal, per sd of {WorldCatalogue.Dimensions[d]} given the restrictions and the other dimensions: with resilience against without, mean over replicates");
        }
    }

    private static double[] Added(WorldOptions options, Resilience resilience, TrueRun run, int channel)
    {
        var months = WorldCalendar.ShortEnd + 1;
        double[] Table(Func<int, int, double> cell) => [.. Enumerable.Range(0, options.Cities * months).Select(i => cell(i / months, i % months))];
        var simulated = options.Months - WorldCalendar.BaseMonths;
        double Simulated(double[] values, int city, int month, double before) => month < WorldCalendar.BaseMonths ? before : values[city * simulated + month - WorldCalendar.BaseMonths];
        double[][] regressors =
        [
            .. resilience.Dimensions.Select(scores => Table((city, month) => month < WorldCalendar.ShockStart ? 0 : scores[city])),
            Table((city, month) => Simulated(run.Stringency, city, month, 0)),
        ];
        return new Projection(options.Cities, months).WithinSlopes(regressors, Table((city, month) => Simulated(run.Levels[channel], city, month, 1)), (0, months - 1));
    }
}
