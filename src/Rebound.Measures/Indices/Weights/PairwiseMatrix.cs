using System.Globalization;

namespace Rebound.Measures;

/// <summary>Comparisons of n things: entry (i, j) says how many times as important i is as j. Positive, and reciprocal.</summary>
public sealed class PairwiseMatrix
{
    // Fractions written with fewer digits than a double has: 1/7 as 0.142857 is right to 1e-6.
    private const double ReciprocalTolerance = 1e-5;

    /// <summary>Sets up a matrix.</summary>
    /// <param name="names">n distinct names: codes of indicators, or names of dimensions.</param>
    /// <param name="values">n × n, row after row.</param>
    /// <param name="place">What the messages call it: the file, or the node of the tree.</param>
    /// <exception cref="ArgumentException">The length is not n².</exception>
    /// <exception cref="IndexRefusedException">An entry is not a positive number, the diagonal is not 1, or a pair is not reciprocal; each is named.</exception>
    public PairwiseMatrix(IReadOnlyList<string> names, IReadOnlyList<double> values, string place)
    {
        if (names.Count == 0 || values.Count != names.Count * names.Count)
            throw new ArgumentException($"{values.Count} numbers are no comparison of {names.Count} things.", nameof(values));
        (Names, Values, Place) = (names, [.. values], place);
        IndexRefusedException.ThrowIfAny(Faults());
    }

    /// <summary>The things compared.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The entries, row after row; not to be changed.</summary>
    public double[] Values { get; }

    /// <summary>What the messages call it.</summary>
    public string Place { get; }

    /// <summary>The same comparisons in another order of the names.</summary>
    /// <param name="names">All the names, in the order wanted.</param>
    /// <exception cref="IndexRefusedException">A name is not compared, or a compared one is not wanted.</exception>
    public PairwiseMatrix InOrder(IReadOnlyList<string> names)
    {
        var place = Names.Index().ToDictionary(item => item.Item, item => item.Index, StringComparer.Ordinal);
        var refusals = new List<IndexRefusal>();
        foreach (var name in names.Where(name => !place.ContainsKey(name)))
            refusals.Add(Refusal(name, $"The comparisons of '{Place}' lack '{name}'. Compare it with the others."));
        foreach (var name in Names.Where(name => !names.Contains(name, StringComparer.Ordinal)))
            refusals.Add(Refusal(name, $"The comparisons of '{Place}' hold '{name}', which is not there (or was left out for want of data). Take it out."));
        IndexRefusedException.ThrowIfAny(refusals);
        var values = new double[Values.Length];
        for (var i = 0; i < names.Count; i++)
            for (var j = 0; j < names.Count; j++)
                values[i * names.Count + j] = Values[place[names[i]] * names.Count + place[names[j]]];
        return new PairwiseMatrix(names, values, Place);
    }

    private List<IndexRefusal> Faults()
    {
        var faults = new List<IndexRefusal>();
        var n = Names.Count;
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
            {
                var (value, mirror) = (Values[i * n + j], Values[j * n + i]);
                if (!(value > 0) || double.IsInfinity(value))
                    faults.Add(Refusal(Names[i], string.Create(CultureInfo.InvariantCulture, $"'{Place}' compares '{Names[i]}' with '{Names[j]}' by {value:R}; a comparison is a number above zero.")));
                else if (i == j && value != 1)
                    faults.Add(Refusal(Names[i], string.Create(CultureInfo.InvariantCulture, $"'{Place}' compares '{Names[i]}' with itself by {value:R}; write 1.")));
                else if (i < j && mirror > 0 && !(Math.Abs(value * mirror - 1) <= ReciprocalTolerance))
                    faults.Add(Refusal(Names[i], string.Create(CultureInfo.InvariantCulture, $"'{Place}' says {value:R} for '{Names[i]}' over '{Names[j]}' and {mirror:R} the other way round; the second must be 1/{value:R}. Write it as a fraction or leave it empty.")));
            }
        return faults;
    }

    private static IndexRefusal Refusal(string name, string reason) => new(IndexRefusalKind.Pairwise, null, null, name, reason);
}
