using System.Diagnostics;

namespace Rebound.Benchmarks;

/// <summary>The least wall and processor time of several runs.</summary>
internal static class LeastTime
{
    /// <summary>Runs until the compiler has done what it will do: twice, and for half a second.</summary>
    public static void Warm(Action work)
    {
        var clock = Stopwatch.StartNew();
        work();
        do work();
        while (clock.ElapsedMilliseconds < 500);
    }

    /// <summary>Milliseconds of the fastest of some runs; whoever calls warms up.</summary>
    public static (double Wall, double Processor) Of(Action work, int runs)
    {
        using var process = Process.GetCurrentProcess();
        var (wall, processor) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var run = 0; run < runs; run++)
        {
            process.Refresh();
            var (before, clock) = (process.TotalProcessorTime, Stopwatch.StartNew());
            work();
            wall = Math.Min(wall, clock.Elapsed.TotalMilliseconds);
            process.Refresh();
            processor = Math.Min(processor, (process.TotalProcessorTime - before).TotalMilliseconds);
        }
        return (wall, processor);
    }
}
