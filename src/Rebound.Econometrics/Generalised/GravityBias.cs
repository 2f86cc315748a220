using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>The bias of Poisson pseudo-maximum likelihood with effects of exporter and time, importer and time, and pair, for few periods (Weidner and Zylkin, 2021, proposition 3).</summary>
/// <remarks>With ϑₜ = λᵢⱼₜ/Σλᵢⱼ, Sᵢⱼ = y − λ, H = Σλ·(diag ϑ − ϑϑᵀ) and the third cumulants κ of ϑ, an exporter's T effects, A = (Σⱼ H)⁺, add to coefficient k's score −Tr(A Σⱼ Sᵢⱼx̃ᵀH) − ½Σⱼ Σλ Σᵤ ϑᵤ(x̃ᵤ − x̃ᵀϑ)(Mᵤᵤ − 2(Mϑ)ᵤ + ϑᵀMϑ),
/// M = A(Σⱼ SᵢⱼSᵢⱼᵀ)A; importers the same over i. Pair effects are profiled out and add nothing.</remarks>
internal static class GravityBias
{
    private const double Null = 1e-10; // eigenvalues of ΣH below this share of the largest belong to directions that pairs take

    public static (string Effect, double[] Score)[] Scores(ModelData data, Design design, Estimate estimate, string? time)
    {
        var terms = estimate.Model.Formula.EffectTerms;
        var names = terms.SelectMany(t => t.Groups.Select(g => g.Name)).Distinct(StringComparer.Ordinal).ToArray();
        var isGravity = terms.Count == 3 && names.Length == 3 && terms.All(t => t.Groups.Count == 2) && names.All(name => terms.Count(t => t.Groups.Any(g => g.Name == name)) == 2);
        if (!isGravity)
            throw new ArgumentException("Poisson with effects has this bias where they are those of exporter and time, importer and time, and pair: 'y ~ x | exporter^year + importer^year + exporter^importer'. With one effect or two its coefficients have none.", nameof(estimate));
        var rows = design.Sample;
        var factors = names.ToDictionary(n => n, n => data.FactorOf(n), StringComparer.Ordinal);
        int[] Dense(string name, out int count) => Factor.Dense([.. Enumerable.Range(0, design.RowCount).Select(i => factors[name].Codes[rows.RowAt(i)])], factors[name].Labels.Count, out count);
        if (time is not null && !names.Contains(time, StringComparer.Ordinal)) throw new ArgumentException($"The effects are of {string.Join(", ", names)}; '{time}' is none of them.", nameof(time));
        var sizes = names.Select(n => { Dense(n, out var count); return count; }).ToArray();
        var clock = time ?? names[Array.IndexOf(sizes, sizes.Min())];
        var periods = Dense(clock, out var length);
        string[] sides = [.. names.Where(n => n != clock)];
        var pairs = design.Effects[Enumerable.Range(0, 3).First(e => terms[e].Groups.All(g => g.Name != clock))];
        var table = PairTable.Of(estimate, pairs, periods, length);
        return [.. sides.Select(side =>
        {
            var own = Dense(side, out var count);
            return (terms.First(t => t.Groups.Any(g => g.Name == side) && t.Groups.Any(g => g.Name == clock)).Text, table.Scores(own, count));
        })];
    }

    // λ, y − λ and x̃ by pair and period; a pair's absent periods are zeros.
    private sealed class PairTable(int periods, int[] rows, double[] means, double[] errors, double[][] columns)
    {
        public static PairTable Of(Estimate estimate, AbsorbedEffect pairs, int[] periods, int length)
        {
            var rows = new int[pairs.Levels * length];
            Array.Fill(rows, -1);
            for (var i = 0; i < periods.Length; i++)
            {
                ref var place = ref rows[pairs.Codes[i] * length + periods[i]];
                if (place >= 0) throw new NotIdentifiedException($"Row {estimate.Sample.RowAt(i) + 1} has the pair and period of an earlier row; gravity has one row a pair and period.");
                place = i;
            }
            var means = estimate.Absorbed.Design.Weights!;
            return new PairTable(length, rows, means, [.. estimate.Residuals.Select((r, i) => r * means[i])], [.. estimate.Absorbed.Columns]);
        }

        public double[] Scores(int[] side, int count)
        {
            var pairs = rows.Length / periods;
            List<int>[] members = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
            for (var p = 0; p < pairs; p++)
            {
                var first = Array.FindIndex(rows, p * periods, periods, r => r >= 0);
                members[side[rows[first]]].Add(p);
            }
            var parts = new double[count][];
            FixedChunks.Run(count, 1, (g, _) => parts[g] = Of(members[g]));
            var total = new double[columns.Length];
            foreach (var part in parts)
                for (var j = 0; j < total.Length; j++) total[j] += part[j];
            return total;
        }

        private double[] Of(List<int> pairs)
        {
            var t = periods;
            double[] information = new double[t * t], squares = new double[t * t];
            double[][] cross = [.. columns.Select(_ => new double[t * t])]; // Σ S·(Hx̃)ᵀ
            foreach (var p in pairs)
            {
                var (share, amount) = Shares(p);
                for (var a = 0; a < t; a++)
                    for (var b = 0; b < t; b++)
                    {
                        information[a * t + b] += amount * ((a == b ? share[a] : 0) - share[a] * share[b]);
                        squares[a * t + b] += Error(p, a) * Error(p, b);
                    }
                for (var k = 0; k < columns.Length; k++)
                {
                    var mean = Mean(p, k, share);
                    for (var b = 0; b < t; b++)
                    {
                        var pull = amount * share[b] * (Value(p, k, b) - mean);
                        for (var a = 0; a < t; a++) cross[k][a * t + b] += Error(p, a) * pull;
                    }
                }
            }
            var inverse = PseudoInverse(information, t);
            var spread = Multiply(Multiply(inverse, squares, t), inverse, t);
            var scores = new double[columns.Length];
            for (var k = 0; k < scores.Length; k++)
            {
                for (var a = 0; a < t; a++)
                    for (var b = 0; b < t; b++) scores[k] -= inverse[b * t + a] * cross[k][a * t + b];
                foreach (var p in pairs) scores[k] -= 0.5 * Third(p, k, spread);
            }
            return scores;
        }

        // Σλ Σᵤ ϑᵤ(x̃ᵤ − x̃ᵀϑ)(e₍ᵤ₎ − ϑ)ᵀM(e₍ᵤ₎ − ϑ).
        private double Third(int p, int k, double[] m)
        {
            var t = periods;
            var (share, amount) = Shares(p);
            double mean = Mean(p, k, share), whole = 0, sum = 0;
            var row = new double[t];
            for (var a = 0; a < t; a++)
            {
                for (var b = 0; b < t; b++) row[a] += m[a * t + b] * share[b];
                whole += share[a] * row[a];
            }
            for (var u = 0; u < t; u++) sum += share[u] * (Value(p, k, u) - mean) * (m[u * t + u] - 2 * row[u] + whole);
            return amount * sum;
        }

        private (double[] Share, double Amount) Shares(int p)
        {
            var share = new double[periods];
            double amount = 0;
            for (var a = 0; a < periods; a++)
                if (rows[p * periods + a] is var i and >= 0) amount += share[a] = means[i];
            for (var a = 0; a < periods; a++) share[a] /= amount;
            return (share, amount);
        }

        private double Error(int p, int a) => rows[p * periods + a] is var i and >= 0 ? errors[i] : 0;

        private double Value(int p, int k, int a) => rows[p * periods + a] is var i and >= 0 ? columns[k][i] : 0;

        private double Mean(int p, int k, double[] share)
        {
            double mean = 0;
            for (var a = 0; a < periods; a++) mean += share[a] * Value(p, k, a);
            return mean;
        }

        private static double[] PseudoInverse(double[] matrix, int n)
        {
            var eigen = SymmetricEigen.Of(matrix, n);
            var inverse = new double[n * n];
            for (var e = 0; e < n; e++)
            {
                if (eigen.Values[e] <= Null * eigen.Values[0]) break;
                var vector = eigen.Vector(e);
                for (var a = 0; a < n; a++)
                    for (var b = 0; b < n; b++) inverse[a * n + b] += vector[a] * vector[b] / eigen.Values[e];
            }
            return inverse;
        }

        private static double[] Multiply(double[] left, double[] right, int n)
        {
            var product = new double[n * n];
            for (var a = 0; a < n; a++)
                for (var c = 0; c < n; c++)
                    for (var b = 0; b < n; b++) product[a * n + b] += left[a * n + c] * right[c * n + b];
            return product;
        }
    }
}
