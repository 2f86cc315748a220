using Rebound.Econometrics;

namespace Rebound.Cli;

/// <summary>Reads the small-sample rules of <c>--ssc</c>.</summary>
internal static class SmallSampleText
{
    public static SmallSample Read(string? text)
    {
        var rules = new SmallSample();
        if (text is null) return rules;
        if (text.Trim() == "none") return SmallSample.None;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            rules = part.Split('=', StringSplitOptions.TrimEntries) switch
            {
                ["K.adj", var value] when Truth(value) is { } on => rules with { AdjustParameters = on },
                ["K.fixef", "none"] => rules with { Effects = EffectCount.None },
                ["K.fixef", "nonnested"] => rules with { Effects = EffectCount.NotNested },
                ["K.fixef", "full"] => rules with { Effects = EffectCount.All },
                ["G.adj", var value] when Truth(value) is { } on => rules with { AdjustClusters = on },
                ["G.df", "min"] => rules with { ClusterFactor = ClusterFactor.Smallest },
                ["G.df", "each" or "conventional"] => rules with { ClusterFactor = ClusterFactor.Each },
                ["t.df", "min"] => rules with { DegreesOfFreedom = DegreesOfFreedom.Clusters },
                ["t.df", "residual" or "conventional"] => rules with { DegreesOfFreedom = DegreesOfFreedom.Residual },
                _ => throw new InputException($"--ssc {part} is no rule for small samples", "the factors of the errors are not known", "write none, or some of K.adj=true|false, K.fixef=none|nonnested|full, G.adj=true|false, G.df=min|each, t.df=min|residual, separated by commas"),
            };
        }
        return rules;
    }

    private static bool? Truth(string value) => value.ToLowerInvariant() switch
    {
        "true" or "t" or "yes" => true,
        "false" or "f" or "no" => false,
        _ => null,
    };
}
