namespace Rebound.Simulation;

/// <summary>The slopes of the resilience link: one for each dimension and channel, in logits for a standard deviation of the score.</summary>
public sealed class LinkSlopes : IEquatable<LinkSlopes>
{
    private static readonly int Channels = Enum.GetValues<ShockChannel>().Length;
    private readonly double[] values;

    private LinkSlopes(double[] values) => this.values = values;

    /// <summary>No dimension matters: the nested null.</summary>
    public static LinkSlopes None { get; } = Uniform(0);

    /// <summary>The prior of the model: 0.3 everywhere.</summary>
    public static LinkSlopes Prior { get; } = Uniform(0.3);

    /// <summary>The slope of a dimension in a channel.</summary>
    public double this[ResilienceDimension dimension, ShockChannel channel] => values[(int)dimension * Channels + (int)channel];

    /// <summary>The same slope everywhere.</summary>
    /// <param name="slope">Not negative, at most 1.5.</param>
    public static LinkSlopes Uniform(double slope)
    {
        Require(slope);
        var all = new double[Enum.GetValues<ResilienceDimension>().Length * Channels];
        Array.Fill(all, slope);
        return new LinkSlopes(all);
    }

    /// <summary>These slopes with another one for a dimension in a channel.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="slope">Not negative, at most 1.5.</param>
    public LinkSlopes With(ResilienceDimension dimension, ShockChannel channel, double slope)
    {
        Require(slope);
        var changed = values.ToArray();
        changed[(int)dimension * Channels + (int)channel] = slope;
        return new LinkSlopes(changed);
    }

    /// <summary>Whether all slopes are the same.</summary>
    /// <param name="other">Other slopes.</param>
    public bool Equals(LinkSlopes? other) => other is not null && values.AsSpan().SequenceEqual(other.values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LinkSlopes);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in values) hash.Add(value);
        return hash.ToHashCode();
    }

    private static void Require(double slope)
    {
        if (!(slope is >= 0 and <= 1.5)) throw new ArgumentOutOfRangeException(nameof(slope), slope, "A slope of the resilience link lies between 0 and 1.5.");
    }
}
