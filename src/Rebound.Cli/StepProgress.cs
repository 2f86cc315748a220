using System.Globalization;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary>Tells the steps of a run with the time that is left: a line a step for a person, JSON lines for a program.</summary>
/// <remarks>The time left comes from an earlier run of the study where there is one, and inside a step from the share of its work
/// that is done, so that a first run tells it too.</remarks>
/// <param name="terminal">Where to tell.</param>
/// <param name="clock">Measures the steps.</param>
internal sealed class StepProgress(Terminal terminal, TimeProvider clock) : IProgress<StageProgress>
{
    /// <summary>Before this share of a step is done its pace says little.</summary>
    private const double LeastShare = 0.02;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly List<string> told = [];
    private IReadOnlyDictionary<string, double> earlier = new Dictionary<string, double>();
    private long started;
    private long spoke;

    /// <summary>Seconds that the steps took in an earlier run.</summary>
    public void Expect(IReadOnlyDictionary<string, double> seconds) => earlier = seconds;

    /// <summary>A step starts, and the one before is done; or the present step has come further. Any thread may tell it.</summary>
    public void Report(StageProgress value)
    {
        lock (gate)
        {
            if (started != 0 && told[^1] == value.Stage) Further(value);
            else Start(value);
        }
    }

    /// <summary>A step starts.</summary>
    public void Report(string step) => Report(new StageProgress(step));

    /// <summary>The last step is done.</summary>
    public void Finish()
    {
        lock (gate)
        {
            if (started == 0) return;
            var seconds = Seconds(clock.GetElapsedTime(started).TotalSeconds);
            terminal.Error.WriteLine(terminal.IsInteractive ? $"\r  {told[^1],-10} {"",-28}{seconds,7} s" : $$"""{"step":"{{told[^1]}}","state":"done","seconds":{{seconds}}}""");
            started = 0;
        }
    }

    private void Start(StageProgress value)
    {
        Finish();
        told.Add(value.Stage);
        if (value.IsKept) terminal.Error.WriteLine(terminal.IsInteractive ? $"  {value.Stage,-10} kept from the interrupted run" : $$"""{"step":"{{value.Stage}}","state":"kept"}""");
        if (value.IsKept) return;
        spoke = started = clock.GetTimestamp();
        var left = earlier.GetValueOrDefault(value.Stage) is var own and > 0 ? own + Later() : 0;
        if (terminal.IsInteractive) terminal.Error.Write($"  {value.Stage,-10} {(left >= 2 ? $"about {Seconds(left)} s left" : ""),-28}");
        else terminal.Error.WriteLine(left > 0 ? $$"""{"step":"{{value.Stage}}","state":"start","remaining_seconds":{{Seconds(left)}}}""" : $$"""{"step":"{{value.Stage}}","state":"start"}""");
    }

    private void Further(StageProgress value)
    {
        if (clock.GetElapsedTime(spoke) < Pause || value.Share < LeastShare) return;
        spoke = clock.GetTimestamp();
        var left = clock.GetElapsedTime(started).TotalSeconds * Math.Max(0, 1 - value.Share) / value.Share + Later();
        var percent = (100 * Math.Min(1, value.Share)).ToString("0", CultureInfo.InvariantCulture);
        if (terminal.IsInteractive) terminal.Error.Write($"\r  {value.Stage,-10} {$"{percent} % done, about {Seconds(left)} s left",-28}");
        else terminal.Error.WriteLine($$"""{"step":"{{value.Stage}}","state":"running","percent":{{percent}},"remaining_seconds":{{Seconds(left)}}}""");
    }

    // Seconds of the steps that are still to come, as far as an earlier run tells.
    private double Later() => earlier.Where(e => !told.Contains(e.Key)).Sum(e => e.Value);

    private static string Seconds(double seconds) => seconds.ToString("0.0#", CultureInfo.InvariantCulture);
}
