using Rebound.Conformance;

const string Usage = "Rebound.Conformance --cases DIR [--data DIR] [--write DIR] [--only ID,ID] [--faults N]";
var options = new Dictionary<string, string>(StringComparer.Ordinal);
for (var i = 0; i < args.Length; i += 2)
{
    if (args[i] is not ("--cases" or "--data" or "--write" or "--only" or "--faults") || i + 1 == args.Length)
    {
        await Console.Error.WriteLineAsync(Usage);
        return 2;
    }
    options[args[i]] = args[i + 1];
}
if (!options.TryGetValue("--cases", out var cases) || !Directory.Exists(cases))
{
    await Console.Error.WriteLineAsync(cases is null ? Usage : $"There is no folder '{cases}'. {Usage}");
    return 2;
}
var only = options.TryGetValue("--only", out var ids) ? ids.Split(',') : null;
if (options.TryGetValue("--faults", out var shown)) CaseResult.ShownFaults = int.Parse(shown, System.Globalization.CultureInfo.InvariantCulture);
var (passed, failed) = (0, 0);
foreach (var file in ConformanceRun.Files(cases))
{
    if (only is not null && !only.Contains(Path.GetFileNameWithoutExtension(file))) continue;
    var result = ConformanceRun.Judge(file, cases, options.GetValueOrDefault("--data", cases), options.GetValueOrDefault("--write"));
    if (result.Verdict == Verdict.Fail) failed++;
    else passed++;
    Console.WriteLine(result.Line);
}
Console.WriteLine($"{passed} passed, {failed} failed");
return failed == 0 && passed > 0 ? 0 : 1;
