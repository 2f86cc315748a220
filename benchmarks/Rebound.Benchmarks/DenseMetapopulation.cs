using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Rebound.Numerics;

namespace Rebound.Benchmarks;

/// <summary>The metapopulation model of the textbook: S → E → I → R → S in cities that all meet, one binomial draw a flow and day, no control.</summary>
internal sealed class DenseMetapopulation
{
    private const double R0 = 2.5, Latent = 3, Infectious = 5, Immune = 120, People = 1_000_000, Outside = 0.05;
    private const int Together = 16;
    private readonly int cities, days;
    private readonly Weights[] mixing; // by four cities in a row, then by the city from which
    private readonly Stage latency = new(1 / Latent), recovery = new(1 / Infectious), waning = new(1 / Immune);
    private readonly Replicates[] prevalence;
    private readonly Vector512<double>[] s, e, i, r, force; // two vectors of replicates a city

    internal DenseMetapopulation(int cities, int days)
    {
        if (cities % 4 != 0) throw new ArgumentOutOfRangeException(nameof(cities), cities, "Cities come by fours.");
        (this.cities, this.days, mixing, prevalence) = (cities, days, new Weights[cities / 4 * cities], new Replicates[cities]);
        Vector512<double>[] Row() => new Vector512<double>[2 * cities];
        (s, e, i, r, force) = (Row(), Row(), Row(), Row(), Row());
        var row = new double[4][];
        for (var c = 0; c < cities; c++)
        {
            row[c % 4] = Mixing(c);
            for (var j = 0; c % 4 == 3 && j < cities; j++) mixing[c / 4 * cities + j] = new(row[0][j], row[1][j], row[2][j], row[3][j]);
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
        KeyedRandomLanes[] random = [Random(seed, first), Random(seed, first + 8)];
        for (var day = 0; day < days; day++)
        {
            var share = Vector512.Create(R0 / Infectious / People);
            for (var c = 0; c < cities; c++) prevalence[c] = new(share * i[2 * c], share * i[2 * c + 1]);
            Multiply();
            for (var k = 0; k < s.Length; k++) Advance(k, (ulong)day, random[k & 1]);
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

    // One binomial a flow, for eight replicates of a city. What the expansion leaves open is found last: no call comes between the lanes.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Advance(int k, ulong day, in KeyedRandomLanes random)
    {
        var uniform = random.Block(day, Vector512.Create((ulong)k / 2), 0, 0);
        var fell = BinomialLanes.Expanded(s[k], ElementaryLanes.Strike(force[k]), uniform.First, out var sureOfFell);
        var onset = BinomialLanes.Expanded(e[k], latency.Success, uniform.Second, out var sureOfOnset);
        var ended = BinomialLanes.Expanded(i[k], recovery.Success, uniform.Third, out var sureOfEnded);
        var waned = BinomialLanes.Expanded(r[k], waning.Success, uniform.Fourth, out var sureOfWaned);
        if ((sureOfFell & sureOfOnset & sureOfEnded & sureOfWaned) != BinomialLanes.AllLanes)
        {
            fell = BinomialLanes.Alone(fell, sureOfFell, s[k], force[k], uniform.First);
            onset = BinomialLanes.Alone(onset, sureOfOnset, e[k], latency.Hazard, uniform.Second);
            ended = BinomialLanes.Alone(ended, sureOfEnded, i[k], recovery.Hazard, uniform.Third);
            waned = BinomialLanes.Alone(waned, sureOfWaned, r[k], waning.Hazard, uniform.Fourth);
        }
        s[k] += waned - fell;
        e[k] += fell - onset;
        i[k] += onset - ended;
        r[k] += ended - waned;
    }

    private static KeyedRandomLanes Random(ulong seed, int first) => new(seed, Vector512.CreateSequence((ulong)first, 1UL));

    private readonly struct Stage(double hazard)
    {
        internal readonly Vector512<double> Success = Vector512.Create(Chance.OfHazard(hazard).Success), Hazard = Vector512.Create(hazard);
    }

    private double[] Mixing(int c)
    {
        var row = new double[cities];
        var sum = 0.0;
        for (var j = 0; j < cities; j++) sum += j == c ? 0 : row[j] = 1.0 / (1 + Math.Abs(c - j));
        for (var j = 0; j < cities; j++) row[j] = j == c ? 1 - Outside : Outside * row[j] / sum;
        return row;
    }

    // force = mixing × prevalence: four cities by sixteen replicates stay in registers.
    private void Multiply()
    {
        for (var c = 0; c < cities; c += 4)
        {
            var weights = mixing.AsSpan(c / 4 * cities, cities);
            var met = prevalence.AsSpan(0, weights.Length);
            var (a0, a1, b0, b1, c0, c1, d0, d1) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            for (var j = 0; j < weights.Length; j++)
            {
                ref readonly var w = ref weights[j];
                var (x, y) = (met[j].Low, met[j].High);
                var weight = Vector512.Create(w.A);
                (a0, a1) = (Vector512.FusedMultiplyAdd(weight, x, a0), Vector512.FusedMultiplyAdd(weight, y, a1));
                weight = Vector512.Create(w.B);
                (b0, b1) = (Vector512.FusedMultiplyAdd(weight, x, b0), Vector512.FusedMultiplyAdd(weight, y, b1));
                weight = Vector512.Create(w.C);
                (c0, c1) = (Vector512.FusedMultiplyAdd(weight, x, c0), Vector512.FusedMultiplyAdd(weight, y, c1));
                weight = Vector512.Create(w.D);
                (d0, d1) = (Vector512.FusedMultiplyAdd(weight, x, d0), Vector512.FusedMultiplyAdd(weight, y, d1));
            }
            (force[2 * c], force[2 * c + 1], force[2 * c + 2], force[2 * c + 3]) = (a0, a1, b0, b1);
            (force[2 * c + 4], force[2 * c + 5], force[2 * c + 6], force[2 * c + 7]) = (c0, c1, d0, d1);
        }
    }

    // What four cities in a row take from one.
    private record struct Weights(double A, double B, double C, double D);

    private record struct Replicates(Vector512<double> Low, Vector512<double> High);
}
