using Rebound.Numerics;
using Rebound.Simulation;
using Rebound.Studies;
using Rebound.Tests.Studies.Synthesis;
using Xunit;

namespace Rebound.Tests.Studies.Simulation;

public sealed class EstimatedSlopesTests
{
    private static readonly (string, string) Estimates = ("slopes = \"prior\" ", "slopes = \"estimates\"");

    private static readonly Lazy<StudyWorld> Archipelago = new(() =>
    {
        using var drawn = new DrawnStudy(new WorldOptions(1, 40, 48, Partners: 1, Products: 2) { Replicates = 1 }, Estimates);
        return StudyWorld.Of(drawn.Study);
    });

    [Fact]
    public void Planted_slopes_of_the_channels_are_found_within_their_errors()
    {
        double squares = 0;
        var told = 0;
        foreach (var (seed, technology, space) in new[] { (1UL, 1.1, 0.3), (2UL, 0.2, 1.0), (3UL, 0.7, 0.6), (4UL, 0.9, 0.1), (5UL, 0.4, 0.8) })
        {
            var planted = LinkSlopes.Uniform(0.5).With(ResilienceDimension.Technology, ShockChannel.Production, technology).With(ResilienceDimension.Space, ShockChannel.Logistics, space);
            using var drawn = new DrawnStudy(new WorldOptions(seed, 60, 48, Partners: 1, Products: 2) { Slopes = planted, Replicates = 1 }, Estimates);
            var estimated = StudyWorld.Of(drawn.Study).Estimated!;
            foreach (var (dimension, channel) in new[] { (ResilienceDimension.Technology, ShockChannel.Production), (ResilienceDimension.Space, ShockChannel.Logistics) })
            {
                if (estimated.Of(dimension, channel) is not { } found) continue;
                told++;
                var z = (found.Slope - planted[dimension, channel]) / found.Error;
                squares += z * z;
                Assert.True(Math.Abs(z) < 3, $"seed {seed}: {dimension} in {channel} {found.Slope} ± {found.Error}, planted {planted[dimension, channel]}");
                if (channel == ShockChannel.Logistics) Assert.True(found.Error < 0.15, $"{found.Error}");
            }
        }
        Assert.True(told >= 9 && squares < 21, $"{told} slopes told, sum of squared errors in standard errors {squares}"); // χ²(10) is above 21 once in fifty times
    }

    [Fact]
    public void Where_resilience_matters_nowhere_intervals_of_slopes_hold_zero_but_for_one_in_twenty()
    {
        var (told, missed) = (0, 0);
        for (var seed = 1UL; seed <= 10; seed++)
        {
            using var drawn = new DrawnStudy(new WorldOptions(seed, 30, 48, Partners: 1, Products: 2) { Effect = WorldEffect.None, Replicates = 1 }, Estimates);
            var estimated = StudyWorld.Of(drawn.Study).Estimated!;
            foreach (var key in estimated.Reasons.Keys)
            {
                if (estimated.Of(key.Dimension, key.Channel) is not { } found) continue;
                told++;
                missed += Math.Abs(found.Slope) > 1.96 * found.Error ? 1 : 0;
            }
            Assert.True(estimated.Of(ResilienceDimension.Space, ShockChannel.Logistics)!.Value.Slope < 0.15);
        }
        Assert.True(told >= 15 && missed <= 3, $"{missed} of {told} intervals miss zero");
    }

    [Fact]
    public void What_is_not_told_stays_at_its_prior_in_every_draw_and_says_why()
    {
        var (asked, plan) = (Archipelago.Value, Archipelago.Value.Plan(200));
        Assert.Equal(20, asked.Estimated!.Reasons.Count);
        foreach (var ((dimension, channel), reason) in asked.Estimated.Reasons)
        {
            double[] draws = [.. plan.Slopes.Select(s => s[dimension, channel])];
            if (asked.Estimated.Of(dimension, channel) is not { } found)
            {
                Assert.StartsWith("stays at its prior", reason, StringComparison.Ordinal);
                Assert.All(draws, d => Assert.Equal(LinkSlopes.Prior[dimension, channel], d));
                continue;
            }
            Assert.StartsWith("from ", reason, StringComparison.Ordinal);
            if (channel == ShockChannel.Logistics) Assert.InRange(Moments.Of(draws).Deviation, 0.8 * found.Error, 1.2 * found.Error);
            Assert.All(draws, d => Assert.InRange(d, 0, 1.5));
        }
        Assert.NotNull(asked.Estimated.Of(ResilienceDimension.Space, ShockChannel.Logistics));
        Assert.Contains("wider than all", asked.Estimated.Reasons[(ResilienceDimension.Society, ShockChannel.Production)], StringComparison.Ordinal);
        Assert.Contains("no parameter of the model", asked.Estimated.Reasons[(ResilienceDimension.Space, ShockChannel.Policy)], StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_does_not_fit_the_level_gives_no_slopes()
    {
        using var drawn = new DrawnStudy(new WorldOptions(1, 30, 48, Partners: 1, Products: 2) { Replicates = 1 }, Estimates, ("logistics = \"port_calls\"", "logistics = \"people_free_to_move\""), ("production = \"operating_rate\", ", ""));
        var estimated = StudyWorld.Of(drawn.Study).Estimated!;
        Assert.Contains("mean nothing", estimated.Reasons[(ResilienceDimension.Space, ShockChannel.Logistics)], StringComparison.Ordinal);
        Assert.Contains("names no variable", estimated.Reasons[(ResilienceDimension.Technology, ShockChannel.Production)], StringComparison.Ordinal);
    }
}
