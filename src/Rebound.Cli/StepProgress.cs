using System.Globalization;

namespace Rebound.Cli;

/// <summary>Tells the steps of a run: a line a step for a person, two JSON lines a step for a program.</summary>
/// <param name="terminal">Where to tell.</param>
/// <param name="clock">Measures the steps.</param>
internal sealed class StepProgress(Terminal terminal, TimeProvider clock) : IProgress<string>
{
    private readonly List<string> told = [];
    private IReadOnlyDictionary<string, double> earlier = new Dictionary<string, double>();
    private long started;

    /// <summary>Seconds that the steps took in an earlier run, from which the remaining time is told.</summary>
    public void Expect(IReadOnlyDictionary<string, double> seconds) => earlier = seconds;

    /// <summary>A step starts; the one before is done.</summary>
    public void Report(string value)
    {
        Finish();
        told.Add(value);
        started = clock.GetTimestamp();
        var left = earlier.ContainsKey(value) ? earlier.Where(e => e.Key == value || !told.Contains(e.Key)).Sum(e => e.Value) : 0;
        if (terminal.IsInteractive) terminal.Error.Write(left >= 2 ? $"  {value,-10} {$"about {Seconds(left)} s left",-20}" : $"  {value,-31}");
        else terminal.Error.WriteLine(left > 0 ? $$"""{"step":"{{value}}","state":"start","remaining_seconds":{{Seconds(left)}}}""" : $$"""{"step":"{{value}}","state":"start"}""");
    }

    /// <summary>The last step is done.</summary>
    public void Finish()
    {
        if (started == 0) return;
        var seconds = Seconds(clock.GetElapsedTime(started).TotalSeconds);
        terminal.Error.WriteLine(terminal.IsInteractive ? $"{seconds,7} s" : $$"""{"step":"{{told[^1]}}","state":"done","seconds":{{seconds}}}""");
        started = 0;
    }

    private static string Seconds(double seconds) => seconds.ToString("0.0#", CultureInfo.InvariantCulture);
}
