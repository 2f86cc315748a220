using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Finds the values of absorbed effects from the part of the outcome that they explain.</summary>
internal static class EffectRecovery
{
    private const double Same = 1e-6; // of two solutions' values, relative to their spread
    private const ulong ProbeSeed = 20_230_815;

    public static IReadOnlyList<RecoveredEffect> Of(AbsorbedDesign absorbed, double[] explained, IReadOnlyDictionary<string, string> wanted)
    {
        var pins = Pins(absorbed.Design.Effects, wanted);
        var found = Solve(absorbed, explained);
        var probe = Solve(absorbed, Probe(absorbed, out var truth));
        var components = Components(absorbed.Design.Effects, absorbed.RowCount);
        var references = Normalise(absorbed.Design.Effects, components, found, pins);
        Normalise(absorbed.Design.Effects, components, probe, pins);
        Normalise(absorbed.Design.Effects, components, truth, pins);
        return [.. absorbed.Design.Effects.Select((effect, q) => new RecoveredEffect(effect.Name, [.. Enumerable.Range(0, effect.Levels).Select(effect.LabelOf)], Values(found[q].Intercepts), Values(found[q].Slopes), references[q], Agree(probe[q], truth[q]), Count(effect)))];
    }

    // The group of each effect that is to be zero; −1 for the first.
    private static int[] Pins(IReadOnlyList<AbsorbedEffect> effects, IReadOnlyDictionary<string, string> wanted)
    {
        var free = effects.FirstOrDefault(e => e.Intercept);
        foreach (var name in wanted.Keys)
        {
            var effect = effects.FirstOrDefault(e => e.Name == name && e.Intercept) ?? throw new KeyNotFoundException($"There is no absorbed effect '{name}' with intercepts; there are {string.Join(", ", effects.Select(e => e.Name))}.");
            if (ReferenceEquals(effect, free)) throw new ArgumentException($"'{name}' is the effect that has no reference: it takes up the constant. Name groups of the effects after it.", nameof(wanted));
        }
        return [.. effects.Select(e =>
        {
            if (!wanted.TryGetValue(e.Name, out var label)) return -1;
            for (var g = 0; g < e.Levels; g++)
                if (e.LabelOf(g) == label) return g;
            throw new KeyNotFoundException($"The effect {e.Name} has no group '{label}' in the sample.");
        })];
    }

    private static double[]? Values(double[] values) => values.Length == 0 ? null : values;

    private static int[] Count(AbsorbedEffect effect)
    {
        var rows = new int[effect.Levels];
        foreach (var code in effect.Codes) rows[code]++;
        return rows;
    }

    // Values drawn at random come back where the data determine them.
    private static bool[] Agree(Levels probe, Levels truth)
    {
        var same = new bool[Math.Max(probe.Intercepts.Length, probe.Slopes.Length)];
        for (var g = 0; g < same.Length; g++)
            same[g] = (probe.Intercepts.Length == 0 || Math.Abs(probe.Intercepts[g] - truth.Intercepts[g]) <= Same) && (probe.Slopes.Length == 0 || Math.Abs(probe.Slopes[g] - truth.Slopes[g]) <= Same);
        return same;
    }

    private static double[] Probe(AbsorbedDesign absorbed, out Levels[] truth)
    {
        var chance = new RandomStream(ProbeSeed, 0);
        double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => chance.NextNormal())];
        truth = [.. absorbed.Design.Effects.Select(e =>
        {
            var slopes = e.Slope is null ? [] : Draw(e.Levels);
            if (e.Slope is { } z)
            {
                var size = Math.Sqrt(InnerProduct.Of(null, z, z) / z.Length);
                for (var g = 0; g < slopes.Length; g++) slopes[g] /= size;
            }
            return new Levels(e.Intercept ? Draw(e.Levels) : [], slopes);
        })];
        var sum = new double[absorbed.RowCount];
        foreach (var (effect, levels) in absorbed.Design.Effects.Zip(truth)) levels.AddTo(sum, effect, 1);
        return sum;
    }

    private static Levels[] Solve(AbsorbedDesign absorbed, double[] explained)
    {
        var (effects, weights, layout) = (absorbed.Design.Effects, absorbed.Design.Weights, absorbed.Absorber.Layout!);
        var parameters = absorbed.Absorber.Parameters(explained);
        var rest = (double[])explained.Clone();
        var found = new Levels[effects.Count];
        for (var q = 0; q < effects.Count; q++)
        {
            if (ReferenceEquals(effects[q], layout.Main)) continue;
            double[] Part(bool slope) => layout.Terms.FirstOrDefault(t => ReferenceEquals(t.Effect, effects[q]) && t.IsSlope == slope) is { } term ? parameters[term.Offset..(term.Offset + effects[q].Levels)] : [];
            found[q] = new Levels(Part(false), Part(true));
            if (effects[q].Slope is { } z) found[q] = Uncentred(found[q], effects[q], z, weights);
            found[q].AddTo(rest, effects[q], -1);
        }
        var main = effects.ToList().FindIndex(e => ReferenceEquals(e, layout.Main));
        found[main] = ByGroup(effects[main], rest, weights);
        return found;
    }

    // Slopes were solved for on values less their group's mean.
    private static Levels Uncentred(Levels levels, AbsorbedEffect effect, double[] z, double[]? weights)
    {
        if (!effect.Intercept) return levels;
        var mean = ByGroup(effect with { Slope = null }, z, weights).Intercepts;
        for (var g = 0; g < mean.Length; g++) levels.Intercepts[g] -= levels.Slopes[g] * mean[g];
        return levels;
    }

    // Least squares within each group on a constant, a slope, or both.
    private static Levels ByGroup(AbsorbedEffect effect, double[] values, double[]? weights)
    {
        int levels = effect.Levels, n = values.Length;
        double[] total = new double[levels], y = new double[levels], z = new double[levels], zz = new double[levels], zy = new double[levels];
        for (var i = 0; i < n; i++)
        {
            var (g, w) = (effect.Codes[i], weights?[i] ?? 1);
            total[g] += w;
            y[g] += w * values[i];
            if (effect.Slope is not null) z[g] += w * effect.Slope[i];
        }
        for (var g = 0; g < levels; g++) (y[g], z[g]) = effect.Intercept ? (y[g] / total[g], z[g] / total[g]) : (0, 0);
        if (effect.Slope is null) return new Levels(y, []);
        var before = new double[levels];
        for (var i = 0; i < n; i++)
        {
            var (g, w, centred) = (effect.Codes[i], weights?[i] ?? 1, effect.Slope[i] - z[effect.Codes[i]]);
            zz[g] += w * centred * centred;
            before[g] += w * effect.Slope[i] * effect.Slope[i];
            zy[g] += w * centred * (values[i] - y[g]);
        }
        for (var g = 0; g < levels; g++)
        {
            zy[g] = zz[g] > 1e-20 * before[g] ? zy[g] / zz[g] : 0; // constant within the group: no slope
            y[g] -= zy[g] * z[g];
        }
        return new Levels(effect.Intercept ? y : [], zy);
    }

    // Groups that rows connect over all effects: a constant can move from one effect to another within such a set.
    private static int[] Components(IReadOnlyList<AbsorbedEffect> effects, int rows)
    {
        var offsets = new int[effects.Count + 1];
        for (var q = 0; q < effects.Count; q++) offsets[q + 1] = offsets[q] + effects[q].Levels;
        var sets = new DisjointSets(offsets[^1]);
        int[] intercepts = [.. Enumerable.Range(0, effects.Count).Where(q => effects[q].Intercept)];
        for (var i = 0; i < rows; i++)
            for (var j = 1; j < intercepts.Length; j++) sets.Join(offsets[intercepts[0]] + effects[intercepts[0]].Codes[i], offsets[intercepts[j]] + effects[intercepts[j]].Codes[i]);
        return [.. Enumerable.Range(0, offsets[^1]).Select(sets.Of)];
    }

    // In each set of connected groups the first group of every effect after the first is zero.
    private static bool[][] Normalise(IReadOnlyList<AbsorbedEffect> effects, int[] components, Levels[] found, int[] pins)
    {
        bool[][] references = [.. effects.Select(e => new bool[e.Levels])];
        int offset = 0, free = -1;
        var shifts = new Dictionary<int, double>();
        var starts = new int[effects.Count];
        for (var q = 0; q < effects.Count; q++)
        {
            starts[q] = offset;
            offset += effects[q].Levels;
            if (!effects[q].Intercept) continue;
            if (free < 0)
            {
                free = q;
                continue;
            }
            var first = new Dictionary<int, double>();
            if (pins[q] >= 0) first[components[starts[q] + pins[q]]] = found[q].Intercepts[pins[q]];
            for (var g = 0; g < effects[q].Levels; g++)
            {
                references[q][g] = first.TryAdd(components[starts[q] + g], found[q].Intercepts[g]) || g == pins[q];
                found[q].Intercepts[g] -= first[components[starts[q] + g]];
            }
            foreach (var (component, value) in first) shifts[component] = shifts.GetValueOrDefault(component) + value;
        }
        if (free >= 0)
            for (var g = 0; g < effects[free].Levels; g++) found[free].Intercepts[g] += shifts.GetValueOrDefault(components[starts[free] + g]);
        return references;
    }

    private readonly record struct Levels(double[] Intercepts, double[] Slopes)
    {
        public void AddTo(double[] sum, AbsorbedEffect effect, double sign)
        {
            for (var i = 0; i < sum.Length; i++)
            {
                var g = effect.Codes[i];
                if (Intercepts.Length > 0) sum[i] += sign * Intercepts[g];
                if (Slopes.Length > 0) sum[i] += sign * Slopes[g] * effect.Slope![i];
            }
        }
    }
}
