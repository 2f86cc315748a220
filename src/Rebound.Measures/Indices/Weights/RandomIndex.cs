using System.Globalization;

namespace Rebound.Measures;

/// <summary>The mean consistency index of random reciprocal matrices by size, to which AHP compares a matrix. Sources differ, so it is data.</summary>
/// <param name="Name">What it is called in a study file.</param>
/// <param name="Source">Who computed it.</param>
/// <param name="Values">Values for n = 1, 2, 3 …; the first two are 0.</param>
public sealed record RandomIndex(string Name, string Source, IReadOnlyList<double> Values)
{
    /// <summary>Saaty (1980), n up to 15.</summary>
    public static RandomIndex Saaty { get; } = new("saaty-1980", "Saaty (1980), The Analytic Hierarchy Process", [0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59]);

    /// <summary>Alonso and Lamata (2006), n up to 15, from 100,000 matrices a size.</summary>
    public static RandomIndex AlonsoLamata { get; } = new("alonso-lamata-2006", "Alonso and Lamata (2006), Consistency in the analytic hierarchy process", [0, 0, 0.5245, 0.8815, 1.1086, 1.2479, 1.3417, 1.4056, 1.4499, 1.4854, 1.5141, 1.5365, 1.5551, 1.5713, 1.5838]);

    /// <summary>The tables that come with the program.</summary>
    public static IReadOnlyList<RandomIndex> All { get; } = [Saaty, AlonsoLamata];

    /// <summary>The table of a name.</summary>
    /// <param name="name">One of the names of <see cref="All"/>.</param>
    /// <returns>Null when there is none of that name.</returns>
    public static RandomIndex? Find(string name) => All.FirstOrDefault(table => table.Name == name);

    /// <summary>The consistency ratio CI/RI of an n × n matrix; 0 where n ≤ 2, which is always consistent.</summary>
    /// <param name="consistencyIndex">CI = (λ − n)/(n − 1).</param>
    /// <param name="size">n.</param>
    /// <exception cref="IndexRefusedException">The table ends before n, or its value is not positive.</exception>
    public double Ratio(double consistencyIndex, int size)
    {
        if (size <= 2) return 0;
        if (size > Values.Count || !(Values[size - 1] > 0))
            throw new IndexRefusedException([new(IndexRefusalKind.Weights, null, null, null, string.Create(CultureInfo.InvariantCulture, $"The random-index table '{Name}' has no value for {size} things compared, so the consistency of their comparisons cannot be judged. Compare fewer at once by making groups, or give a longer table."))]);
        return consistencyIndex / Values[size - 1];
    }
}
