namespace Rebound.Studies;

/// <summary>Tells how much of a study's tables is read, in bytes; who is told may throw to stop reading.</summary>
internal sealed class ReadingPace(IProgress<double>? progress)
{
    /// <summary>Rows between two looks at the file's position.</summary>
    private const int RowsBetween = 1 << 15;

    private long finished;
    private int rows;

    /// <summary>Bytes of all tables.</summary>
    public long Total { get; set; }

    /// <summary>A row was read.</summary>
    /// <param name="bytes">Takes the bytes read so far of the present file.</param>
    public void Row(Func<long> bytes)
    {
        if (++rows % RowsBetween == 0) Tell(finished + bytes());
    }

    /// <summary>A file was read to its end.</summary>
    public void Finish(long bytes)
    {
        finished += bytes;
        Tell(finished);
    }

    private void Tell(long bytes) => progress?.Report(Total > 0 ? Math.Min(1, (double)bytes / Total) : 0);
}
