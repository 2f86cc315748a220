namespace Rebound.Simulation;

/// <summary>The ensemble adjustment Kalman filter for one set of observations, taken one after the other (Anderson 2001).</summary>
/// <remarks>For an observation y with error variance r, whose ensemble has mean m and variance p: 1/v = 1/p + 1/r, new mean v·(m/p + y/r), and every
/// member is shifted and drawn together, √(v/p). What that moves is carried to the parameters and to the observations still to come by regression
/// on the ensemble. A parameter is left alone by an observation with which it correlates by less than <see cref="Noise"/>/√members: regressions on
/// pure noise would otherwise pull the ensemble together.</remarks>
internal static class EnsembleAdjustment
{
    internal const double Noise = 3;

    /// <summary>Adjusts an ensemble.</summary>
    /// <param name="parameters">Parameter × member; changed.</param>
    /// <param name="predicted">Observation × member; changed.</param>
    /// <param name="observed">Observation.</param>
    /// <param name="variances">Its error variance, positive.</param>
    internal static void Run(double[][] parameters, double[][] predicted, ReadOnlySpan<double> observed, ReadOnlySpan<double> variances)
    {
        if (predicted.Length == 0) return;
        var members = predicted[0].Length;
        var (deviation, increment) = (new double[members], new double[members]);
        for (var k = 0; k < predicted.Length; k++)
        {
            var mean = Mean(predicted[k]);
            var squares = 0.0;
            for (var m = 0; m < members; m++)
            {
                deviation[m] = predicted[k][m] - mean;
                squares += deviation[m] * deviation[m];
            }
            var spread = squares / (members - 1);
            if (!(spread > 1e-12)) continue;
            var after = 1 / (1 / spread + 1 / variances[k]);
            var (shift, pull) = (after * (mean / spread + observed[k] / variances[k]) - mean, Math.Sqrt(after / spread) - 1);
            for (var m = 0; m < members; m++) increment[m] = shift + pull * deviation[m];
            foreach (var parameter in parameters) Carry(parameter, deviation, squares, increment, Noise * Noise / members);
            for (var later = k + 1; later < predicted.Length; later++) Carry(predicted[later], deviation, squares, increment, 0);
        }
    }

    private static void Carry(double[] target, double[] deviation, double squares, double[] increment, double least)
    {
        var mean = Mean(target);
        double product = 0, own = 0;
        for (var m = 0; m < target.Length; m++)
        {
            var off = target[m] - mean;
            product += off * deviation[m];
            own += off * off;
        }
        if (!(product * product > least * own * squares)) return;
        var slope = product / squares;
        for (var m = 0; m < target.Length; m++) target[m] += slope * increment[m];
    }

    private static double Mean(double[] values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }
}
