using Rebound.Cli;

namespace Rebound.Tests.Cli;

/// <summary>What the program said and how it ended, run inside the test.</summary>
internal sealed record Spoken(int Code, string Output, string Error)
{
    public static Spoken By(params string[] arguments) => By(CancellationToken.None, arguments);

    public static Spoken By(CancellationToken stop, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CommandLine.Run(arguments, new Terminal(output, error, IsInteractive: false, stop));
        return new Spoken(code, output.ToString(), error.ToString());
    }
}
