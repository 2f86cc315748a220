namespace Rebound.Numerics;

/// <summary>Four words of random bits and the uniform numbers that they are.</summary>
/// <param name="Word0">64 random bits.</param>
/// <param name="Word1">64 more.</param>
/// <param name="Word2">64 more.</param>
/// <param name="Word3">64 more.</param>
public readonly record struct UniformBlock(ulong Word0, ulong Word1, ulong Word2, ulong Word3)
{
    /// <summary>The first number in (0, 1).</summary>
    public double First => Uniform(Word0);

    /// <summary>The second number in (0, 1).</summary>
    public double Second => Uniform(Word1);

    /// <summary>The third number in (0, 1).</summary>
    public double Third => Uniform(Word2);

    /// <summary>The fourth number in (0, 1).</summary>
    public double Fourth => Uniform(Word3);

    /// <summary>(w + ½)/2⁵² of the upper 52 bits w: neither 0 nor 1, and 1 − u is exact.</summary>
    internal static double Uniform(ulong word) => ((word >> 12) + 0.5) * (1.0 / (1UL << 52));
}
