namespace Rebound.Simulation;

/// <summary>A value for every parameter of the model; unchangeable.</summary>
public sealed class ParameterSet
{
    private readonly double[] values;

    private ParameterSet(double[] values) => this.values = values;

    /// <summary>The defaults of the catalogue.</summary>
    public static ParameterSet Default { get; } = new([.. Parameters.All.Select(p => p.Default)]);

    /// <summary>The value of a parameter.</summary>
    public double this[Parameter parameter] => values[parameter.Index];

    /// <summary>This set with another value of a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="value">Within its bounds.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value lies outside the bounds.</exception>
    public ParameterSet With(Parameter parameter, double value)
    {
        if (!(value >= parameter.Low && value <= parameter.High))
            throw new ArgumentOutOfRangeException(nameof(value), value, $"{parameter.Symbol} lies between {parameter.Low} and {parameter.High}.");
        var changed = values.ToArray();
        changed[parameter.Index] = value;
        return new ParameterSet(changed);
    }

    /// <summary>A parameter's value in each city, after the resilience link.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="cities">The cities.</param>
    /// <param name="slopes">The slopes of the link.</param>
    public double[] InCities(Parameter parameter, IReadOnlyList<SimulatedCity> cities, LinkSlopes slopes)
    {
        var linked = new double[cities.Count];
        for (var c = 0; c < linked.Length; c++)
        {
            var shift = 0.0;
            foreach (var (dimension, sign) in parameter.Links) shift += sign * slopes[dimension, parameter.Channel] * cities[c].Resilience[(int)dimension];
            linked[c] = ResilienceLink.Value(this[parameter], parameter.Low, parameter.High, shift);
        }
        return linked;
    }
}
