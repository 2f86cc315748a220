using System.CommandLine;
using System.Text;
using Rebound.Simulation;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary><c>rebound init</c>: a new study folder, empty and commented or filled from an example.</summary>
internal sealed class InitCommand : Command
{
    private readonly Argument<string> folder = new("DIR") { Description = "The folder to write; it must be new or empty" };
    private readonly Option<string> example = new("--example") { Description = "Start from an example instead of empty tables" };

    private readonly Option<string> indicators = new("--indicators") { Description = "Fill the list of indicators: catalogue (60 indicators of the literature, disputed directions marked)" };

    public InitCommand(Terminal terminal) : base("init", "Write a commented study folder")
    {
        example.AcceptOnlyFromAmong("archipelago", "china-2020");
        indicators.AcceptOnlyFromAmong("catalogue");
        Validators.Add(result =>
        {
            if (result.GetResult(example) is not null && result.GetResult(indicators) is not null) result.AddError("--example and --indicators cannot go together: an example has its own indicators");
        });
        Add(folder);
        Add(example);
        Add(indicators);
        SetAction(arguments => Run(arguments, terminal));
    }

    private int Run(ParseResult arguments, Terminal terminal)
    {
        var target = arguments.GetRequiredValue(folder);
        StudyFolder.RequireEmpty(target);
        var source = arguments.GetValue(example);
        if (source == "archipelago") SyntheticStudy.Write(SyntheticWorld.Draw(new WorldOptions(1, Cities: 60)), target);
        else Unpack(source ?? "template", target);
        if (arguments.GetValue(indicators) is { } list) Unpack(list, target);
        if (arguments.GetValue(indicators) is not null)
            terminal.Error.WriteLine($"Strike out of {Path.Combine(target, "indicators.csv")} what you have no data for; rows whose role is outcome contain what the index is to explain and must go.");
        terminal.Error.WriteLine(source is null
            ? $"Fill the tables in {Path.Combine(target, "data")}; study.toml explains each. Next: rebound check {target}"
            : $"Next: rebound run {target}");
        terminal.Output.WriteLine(target);
        return ExitCode.Good;
    }

    private static void Unpack(string source, string target)
    {
        foreach (var (name, text) in Embedded.Below(source))
        {
            var path = Path.Combine(target, name.Replace('/', Path.DirectorySeparatorChar));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
    }
}
