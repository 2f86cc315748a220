using CsCheck;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Numerics;

[Collection(ThreadsCollection.Name)]
public sealed class FixedChunksTests
{
    [Fact]
    public void Every_item_is_met_once_at_any_number_of_threads() => Gen.Select(Gen.Int[0, 500], Gen.Int[1, 60], Gen.Int[1, 8]).Sample((items, length, threads) =>
        Allowing(threads, () =>
        {
            var met = new int[items];
            FixedChunks.Run(items, length, (first, end) =>
            {
                for (var i = first; i < end; i++) Interlocked.Increment(ref met[i]);
            });
            return met.All(m => m == 1);
        }), iter: 1000, threads: 1);

    [Fact]
    public void A_sum_has_the_same_bits_at_any_number_of_threads()
    {
        var stream = new RandomStream(7, 0);
        var values = Enumerable.Range(0, 20_000).Select(_ => stream.NextUniform() * Math.Pow(10, 12 * stream.NextUniform())).ToArray();
        double Sum(int threads) => Allowing(threads, () => FixedChunks.Collect(values.Length, 37, (first, end) =>
        {
            double sum = 0;
            for (var i = first; i < end; i++) sum += values[i];
            return sum;
        }).Aggregate(0.0, (a, b) => a + b));
        Assert.All([2, 3, 8], threads => Assert.Equal(BitConverter.DoubleToInt64Bits(Sum(1)), BitConverter.DoubleToInt64Bits(Sum(threads))));
    }

    [Fact]
    public void The_first_failing_chunk_speaks_at_any_number_of_threads() => Assert.All([1, 2, 8], threads => Assert.All(Enumerable.Range(0, 200), _ =>
    {
        var thrown = Assert.Throws<InvalidDataException>(() => Allowing(threads, () =>
        {
            FixedChunks.Run(100, 1, (first, end) =>
            {
                if (first is 20 or 21 or 60) throw new InvalidDataException($"chunk {first}");
            });
            return 0;
        }));
        Assert.Equal("chunk 20", thrown.Message);
    }));

    [Fact]
    public void A_thread_has_room_of_its_own()
    {
        var rooms = new List<int[]>();
        Allowing(4, () =>
        {
            FixedChunks.Run(400, 10, () => new int[1], (first, end, room) =>
            {
                lock (rooms) rooms.Add(room);
            });
            return 0;
        });
        Assert.Equal(40, rooms.Count);
        Assert.InRange(rooms.Distinct().Count(), 1, 4);
    }

    [Fact]
    public void Work_stops_when_asked()
    {
        using var stop = new CancellationTokenSource();
        var done = 0;
        Assert.Throws<OperationCanceledException>(() => FixedChunks.Run(1000, 1, (_, _) =>
        {
            if (Interlocked.Increment(ref done) == 10) stop.Cancel();
        }, stop.Token));
        Assert.InRange(done, 10, 200);
    }

    private static T Allowing<T>(int threads, Func<T> work)
    {
        var before = FixedChunks.MostThreads;
        FixedChunks.MostThreads = threads;
        try
        {
            return work();
        }
        finally
        {
            FixedChunks.MostThreads = before;
        }
    }

    [Fact]
    public async Task A_scope_holds_for_its_own_work_and_leaves_what_runs_beside_it_alone()
    {
        var usual = FixedChunks.MostThreads;
        using var inside = new SemaphoreSlim(0);
        using var seen = new SemaphoreSlim(0);
        var cancellation = TestContext.Current.CancellationToken;
        var other = Task.Run(async () =>
        {
            await inside.WaitAsync(cancellation);
            var beside = FixedChunks.MostThreads;
            seen.Release();
            return beside;
        }, cancellation);
        using (FixedChunks.AtMost(1))
        {
            inside.Release();
            await seen.WaitAsync(cancellation);
            Assert.Equal(1, FixedChunks.MostThreads);
            using (FixedChunks.AtMost(3))
            {
                var within = new int[6];
                FixedChunks.Run(6, 1, (i, _) => within[i] = FixedChunks.MostThreads, cancellation);
                Assert.All(within, threads => Assert.Equal(3, threads));
            }
            Assert.Equal(1, FixedChunks.MostThreads);
        }
        Assert.Equal(usual, await other);
        Assert.Equal(usual, FixedChunks.MostThreads);
        Assert.Throws<ArgumentOutOfRangeException>(() => FixedChunks.AtMost(0));
    }
}
