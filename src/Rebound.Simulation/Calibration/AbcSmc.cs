namespace Rebound.Simulation;

/// <summary>Sequential Monte Carlo with an approximate likelihood: particles move from the prior to the values that give the data, tolerance falling to the errors of the targets.</summary>
/// <remarks>
/// Acceptance is by the Gaussian kernel exp(−½ Σ_j ((y_j − z_j)/(ε σ_j))²), which at ε = 1 is the likelihood of data with errors σ (Wilkinson 2013). ε falls so that half of the particles remain effective (Del Moral, Doucet and Jasra 2012);
/// they are then resampled and moved by random walks with their own covariance, 2.38²/d of it (Roberts, Gelman and Gilks 1997).
/// The prior is uniform on the ranges (or their logarithms), cut to what history matching left where that is given.
/// Every particle of every round draws from a stream of its own: the number of threads changes no bit. Checked by simulation-based calibration on a linear Gaussian toy, whose posterior is known.
/// </remarks>
public static class AbcSmc
{
    private const double LeastAcceptance = 0.005; // below it the particles no longer spread over the posterior

    /// <summary>Samples.</summary>
    /// <param name="problem">Numbers, targets, model.</param>
    /// <param name="options">Particles, moves, seed.</param>
    /// <param name="match">What history matching left, or null for the whole prior.</param>
    /// <param name="progress">Takes the share of the way to the targets' errors that is done, as the logarithm of the tolerance goes.</param>
    /// <param name="cancellation">Stops between runs.</param>
    /// <exception cref="SamplerStuckException">The tolerance could not be brought down to the errors of the targets, or particles no longer move.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static AbcPosterior Run(CalibrationProblem problem, AbcSmcOptions options, HistoryMatch? match = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        problem.Require();
        if (options.Particles < 10 || options.Moves < 1 || options.MostRounds < 1) throw new ArgumentException("The sampler has at least ten particles, a move and a round.", nameof(options));
        var cloud = new ParticleCloud(problem, options, match);
        cloud.Start(cancellation);
        var tolerances = new List<double>();
        for (var (precision, round) = (0.0, 1); precision < 1; round++)
        {
            if (round > options.MostRounds) throw new SamplerStuckException(1 / Math.Sqrt(precision), cloud.Acceptance);
            precision = cloud.Tighten(precision, round);
            tolerances.Add(1 / Math.Sqrt(precision));
            cloud.Move(precision, round, cancellation);
            progress?.Report(tolerances[0] > 1 ? 1 - Math.Log(tolerances[^1]) / Math.Log(2 * tolerances[0]) : 1);
            if (cloud.Acceptance < LeastAcceptance) throw new SamplerStuckException(tolerances[^1], cloud.Acceptance);
        }
        return cloud.Posterior(tolerances);
    }
}
