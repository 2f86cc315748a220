using System.CommandLine;
using Rebound.Simulation;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary><c>rebound synth</c>: invents a country whose truth is known and writes it as a study.</summary>
internal sealed class SynthCommand : Command
{
    private readonly Option<ulong> seed = new("--seed") { Description = "Decides every draw", DefaultValueFactory = _ => 1 };
    private readonly Option<int> cities = new("--cities") { Description = "10 to 900", DefaultValueFactory = _ => 60 };
    private readonly Option<int> months = new("--months") { Description = "48 to 120, from January 2018", DefaultValueFactory = _ => 60 };
    private readonly Option<string> output = new("--out") { Description = "The folder to write", Required = true };

    public SynthCommand(Terminal terminal) : base("synth", "Write a synthetic study whose true effects are known")
    {
        Add(seed);
        Add(cities);
        Add(months);
        Add(output);
        SharedOptions.Within(cities, 10, 900);
        SharedOptions.Within(months, 48, 120);
        SetAction(arguments => Run(arguments, terminal));
    }

    private int Run(ParseResult arguments, Terminal terminal)
    {
        var folder = arguments.GetRequiredValue(output);
        StudyFolder.RequireEmpty(folder);
        var world = SyntheticWorld.Draw(new WorldOptions(arguments.GetValue(seed), arguments.GetValue(cities), arguments.GetValue(months)));
        SyntheticStudy.Write(world, folder);
        terminal.Error.WriteLine($"A study of {world.Cities.Count} cities and {world.Months.Count} months; its truth is in truth.csv. Next: rebound run {folder}");
        terminal.Output.WriteLine(folder);
        return ExitCode.Good;
    }
}
