namespace Rebound.Simulation;

/// <summary>The size and the seed of a synthetic world.</summary>
/// <param name="Seed">Decides every draw; the same seed and sizes give the same world.</param>
/// <param name="Cities">Number of cities, 10 to 900.</param>
/// <param name="Months">Number of months from 2018-01, 48 to 120: the long run needs at least the year 2021.</param>
/// <param name="Partners">Number of trading partners, 1 to 8.</param>
/// <param name="Products">Number of products, 1 to 8; the first is the medical one, which meets the windfall.</param>
public sealed record WorldOptions(ulong Seed, int Cities = 60, int Months = 60, int Partners = 4, int Products = 5)
{
    /// <summary>The planted effects.</summary>
    public WorldEffects Effects { get; init; } = new();

    internal void Validate()
    {
        RequireWithin(Cities, 10, 900, nameof(Cities));
        RequireWithin(Months, 48, 120, nameof(Months));
        RequireWithin(Partners, 1, WorldCatalogue.Partners.Length, nameof(Partners));
        RequireWithin(Products, 1, WorldCatalogue.Products.Length, nameof(Products));
    }

    private static void RequireWithin(int size, int least, int most, string name)
    {
        if (size < least || size > most)
            throw new ArgumentOutOfRangeException(name, size, $"A synthetic world has {least} to {most} {name.ToLowerInvariant()}.");
    }
}
