using System.Runtime.InteropServices;
using Rebound.Cli;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = !stop.IsCancellationRequested; // a second Ctrl-C ends the process at once
    stop.Cancel();
};
using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stop.Cancel();
});
return CommandLine.Run(args, new Terminal(Console.Out, Console.Error, !Console.IsErrorRedirected, stop.Token));
