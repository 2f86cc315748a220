using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>The optimal-parameters geographical detector: for each continuous factor the cut (method × classes) with the largest q (Song et al., 2020).</summary>
/// <remarks>q grows with the number of classes and with every cut that is tried, so the p-value of the best cut taken alone does not
/// hold. Here the variable is shuffled over the units and the whole search repeated, so the p-value includes it. Classes are
/// runs of the factor's order; with running sums each cut costs k steps, not n.</remarks>
/// <param name="methods">The methods tried, in this order.</param>
/// <param name="classes">The class counts tried, each at least 2.</param>
/// <param name="least">Units that each class must hold, at least 2.</param>
public sealed class OptimalDetector(IReadOnlyList<BreakMethod> methods, IReadOnlyList<int> classes, int least = 2)
{
    private const int DrawsAChunk = 8;

    /// <summary>All five methods with three to ten classes.</summary>
    public static OptimalDetector Default { get; } = new(Enum.GetValues<BreakMethod>(), [3, 4, 5, 6, 7, 8, 9, 10]);

    /// <summary>Searches each factor.</summary>
    /// <param name="values">n finite values of the variable.</param>
    /// <param name="factors">The factors' names and their n finite values each.</param>
    /// <param name="draws">M, random orders for the p-values; at least 1.</param>
    /// <param name="seed">The study's seed; order d uses stream d.</param>
    /// <param name="subject">Names the variable for refusals.</param>
    /// <exception cref="MeasureRefusedException">A missing value, a constant variable or factor, or a factor that no method can cut.</exception>
    public IReadOnlyList<DetectedFactor> Search(ReadOnlySpan<double> values, IReadOnlyList<(string Name, double[] Values)> factors, int draws, ulong seed, Subject subject)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(draws);
        Check(values, factors, subject);
        var raw = values.ToArray();
        var (centred, total) = Centre(values);
        var found = new Cuts[factors.Count];
        FixedChunks.Run(factors.Count, 1, (first, end) =>
        {
            for (var f = first; f < end; f++) found[f] = Cuts.Of(factors[f].Values, methods, classes, least);
        });
        for (var f = 0; f < factors.Count; f++)
        {
            if (found[f].Ends.Count == 0)
                throw new MeasureRefusedException(MeasureRefusalKind.Singleton, subject, [factors[f].Name], $"No cut of '{factors[f].Name}' gives the asked classes with {least} or more units each; ask for fewer classes.");
        }
        var observed = new double[factors.Count];
        for (var f = 0; f < factors.Count; f++) observed[f] = found[f].Best(centred, total, new double[centred.Length + 1]);
        var (own, family) = CountDraws(centred, total, found, observed, draws, seed);
        return [.. Enumerable.Range(0, factors.Count).Select(f => Describe(factors[f].Name, factors[f].Values, found[f], raw, centred, total, (own[f] + 1.0) / (draws + 1), (family[f] + 1.0) / (draws + 1), subject))];
    }

    private static void Check(ReadOnlySpan<double> values, IReadOnlyList<(string Name, double[] Values)> factors, Subject subject)
    {
        Require.AtLeast(values.Length, 4, subject, "units", "The optimal detector");
        Require.Finite(values, subject);
        Require.Varying(values, subject, "q");
        foreach (var (name, column) in factors)
        {
            if (column.Length != values.Length) throw new ArgumentException($"'{name}' has {column.Length} values, {subject} has {values.Length}.", nameof(factors));
            Require.Finite(column, subject with { Variable = name });
            Require.Varying(column, subject with { Variable = name }, "a cut of it");
        }
    }

    private static (double[] Centred, double Total) Centre(ReadOnlySpan<double> values)
    {
        double mean = 0, total = 0;
        foreach (var value in values) mean += value;
        mean /= values.Length;
        var centred = new double[values.Length];
        for (var i = 0; i < centred.Length; i++)
        {
            centred[i] = values[i] - mean;
            total += centred[i] * centred[i];
        }
        return (centred, total);
    }

    private static (int[] Own, int[] Family) CountDraws(double[] centred, double total, Cuts[] found, double[] observed, int draws, ulong seed)
    {
        var best = new double[draws * found.Length];
        FixedChunks.Run(draws, DrawsAChunk, () => (Order: new int[centred.Length], Moved: new double[centred.Length], Sums: new double[centred.Length + 1]), (first, end, room) =>
        {
            for (var d = first; d < end; d++)
            {
                Permutations.Shuffle(room.Order, new RandomStream(seed, (ulong)d));
                for (var i = 0; i < centred.Length; i++) room.Moved[i] = centred[room.Order[i]];
                for (var f = 0; f < found.Length; f++) best[d * found.Length + f] = found[f].Best(room.Moved, total, room.Sums);
            }
        });
        var (own, family) = (new int[found.Length], new int[found.Length]);
        for (var d = 0; d < draws; d++)
        {
            var row = best.AsSpan(d * found.Length, found.Length);
            var largest = 0.0;
            foreach (var q in row) largest = Math.Max(largest, q);
            for (var f = 0; f < found.Length; f++)
            {
                // An order that only moves equal values gives the same q up to rounding: a tie.
                if (row[f] >= observed[f] - 1e-12) own[f]++;
                if (largest >= observed[f] - 1e-12) family[f]++;
            }
        }
        return (own, family);
    }

    private DetectedFactor Describe(string name, double[] factor, Cuts cuts, double[] raw, double[] centred, double total, double own, double family, Subject subject)
    {
        var tried = cuts.All(centred, total);
        var best = tried[0];
        foreach (var cut in tried)
            if (cut.Q > best.Q) best = cut;
        string[] labels = [.. factor.Select(value => best.ClassOf(value).ToString("D3", System.Globalization.CultureInfo.InvariantCulture))];
        return new DetectedFactor(name, best, tried, methods.Count * classes.Count - tried.Count, Geodetector.Factor(raw, labels, name, subject).P, own, family);
    }

    /// <summary>All admissible cuts of one factor, as ends of runs in the factor's order.</summary>
    private sealed class Cuts(int[] order, List<int[]> ends, List<(BreakMethod Method, double[] Breaks)> kinds)
    {
        public List<int[]> Ends => ends;

        public static Cuts Of(double[] factor, IReadOnlyList<BreakMethod> methods, IReadOnlyList<int> classes, int least)
        {
            var (sorted, order) = ((double[])factor.Clone(), new int[factor.Length]);
            for (var i = 0; i < order.Length; i++) order[i] = i;
            Array.Sort(sorted, order);
            var natural = methods.Contains(BreakMethod.Natural) ? NaturalBreaks.Of(sorted, classes.Max()) : [];
            var (ends, kinds) = (new List<int[]>(), new List<(BreakMethod, double[])>());
            foreach (var method in methods)
            {
                foreach (var k in classes)
                {
                    ArgumentOutOfRangeException.ThrowIfLessThan(k, 2, nameof(classes));
                    var breaks = Discretisation.BreaksOf(sorted, method, k, natural);
                    if (breaks.Length != k - 1 || RunEnds(sorted, breaks, least) is not { } runs) continue;
                    ends.Add(runs);
                    kinds.Add((method, breaks));
                }
            }
            return new Cuts(order, ends, kinds);
        }

        /// <summary>The largest q of all cuts.</summary>
        public double Best(double[] centred, double total, double[] sums)
        {
            Accumulate(centred, sums);
            var best = 0.0;
            foreach (var runs in ends) best = Math.Max(best, Between(runs, sums));
            return Math.Clamp(best / total, 0, 1);
        }

        public List<Discretisation> All(double[] centred, double total)
        {
            var sums = new double[centred.Length + 1];
            Accumulate(centred, sums);
            return [.. ends.Zip(kinds, (runs, kind) => new Discretisation(kind.Method, runs.Length, kind.Breaks, Math.Clamp(Between(runs, sums) / total, 0, 1)))];
        }

        private void Accumulate(double[] centred, double[] sums)
        {
            var sum = 0.0;
            for (var i = 0; i < order.Length; i++)
            {
                sum += centred[order[i]];
                sums[i + 1] = sum;
            }
        }

        // Σ Nₕ(x̄ₕ − x̄)² with x̄ = 0.
        private static double Between(int[] runs, double[] sums)
        {
            var (between, from) = (0.0, 0);
            foreach (var to in runs)
            {
                var sum = sums[to] - sums[from];
                between += sum * sum / (to - from);
                from = to;
            }
            return between;
        }

        private static int[]? RunEnds(double[] sorted, double[] breaks, int least)
        {
            var runs = new int[breaks.Length + 1];
            var from = 0;
            for (var k = 0; k < runs.Length; k++)
            {
                runs[k] = k == breaks.Length ? sorted.Length : UpTo(sorted, breaks[k]);
                if (runs[k] - from < least) return null;
                from = runs[k];
            }
            return runs;
        }

        /// <summary>The number of values ≤ bound.</summary>
        private static int UpTo(double[] sorted, double bound)
        {
            var (low, high) = (0, sorted.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (sorted[middle] <= bound) low = middle + 1;
                else high = middle;
            }
            return low;
        }
    }
}
