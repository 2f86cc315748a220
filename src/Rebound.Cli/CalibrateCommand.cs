using System.CommandLine;
using System.Globalization;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary><c>rebound calibrate</c>: the economy of a study's simulation, to the growth of exports that its facts tell.</summary>
internal sealed class CalibrateCommand : Command
{
    private readonly Argument<string> study = new("DIR") { Description = "The study folder" };
    private readonly Option<string> output = new("--output") { Description = "Folder for the tables; its posterior.csv is what [simulation] posterior names", Required = true };
    private readonly Option<double> discrepancy = new("--discrepancy") { Description = "Standard deviation that the model is allowed, points of growth, 0.1 to 50", DefaultValueFactory = _ => 3 };
    private readonly Option<string> holdOut = new("--hold-out") { Description = "Periods kept out, separated by commas: 2020-07,2021", DefaultValueFactory = _ => "" };
    private readonly Option<int> particles = new("--particles") { Description = "Particles of the posterior, 20 to 10000", DefaultValueFactory = _ => 100 };
    private readonly Option<int?> threads = SharedOptions.Threads();

    public CalibrateCommand(Terminal terminal) : base("calibrate", "Calibrate a study's simulation to its facts")
    {
        Add(study);
        foreach (var option in new Option[] { output, discrepancy, holdOut, particles, threads }) Add(option);
        SharedOptions.Within(discrepancy, 0.1, 50.0);
        SharedOptions.Within(particles, 20, 10_000);
        SetAction(arguments => Run(arguments, terminal));
    }

    private int Run(ParseResult arguments, Terminal terminal)
    {
        var target = arguments.GetRequiredValue(output);
        StudyFolder.RequireEmpty(target);
        SharedOptions.UseThreads(arguments, threads);
        var loaded = Study.Load(arguments.GetRequiredValue(study));
        ProblemText.Write(loaded.Warnings, terminal);
        string[] kept = arguments.GetValue(holdOut)!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var progress = new StepProgress(terminal, TimeProvider.System);
        progress.Report("calibrate");
        var tables = StudyCalibration.Run(loaded, arguments.GetValue(discrepancy), kept, arguments.GetValue(particles), terminal.Stop);
        progress.Finish();
        var fit = tables.Single(t => t.Name == "calibration_fit");
        for (var r = 0; r < fit.RowCount; r++)
            terminal.Output.WriteLine($"  {fit["target"].Text(r),-52} observed {Show(fit["observed"].Number(r)),6}  model {Show(fit["median"].Number(r)),6}  {fit["inside"].Text(r)}{(fit["held_out"].Text(r) == "yes" ? ", held out" : "")}");
        var seen = tables.Single(t => t.Name == "simulation_identification");
        for (var r = 0; r < seen.RowCount; r++) terminal.Output.WriteLine($"  {seen["parameter"].Text(r),-44} {seen["verdict"].Text(r)}");
        TableFolder.Write(target, tables, terminal);
        return ExitCode.Good;
    }

    private static string Show(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
