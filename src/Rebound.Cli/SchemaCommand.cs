using System.CommandLine;

namespace Rebound.Cli;

/// <summary><c>rebound schema</c>: the JSON Schema of study.toml, for editors.</summary>
internal sealed class SchemaCommand : Command
{
    public SchemaCommand(Terminal terminal) : base("schema", "Print the JSON Schema of study.toml")
    {
        SetAction(_ =>
        {
            terminal.Output.Write(Embedded.Text("study.schema.json"));
            return ExitCode.Good;
        });
    }
}
