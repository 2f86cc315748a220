using System.Globalization;

namespace Rebound.Measures;

/// <summary>What every diagnosis asks of its columns.</summary>
internal static class Columns
{
    /// <summary>Number of rows of k columns.</summary>
    public static int Rows(IReadOnlyList<string> names, ReadOnlySpan<double> columns)
    {
        if (names.Count == 0 || columns.Length % names.Count != 0) throw new ArgumentException($"{columns.Length} values do not fill {names.Count} columns.", nameof(columns));
        return columns.Length / names.Count;
    }

    /// <summary>Refuses columns that are constant or hold a value that is not finite.</summary>
    public static void RefuseConstant(IReadOnlyList<string> names, ReadOnlySpan<double> columns)
    {
        var (n, refusals) = (Rows(names, columns), new List<IndexRefusal>());
        for (var j = 0; j < names.Count; j++)
        {
            var column = columns.Slice(j * n, n);
            var finite = true;
            foreach (var value in column) finite &= double.IsFinite(value);
            if (!finite) refusals.Add(new(IndexRefusalKind.NotFinite, null, null, names[j], $"'{names[j]}' holds a value that is missing or infinite. Impute it, or drop its row."));
            else if (n > 0 && column.IndexOfAnyExcept(column[0]) < 0)
                refusals.Add(new(IndexRefusalKind.Constant, null, null, names[j], string.Create(CultureInfo.InvariantCulture, $"'{names[j]}' is {column[0]:R} everywhere, so it goes with nothing. Drop it.")));
        }
        IndexRefusedException.ThrowIfAny(refusals);
    }
}
