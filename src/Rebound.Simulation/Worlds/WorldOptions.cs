namespace Rebound.Simulation;

/// <summary>What a synthetic world is drawn from: its size, its seed and what is planted in it.</summary>
/// <param name="Seed">Decides every draw; the same options give the same world.</param>
/// <param name="Cities">Number of cities, 10 to 900.</param>
/// <param name="Months">Number of months from 2018-01, 48 to 120: the long run needs at least the year 2021.</param>
/// <param name="Partners">Number of trading partners, 1 to 8.</param>
/// <param name="Products">Number of products, 1 to 8; the first is the medical one, which meets the windfall.</param>
public sealed record WorldOptions(ulong Seed = 1, int Cities = 290, int Months = 60, int Partners = 4, int Products = 5)
{
    /// <summary>The ranges of the sizes, as (name, least, most).</summary>
    public static IReadOnlyList<(string Name, int Least, int Most)> Ranges { get; } = [("cities", 10, 900), ("months", 48, 120), ("partners", 1, WorldCatalogue.Partners.Length), ("products", 1, WorldCatalogue.Products.Length)];

    /// <summary>Where resilience matters.</summary>
    public WorldEffect Effect { get; init; } = WorldEffect.Link;

    /// <summary>How much: the slopes of the resilience link where <see cref="Effect"/> lets them count.</summary>
    public LinkSlopes Slopes { get; init; } = LinkSlopes.Uniform(0.7);

    /// <summary>Log rise of the demand for the medical product when the first partner is most stringent; 0: none. It has nothing to do with resilience.</summary>
    public double Windfall { get; init; } = 0.8;

    /// <summary>Standard deviation over cities of the log weight of the medical product: how unequally the windfall falls.</summary>
    public double WindfallSpread { get; init; } = 0.6;

    /// <summary>Strength of an unseen favour of the capital, which keeps arrivals of infections away and pays rebates from the shock on: a confounder of cases and exports. 0: none.</summary>
    public double Confounding { get; init; }

    /// <summary>Lockdowns.</summary>
    public WorldLockdowns Lockdowns { get; init; } = new();

    /// <summary>Noise and gaps of what is written.</summary>
    public WorldNoise Noise { get; init; } = new();

    /// <summary>Replicates over which true effects of resilience are averaged, at least 1; the first is the one that is written.</summary>
    public int Replicates { get; init; } = 4;

    /// <summary>The slopes that count.</summary>
    internal LinkSlopes Counting()
    {
        var slopes = LinkSlopes.None;
        foreach (var dimension in Enum.GetValues<ResilienceDimension>())
            foreach (var channel in Enum.GetValues<ShockChannel>())
                if (Effect == WorldEffect.Link || Effect == (channel == ShockChannel.Control ? WorldEffect.Control : WorldEffect.Channels)) slopes = slopes.With(dimension, channel, Slopes[dimension, channel]);
        return slopes;
    }

    internal void Validate()
    {
        int[] sizes = [Cities, Months, Partners, Products];
        for (var i = 0; i < sizes.Length; i++)
            if (sizes[i] < Ranges[i].Least || sizes[i] > Ranges[i].Most)
                throw new ArgumentOutOfRangeException($"{char.ToUpperInvariant(Ranges[i].Name[0])}{Ranges[i].Name[1..]}", sizes[i], $"A synthetic world has {Ranges[i].Least} to {Ranges[i].Most} {Ranges[i].Name}.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Replicates, 1, nameof(Replicates));
    }
}
