using System.Globalization;
using Rebound.Numerics;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Which directions of the parameters the data see, and which parameters stay at their priors: the table simulation_identification of a posterior.</summary>
/// <remarks>What is left of a prior is read off the draws: their standard deviation where the prior is uniform, over that of the prior. Strength and directions of the economy come from the
/// Jacobian of the known growth at the posterior's medians (<see cref="IdentificationTable"/>); the epidemic has chance, so its directions are those in which its draws have come together.</remarks>
internal static class Identification
{
    private const double UniformDeviation = 0.28867513459481287; // 1/√12
    private const int NamedInDirection = 3;

    /// <summary>Of the posterior that a study names, at the facts and the epidemic of the study.</summary>
    public static ResultTable Of(Study study, StudyWorld asked, CancellationToken cancellation)
    {
        var draws = study.Data.Posterior;
        string[] economy = [.. EconomyParameters.All.Select(p => p.Symbol).Where(s => draws.All(d => d.ContainsKey(s)))];
        var world = asked.World with { SeedFactor = draws[0].ContainsKey(EpidemicCalibration.Seeds) ? Median(draws, EpidemicCalibration.Seeds) : 1 };
        foreach (var p in EpidemicParameters.All.Where(p => draws[0].ContainsKey(p.Symbol))) world = world with { Parameters = world.Parameters.With(p, Median(draws, p.Symbol)) };
        IdentificationTable? seen = null;
        if (economy.Length > 0 && BlockOf(study, asked) is { } block)
        {
            var path = world.NewEpidemic().Run(study.Settings.Seed, 0, cancellation).Path;
            seen = IdentificationTable.Of(block.Problem(economy, world.Parameters, path), [.. economy.Select(s => Positive(s, Median(draws, s)))]);
        }
        return Of(draws, seen, study.Settings.Calibration);
    }

    /// <summary>Of some draws, and of a Jacobian of the economy where there is one.</summary>
    public static ResultTable Of(IReadOnlyList<IReadOnlyDictionary<string, double>> draws, IdentificationTable? seen, CalibrationSettings settings)
    {
        var table = new TableBuilder("simulation_identification", "block", "kind", "parameter", "#value", "#low", "#high", "#strength", "#prior_share_left", "verdict");
        string[] epidemic = [.. EpidemicParameters.All.Select(p => p.Symbol).Append(EpidemicCalibration.Seeds).Where(draws[0].ContainsKey)];
        foreach (var symbol in epidemic) Parameter(table, "epidemic", symbol, draws, null, settings);
        foreach (var symbol in EconomyParameters.All.Select(p => p.Symbol).Where(draws[0].ContainsKey))
            Parameter(table, "economy", symbol, draws, seen?.Rows.FirstOrDefault(r => r.Name == symbol)?.Strength, settings);
        Contractions(table, epidemic, draws, settings);
        for (var k = 0; k < (seen?.SingularValues.Count ?? 0); k++)
        {
            var singular = seen!.SingularValues[k];
            table.Add("economy", "direction", Named(seen.Direction(k), [.. seen.Rows.Select(r => r.Name)]), null, null, null, singular, 1 / Math.Sqrt(1 + singular * singular), singular > 1 ? "seen" : "not seen");
        }
        return table.Build();
    }

    // Parameters at the lower end of a range from 0 have no logarithm: looked at just above it.
    private static double Positive(string symbol, double value) => Math.Max(value, 1e-6 * CalibrationSettings.RangeOf(symbol).High);

    private static EconomyBlock? BlockOf(Study study, StudyWorld asked)
    {
        try
        {
            return new EconomyBlock(study, asked, StudyCalibration.HeldOutUnits(study));
        }
        catch (NumericalException)
        {
            return null; // nothing tells growth: the draws alone speak
        }
    }

    private static void Parameter(TableBuilder table, string block, string symbol, IReadOnlyList<IReadOnlyDictionary<string, double>> draws, double? strength, CalibrationSettings settings)
    {
        var spread = Spread.Of([.. draws.Select(d => d[symbol])]);
        double? left = draws.Count > 1 ? Deviation([.. Places(draws, symbol, settings)]) / UniformDeviation : null;
        table.Add(block, "parameter", symbol, spread.Median, spread.Low, spread.High, strength, left, left is null ? "one draw tells nothing" : left > IdentificationTable.PriorShare ? "stays at its prior" : "seen");
    }

    // Directions of the epidemic's draws in prior units, the most contracted first. By chance alone the least variance of n draws in d directions is near (1 − √(d/n))².
    private static void Contractions(TableBuilder table, string[] symbols, IReadOnlyList<IReadOnlyDictionary<string, double>> draws, CalibrationSettings settings)
    {
        var (d, n) = (symbols.Length, draws.Count);
        if (d == 0 || n <= d) return;
        double[][] places = [.. symbols.Select(s => Places(draws, s, settings).Select(p => (p - 0.5) / UniformDeviation).ToArray())];
        double[] means = [.. places.Select(p => p.Average())];
        var covariance = new double[d * d];
        for (var a = 0; a < d; a++)
            for (var b = 0; b < d; b++)
                for (var i = 0; i < n; i++) covariance[a * d + b] += (places[a][i] - means[a]) * (places[b][i] - means[b]) / (n - 1);
        var eigen = SymmetricEigen.Of(covariance, d);
        var chance = IdentificationTable.PriorShare * (1 - Math.Sqrt(d / (double)n));
        foreach (var k in Enumerable.Range(0, d).OrderBy(i => eigen.Values[i]).ThenBy(i => i))
        {
            var left = Math.Sqrt(Math.Max(0, eigen.Values[k]));
            table.Add("epidemic", "direction", Named(eigen.Vector(k).ToArray(), symbols), null, null, null, null, left, left < chance ? "seen" : "not seen");
        }
    }

    private static string Named(double[] direction, string[] names) => string.Join(' ', Enumerable.Range(0, direction.Length)
        .OrderByDescending(i => Math.Abs(direction[i])).ThenBy(i => i).Take(NamedInDirection).Select(i => string.Create(CultureInfo.InvariantCulture, $"{(direction[i] < 0 ? "−" : "+")}{names[i]}")));

    private static IEnumerable<double> Places(IReadOnlyList<IReadOnlyDictionary<string, double>> draws, string symbol, CalibrationSettings settings)
    {
        var range = settings.Range(symbol);
        return draws.Select(d => range.Place(d[symbol]));
    }

    private static double Median(IReadOnlyList<IReadOnlyDictionary<string, double>> draws, string symbol) => Spread.Of([.. draws.Select(d => d[symbol])]).Median;

    private static double Deviation(double[] values) => Moments.Of(values).Deviation;
}
