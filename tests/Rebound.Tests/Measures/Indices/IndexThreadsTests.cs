using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Tests.Numerics;
using Xunit;

namespace Rebound.Tests.Measures;

/// <summary>Steps of an index that run on many threads, on one thread and several: 150 units × 8 years × 24 indicators, so that each step has several chunks.</summary>
[Collection(ThreadsCollection.Name)]
public sealed class IndexThreadsTests
{
    private const int N = 150, T = 8, K = 24;
    private static readonly IndexOptions Options = new() { FirstYear = 2010, LastYear = 2010 + T - 1 };

    public static TheoryData<string> Designs => [.. Named.Keys];

    private static Dictionary<string, IndexOptions> Named => new(StringComparer.Ordinal)
    {
        ["EM"] = Options with { Impute = ImputeMethod.Em },
        ["winsorising, then logs"] = Options with { Treat = TreatMethod.WinsoriseThenLog, TreatSettings = new TreatSettings { SkewnessLimit = 0.5, KurtosisLimit = 0.5 } },
        ["Copeland"] = Options with { Aggregate = AggregateMethod.Copeland },
        ["geometric, in percentile ranks"] = Options with { Aggregate = AggregateMethod.Geometric, Normalise = NormaliseMethod.PercentileRank },
        ["benefit of the doubt by year"] = Options with { Weights = WeightMethod.BenefitOfDoubt, WeightScope = WeightScope.PerYear },
        ["yearly weights"] = Options with { Weights = WeightMethod.Critic, WeightScope = WeightScope.PerYear, Aggregate = AggregateMethod.Topsis },
    };

    [Theory]
    [MemberData(nameof(Designs))]
    public void The_bits_of_an_index_do_not_depend_on_the_number_of_threads(string design)
    {
        var (table, before) = (Table(), FixedChunks.MostThreads);
        try
        {
            var all = new List<(double[] Scores, double[] Values)>();
            foreach (var threads in new[] { 1, 2, 5 })
            {
                FixedChunks.MostThreads = threads;
                var index = new ResilienceIndex(Named[design]).Build(table);
                all.Add(([.. Enumerable.Range(0, index.Nodes.Count).SelectMany(node => index.Scores(node).ToArray())], index.Table.Values));
            }
            Assert.Equal(all[0].Values, all[1].Values);
            Assert.Equal(all[0].Scores, all[1].Scores);
            Assert.Equal(all[0].Scores, all[2].Scores);
        }
        finally
        {
            FixedChunks.MostThreads = before;
        }
    }

    [Theory]
    [InlineData(DataStep.Impute)]
    [InlineData(DataStep.Treat)]
    public void The_steps_tested_change_values(DataStep step) =>
        Assert.Contains(new ResilienceIndex(Named[step == DataStep.Impute ? "EM" : "winsorising, then logs"]).Build(Table()).Changes(), change => change.Step == step);

    [Fact]
    public void A_replication_more_takes_less_memory_than_the_scores_it_ranks()
    {
        const int units = 2000; // 6,000 scores, 48 kB
        var most = FixedChunks.MostThreads;
        try
        {
            FixedChunks.MostThreads = 1; // what one thread allocates is counted exactly
            var table = Sample.Table(3, units, 6);
            var sensitivity = Sample.Sensitivity(table, [DesignFactor.Normalise(NormaliseMethod.MinMax, NormaliseMethod.Rank), DesignFactor.LeaveOut("x0", "x1", "x2"), DesignFactor.Aggregate(AggregateMethod.Arithmetic, AggregateMethod.Geometric, AggregateMethod.Topsis), DesignFactor.DrawnWeights(WeightSpread.AroundIndex)]);
            long Allocated(int replications)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                sensitivity.Run(new SensitivityOptions { Replications = replications }, TestContext.Current.CancellationToken);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }
            Allocated(50);
            var ranks = units * (1 + Sample.Years) * sizeof(int); // of a batch, which is bounded
            Assert.InRange((Allocated(250) - Allocated(50)) / 200.0, 0, ranks + units * Sample.Years * sizeof(double) / 4);
        }
        finally
        {
            FixedChunks.MostThreads = most;
        }
    }

    private static IndicatorTable Table()
    {
        var stream = new RandomStream(9, 4);
        var values = new double[N * T * K];
        for (var k = 0; k < values.Length; k++) values[k] = stream.NextUniform() < 0.03 ? double.NaN : Math.Exp(1.5 * stream.NextNormal());
        return new IndicatorTable([.. Enumerable.Range(0, N).Select(i => $"c{i:000}")], 2010, T, [.. Enumerable.Range(0, K).Select(j => new Indicator($"x{j:00}", j % 2 == 0 ? "a" : "b", j % 5 == 0 ? Direction.Negative : Direction.Positive))], values);
    }
}
