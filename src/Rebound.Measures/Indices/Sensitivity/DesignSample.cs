using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>The choices of every replication: independent draws first, then for each factor the rows of A with that factor from B.</summary>
/// <remarks>A choice is the position in the declared set; for drawn weights it is the number of the replication in whose stream they lie.</remarks>
internal sealed class DesignSample
{
    private const int FactorShift = 40; // streams 0 … 2⁴⁰ − 1 of each factor

    private readonly IReadOnlyList<DesignFactor> factors;
    private readonly int[] choices;

    public DesignSample(IReadOnlyList<DesignFactor> factors, SensitivityOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Replications, 20);
        ArgumentOutOfRangeException.ThrowIfNegative(options.SobolSamples);
        if (factors.Count == 0) throw new ArgumentException("Nothing is declared to vary.", nameof(factors));
        if (factors.Select(factor => factor.Name).Distinct(StringComparer.Ordinal).Count() < factors.Count) throw new ArgumentException("Two factors have one name.", nameof(factors));
        if (factors.Count(factor => factor.Spread is not null) > 1) throw new ArgumentException("Weights can be drawn by one factor only.", nameof(factors));
        if (options.Replications < 2 * options.SobolSamples) throw new ArgumentException($"A Sobol design of {options.SobolSamples} rows needs {2 * options.SobolSamples} replications; {options.Replications} are asked for.", nameof(options));
        (this.factors, Independent, Samples) = (factors, options.Replications, options.SobolSamples);
        Count = checked(options.Replications + options.SobolSamples * factors.Count);
        choices = new int[(long)Count * factors.Count];
        Draw(options.Seed);
    }

    /// <summary>Number of replications.</summary>
    public int Count { get; }

    /// <summary>Number of independent draws; they come first.</summary>
    public int Independent { get; }

    /// <summary>Rows of the Sobol design.</summary>
    public int Samples { get; }

    public ReadOnlySpan<int> Of(int replication) => choices.AsSpan(replication * factors.Count, factors.Count);

    /// <summary>The replication that is row k of A with factor i from B.</summary>
    public int Mixed(int factor, int row) => Independent + factor * Samples + row;

    private void Draw(ulong seed)
    {
        for (var r = 0; r < Independent; r++)
            for (var f = 0; f < factors.Count; f++)
                choices[r * factors.Count + f] = factors[f].Spread is null ? Choose(factors[f].Choices, StreamOf(seed, f, r)) : r;
        for (var f = 0; f < factors.Count; f++)
            for (var k = 0; k < Samples; k++)
            {
                var row = choices.AsSpan(Mixed(f, k) * factors.Count, factors.Count);
                Of(k).CopyTo(row);
                row[f] = Of(Samples + k)[f];
            }
    }

    /// <summary>The stream of a factor in a replication.</summary>
    public static RandomStream StreamOf(ulong seed, int factor, int replication) => new(seed, ((ulong)factor << FactorShift) | (uint)replication);

    private static int Choose(IReadOnlyList<DesignChoice> choices, RandomStream stream)
    {
        var total = 0.0;
        var equal = true;
        foreach (var choice in choices)
        {
            total += choice.Probability;
            equal &= choice.Probability == choices[0].Probability;
        }
        if (equal) return stream.NextBelow(choices.Count);
        var left = stream.NextUniform() * total;
        for (var c = 0; c < choices.Count - 1; c++)
            if ((left -= choices[c].Probability) < 0) return c;
        return choices.Count - 1;
    }
}
