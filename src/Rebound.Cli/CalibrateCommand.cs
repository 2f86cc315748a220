using System.CommandLine;
using System.Globalization;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary><c>rebound calibrate</c>: a study's epidemic to the cases of its units, then the economy, given the epidemic, to growth of exports.</summary>
internal sealed class CalibrateCommand : Command
{
    private readonly Argument<string> study = new("DIR") { Description = "The study folder; [calibration] says how" };
    private readonly Option<string> output = new("--output", "--out") { Description = "Folder for the tables; its posterior.csv is what [simulation] posterior names", Required = true };
    private readonly Option<bool> epidemic = new("--epidemic") { Description = "The epidemic alone" };
    private readonly Option<bool> economy = new("--economy") { Description = "The economy alone, given the epidemic of the study's parameters" };
    private readonly Option<double?> discrepancy = new("--discrepancy") { Description = "In place of the study's: standard deviation that the economy is allowed, points of growth, 0.1 to 50" };
    private readonly Option<string?> holdOut = new("--hold-out") { Description = "In place of the study's: periods kept out, separated by commas: 2020-07,2021" };
    private readonly Option<int?> particles = new("--particles") { Description = "In place of the study's: draws of the posterior, 20 to 10000" };
    private readonly Option<int?> members = new("--members") { Description = "In place of the study's: members of the epidemic's ensemble, 30 to 100000" };
    private readonly Option<int?> threads = SharedOptions.Threads();

    public CalibrateCommand(Terminal terminal) : base("calibrate", "Calibrate a study's simulation to its cases and exports")
    {
        Add(study);
        foreach (var option in new Option[] { output, epidemic, economy, discrepancy, holdOut, particles, members, threads }) Add(option);
        SharedOptions.Within(discrepancy, 0.1, 50.0);
        SharedOptions.Within(particles, 20, 10_000);
        SharedOptions.Within(members, 30, 100_000);
        SetAction(arguments => Run(arguments, terminal));
    }

    private int Run(ParseResult arguments, Terminal terminal)
    {
        var target = arguments.GetRequiredValue(output);
        StudyFolder.RequireEmpty(target);
        SharedOptions.UseThreads(arguments, threads);
        var loaded = Study.Load(arguments.GetRequiredValue(study));
        ProblemText.Write(loaded.Warnings, terminal);
        var progress = new StepProgress(terminal, TimeProvider.System);
        var tables = StudyCalibration.Run(loaded.WithCalibration(Asked(arguments, loaded.Settings.Calibration)), Blocks(arguments), progress, terminal.Stop);
        progress.Finish();
        Tell(tables.ToDictionary(t => t.Name, StringComparer.Ordinal), terminal.Output);
        TableFolder.Write(target, tables, terminal);
        return ExitCode.Good;
    }

    private CalibrationSettings Asked(ParseResult arguments, CalibrationSettings settings) => settings with
    {
        Discrepancy = arguments.GetValue(discrepancy) ?? settings.Discrepancy,
        HoldOut = arguments.GetValue(holdOut)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? settings.HoldOut,
        Particles = arguments.GetValue(particles) ?? settings.Particles,
        Members = arguments.GetValue(members) ?? settings.Members,
    };

    private CalibrationBlocks Blocks(ParseResult arguments) => (arguments.GetValue(epidemic), arguments.GetValue(economy)) switch
    {
        (true, false) => CalibrationBlocks.Epidemic,
        (false, true) => CalibrationBlocks.Economy,
        _ => CalibrationBlocks.Both,
    };

    private static void Tell(Dictionary<string, ResultTable> tables, TextWriter output)
    {
        var blocks = tables["calibration_blocks"];
        foreach (var r in Rows(blocks).Where(r => blocks["reason"].Text(r).Length > 0)) output.WriteLine($"The {blocks["block"].Text(r)} is not calibrated: {blocks["reason"].Text(r)}");
        var fit = tables["calibration_fit"];
        foreach (var r in Rows(fit))
            output.WriteLine($"  {fit["target"].Text(r),-58} observed {Show(fit["observed"].Number(r)),8}  model {Show(fit["median"].Number(r)),8}  {fit["inside"].Text(r)}{(fit["use"].Text(r) == "used" ? "" : ", " + fit["use"].Text(r))}");
        var groups = tables["calibration_groups"];
        foreach (var r in Rows(groups))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{groups["block"].Text(r)}, {groups["use"].Text(r)}: error {groups["error"].Number(r):0.00}, bias {groups["bias"].Number(r):0.00}, {100 * groups["inside_share"].Number(r):0} % of {groups["numbers"].Number(r):0} inside ({groups["unit"].Text(r)})"));
        var seen = tables["simulation_identification"];
        foreach (var r in Rows(seen)) output.WriteLine($"  {seen["block"].Text(r),-9} {seen["parameter"].Text(r),-44} {seen["verdict"].Text(r)}");
    }

    private static IEnumerable<int> Rows(ResultTable table) => Enumerable.Range(0, table.RowCount);

    private static string Show(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
