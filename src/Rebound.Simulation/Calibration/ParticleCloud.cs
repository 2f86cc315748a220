using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>The particles of <see cref="AbcSmc"/>: places in the unit cube, what the model gives there, and how far that is from the data.</summary>
internal sealed class ParticleCloud
{
    private const int MostPriorDraws = 100_000; // for one particle within what history matching left
    private readonly CalibrationProblem problem;
    private readonly AbcSmcOptions options;
    private readonly HistoryMatch? match;
    private readonly int d;
    private double[][] places, outputs;
    private double[] distances;
    private double scale = 1;

    public ParticleCloud(CalibrationProblem problem, AbcSmcOptions options, HistoryMatch? match)
    {
        (this.problem, this.options, this.match, d) = (problem, options, match, problem.Ranges.Count);
        (places, outputs, distances) = (new double[options.Particles][], new double[options.Particles][], new double[options.Particles]);
    }

    /// <summary>Share of the last round's moves that were accepted.</summary>
    public double Acceptance { get; private set; }

    public int Runs { get; private set; }

    /// <summary>Draws from the prior.</summary>
    public void Start(CancellationToken cancellation)
    {
        FixedChunks.Run(options.Particles, 1, (first, end) =>
        {
            for (var i = first; i < end; i++)
            {
                places[i] = Prior(new RandomStream(options.Seed, (ulong)i));
                outputs[i] = problem.Run(places[i]);
                distances[i] = problem.Distance(outputs[i]);
            }
        }, cancellation);
        Runs += options.Particles;
        if (!distances.Any(double.IsFinite)) throw new SamplerStuckException(double.PositiveInfinity, 0);
    }

    /// <summary>The next precision 1/ε², at which half of the particles are effective, and the particles resampled for it.</summary>
    public double Tighten(double precision, int round)
    {
        var next = 1.0;
        if (Effective(1 - precision) < options.Particles / 2.0)
        {
            double low = 0, high = 1 - precision;
            for (var i = 0; i < 60; i++)
            {
                var middle = (low + high) / 2;
                if (Effective(middle) < options.Particles / 2.0) high = middle;
                else low = middle;
            }
            next = precision + low;
        }
        Resample(next - precision, round);
        return next;
    }

    public void Move(double precision, int round, CancellationToken cancellation)
    {
        var walk = Walk();
        var accepted = new int[options.Particles];
        FixedChunks.Run(options.Particles, 1, (first, end) =>
        {
            for (var i = first; i < end; i++) accepted[i] = Move(i, precision, walk, new RandomStream(options.Seed, ((ulong)round << 32) + (ulong)i));
        }, cancellation);
        Runs += options.Particles * options.Moves;
        Acceptance = accepted.Sum() / (double)(options.Particles * options.Moves);
        scale = Math.Clamp(scale * (Acceptance < 0.15 ? 0.6 : Acceptance > 0.4 ? 1.4 : 1), 0.02, 2);
    }

    public AbcPosterior Posterior(List<double> tolerances) =>
        new(problem, [.. places.Select(p => problem.Values(p))], outputs, tolerances, Runs, Acceptance);

    private double[] Prior(RandomStream stream)
    {
        var place = new double[d];
        for (var attempt = 0; attempt < MostPriorDraws; attempt++)
        {
            for (var j = 0; j < d; j++) place[j] = stream.NextUniform();
            if (match is null || match.Plausible(place)) return place;
        }
        throw new NumericalException($"In {MostPriorDraws} draws from the prior none lay in what history matching left; sample with fewer waves.");
    }

    private double Effective(double more)
    {
        double sum = 0, squares = 0, least = distances.Min();
        foreach (var distance in distances)
        {
            var weight = Math.Exp(-0.5 * more * (distance - least));
            (sum, squares) = (sum + weight, squares + weight * weight);
        }
        return sum * sum / squares;
    }

    /// <summary>Systematic resampling (Kitagawa 1996).</summary>
    private void Resample(double more, int round)
    {
        var n = options.Particles;
        var least = distances.Min();
        double[] weights = [.. distances.Select(x => Math.Exp(-0.5 * more * (x - least)))];
        var sum = 0.0;
        foreach (var weight in weights) sum += weight;
        var start = new RandomStream(options.Seed, ((ulong)round << 32) + uint.MaxValue).NextUniform();
        var (newPlaces, newOutputs, newDistances) = (new double[n][], new double[n][], new double[n]);
        var (at, reached) = (0, weights[0]);
        for (var i = 0; i < n; i++)
        {
            var mark = (i + start) / n * sum;
            while (reached < mark && at + 1 < n) reached += weights[++at];
            (newPlaces[i], newOutputs[i], newDistances[i]) = (places[at].ToArray(), outputs[at], distances[at]);
        }
        (places, outputs, distances) = (newPlaces, newOutputs, newDistances);
    }

    /// <summary>Cholesky factor of the covariance of the particles, scaled for a random walk.</summary>
    private double[] Walk()
    {
        var mean = new double[d];
        foreach (var place in places)
        {
            for (var j = 0; j < d; j++) mean[j] += place[j] / places.Length;
        }
        var covariance = new double[d * d];
        foreach (var place in places)
        {
            for (var a = 0; a < d; a++)
            {
                for (var b = 0; b < d; b++) covariance[a * d + b] += (place[a] - mean[a]) * (place[b] - mean[b]) / places.Length;
            }
        }
        for (var i = 0; i < covariance.Length; i++) covariance[i] *= 2.38 * 2.38 / d;
        for (var j = 0; j < d; j++) covariance[j * d + j] += 1e-10;
        if (!PositiveDefinite.TryFactor(covariance, d)) throw new NumericalException("The particles have collapsed to a line; use more of them.");
        return covariance;
    }

    private int Move(int i, double precision, double[] walk, RandomStream stream)
    {
        var accepted = 0;
        var steps = new double[d];
        for (var move = 0; move < options.Moves; move++)
        {
            for (var j = 0; j < d; j++) steps[j] = scale * stream.NextNormal();
            var chance = stream.NextUniform();
            var place = places[i].ToArray();
            for (var a = 0; a < d; a++)
            {
                for (var b = 0; b <= a; b++) place[a] += walk[a * d + b] * steps[b];
            }
            if (place.Any(x => x is < 0 or > 1) || match?.Plausible(place) == false) continue;
            var given = problem.Run(place);
            var distance = problem.Distance(given);
            if (!(Math.Log(chance) < -0.5 * precision * (distance - distances[i]))) continue;
            (places[i], outputs[i], distances[i]) = (place, given, distance);
            accepted++;
        }
        return accepted;
    }
}
