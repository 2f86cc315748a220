using System.CommandLine;
using Rebound.Simulation;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary><c>rebound synth</c>: invents a country whose truth is known and writes it as a study.</summary>
internal sealed class SynthCommand : Command
{
    private readonly Option<ulong> seed = new("--seed") { Description = "Decides every draw", DefaultValueFactory = _ => 1 };
    private readonly Option<int> cities = new("--cities") { Description = "10 to 900", DefaultValueFactory = _ => new WorldOptions().Cities };
    private readonly Option<int> months = new("--months") { Description = "48 to 120, from January 2018", DefaultValueFactory = _ => 60 };
    private readonly Option<string?> world = new("--world") { Description = "A world file: effects, lockdowns, windfall, confounding, noise (docs/world-file.md); --seed, --cities and --months go before it" };
    private readonly Option<string> output = new("--out", "--output") { Description = "The folder to write", Required = true };

    public SynthCommand(Terminal terminal) : base("synth", "Write a synthetic study whose true effects are known")
    {
        Add(seed);
        Add(cities);
        Add(months);
        Add(world);
        Add(output);
        SharedOptions.Within(cities, 10, 900);
        SharedOptions.Within(months, 48, 120);
        SetAction(arguments => Run(arguments, terminal));
    }

    private int Run(ParseResult arguments, Terminal terminal)
    {
        var folder = arguments.GetRequiredValue(output);
        StudyFolder.RequireEmpty(folder);
        var drawn = SyntheticWorld.Draw(Asked(arguments));
        SyntheticStudy.Write(drawn, folder);
        terminal.Error.WriteLine($"A study of {drawn.Cities.Count} cities and {drawn.Months.Count} months; its truth is in truth.csv. Next: rebound run {folder}");
        terminal.Output.WriteLine(folder);
        return ExitCode.Good;
    }

    private WorldOptions Asked(ParseResult arguments)
    {
        var options = arguments.GetValue(world) is { } file ? WorldFile.Read(file) : new WorldOptions();
        bool Given(Option option) => arguments.GetResult(option) is { Implicit: false };
        return options with
        {
            Seed = Given(seed) ? arguments.GetValue(seed) : options.Seed,
            Cities = Given(cities) ? arguments.GetValue(cities) : options.Cities,
            Months = Given(months) ? arguments.GetValue(months) : options.Months,
        };
    }
}
