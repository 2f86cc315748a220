namespace Rebound.Cli;

/// <summary>What a verb speaks to.</summary>
/// <param name="Output">What the caller asked for: a path, a table, a text.</param>
/// <param name="Error">Progress, problems and everything else.</param>
/// <param name="IsInteractive">Whether a person reads <paramref name="Error"/>; a program gets JSON lines as progress.</param>
/// <param name="Stop">Cancelled by Ctrl-C.</param>
internal sealed record Terminal(TextWriter Output, TextWriter Error, bool IsInteractive, CancellationToken Stop);
