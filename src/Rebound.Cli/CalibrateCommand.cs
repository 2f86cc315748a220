using System.CommandLine;
using System.Globalization;
using Rebound.Reporting;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary><c>rebound calibrate</c>: a study's epidemic to the cases of its units, then the economy, given the epidemic, to growth of exports.</summary>
internal sealed class CalibrateCommand : Command
{
    private readonly Argument<string> study = new("DIR") { Description = "The study folder; [calibration] says how" };
    private readonly Option<string> output = new("--output", "--out") { Description = "Folder for the tables and a report; its posterior.csv is what [simulation] posterior names", Required = true };
    private readonly Option<bool> epidemic = new("--epidemic") { Description = "The epidemic alone" };
    private readonly Option<bool> economy = new("--economy") { Description = "The economy alone, given the epidemic of the study's parameters" };
    private readonly Option<double?> discrepancy = new("--discrepancy") { Description = "In place of the study's: standard deviation that the economy is allowed, points of growth, 0.1 to 50" };
    private readonly Option<string?> holdOut = new("--hold-out") { Description = "In place of the study's: periods kept out, separated by commas: 2020-07,2021" };
    private readonly Option<int?> particles = new("--particles") { Description = "In place of the study's: draws of the posterior, 20 to 10000" };
    private readonly Option<int?> members = new("--members") { Description = "In place of the study's: members of the epidemic's ensemble, 30 to 100000" };
    private readonly Option<bool> resume = new("--resume") { Description = "Go on with the runs that an interrupted try to fill exactly this folder finished" };
    private readonly Option<int?> threads = SharedOptions.Threads();

    public CalibrateCommand(Terminal terminal) : base("calibrate", """
    Calibrate a study's simulation to its cases and exports

    First the epidemic to the reported cases of the units, then the economy to known growth of exports; some units and periods
    are kept out of both to see how well it foresees. The draws are posterior.csv: put it into the study folder and name it,
    [simulation] posterior.
    """)
    {
        Add(study);
        foreach (var option in new Option[] { output, epidemic, economy, discrepancy, holdOut, particles, members, resume, threads }) Add(option);
        SharedOptions.Within(discrepancy, 0.1, 50.0);
        SharedOptions.Within(particles, 20, 10_000);
        SharedOptions.Within(members, 30, 100_000);
        holdOut.Validators.Add(result =>
        {
            foreach (var period in Periods(result.Tokens.Count == 1 ? result.Tokens[0].Value : "").Where(p => !CalibrationSettings.IsPeriod(p))) result.AddError($"--hold-out {period}: a period is a year, a month or a day, as 2020-07");
        });
        SetAction(arguments => Run(arguments, terminal));
    }

    private int Run(ParseResult arguments, Terminal terminal)
    {
        var target = arguments.GetRequiredValue(output);
        if (!arguments.GetValue(resume)) StudyFolder.RequireEmpty(target);
        SharedOptions.UseThreads(arguments, threads);
        var loaded = Study.Load(arguments.GetRequiredValue(study));
        ProblemText.Write(loaded.Warnings, terminal);
        var progress = new StepProgress(terminal, TimeProvider.System);
        var asked = Asked(arguments, loaded.Settings.Calibration);
        var checkpoint = Checkpoint.Of(target, loaded, Work(arguments, asked), arguments.GetValue(resume));
        try
        {
            var tables = StudyCalibration.Run(loaded.WithCalibration(asked), Blocks(arguments), progress, checkpoint, terminal.Stop);
            progress.Finish();
            Tell(tables.ToDictionary(t => t.Name, StringComparer.Ordinal), terminal.Output);
            VerbFolder.Write(target, loaded, tables, ReportKind.Calibration, Command(arguments), terminal);
            checkpoint.Remove();
            return ExitCode.Good;
        }
        catch (OperationCanceledException)
        {
            return VerbFolder.Interrupted(Command(arguments), terminal);
        }
    }

    // What the numbers depend on beside the study file.
    private string Work(ParseResult arguments, CalibrationSettings asked) => string.Create(CultureInfo.InvariantCulture, $"calibrate {Blocks(arguments)} {asked.Discrepancy:R} {asked.Particles} {asked.Members} {string.Join(',', asked.HoldOut)}");

    private string Command(ParseResult arguments)
    {
        var command = $"rebound calibrate {VerbFolder.Quoted(arguments.GetRequiredValue(study))} --output {VerbFolder.Quoted(arguments.GetRequiredValue(output))}";
        foreach (var (name, given) in new (string, object?)[] { ("--discrepancy", arguments.GetValue(discrepancy)), ("--hold-out", arguments.GetValue(holdOut)), ("--particles", arguments.GetValue(particles)), ("--members", arguments.GetValue(members)) })
            if (given is not null) command += string.Create(CultureInfo.InvariantCulture, $" {name} {given}");
        return command + (Blocks(arguments) switch { CalibrationBlocks.Epidemic => " --epidemic", CalibrationBlocks.Economy => " --economy", _ => "" });
    }

    private CalibrationSettings Asked(ParseResult arguments, CalibrationSettings settings) => settings with
    {
        Discrepancy = arguments.GetValue(discrepancy) ?? settings.Discrepancy,
        HoldOut = arguments.GetValue(holdOut) is { } periods ? Periods(periods) : settings.HoldOut,
        Particles = arguments.GetValue(particles) ?? settings.Particles,
        Members = arguments.GetValue(members) ?? settings.Members,
    };

    private static string[] Periods(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

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
