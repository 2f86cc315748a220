using System.Globalization;
using Rebound.Econometrics;
using Rebound.Simulation;
using Rebound.Tests.Studies.Synthesis;

namespace Rebound.Benchmarks;

/// <summary>How often what a study says of mediation is warned of, in worlds with and without an unseen confounder of cases and exports: prints a Markdown page.</summary>
internal static class ConfoundingReport
{
    private static readonly string[] Counted = [MediatorLead.Name, MediatorPlacebo.Name, MediatorSensitivity.Name];

    /// <summary><c>confounding [WORLDS] [CITIES]</c>: seeds 1 to WORLDS.</summary>
    public static void Run(string[] arguments)
    {
        var worlds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 100;
        var cities = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 60;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Warnings among {worlds} drawn worlds of {cities} cities and 48 months (seeds 1 to {worlds}), short run.\n"));
        Console.WriteLine($"| resilience | favour | {string.Join(" | ", Counted.Select(c => $"`{c}`"))} | graded C |\n|---|---|{string.Concat(Counted.Select(_ => "---|"))}---|");
        foreach (var effect in new[] { WorldEffect.Link, WorldEffect.None })
        {
            foreach (var strength in new[] { 0, 0.5, 1 })
            {
                int[] warned = new int[Counted.Length];
                var (capped, answered) = (0, 0);
                for (var seed = 1; seed <= worlds; seed++)
                {
                    using var drawn = new DrawnStudy(new WorldOptions((ulong)seed, cities, 48, Partners: 2, Products: 3) { Effect = effect, Confounding = strength, Replicates = 1 });
                    var asked = drawn.Mediation();
                    var guards = asked.Guards();
                    for (var r = 0; r < guards.RowCount; r++)
                        if (guards["model"].Text(r) == "mediated.short" && guards["verdict"].Text(r) == "warning" && Array.IndexOf(Counted, guards["guard"].Text(r)) is var at and >= 0) warned[at]++;
                    if (!asked.Answers.TryGetValue("mediated.short", out var found)) continue;
                    answered++;
                    capped += found.Grade == EvidenceGrade.C ? 1 : 0;
                }
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {effect} | {strength} | {string.Join(" | ", warned)} | {capped} of {answered} |"));
            }
        }
    }
}
