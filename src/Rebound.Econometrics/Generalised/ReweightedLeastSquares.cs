using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Iteratively reweighted least squares with absorbed effects, on rows sorted by the largest effect.</summary>
/// <remarks>Each step absorbs the working outcome z = η + (y − μ)/μ′ and the regressors with Fisher's weights, starting from what the
/// last step left of them, and to a tolerance that follows the progress of the steps (Correia, Guimarães and Zylkin, 2020).</remarks>
internal sealed class ReweightedLeastSquares
{
    private const int Chunk = 1 << 13;
    private const int MostSteps = 200;
    private const double Settled = 1e-10;     // relative change of the deviance
    private const double SmallStep = 1e-5;    // root mean square change of η: the next step's is its square
    private const double NearStep = 1e-2;     // from here the curvature itself weights the rows, so that steps shrink by squares in every family
    private const double Finest = 1e-10;      // absorption, relative
    private const double FineEnough = 1e-8;
    private const double LargeStep = 0.05;    // of any row
    private const int SuspiciousSteps = 4;    // settled, and yet a row still moves
    private readonly double[] y;
    private readonly double[]? prior;
    private readonly double[]? offset;
    private readonly double[][] regressors; // absorbed with the last weights
    private readonly double[] working;      // the same for z
    private readonly double[] lastWorking;
    private readonly double[] weights;
    private readonly double[] eta;
    private readonly Absorber absorber;
    private readonly int[]? order;
    private readonly double? stop;
    private readonly double[] before; // η before the last step
    private double[]? saturated; // y·log y − y
    private double[]? means;     // exp(η) where the deviance was last taken
    private bool isNewton;

    public ReweightedLeastSquares(Design design, double[]? offset, IReadOnlyList<int> columns, AbsorptionLimits limits, double? stop = null, IReadOnlyList<double[]>? starts = null)
    {
        (this.stop, Columns) = (stop, columns);
        order = EffectLayout.Of(design.Effects, design.RowCount)?.Order;
        y = Sort(design.Outcome);
        prior = design.Weights is null ? null : Sort(design.Weights);
        this.offset = offset is null ? null : Sort(offset);
        regressors = [.. columns.Select((j, k) => starts?[k] ?? design.Columns[j]).Select(c => order is null ? (double[])c.Clone() : Sort(c))];
        AbsorbedEffect[] effects = order is null ? [.. design.Effects] : [.. design.Effects.Select(e => e with { Codes = Sort(e.Codes), Slope = e.Slope is null ? null : Sort(e.Slope) })];
        (working, lastWorking, weights, eta, before) = (new double[y.Length], new double[y.Length], new double[y.Length], new double[y.Length], new double[y.Length]);
        absorber = new Absorber(effects, null, y.Length, limits);
    }

    /// <summary>η on the rows in their order, offset included.</summary>
    public double[] Predictor => Unsort(eta);

    /// <summary>The columns of the design that are its regressors.</summary>
    public IReadOnlyList<int> Columns { get; }

    /// <summary>What the effects leave of the regressors with the weights of the last step, in the order of the rows.</summary>
    public double[][] Left() => [.. regressors.Select(Unsort)];

    public int Steps { get; private set; }

    /// <summary>Whether some row ran away while the deviance stood still: the sign of separation.</summary>
    public bool IsSuspicious { get; private set; }

    /// <summary>Whether some row of a binary outcome is predicted all but without error, so that limits on η may hide that it would run away.</summary>
    public bool HasExtremes(Likelihood likelihood) => likelihood.IsBinary && Array.Exists(eta, likelihood.IsExtreme);

    /// <summary>Starts between each row's value and the mean.</summary>
    public void Start(Likelihood likelihood)
    {
        double total = 0, rows = 0;
        for (var i = 0; i < y.Length; i++)
        {
            total += (prior?[i] ?? 1) * y[i];
            rows += prior?[i] ?? 1;
        }
        var mean = total / rows;
        FixedChunks.Run(y.Length, Chunk, (from, to) =>
        {
            for (var i = from; i < to; i++) eta[i] = likelihood.Start(y[i], mean);
        });
    }

    /// <summary>Steps until the deviance and every row have settled.</summary>
    /// <param name="likelihood">The family.</param>
    /// <param name="watch">Stop when a row runs away, see <see cref="IsSuspicious"/>.</param>
    /// <exception cref="LikelihoodNotConvergedException">They did not.</exception>
    public void Run(Likelihood likelihood, bool watch)
    {
        IsSuspicious = false;
        var deviance = Deviance(likelihood, eta);
        var tolerance = stop is null ? 1e-3 : Finest;
        var suspicious = 0;
        var previous = before;
        double[][] columns = [working, .. regressors], roots = [.. columns.Select(c => new double[c.Length])];
        var residuals = new double[y.Length];
        isNewton = false;
        for (var step = 1; ; step++)
        {
            eta.CopyTo(previous, 0);
            TakeWorking(likelihood);
            absorber.Reweight(weights);
            absorber.Absorb(columns, columns, tolerance);
            SolveStep(columns, roots, residuals, likelihood);
            var next = Deviance(likelihood, eta);
            for (var half = 0; half < 20 && !(next <= deviance * (1 + 1e-7) + 1e-12) && step > 1; half++)
            {
                FixedChunks.Run(y.Length, Chunk, (from, to) =>
                {
                    for (var i = from; i < to; i++) eta[i] = 0.5 * (eta[i] + previous[i]);
                });
                next = Deviance(likelihood, eta);
            }
            Steps++;
            var (mean, largest) = Change(previous);
            var change = Math.Abs(deviance - next) / (0.1 + Math.Abs(next));
            if (stop is { } share && change < share) return;
            if (stop is null && change <= Settled && mean <= SmallStep && largest <= LargeStep)
            {
                if (tolerance <= FineEnough) return;
                mean = 0;
            }
            suspicious = change <= 1e-6 && largest > LargeStep ? suspicious + 1 : 0;
            if (watch && suspicious >= SuspiciousSteps)
            {
                IsSuspicious = true;
                return;
            }
            if (step >= MostSteps) throw new LikelihoodNotConvergedException(step, change);
            isNewton = stop is null && !likelihood.IsCanonical && mean <= NearStep;
            if (stop is null) tolerance = Math.Clamp(0.1 * mean * mean, Finest, 1e-3); // the next step's own error is of the order of this one's square
            deviance = next;
        }
    }

    /// <summary>Fisher's weights times the prior ones (or the curvature in their place), and z less the offset, at the η reached; in the order of the rows.</summary>
    /// <returns>The third array is what the last step left of z, moved to the z given.</returns>
    public (double[] Weights, double[] Working, double[] Left) Final(Likelihood likelihood, LikelihoodInformation information)
    {
        isNewton = information == LikelihoodInformation.Observed && !likelihood.IsCanonical;
        var at = stop is null ? eta : before;
        FixedChunks.Run(y.Length, Chunk, (from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                Evaluate(likelihood, i, at[i], out var weight, out var residual);
                weights[i] = (prior?[i] ?? 1) * weight;
                var z = at[i] - (offset?[i] ?? 0) + residual;
                working[i] += z - lastWorking[i];
                lastWorking[i] = z;
            }
        });
        return (Unsort(weights), Unsort(lastWorking), Unsort(working));
    }

    // What was left of z, moved by how z moved.
    private void TakeWorking(Likelihood likelihood) => FixedChunks.Run(y.Length, Chunk, (from, to) =>
    {
        for (var i = from; i < to; i++)
        {
            double weight, residual;
            if (likelihood.Family == GeneralisedFamily.Poisson) (weight, residual) = (means![i], (y[i] - means[i]) / means[i]); // of the deviance at the same η
            else Evaluate(likelihood, i, eta[i], out weight, out residual);
            weights[i] = (prior?[i] ?? 1) * weight;
            var z = eta[i] - (offset?[i] ?? 0) + residual;
            working[i] += z - lastWorking[i];
            lastWorking[i] = z;
        }
    });

    // Fisher's weight and working residual, or those of Newton's step.
    private void Evaluate(Likelihood likelihood, int i, double predictor, out double weight, out double residual)
    {
        likelihood.Evaluate(y[i], predictor, out _, out weight, out residual);
        if (!isNewton) return;
        var curvature = likelihood.Curvature(y[i], predictor);
        (weight, residual) = (curvature, residual * weight / curvature);
    }

    private void SolveStep(double[][] columns, double[][] roots, double[] residuals, Likelihood likelihood)
    {
        FixedChunks.Run(y.Length, Chunk, (from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                var root = Math.Sqrt(weights[i]);
                for (var j = 0; j < columns.Length; j++) roots[j][i] = root * columns[j][i];
            }
        });
        double[] beta = regressors.Length == 0 ? [] : LeastSquaresFactor.Of(roots[1..], new double[regressors.Length], 0).Solve(roots[0], residuals);
        FixedChunks.Run(y.Length, Chunk, (from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                var left = working[i];
                for (var j = 0; j < beta.Length; j++) left -= beta[j] * regressors[j][i];
                eta[i] = likelihood.Limit(lastWorking[i] - left + (offset?[i] ?? 0));
            }
        });
    }

    // Of the Poisson distribution with exp(η) kept for the next step and y·log y − y computed once.
    private double Deviance(Likelihood likelihood, double[] predictor)
    {
        if (likelihood.Family == GeneralisedFamily.Poisson && saturated is null)
        {
            (saturated, means) = (new double[y.Length], new double[y.Length]);
            FixedChunks.Run(y.Length, Chunk, (from, to) =>
            {
                for (var i = from; i < to; i++) saturated[i] = y[i] > 0 ? y[i] * Math.Log(y[i]) - y[i] : 0;
            });
        }
        double sum = 0;
        foreach (var part in FixedChunks.Collect(y.Length, Chunk, (from, to) => likelihood.Family == GeneralisedFamily.Poisson ? PoissonDeviance(predictor, from, to) : AnyDeviance(likelihood, predictor, from, to))) sum += part;
        return sum;
    }

    private double PoissonDeviance(double[] predictor, int from, int to)
    {
        double chunk = 0;
        for (var i = from; i < to; i++)
        {
            means![i] = Math.Exp(predictor[i]);
            chunk += (prior?[i] ?? 1) * 2 * (saturated![i] - y[i] * predictor[i] + means[i]);
        }
        return chunk;
    }

    private double AnyDeviance(Likelihood likelihood, double[] predictor, int from, int to)
    {
        double chunk = 0;
        for (var i = from; i < to; i++) chunk += (prior?[i] ?? 1) * likelihood.Deviance(y[i], predictor[i]);
        return chunk;
    }

    private (double Mean, double Largest) Change(double[] previous)
    {
        double squares = 0, total = 0, largest = 0;
        foreach (var part in FixedChunks.Collect(y.Length, Chunk, (from, to) =>
        {
            double s = 0, w = 0, l = 0;
            for (var i = from; i < to; i++)
            {
                var d = Math.Abs(eta[i] - previous[i]);
                s += weights[i] * d * d;
                w += weights[i];
                l = Math.Max(l, d);
            }
            return (s, w, l);
        }))
        {
            squares += part.s;
            total += part.w;
            largest = Math.Max(largest, part.l);
        }
        return (Math.Sqrt(squares / total), largest);
    }

    private T[] Sort<T>(T[] values)
    {
        if (order is null) return values;
        var sorted = new T[values.Length];
        for (var i = 0; i < sorted.Length; i++) sorted[i] = values[order[i]];
        return sorted;
    }

    private double[] Unsort(double[] values)
    {
        if (order is null) return (double[])values.Clone();
        var rows = new double[values.Length];
        for (var i = 0; i < rows.Length; i++) rows[order[i]] = values[i];
        return rows;
    }
}
