using System.Text;

namespace Rebound.Measures;

/// <summary>The names of methods in study files and on the command line: those of the enumerations in small letters, words joined by a dash.</summary>
/// <remarks><c>PercentileRank</c> is <c>percentile-rank</c>; a few have the name that the field uses: <c>minmax</c>, <c>zscore</c>, <c>pca</c>, <c>ahp</c>, <c>influence</c>, <c>bod</c>. In reading, case,
/// dashes and underscores do not matter. A method added to an enumeration has its name by that alone.</remarks>
public static class MethodName
{
    // What the field says, where it does not spell words out.
    private static readonly (string Spelt, string Usual)[] Usual = [("min-max", "minmax"), ("z-score", "zscore"), ("population-zscore", "zscore-population"), ("adjusted-mazziotta-pareto", "ampi"), ("mazziotta-pareto", "mpi"), ("principal-components", "pca"), ("pairwise", "ahp"), ("equal-influence", "influence"), ("benefit-of-doubt", "bod")];

    /// <summary>The name of a method.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="method">The method.</param>
    public static string Of<T>(T method)
        where T : struct, Enum
    {
        var name = new StringBuilder();
        foreach (var letter in method.ToString())
        {
            if (char.IsUpper(letter) && name.Length > 0) name.Append('-');
            name.Append(char.ToLowerInvariant(letter));
        }
        foreach (var (spelt, usual) in Usual) name.Replace(spelt, usual);
        return name.ToString();
    }

    /// <summary>All names of an enumeration, in its order.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    /// <summary>Reads a name.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="text">The name.</param>
    /// <param name="method">The method.</param>
    /// <returns>False when no method has this name.</returns>
    public static bool TryRead<T>(string text, out T method)
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var candidate in Enum.GetValues<T>())
        {
            method = candidate;
            if (Plain(Of(candidate)) == Plain(text)) return true;
        }
        method = default;
        return false;
    }

    private static string Plain(string text) => text.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
}
