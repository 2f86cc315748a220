using Rebound.Numerics;

namespace Rebound.Benchmarks;

/// <summary>The metapopulation model of the textbook: S → E → I → R → S in cities that all meet, one binomial draw a flow and day, no control.</summary>
internal sealed class DenseMetapopulation
{
    private const double R0 = 2.5, Latent = 3, Infectious = 5, Immune = 120, People = 1_000_000, Outside = 0.05;
    private readonly int cities, days;
    private readonly double[] mixing;
    private readonly (Chance Onset, Chance End, Chance Wane) exits = (Chance.OfHazard(1 / Latent), Chance.OfHazard(1 / Infectious), Chance.OfHazard(1 / Immune));

    internal DenseMetapopulation(int cities, int days)
    {
        (this.cities, this.days, mixing) = (cities, days, new double[cities * cities]);
        for (var c = 0; c < cities; c++)
        {
            var sum = 0.0;
            for (var j = 0; j < cities; j++) sum += j == c ? 0 : mixing[c * cities + j] = 1.0 / (1 + Math.Abs(c - j));
            for (var j = 0; j < cities; j++) mixing[c * cities + j] = j == c ? 1 - Outside : Outside * mixing[c * cities + j] / sum;
        }
    }

    internal double Prevalence { get; private set; }

    internal void Run(int replicates, ulong seed)
    {
        var (s, e, i, r, prevalence, force) = (new int[cities], new int[cities], new int[cities], new int[cities], new double[cities], new double[cities]);
        for (var replicate = 0; replicate < replicates; replicate++)
        {
            var random = new KeyedRandom(seed, (ulong)replicate);
            for (var c = 0; c < cities; c++) (s[c], e[c], i[c], r[c]) = ((int)People - 100, 0, 100, 0);
            for (var day = 0; day < days; day++)
            {
                for (var c = 0; c < cities; c++) prevalence[c] = R0 / Infectious * i[c] / People;
                Multiply(prevalence, force);
                for (var c = 0; c < cities; c++)
                {
                    var uniform = random.Block((ulong)day, (ulong)c, 0, 0);
                    var infected = CountQuantile.Binomial(s[c], Chance.OfHazard(force[c]), uniform.First);
                    var onset = CountQuantile.Binomial(e[c], exits.Onset, uniform.Second);
                    var ended = CountQuantile.Binomial(i[c], exits.End, uniform.Third);
                    var waned = CountQuantile.Binomial(r[c], exits.Wane, uniform.Fourth);
                    s[c] += waned - infected;
                    e[c] += infected - onset;
                    i[c] += onset - ended;
                    r[c] += ended - waned;
                }
            }
        }
        Prevalence = i.Sum(x => (double)x) / (cities * People);
    }

    private void Multiply(double[] prevalence, double[] force)
    {
        var width = System.Numerics.Vector<double>.Count;
        for (var c = 0; c < cities; c++)
        {
            var row = mixing.AsSpan(c * cities, cities);
            var (a, b) = (System.Numerics.Vector<double>.Zero, System.Numerics.Vector<double>.Zero);
            var j = 0;
            for (; j + 2 * width <= cities; j += 2 * width)
            {
                a += new System.Numerics.Vector<double>(row[j..]) * new System.Numerics.Vector<double>(prevalence, j);
                b += new System.Numerics.Vector<double>(row[(j + width)..]) * new System.Numerics.Vector<double>(prevalence, j + width);
            }
            var sum = System.Numerics.Vector.Sum(a + b);
            for (; j < cities; j++) sum += row[j] * prevalence[j];
            force[c] = sum;
        }
    }
}
