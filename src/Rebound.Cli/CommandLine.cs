using System.CommandLine;
using System.Reflection;
using Rebound.Numerics;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary>The verbs, and the one guard that turns whatever goes wrong into a message and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Version of the program, without build metadata.</summary>
    public static string Version { get; } = typeof(CommandLine).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Runs a command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(string[] arguments, Terminal terminal)
    {
        try
        {
            if (arguments is ["--version"]) return Say(terminal, Version);
            return Invoke(arguments, terminal);
        }
        catch (StudyException refused)
        {
            ProblemText.Write(refused.Problems, terminal);
            return ExitCode.BadInput;
        }
        catch (InputException refused)
        {
            return Tell(terminal, ExitCode.BadInput, refused.Message, refused.Effect, refused.Repair);
        }
        catch (NoRoomException refused)
        {
            return Tell(terminal, ExitCode.Resources, refused.Message, "nothing was read", refused.Repair);
        }
        catch (NumericalException refused)
        {
            return Tell(terminal, ExitCode.NotEstimable, refused.Message, "there is no number that could be trusted", "give the data that the message asks for, or take the question out of the study");
        }
        catch (OperationCanceledException)
        {
            return Tell(terminal, ExitCode.Interrupted, "stopped before the end", "nothing was written", "run the command again");
        }
        catch (Exception shortage) when (Shortage.Is(shortage))
        {
            return Tell(terminal, ExitCode.Resources, shortage.Message, "the command could not finish", Shortage.Repair(shortage));
        }
        catch (Exception fault) // the one guard: a user never sees a stack trace
        {
            return Tell(terminal, ExitCode.OurBug, $"our bug: {fault.GetType().Name} in {Origin(fault)}: {fault.Message}",
                "the command stopped; files that it finished are whole",
                $"report these lines with the command and the study file; version {Version}");
        }
    }

    /// <summary>The command line as a tree of verbs.</summary>
    public static RootCommand Verbs(Terminal terminal) => new("Did a city's resilience help its exports recover from an epidemic, through which channel, and what would have helped more?")
    {
        new InitCommand(terminal),
        new CheckCommand(terminal),
        new RunCommand(terminal),
        new ReportCommand(terminal),
        new ShowCommand(terminal),
        new ExplainCommand(terminal),
        new IndexCommand(terminal),
        new RecoveryCommand(terminal),
        new EstimateCommand(terminal),
        new SimulateCommand(terminal),
        new CalibrateCommand(terminal),
        new AdviseCommand(terminal),
        new SynthCommand(terminal),
        new SchemaCommand(terminal),
    };

    private static int Invoke(string[] arguments, Terminal terminal)
    {
        var parsed = Verbs(terminal).Parse(arguments);
        var configuration = new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        if (parsed.Errors.Count == 0 && UsageText.UnknownOptions(parsed).Count == 0) return parsed.Invoke(configuration);
        UsageText.Write(parsed, terminal.Error);
        return ExitCode.Usage;
    }

    private static int Say(Terminal terminal, string text)
    {
        terminal.Output.WriteLine(text);
        return ExitCode.Good;
    }

    private static int Tell(Terminal terminal, int code, string message, string effect, string repair)
    {
        terminal.Error.WriteLine($"rebound: {OneLine(message)}");
        terminal.Error.WriteLine($"  Effect   {effect}");
        terminal.Error.WriteLine($"  Repair   {repair}");
        return code;
    }

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static string Origin(Exception fault)
    {
        foreach (var frame in new System.Diagnostics.StackTrace(fault).GetFrames())
            if (frame.GetMethod() is { DeclaringType.FullName: { } type } method && type.StartsWith("Rebound.", StringComparison.Ordinal))
                return $"{type}.{method.Name}";
        return "an unknown place";
    }
}
