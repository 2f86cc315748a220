using Rebound.Econometrics;
using Rebound.Numerics;

namespace Rebound.Benchmarks;

/// <summary>The designs on which the field compares absorption: rows, groupings, an outcome and regressors, all from a seed.</summary>
/// <remarks>simple, difficult: ten years, n/10 units, n/230 firms drawn at random or repeated in sequence (fixest's benchmarks).
/// classic: groupings of n/20, √n and n^0.33 levels, an overdispersed count as outcome. femdiff: i over n/20, f = min(U{0 … 20} +
/// max(1, ⌊i/8⌋ − 10), n/160), t over n^0.3 (the benchmark of FixedEffectModels.jl).</remarks>
internal sealed record AbsorptionCase(string Name, double[] Outcome, double[] Count, double[][] Regressors, string[] EffectNames, int[][] Codes, int[] Levels)
{
    public int RowCount => Outcome.Length;

    public static AbsorptionCase Of(string name, int n, int regressors)
    {
        var stream = new RandomStream(20, 1);
        int[] Draw(int levels)
        {
            var codes = new int[n];
            for (var i = 0; i < n; i++) codes[i] = stream.NextBelow(levels);
            return codes;
        }
        int[] Make(Func<int, int> code)
        {
            var codes = new int[n];
            for (var i = 0; i < n; i++) codes[i] = code(i);
            return codes;
        }
        string[] names;
        int[][] codes;
        int[] levels;
        switch (name)
        {
            case "simple" or "difficult":
                var firms = Math.Max(2, n / 230);
                names = ["indiv", "year", "firm"];
                levels = [Math.Max(2, (n + 9) / 10), 10, firms];
                codes = [Make(i => i / 10), Make(i => i % 10), name == "difficult" ? Make(i => i % firms) : Draw(firms)];
                break;
            case "classic":
                levels = [n / 20, (int)Math.Sqrt(n), (int)Math.Pow(n, 0.33)];
                names = ["a", "b", "c"];
                codes = [Draw(levels[0]), Draw(levels[1]), Draw(levels[2])];
                break;
            case "femdiff":
                levels = [n / 20, n / 160 + 1, (int)Math.Pow(n, 0.3)];
                names = ["i", "f", "t"];
                var who = Draw(levels[0]);
                codes = [who, Make(r => Math.Min(stream.NextBelow(21) + Math.Max(1, who[r] / 8 - 10), n / 160)), Draw(levels[2])];
                break;
            default:
                throw new ArgumentException($"There is no design '{name}'.", nameof(name));
        }
        double[][] effects = [.. levels.Select(l => Normals(stream, l, 0.5))];
        double[][] x = [.. Enumerable.Range(0, regressors).Select(_ => Normals(stream, n, 1))];
        double[] y = new double[n], count = new double[n];
        for (var i = 0; i < n; i++)
        {
            double mean = 0;
            for (var q = 0; q < codes.Length; q++) mean += effects[q][codes[q][i]];
            for (var j = 0; j < x.Length; j++) mean += 0.5 * x[j][i] / (1 + j);
            y[i] = mean + stream.NextNormal();
            count[i] = Poisson(stream, Math.Exp(Math.Min(4, mean + 0.5 * stream.NextNormal())));
        }
        return new AbsorptionCase(name, y, count, x, names, codes, levels);
    }

    public ModelData Table()
    {
        var data = ModelData.Of(RowCount).With("y", Outcome).With("count", Count);
        for (var j = 0; j < Regressors.Length; j++) data = data.With($"x{j + 1}", Regressors[j]);
        for (var q = 0; q < Codes.Length; q++) data = data.WithFactor(EffectNames[q], new Factor(Codes[q], new NumberedLabels(Levels[q])));
        return data;
    }

    public string Formula(string outcome, int regressors, int effects) =>
        $"{outcome} ~ {string.Join(" + ", Enumerable.Range(1, regressors).Select(j => $"x{j}"))} | {string.Join(" + ", EffectNames.Take(effects))}";

    /// <summary>Raw little-endian columns with their <c>meta.json</c>, which other programs read too.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        List<string> entries = [];
        void Column<T>(string name, string kind, T[] values) where T : unmanaged
        {
            File.WriteAllBytes(Path.Combine(folder, $"{name}.{kind}"), System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(values).ToArray());
            entries.Add($"\"{name}\": \"{kind}\"");
        }
        Column("y", "f64", Outcome);
        Column("count", "f64", Count);
        for (var j = 0; j < Regressors.Length; j++) Column($"x{j + 1}", "f64", Regressors[j]);
        for (var q = 0; q < Codes.Length; q++) Column(EffectNames[q], "i32", Codes[q]);
        File.WriteAllText(Path.Combine(folder, "meta.json"), $"{{\"n\": {RowCount}, \"columns\": {{{string.Join(", ", entries)}}}}}\n");
    }

    private static double[] Normals(RandomStream stream, int length, double deviation)
    {
        var values = new double[length];
        for (var i = 0; i < length; i++) values[i] = deviation * stream.NextNormal();
        return values;
    }

    private static double Poisson(RandomStream stream, double mean)
    {
        double limit = Math.Exp(-mean), product = stream.NextUniform();
        var count = 0;
        while (product > limit)
        {
            product *= stream.NextUniform();
            count++;
        }
        return count;
    }

    private sealed class NumberedLabels(int count) : IReadOnlyList<string>
    {
        public int Count => count;

        public string this[int index] => index.ToString(System.Globalization.CultureInfo.InvariantCulture);

        public IEnumerator<string> GetEnumerator() => Enumerable.Range(0, count).Select(i => this[i]).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
