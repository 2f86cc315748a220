using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>Values that are fit for a spatial statistic: one a unit, finite, not constant, no islands; with their moments.</summary>
internal sealed class SpatialSample
{
    private SpatialSample(SpatialWeights weights, double[] values, double[] deviations, Subject subject)
    {
        (Weights, Values, Deviations, Subject) = (weights, values, deviations, subject);
        double second = 0, fourth = 0;
        foreach (var z in deviations)
        {
            second += z * z;
            fourth += z * z * z * z;
        }
        (SumOfSquares, Kurtosis) = (second, fourth * deviations.Length / (second * second));
    }

    public SpatialWeights Weights { get; }

    public double[] Values { get; }

    /// <summary>z, values less their mean.</summary>
    public double[] Deviations { get; }

    public Subject Subject { get; }

    /// <summary>Σz².</summary>
    public double SumOfSquares { get; }

    /// <summary>n Σz⁴/(Σz²)².</summary>
    public double Kurtosis { get; }

    public int Count => Values.Length;

    public static SpatialSample Of(ReadOnlySpan<double> values, SpatialWeights weights, Subject subject, string measure, int least)
    {
        if (values.Length != weights.Count) throw new ArgumentException($"{values.Length} values are given for {weights.Count} units.", nameof(values));
        Require.AtLeast(values.Length, least, subject, "units", measure);
        if (weights.Islands.Count > 0)
            throw new MeasureRefusedException(MeasureRefusalKind.Island, subject, weights.Islands, $"{measure} of {subject} needs neighbours, but {string.Join(", ", weights.Islands.Take(10).Select(unit => $"'{unit}'"))}{(weights.Islands.Count > 10 ? $" and {weights.Islands.Count - 10} more" : "")} {(weights.Islands.Count == 1 ? "has" : "have")} none; link or drop {(weights.Islands.Count == 1 ? "it" : "them")} (WithoutIslands).");
        Require.Finite(values, subject, weights.Units);
        Require.Varying(values, subject, measure);
        var mean = 0.0;
        foreach (var value in values) mean += value;
        mean /= values.Length;
        var deviations = new double[values.Length];
        for (var i = 0; i < values.Length; i++) deviations[i] = values[i] - mean;
        return new SpatialSample(weights, values.ToArray(), deviations, subject);
    }

    public GlobalAutocorrelation Test(string statistic, SpatialNull under, double value, double expected, double variance, int sign = 1)
    {
        if (!(variance > 0)) throw new MeasureRefusedException(MeasureRefusalKind.Saturated, Subject, [], $"{statistic} of {Subject} cannot vary over orders of the units: all are linked alike.");
        var z = sign * (value - expected) / Math.Sqrt(variance);
        return new GlobalAutocorrelation(statistic, under, value, expected, variance, z, Normal.UpperP(z), Normal.TwoSidedP(z));
    }
}
