using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>Reads a covariance as text; every message points at the character.</summary>
internal sealed class CovarianceParser(string text)
{
    private static readonly string[] Names = ["iid", "hc1", "hc2", "hc3", "cluster", "cr2", "cr3", "nw", "dk", "conley", "groupwise", "pcse"];

    public Covariance Parse()
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var name = (open < 0 ? text : text[..open]).Trim().ToLowerInvariant();
        var start = text.Length - text.TrimStart().Length;
        if (!Names.Contains(name, StringComparer.Ordinal)) throw Wrong(start, $"There is no covariance '{name}'; there are {string.Join(", ", Names)}");
        List<(string Text, int At)> parts = [];
        if (open >= 0)
        {
            var close = text.LastIndexOf(')');
            if (close < open) throw Wrong(text.Length, "Expected ')'");
            if (text[(close + 1)..].Trim().Length > 0) throw Wrong(close + 1, $"'{text[(close + 1)..].Trim()}' is not expected here");
            parts = Split(open + 1, close, name is "cluster" ? '+' : ',');
        }
        return name switch
        {
            "iid" => Alone(Covariance.Iid, parts),
            "hc1" => Alone(Covariance.Robust, parts),
            "hc2" => Alone(Covariance.Hc2, parts),
            "hc3" => Alone(Covariance.Hc3, parts),
            "cluster" => Clusters(parts),
            "cr2" => Covariance.BiasReduced(One(parts)),
            "cr3" => Covariance.Jackknife(One(parts)),
            "nw" => Covariance.NeweyWest(Lags(parts)),
            "dk" => Covariance.DriscollKraay(Lags(parts)),
            "groupwise" => Covariance.OneVarianceBy(One(parts)),
            "pcse" => Alone(Covariance.PanelCorrected, parts),
            _ => Conley(parts),
        };
    }

    private List<(string Text, int At)> Split(int from, int to, char separator)
    {
        List<(string, int)> parts = [];
        while (true)
        {
            var end = text.IndexOf(separator, from, to - from);
            var part = text[from..(end < 0 ? to : end)];
            parts.Add((part.Trim(), from + part.Length - part.TrimStart().Length));
            if (end < 0) return parts;
            from = end + 1;
        }
    }

    private Covariance Alone(Covariance covariance, List<(string Text, int At)> parts) => parts.Count == 0 ? covariance : throw Wrong(parts[0].At, $"'{covariance}' takes nothing in brackets");

    private Covariance Clusters(List<(string Text, int At)> parts)
    {
        if (parts.Count is 0 or > 4) throw Wrong(text.Length, "Name one to four groupings: cluster(city) or cluster(city+year)");
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Text.Length == 0) throw Wrong(parts[i].At, "Expected the name of a grouping");
            if (parts.FindIndex(p => p.Text == parts[i].Text) < i) throw Wrong(parts[i].At, $"'{parts[i].Text}' is named twice");
        }
        return Covariance.ClusteredBy([.. parts.Select(p => p.Text)]);
    }

    private string One(List<(string Text, int At)> parts) => parts is [{ Text.Length: > 0 }] ? parts[0].Text : throw Wrong(text.Length, "Name one grouping in brackets, for instance cr2(province)");

    private int? Lags(List<(string Text, int At)> parts)
    {
        if (parts.Count == 0 || parts is [{ Text.Length: 0 }]) return null;
        return parts.Count == 1 && int.TryParse(parts[0].Text, NumberStyles.None, CultureInfo.InvariantCulture, out var lags) ? lags : throw Wrong(parts[0].At, $"'{parts[0].Text}' is not a number of lags");
    }

    private Covariance Conley(List<(string Text, int At)> parts)
    {
        if (parts.Count == 0) throw Wrong(text.Length, "Name the distance in kilometres: conley(200)");
        if (!double.TryParse(parts[0].Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var cutoff) || cutoff is not (> 0 and < double.PositiveInfinity)) throw Wrong(parts[0].At, $"'{parts[0].Text}' is not a distance in kilometres");
        if (parts.Count > 3) throw Wrong(parts[3].At, "A distance, a kernel and a pixel are all that conley( ) takes");
        double pixel = 0;
        if (parts.Count == 3 && (!double.TryParse(parts[2].Text, NumberStyles.Float, CultureInfo.InvariantCulture, out pixel) || pixel is not (> 0 and < double.PositiveInfinity))) throw Wrong(parts[2].At, $"'{parts[2].Text}' is not a side of squares in kilometres");
        var kernel = parts.Count == 1 ? ConleyKernel.Uniform : parts[1].Text switch
        {
            "uniform" => ConleyKernel.Uniform,
            "bartlett" => ConleyKernel.Bartlett,
            _ => throw Wrong(parts[1].At, $"There is no kernel '{parts[1].Text}'; there are uniform and bartlett"),
        };
        return Covariance.Conley(cutoff, kernel) with { Pixel = pixel };
    }

    private FormulaException Wrong(int at, string problem) => new(text, Math.Min(at, text.Length), problem);
}
