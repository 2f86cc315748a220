using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rebound.Numerics;

namespace Rebound.Benchmarks;

/// <summary>The metapopulation model of the textbook: S → E → I → R → S in cities that all meet, one binomial draw a flow and day, no control.</summary>
internal sealed class DenseMetapopulation
{
    private const double R0 = 2.5, Latent = 3, Infectious = 5, Immune = 120, People = 1_000_000, Outside = 0.05;
    private const int Together = 16;
    private readonly int cities, days;
    private readonly double[] mixing;
    private readonly Stage latency = new(1 / Latent), recovery = new(1 / Infectious), waning = new(1 / Immune);
    private readonly Vector512<ulong>[] uniform; // four vectors of random words for two vectors of replicates a city
    private readonly Vector512<double>[] s, e, i, r, prevalence, force; // two vectors of replicates a city

    internal DenseMetapopulation(int cities, int days)
    {
        if (cities % 4 != 0) throw new ArgumentOutOfRangeException(nameof(cities), cities, "Cities come by fours.");
        (this.cities, this.days, mixing) = (cities, days, new double[cities * cities]);
        Vector512<double>[] Row() => new Vector512<double>[2 * cities];
        uniform = new Vector512<ulong>[8 * cities];
        (s, e, i, r, prevalence, force) = (Row(), Row(), Row(), Row(), Row(), Row());
        for (var c = 0; c < cities; c++)
        {
            var sum = 0.0;
            for (var j = 0; j < cities; j++) sum += j == c ? 0 : mixing[c * cities + j] = 1.0 / (1 + Math.Abs(c - j));
            for (var j = 0; j < cities; j++) mixing[c * cities + j] = j == c ? 1 - Outside : Outside * mixing[c * cities + j] / sum;
        }
    }

    internal double Prevalence { get; private set; }

    /// <summary>Replicates, sixteen at a time side by side.</summary>
    internal void Run(int replicates, ulong seed)
    {
        double infected = 0, all = 0;
        for (var first = 0; first < replicates; first += Together) Run(first, seed, Math.Min(Together, replicates - first), ref infected, ref all);
        Prevalence = infected / all;
    }

    private void Run(int first, ulong seed, int count, ref double infected, ref double all)
    {
        Array.Fill(s, Vector512.Create(People - 100));
        Array.Fill(i, Vector512.Create(100.0));
        Array.Clear(e);
        Array.Clear(r);
        KeyedRandom[] random = [.. Enumerable.Range(first, Together).Select(replicate => new KeyedRandom(seed, (ulong)replicate))];
        for (var day = 0; day < days; day++)
        {
            var share = Vector512.Create(R0 / Infectious / People);
            for (var k = 0; k < i.Length; k++) prevalence[k] = share * i[k];
            Multiply();
            Draw(random, day);
            for (var k = 0; k < s.Length; k++)
            {
                var block = uniform.AsSpan(4 * k, 4);
                var fell = BinomialLanes.Quantile(s[k], Vector512<double>.One - Vector512.Exp(-force[k]), force[k], Uniform(block[0]));
                var onset = latency.Leave(e[k], Uniform(block[1]));
                var ended = recovery.Leave(i[k], Uniform(block[2]));
                var waned = waning.Leave(r[k], Uniform(block[3]));
                s[k] += waned - fell;
                e[k] += fell - onset;
                i[k] += onset - ended;
                r[k] += ended - waned;
            }
        }
        for (var k = 0; k < i.Length; k++)
        {
            for (var lane = 0; lane < 8 && (k & 1) * 8 + lane < count; lane++)
            {
                infected += i[k][lane];
                all += People;
            }
        }
    }

    private void Draw(KeyedRandom[] random, int day)
    {
        var words = MemoryMarshal.Cast<Vector512<ulong>, ulong>(uniform.AsSpan());
        for (var replicate = 0; replicate < random.Length; replicate++)
        {
            var at = replicate / 8 * 32 + replicate % 8;
            for (var c = 0; c < cities; c++, at += 64)
            {
                var block = random[replicate].Block((ulong)day, (ulong)c, 0, 0);
                (words[at], words[at + 8], words[at + 16], words[at + 24]) = (block.Word0, block.Word1, block.Word2, block.Word3);
            }
        }
    }

    private static Vector512<double> Uniform(Vector512<ulong> words) =>
        (Vector512.ConvertToDouble(Vector512.ShiftRightLogical(words, 12)) + Vector512.Create(0.5)) * Vector512.Create(1.0 / (1UL << 52));

    private readonly struct Stage(double hazard)
    {
        private readonly Vector512<double> success = Vector512.Create(Chance.OfHazard(hazard).Success), hazards = Vector512.Create(hazard);

        internal Vector512<double> Leave(Vector512<double> people, Vector512<double> uniform) => BinomialLanes.Quantile(people, success, hazards, uniform);
    }

    // force = mixing × prevalence: four cities by sixteen replicates stay in registers.
    private void Multiply()
    {
        for (var c = 0; c < cities; c += 4)
        {
            var (a0, a1, b0, b1, c0, c1, d0, d1) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            for (var j = 0; j < cities; j++)
            {
                var (x, y) = (prevalence[2 * j], prevalence[2 * j + 1]);
                var w = Vector512.Create(mixing[c * cities + j]);
                (a0, a1) = (Vector512.FusedMultiplyAdd(w, x, a0), Vector512.FusedMultiplyAdd(w, y, a1));
                w = Vector512.Create(mixing[(c + 1) * cities + j]);
                (b0, b1) = (Vector512.FusedMultiplyAdd(w, x, b0), Vector512.FusedMultiplyAdd(w, y, b1));
                w = Vector512.Create(mixing[(c + 2) * cities + j]);
                (c0, c1) = (Vector512.FusedMultiplyAdd(w, x, c0), Vector512.FusedMultiplyAdd(w, y, c1));
                w = Vector512.Create(mixing[(c + 3) * cities + j]);
                (d0, d1) = (Vector512.FusedMultiplyAdd(w, x, d0), Vector512.FusedMultiplyAdd(w, y, d1));
            }
            (force[2 * c], force[2 * c + 1], force[2 * c + 2], force[2 * c + 3]) = (a0, a1, b0, b1);
            (force[2 * c + 4], force[2 * c + 5], force[2 * c + 6], force[2 * c + 7]) = (c0, c1, d0, d1);
        }
    }
}
