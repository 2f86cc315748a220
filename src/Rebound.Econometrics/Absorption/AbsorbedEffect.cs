namespace Rebound.Econometrics;

/// <summary>An absorbed effect on a sample: an intercept, a slope, or both, for each of L groups.</summary>
internal sealed record AbsorbedEffect(string Name, int[] Codes, int Levels, double[]? Slope, bool Intercept)
{
    private IReadOnlyList<string>? labels;
    private int[]? kept;

    public static AbsorbedEffect Of(string name, int[] codes, int levels, double[]? slope, bool intercept, IReadOnlyList<string>? labels = null)
    {
        var dense = Factor.Dense(codes, levels, out var count, out var kept);
        return new AbsorbedEffect(name, dense, count, slope, intercept) { labels = labels, kept = kept };
    }

    /// <summary>The label of a group.</summary>
    public string LabelOf(int level)
    {
        var source = kept is null ? level : kept[level];
        return labels is null ? (source + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : labels[source];
    }

    /// <summary>Whether each group lies within one cluster.</summary>
    public bool IsNestedIn(Cluster cluster)
    {
        var owner = new int[Levels];
        Array.Fill(owner, -1);
        for (var i = 0; i < Codes.Length; i++)
        {
            if (owner[Codes[i]] == -1) owner[Codes[i]] = cluster.Codes[i];
            else if (owner[Codes[i]] != cluster.Codes[i]) return false;
        }
        return true;
    }
}
