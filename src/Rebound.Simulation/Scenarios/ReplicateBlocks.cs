namespace Rebound.Simulation;

/// <summary>Blocks of finished replicates that outlive the process: what an interrupted run has finished is read back, and the rest is run.</summary>
/// <param name="Name">Of what the replicates are; blocks of different names never meet.</param>
/// <param name="Find">The bytes of a block by its name, as they were kept; null where there is none.</param>
/// <param name="Keep">Keeps the bytes of a block.</param>
/// <remarks>A replicate is a pure function of worlds, seed and number, so a run that reads blocks back gives the bits of one that does not. Blocks hold <see cref="Length"/> replicates, whatever the number of threads.</remarks>
public sealed record ReplicateBlocks(string Name, Func<string, byte[]?> Find, Action<string, byte[]> Keep)
{
    /// <summary>Replicates in a block, the last perhaps fewer.</summary>
    public const int Length = 8;

    /// <summary>Runs the replicates that no block holds, and keeps each block when all of its replicates are done.</summary>
    /// <typeparam name="TRoom">What a thread works in.</typeparam>
    /// <param name="blocks">Where they are kept; null: nowhere.</param>
    /// <param name="replicates">Their number.</param>
    /// <param name="room">Makes the room of a thread.</param>
    /// <param name="run">Runs a replicate.</param>
    /// <param name="write">Writes what a replicate gave.</param>
    /// <param name="read">Reads it back.</param>
    /// <param name="progress">Takes the share that is done.</param>
    /// <param name="cancellation">Stops between replicates.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void Run<TRoom>(ReplicateBlocks? blocks, int replicates, Func<TRoom> room, Action<int, TRoom> run, Action<int, BinaryWriter> write, Action<int, BinaryReader> read, IProgress<double>? progress, CancellationToken cancellation)
    {
        var left = new int[(replicates + Length - 1) / Length];
        var kept = new bool[left.Length];
        for (var block = 0; block < left.Length; block++)
        {
            left[block] = Math.Min(Length, replicates - block * Length);
            if (blocks?.Find(blocks.FileOf(block)) is not { } bytes) continue;
            using var reader = new BinaryReader(new MemoryStream(bytes));
            for (var i = 0; i < left[block]; i++) read(block * Length + i, reader);
            kept[block] = true;
        }
        var done = Enumerable.Range(0, replicates).Count(r => kept[r / Length]);
        var gate = new Lock();
        Numerics.FixedChunks.Run(replicates, 1, room, (replicate, _, own) =>
        {
            var block = replicate / Length;
            if (kept[block]) return;
            run(replicate, own);
            if (Interlocked.Decrement(ref left[block]) == 0 && blocks is not null)
            {
                using var memory = new MemoryStream();
                using (var writer = new BinaryWriter(memory, System.Text.Encoding.UTF8, leaveOpen: true))
                    for (var r = block * Length; r < Math.Min(replicates, (block + 1) * Length); r++) write(r, writer);
                lock (gate) blocks.Keep(blocks.FileOf(block), memory.ToArray());
            }
            progress?.Report(Interlocked.Increment(ref done) / (double)replicates);
        }, cancellation);
    }

    internal static void Write(BinaryWriter writer, ReadOnlySpan<double> values)
    {
        foreach (var value in values) writer.Write(value);
    }

    internal static void Read(BinaryReader reader, Span<double> values)
    {
        foreach (ref var value in values) value = reader.ReadDouble();
    }

    private string FileOf(int block) => FormattableString.Invariant($"{Name}-{block:00000}");
}
