using System.CommandLine;
using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary><c>rebound recovery</c>: depth, loss and time to recovery from any table of monthly exports, without a study.</summary>
internal sealed class RecoveryCommand : Command
{
    private readonly Argument<string> file = new("TABLE") { Description = "A table: unit, month, value" };
    private readonly Option<string> shock = new("--shock") { Description = "First month of the shock, as 2020-01", Required = true };
    private readonly Option<string?> end = new("--end") { Description = "Last month of the short run; by default eleven months later" };
    private readonly Option<string?> horizon = new("--horizon") { Description = "Last month looked at; by default the table's last" };
    private readonly Option<string> baselines = new("--baselines") { Description = $"Baselines, separated by commas: {string.Join(", ", Baselines.Names)}", DefaultValueFactory = _ => "same-month,ets,arima" };
    private readonly Option<int> years = new("--base-years") { Description = "Whole years before the shock behind the same-month baselines", DefaultValueFactory = _ => 2 };
    private readonly Option<string?> unit = new("--unit") { Description = "Column of the unit" };
    private readonly Option<string?> time = new("--time") { Description = "Column of the month" };
    private readonly Option<string?> value = new("--value") { Description = "Column of the level" };
    private readonly Option<double> level = new("--level") { Description = "Share of the expected level that counts as recovered", DefaultValueFactory = _ => 0.95 };
    private readonly Option<int> hold = new("--hold") { Description = "Months it must hold", DefaultValueFactory = _ => 3 };
    private readonly Option<string> calendar = new("--calendar") { Description = "Calendar effects, separated by commas: chinese-new-year, easter, working-days", DefaultValueFactory = _ => "" };
    private readonly Option<string> donors = new("--donors") { Description = "Units that the shock left alone, separated by commas", DefaultValueFactory = _ => "" };
    private readonly Option<bool> merged = new("--merged") { Description = "January and February are reported together" };
    private readonly Option<bool> cumulative = new("--cumulative") { Description = "Values run from January up to the month" };
    private readonly Option<ulong> seed = new("--seed") { Description = "Decides every draw", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> output = new("--output", "--out") { Description = "Folder for all tables as CSV" };

    public RecoveryCommand(Terminal terminal) : base("recovery", "Measure shock and recovery in any table of monthly exports")
    {
        Add(file);
        Option[] all = [shock, end, horizon, baselines, years, unit, time, value, level, hold, calendar, donors, merged, cumulative, seed, output];
        foreach (var option in all) Add(option);
        baselines.Validators.Add(result =>
        {
            foreach (var name in Names(result.Tokens.Count == 0 ? "" : result.Tokens[0].Value))
                if (Baselines.Find(name) is null) result.AddError($"--baselines {name}: it must be one of {string.Join(", ", Baselines.Names)}");
        });
        SharedOptions.Within(level, 0.01, 10.0);
        SharedOptions.Within(hold, 1, 120);
        SharedOptions.Within(years, 1, 50);
        SetAction(arguments => Run(arguments, terminal));
    }

    private int Run(ParseResult arguments, Terminal terminal)
    {
        if (arguments.GetValue(output) is { } folder) StudyFolder.RequireEmpty(folder);
        var layout = arguments.GetValue(merged) ? MonthLayout.MergedJanuaryFebruary : arguments.GetValue(cumulative) ? MonthLayout.CumulativeToMonth : MonthLayout.Plain;
        var start = Month(arguments.GetRequiredValue(shock), "--shock");
        var sheet = MonthlySheet.Read(arguments.GetRequiredValue(file), arguments.GetValue(unit), arguments.GetValue(time), arguments.GetValue(value), layout);
        ProblemText.Write(sheet.Warnings, terminal);
        if (sheet.Series.Count == 0) throw new NumericalException("The table holds no month with a level.");
        var last = sheet.Series.Select(s => s.First.Plus(s.Levels.Length - 1)).Aggregate((a, b) => a.CompareTo(b) > 0 ? a : b);
        var until = arguments.GetValue(horizon) is { } text ? Month(text, "--horizon") : last;
        var shortEnd = arguments.GetValue(end) is { } endText ? Month(endText, "--end") : start.Plus(Math.Min(11, Math.Max(0, until.Ordinal - start.Ordinal)));
        if (until.Ordinal < start.Ordinal) throw new InputException($"--shock {start} is later than the last month looked at, {until}", "nothing after the shock can be measured", "name a shock and a horizon within the table's months");
        if (shortEnd.Ordinal < start.Ordinal || shortEnd.Ordinal > until.Ordinal) throw new InputException($"--end {shortEnd} does not lie between the shock, {start}, and the last month looked at, {until}", "the short run has no months", "name a month between them, or leave --end out");
        var chosen = Names(arguments.GetValue(baselines)!).Select(name => Baselines.Find(name)!.Value).ToArray();
        var effects = CalendarEffect.None;
        foreach (var name in Names(arguments.GetValue(calendar)!))
            effects |= name switch
            {
                "chinese-new-year" => CalendarEffect.ChineseNewYear,
                "easter" => CalendarEffect.Easter,
                "working-days" => CalendarEffect.WorkingDays,
                _ => throw new InputException($"'{name}' is not a calendar effect", "months would be compared as if no holiday moved", "write chinese-new-year, easter or working-days"),
            };
        var options = new RecoveryOptions
        {
            BaseYears = [.. Enumerable.Range(start.Year - arguments.GetValue(years), arguments.GetValue(years))],
            Shock = start,
            ShortRunEnd = shortEnd,
            Horizon = until,
            Baselines = chosen,
            Level = arguments.GetValue(level),
            Hold = arguments.GetValue(hold),
            Calendar = effects,
            Donors = Names(arguments.GetValue(donors)!),
            Seed = arguments.GetValue(seed),
            BackTest = chosen.Length > 1,
        };
        var result = new RecoveryAnalysis(options).Run(sheet.Series);
        foreach (var line in RecoveryLines.Of(result)) terminal.Output.WriteLine(line);
        if (arguments.GetValue(output) is { } target) TableFolder.Write(target, RecoveryTables.Of(result, sheet.Series), terminal);
        return ExitCode.Good;
    }

    private static Period Month(string text, string option) => Period.TryParse(text, out var month) && month.Frequency == Frequency.Month ? month
        : throw new InputException($"{option} {text}: it is not a month", "the shock has no place in time", "write a month as 2020-01");

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
