using Rebound.Measures;
using Rebound.Numerics;

namespace Rebound.Conformance;

/// <summary>Uncertainty and sensitivity.</summary>
internal static class SensitivityAnswers
{
    /// <summary>The reference's own index: at most five points winsorised, min-max from 0 to 100.</summary>
    private const int NominalPoints = 5;

    private static readonly double[] NominalEnds = [0, 100];

    public static IReadOnlyDictionary<string, Func<Case, Answer>> Methods { get; } = new Dictionary<string, Func<Case, Answer>>(StringComparer.Ordinal)
    {
        ["sensitivity.uncertainty"] = Uncertainty,
        ["sensitivity.sobol"] = Sobol,
    };

    /// <summary>Replays recorded replications: treat, normalise, weigh and aggregate level by level.</summary>
    private static Tree Uncertainty(Case question)
    {
        var data = question.Table("data");
        var table = CoinTable.CrossSection(data, CoinTable.Indicators(data, question.Table("meta"), tree: true));
        var units = table.Units.Count;
        List<double[]> scores = [Score(table, NominalPoints, "n_minmax", NominalEnds, AggregateMethod.Arithmetic, _ => 1)];
        foreach (var draw in question.Params.GetProperty("draws").EnumerateArray())
        {
            var weights = draw.GetProperty("weights");
            var mean = draw.GetProperty("agg").GetString() == "a_gmean" ? AggregateMethod.Geometric : AggregateMethod.Arithmetic;
            var norm = draw.GetProperty("norm").GetString()!;
            scores.Add(Score(table, draw.GetProperty("winmax").GetInt32(), norm, Case.Numbers(question.Params.GetProperty("norm_alternatives").GetProperty(norm)), mean, name => weights.GetProperty(name).GetDouble()));
        }
        var scoreTable = new TableAnswer().With("uCode", table.Units);
        for (var r = 0; r < scores.Count; r++) scoreTable.With(r == 0 ? "Nominal" : $"r_{r}", scores[r]);
        var ranks = scores.Select(replication =>
        {
            var own = new int[units];
            Ranks.Descending(replication, own, new int[units]);
            return own;
        }).ToArray();
        double[][] sorted = [.. Enumerable.Range(0, units).Select(i => ranks.Skip(1).Select(own => (double)own[i]).Order().ToArray())];
        return new Tree
        {
            ["scores"] = scoreTable,
            ["rankstats"] = new TableAnswer().With("uCode", table.Units).With("Nominal", ranks[0]).With("Mean", sorted.Select(own => own.Average()))
                .With("Median", sorted.Select(own => Quantile.OfSorted(own, 0.5))).With("Q5", sorted.Select(own => Quantile.OfSorted(own, 0.05))).With("Q95", sorted.Select(own => Quantile.OfSorted(own, 0.95))),
        };
    }

    private static double[] Score(IndicatorTable source, int points, string norm, double[] scale, AggregateMethod mean, Func<string, double> weight)
    {
        var options = CoinTable.Options with
        {
            Treat = TreatMethod.WinsoriseThenLog,
            TreatSettings = TreatSettings.Default with { WinsoriseShare = (points + 0.5) / source.Units.Count },
            Normalise = norm == "n_zscore" ? NormaliseMethod.ZScore : NormaliseMethod.MinMax,
            AggregateByLevel = [mean],
        };
        var table = IndexSteps.Describe(IndexSteps.Treat(IndexSteps.Select(source, options), options));
        var (shift, factor) = norm == "n_zscore" ? (scale[0], scale[1]) : (scale[0], scale[1] - scale[0]);
        double[] columns = [.. IndexSteps.Normalise(table, options).Select(value => shift + factor * value)];
        double[] nodeWithin = [.. table.Tree.Nodes.Select((node, n) => n == 0 ? 1 : weight(node.Path.Split('/')[^1]))];
        return Total(table.Tree, columns, [.. table.Indicators.Select(_ => 1.0)], nodeWithin, new AggregateRule(mean).Exponent!.Value);
    }

    private static double[] Total(IndexTree tree, double[] columns, double[] within, double[] nodeWithin, double exponent)
    {
        var rows = columns.Length / tree.Order.Length;
        var scores = new double[tree.Nodes.Count * rows];
        for (var node = tree.Nodes.Count - 1; node >= 0; node--)
            LevelScores.Score(tree, node, rows, columns, scores, within, nodeWithin, exponent, 0);
        return scores[..rows];
    }

    /// <summary>The estimators on the Ishigami function, a = 7 and b = 0.1, whose exact indices follow by integration.</summary>
    private static Tree Sobol(Case question)
    {
        var design = question.Table("design");
        var (n, d) = ((int)question.Number("N"), (int)question.Number("d"));
        double[][] x = [.. Enumerable.Range(1, d).Select(i => design.Numbers($"X{i}").Select(unit => Math.PI * (2 * unit - 1)).ToArray())];
        double[] y = [.. Enumerable.Range(0, x[0].Length).Select(r => Math.Sin(x[0][r]) + 7 * Math.Pow(Math.Sin(x[1][r]), 2) + 0.1 * Math.Pow(x[2][r], 4) * Math.Sin(x[0][r]))];
        var (a, b) = (y[..n], y[n..(2 * n)]);
        double[] Mixed(int i) => y[((i + 2) * n)..((i + 3) * n)];
        const double A = 7, B = 0.1;
        var pi4 = Math.Pow(Math.PI, 4);
        var (first, second, joint) = (Math.Pow(1 + B * pi4 / 5, 2) / 2, A * A / 8, B * B * pi4 * pi4 * 8 / 225);
        var variance = first + second + joint;
        double Rounded(double share) => Math.Round(share, 4); // the reference states them so
        return new Tree
        {
            ["variance"] = SobolIndices.Variance(a, b),
            ["Si"] = Enumerable.Range(0, d).Select(i => SobolIndices.First(a, b, Mixed(i), FirstOrderEstimator.Uncentred)).ToArray(),
            ["STi"] = Enumerable.Range(0, d).Select(i => SobolIndices.Total(a, b, Mixed(i))).ToArray(),
            ["analytic"] = new Tree
            {
                ["Si"] = new[] { Rounded(first / variance), Rounded(second / variance), 0.0 },
                ["STi"] = new[] { Rounded((first + joint) / variance), Rounded(second / variance), Rounded(joint / variance) },
            },
        };
    }
}
