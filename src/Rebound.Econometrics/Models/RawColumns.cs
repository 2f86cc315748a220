using System.Runtime.InteropServices;
using System.Text.Json;
using Rebound.Panels;

namespace Rebound.Econometrics;

/// <summary>Reads a folder of raw columns: <c>meta.json</c> with <c>n</c> and <c>columns</c> (name to <c>f64</c> or <c>i32</c>), and a file <c>name.f64</c> or <c>name.i32</c> of little-endian values for each.</summary>
/// <remarks>Columns of i32 are groupings, and numbers where a model uses them as such; NaN and −2³¹ are missing.</remarks>
public static class RawColumns
{
    /// <summary>Reads the columns that models name.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="models">What is to be estimated.</param>
    /// <param name="others">Further columns, such as those of a panel.</param>
    /// <exception cref="InvalidDataException">A file is missing, too short, or not what meta.json says.</exception>
    public static ModelData Read(string folder, IReadOnlyList<LinearModel> models, IReadOnlyList<string> others)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var (n, kinds) = Describe(Path.Combine(folder, "meta.json"));
        var needed = new HashSet<string>(models.SelectMany(m => m.Variables).Concat(others.SelectMany(o => o.Split('^', StringSplitOptions.TrimEntries))), StringComparer.Ordinal);
        var numeric = new HashSet<string>(models.SelectMany(m => m.Numbers), StringComparer.Ordinal);
        var data = ModelData.Of(n, [.. kinds.Keys]);
        foreach (var (name, kind) in kinds.Where(k => needed.Contains(k.Key)))
        {
            var file = Path.Combine(folder, $"{name}.{kind}");
            if (kind == "f64")
            {
                data = data.With(name, Values<double>(file, n));
                continue;
            }
            var codes = Values<int>(file, n);
            if (numeric.Contains(name)) data = data.With(name, [.. codes.Select(c => c == int.MinValue ? double.NaN : c)]);
            data = data.WithFactor(name, Grouping(codes));
        }
        return data;
    }

    private static (int Rows, Dictionary<string, string> Kinds) Describe(string file)
    {
        if (!File.Exists(file)) throw new InvalidDataException($"there is no '{file}'");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            var n = document.RootElement.GetProperty("n").GetInt32();
            var kinds = document.RootElement.GetProperty("columns").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? "", StringComparer.Ordinal);
            foreach (var (name, kind) in kinds)
                if (kind is not ("f64" or "i32")) throw new InvalidDataException($"column '{name}' is '{kind}' in '{file}'; f64 and i32 are read");
            return n < 0 ? throw new InvalidDataException($"n is {n} in '{file}'") : (n, kinds);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"'{file}' is not of the form {{\"n\": 3, \"columns\": {{\"y\": \"f64\", \"city\": \"i32\"}}}}", e);
        }
    }

    private static T[] Values<T>(string file, int n) where T : unmanaged
    {
        if (!BitConverter.IsLittleEndian) throw new InvalidDataException("raw columns are read on little-endian processors only");
        if (!File.Exists(file)) throw new InvalidDataException($"there is no '{file}'");
        var values = new T[n];
        using var stream = File.OpenRead(file);
        if (stream.Length != (long)n * Marshal.SizeOf<T>()) throw new InvalidDataException($"'{file}' has {stream.Length} bytes where {n} values take {(long)n * Marshal.SizeOf<T>()}");
        const int Step = 1 << 24; // values at a time: a span of bytes counts in int
        for (var done = 0; done < n; done += Step) stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(done, Math.Min(Step, n - done))));
        return values;
    }

    // Codes as they are where they lie close together, else by their order.
    private static Factor Grouping(int[] values)
    {
        int low = int.MaxValue, high = int.MinValue;
        foreach (var v in values)
            if (v != int.MinValue) (low, high) = (Math.Min(low, v), Math.Max(high, v));
        if (low > high) return new Factor([.. values.Select(_ => -1)], []);
        if ((long)high - low > 4L * values.Length + 1024) return Factor.Of([.. values.Select(v => v == int.MinValue ? double.NaN : v)]);
        var place = new int[high - low + 1];
        foreach (var v in values)
            if (v != int.MinValue) place[v - low] = 1;
        List<int> numbers = [];
        for (var p = 0; p < place.Length; p++)
            if (place[p] == 1)
            {
                place[p] = numbers.Count;
                numbers.Add(low + p);
            }
        var codes = values;
        for (var i = 0; i < codes.Length; i++) codes[i] = codes[i] == int.MinValue ? -1 : place[codes[i] - low];
        return new Factor(codes, new NumberLabels([.. numbers]));
    }
}
