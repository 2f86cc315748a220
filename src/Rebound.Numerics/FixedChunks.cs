using System.Runtime.ExceptionServices;

namespace Rebound.Numerics;

/// <summary>Work on many threads whose result is that of one thread, to the last bit.</summary>
/// <remarks>Items 0 … n − 1 are cut into chunks of a fixed length, whatever the number of threads; threads take chunks in
/// increasing order; what the chunks give is combined in the order of the chunks. So the work of a chunk must depend on its
/// items alone: it writes to its own items of a shared array, or returns a part of its own. Chunks of 10 µs or more pay.</remarks>
public static class FixedChunks
{
    private static readonly AsyncLocal<int> Scoped = new(); // 0: none
    private static int most = Environment.ProcessorCount;

    /// <summary>The most threads that one call uses, the caller's among them; the number of processors unless it was set.</summary>
    /// <remarks>One value for the process, for it changes how long a result takes and never the result; within <see cref="AtMost"/> that scope's.</remarks>
    public static int MostThreads
    {
        get => Scoped.Value is > 0 and var own ? own : Volatile.Read(ref most);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            Volatile.Write(ref most, value);
        }
    }

    /// <summary>Sets the most threads for what the caller does, and whatever it starts, until the scope is disposed; what others do at the same time is left alone.</summary>
    /// <param name="threads">At least one.</param>
    /// <returns>The scope.</returns>
    public static IDisposable AtMost(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        var before = Scoped.Value;
        Scoped.Value = threads;
        return new Scope(before);
    }

    /// <summary>Does the work of every chunk.</summary>
    /// <param name="items">n.</param>
    /// <param name="length">Items a chunk, at least one; the last chunk may be shorter. A constant of the method, not of the machine.</param>
    /// <param name="work">Takes a chunk's first item and the one after its last.</param>
    /// <param name="cancellation">Stops between chunks.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <remarks>When chunks fail, the first one's exception is thrown as it is, at any number of threads.</remarks>
    public static void Run(int items, int length, Action<int, int> work, CancellationToken cancellation = default) =>
        Run(items, length, () => 0, (first, end, _) => work(first, end), cancellation);

    /// <summary>Does the work of every chunk with room that each thread has for itself.</summary>
    /// <typeparam name="TScratch">What one thread works in; nothing may survive in it from one chunk to the next.</typeparam>
    /// <param name="items">n.</param>
    /// <param name="length">Items a chunk.</param>
    /// <param name="scratch">Makes the room of a thread.</param>
    /// <param name="work">Takes a chunk's first item, the one after its last, and the thread's room.</param>
    /// <param name="cancellation">Stops between chunks.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void Run<TScratch>(int items, int length, Func<TScratch> scratch, Action<int, int, TScratch> work, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(items);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        var chunks = new Chunks<TScratch>(items, length, scratch, work, cancellation);
        var threads = (int)Math.Min(MostThreads, chunks.Count);
        if (threads <= 1) chunks.TakeAll();
        else Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ => chunks.TakeAll());
        chunks.ThrowFirst();
    }

    /// <summary>What the chunks give, in the order of the chunks: for sums that are to be added in that order.</summary>
    /// <typeparam name="TPart">What a chunk gives.</typeparam>
    /// <param name="items">n.</param>
    /// <param name="length">Items a chunk.</param>
    /// <param name="part">Takes a chunk's first item and the one after its last.</param>
    /// <param name="cancellation">Stops between chunks.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static TPart[] Collect<TPart>(int items, int length, Func<int, int, TPart> part, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        var parts = new TPart[((long)Math.Max(0, items) + length - 1) / length];
        Run(items, length, (first, end) => parts[first / length] = part(first, end), cancellation);
        return parts;
    }

    private sealed class Scope(int before) : IDisposable
    {
        public void Dispose() => Scoped.Value = before;
    }

    private sealed class Chunks<TScratch>(int items, int length, Func<TScratch> scratch, Action<int, int, TScratch> work, CancellationToken cancellation)
    {
        private readonly Lock gate = new();
        private long next;
        private long failedChunk = long.MaxValue;
        private ExceptionDispatchInfo? failure;

        public long Count { get; } = ((long)items + length - 1) / length;

        public void TakeAll()
        {
            if (Count == 0) return;
            var room = scratch();
            while (Interlocked.Increment(ref next) - 1 is var chunk && chunk < Count)
            {
                try
                {
                    cancellation.ThrowIfCancellationRequested();
                    work((int)(chunk * length), (int)Math.Min(items, (chunk + 1) * length), room);
                }
                catch (Exception e) // kept and thrown on as it is by ThrowFirst
                {
                    Keep(chunk, e);
                }
            }
        }

        public void ThrowFirst() => failure?.Throw();

        // Chunks are taken in increasing order, so every chunk before a failed one was taken and ends: the first failure is
        // the same at any number of threads.
        private void Keep(long chunk, Exception fault)
        {
            Interlocked.Exchange(ref next, Count);
            lock (gate)
            {
                if (chunk < failedChunk) (failedChunk, failure) = (chunk, ExceptionDispatchInfo.Capture(fault));
            }
        }
    }
}
