namespace Rebound.Simulation;

/// <summary>What is to be calibrated against what, by which model.</summary>
/// <param name="Ranges">d numbers with their priors.</param>
/// <param name="Targets">J numbers of the data.</param>
/// <param name="Simulate">The model: d values in the order of the ranges to J numbers in the order of the targets; without chance, safe to call from several threads.</param>
public sealed record CalibrationProblem(IReadOnlyList<CalibrationRange> Ranges, IReadOnlyList<CalibrationTarget> Targets, Func<double[], double[]> Simulate)
{
    internal void Require()
    {
        if (Ranges.Count == 0) throw new ArgumentException("Nothing is to be calibrated.");
        if (!Targets.Any(t => !t.HeldOut)) throw new ArgumentException("A calibration has at least one target that is not held out.");
        foreach (var range in Ranges) range.Require();
        foreach (var target in Targets)
        {
            if (!(target.StandardDeviation > 0) || !double.IsFinite(target.Value)) throw new ArgumentException($"Target '{target.Name}' has a finite value and a positive standard deviation.");
        }
    }

    internal double[] Values(ReadOnlySpan<double> places)
    {
        var values = new double[places.Length];
        for (var i = 0; i < values.Length; i++) values[i] = Ranges[i].At(places[i]);
        return values;
    }

    internal double[] Run(ReadOnlySpan<double> places)
    {
        var outputs = Simulate(Values(places));
        if (outputs.Length != Targets.Count) throw new ArgumentException($"The model gave {outputs.Length} numbers for {Targets.Count} targets.");
        return outputs;
    }

    /// <summary>Σ ((y − z)/σ)² over the targets that are not held out.</summary>
    internal double Distance(double[] outputs)
    {
        var sum = 0.0;
        for (var j = 0; j < outputs.Length; j++)
        {
            var gap = (outputs[j] - Targets[j].Value) / Targets[j].StandardDeviation;
            if (!Targets[j].HeldOut) sum += gap * gap;
        }
        return double.IsNaN(sum) ? double.PositiveInfinity : sum;
    }
}
