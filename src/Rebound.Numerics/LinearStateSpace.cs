namespace Rebound.Numerics;

/// <summary>A linear Gaussian model of one series: y = z'a + ε, a ← T·a + η, with an unknown initial state.</summary>
/// <remarks>Kalman filter with the initial state as regression coefficients (de Jong, 1991): the likelihood is the diffuse one, free of
/// an arbitrary large variance. Missing values (NaN) are skipped.</remarks>
/// <param name="transition">T, m × m, row by row; mostly zeros.</param>
/// <param name="observation">z, of length m.</param>
/// <param name="stateVariances">Variances of η, one a state; disturbances are independent.</param>
/// <param name="noise">Variance of ε.</param>
public sealed class LinearStateSpace(double[] transition, double[] observation, double[] stateVariances, double noise)
{
    private readonly int m = observation.Length;
    private readonly (int From, double Value)[][] moves = Sparse(transition, observation.Length);

    /// <summary>Runs the filter.</summary>
    /// <param name="y">n values; NaN is missing. More values than states are observed.</param>
    /// <returns>Null when the values cannot determine the initial state.</returns>
    public StateSpaceFit? Filter(ReadOnlySpan<double> y)
    {
        var n = y.Length;
        double[] a = new double[m], x = new double[m], gain = new double[m], s = new double[m];
        double[] effect = new double[m * m], p = new double[m * m], cross = new double[m * m], work = new double[m * m];
        var (errors, scales, regressors) = (new double[n], new double[n], new double[n * m]);
        for (var i = 0; i < m; i++) effect[i * m + i] = 1;
        double squares = 0, logs = 0;
        var observed = 0;
        for (var t = 0; t < n; t++)
        {
            errors[t] = double.NaN;
            var f = noise;
            var expected = 0.0;
            Array.Clear(gain);
            for (var i = 0; i < m; i++)
            {
                expected += observation[i] * a[i];
                var sum = 0.0;
                for (var j = 0; j < m; j++) sum += p[i * m + j] * observation[j];
                gain[i] = sum;
                f += observation[i] * sum;
            }
            for (var j = 0; j < m; j++)
            {
                var sum = 0.0;
                for (var i = 0; i < m; i++) sum += observation[i] * effect[i * m + j];
                x[j] = sum;
            }
            x.CopyTo(regressors, t * m);
            if (!double.IsNaN(y[t]) && f > 0)
            {
                var v = y[t] - expected;
                (errors[t], scales[t]) = (v, f);
                squares += v * v / f;
                logs += Math.Log(f);
                observed++;
                for (var i = 0; i < m; i++)
                {
                    s[i] += x[i] * v / f;
                    for (var j = 0; j <= i; j++) cross[i * m + j] += x[i] * x[j] / f;
                    a[i] += gain[i] * v / f;
                    for (var j = 0; j < m; j++)
                    {
                        effect[i * m + j] -= gain[i] * x[j] / f;
                        p[i * m + j] -= gain[i] * gain[j] / f;
                    }
                }
            }
            a = Move(a);
            MoveColumns(effect, work);
            (effect, work) = (work, effect);
            MoveCovariance(p, work);
        }
        if (observed <= m || !PositiveDefinite.TryFactor(cross, m)) return null;
        return Finish(y, errors, regressors, scales, a, effect, p, cross, s, squares, logs, observed);
    }

    /// <summary>Means and the joint covariance of the values of the next months, in units of the scale of the model.</summary>
    /// <param name="fit">Of <see cref="Filter"/>.</param>
    /// <param name="months">H.</param>
    /// <returns>H means and the H × H covariance, to be multiplied by the variance of the fit.</returns>
    public (double[] Mean, double[] Covariance) Forecast(StateSpaceFit fit, int months)
    {
        var (mean, covariance) = (new double[months], new double[months * months]);
        var a = (double[])fit.State.Clone();
        var p = (double[])fit.StateCovariance.Clone();
        var work = new double[m * m];
        for (var h = 0; h < months; h++)
        {
            var direction = new double[m];
            for (var i = 0; i < m; i++)
            {
                mean[h] += observation[i] * a[i];
                for (var j = 0; j < m; j++) direction[i] += p[i * m + j] * observation[j];
            }
            for (var k = h; k < months; k++)
            {
                var sum = k == h ? noise : 0;
                for (var i = 0; i < m; i++) sum += observation[i] * direction[i];
                covariance[h * months + k] = covariance[k * months + h] = sum;
                direction = Move(direction);
            }
            a = Move(a);
            MoveCovariance(p, work);
        }
        return (mean, covariance);
    }

    private StateSpaceFit Finish(ReadOnlySpan<double> y, double[] errors, double[] regressors, double[] scales, double[] a, double[] effect, double[] p, double[] cross, double[] s, double squares, double logs, int observed)
    {
        var start = (double[])s.Clone();
        PositiveDefinite.Solve(cross, start);
        for (var i = 0; i < m; i++)
        {
            squares -= s[i] * start[i];
            logs += 2 * Math.Log(cross[i * m + i]);
        }
        var variance = squares / (observed - m);
        var (state, covariance) = ((double[])a.Clone(), (double[])p.Clone());
        for (var i = 0; i < m; i++)
        {
            var row = effect.AsSpan(i * m, m).ToArray();
            for (var j = 0; j < m; j++) state[i] += row[j] * start[j];
            PositiveDefinite.Solve(cross, row);
            for (var k = 0; k < m; k++)
                for (var j = 0; j < m; j++)
                    covariance[i * m + k] += row[j] * effect[k * m + j];
        }
        var fitted = new double[y.Length];
        for (var t = 0; t < y.Length; t++)
        {
            var error = errors[t];
            for (var j = 0; j < m; j++) error -= regressors[t * m + j] * start[j];
            fitted[t] = y[t] - error;
        }
        var free = observed - m;
        return new StateSpaceFit(-0.5 * (free * (Math.Log(2 * Math.PI * variance) + 1) + logs), variance, state, covariance, fitted);
    }

    private double[] Move(double[] vector)
    {
        var next = new double[m];
        for (var i = 0; i < m; i++)
            foreach (var (from, value) in moves[i]) next[i] += value * vector[from];
        return next;
    }

    private void MoveColumns(double[] matrix, double[] into)
    {
        Array.Clear(into);
        for (var i = 0; i < m; i++)
            foreach (var (from, value) in moves[i])
                for (var j = 0; j < m; j++)
                    into[i * m + j] += value * matrix[from * m + j];
    }

    // P ← T·P·T' + Q.
    private void MoveCovariance(double[] p, double[] work)
    {
        MoveColumns(p, work);
        for (var i = 0; i < m; i++)
            for (var j = 0; j < m; j++)
            {
                var sum = i == j ? stateVariances[i] : 0;
                foreach (var (from, value) in moves[j]) sum += value * work[i * m + from];
                p[i * m + j] = sum;
            }
    }

    private static (int From, double Value)[][] Sparse(double[] matrix, int m) =>
        [.. Enumerable.Range(0, m).Select(i => Enumerable.Range(0, m).Where(j => matrix[i * m + j] != 0).Select(j => (j, matrix[i * m + j])).ToArray())];
}

/// <summary>What a state space model says of a series.</summary>
/// <param name="LogLikelihood">Diffuse log likelihood with the common scale at its best.</param>
/// <param name="Variance">The scale that all variances of the model are multiplied by.</param>
/// <param name="State">Expected state of the month after the series.</param>
/// <param name="StateCovariance">Its covariance, m × m, without the scale; the uncertainty of the initial state is in it.</param>
/// <param name="Fitted">One-step expectations given the estimated initial state.</param>
public sealed record StateSpaceFit(double LogLikelihood, double Variance, double[] State, double[] StateCovariance, double[] Fitted);
