namespace Rebound.Measures;

/// <summary>What entropy does with a normalised value of zero: z is replaced by shift + scale·z before the entropy is taken. Scores always use z itself.</summary>
public sealed record ZeroRule
{
    private ZeroRule(string name, double scale, double shift) => (Name, Scale, Shift) = (name, scale, shift);

    /// <summary>0·ln 0 = 0: nothing is replaced.</summary>
    public static ZeroRule Zero { get; } = new("zero", 1, 0);

    /// <summary>The rules: zero, +0.0001, +0.001, +0.01, +1, affine-0.01-0.99 (an option of SPSSAU), affine-0.002-0.998 (default of the R package mathmodels), affine-0.1-0.9.</summary>
    public static IReadOnlyList<ZeroRule> All { get; } =
    [
        Zero, new("+0.0001", 1, 0.0001), new("+0.001", 1, 0.001), new("+0.01", 1, 0.01), new("+1", 1, 1),
        new("affine-0.01-0.99", 0.98, 0.01), new("affine-0.002-0.998", 0.996, 0.002), new("affine-0.1-0.9", 0.8, 0.1),
    ];

    /// <summary>The name in a study file.</summary>
    public string Name { get; }

    /// <summary>Factor of z.</summary>
    public double Scale { get; }

    /// <summary>What is added.</summary>
    public double Shift { get; }

    /// <summary>The rule of a name.</summary>
    /// <param name="name">One of the names of <see cref="All"/>.</param>
    /// <returns>Null when there is none of that name.</returns>
    public static ZeroRule? Find(string name) => All.FirstOrDefault(rule => rule.Name == name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
