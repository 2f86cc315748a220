using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>The ways in which a treatment's values, or paths over periods, can be dealt out to the units of each stratum.</summary>
internal sealed class Assignments
{
    private readonly int[] codes;        // unit of each row
    private readonly int[] places;       // period of each row; zeros where the treatment is constant in units
    private readonly double[][] paths;   // by unit, as it was
    private readonly int[] kinds;        // which different path a unit has
    private readonly int[][] strata;     // units of each
    private readonly RandomisationOptions options;

    private Assignments(int[] codes, int[] places, double[][] paths, int[][] strata, RandomisationOptions options)
    {
        (this.codes, this.places, this.paths, this.strata, this.options) = (codes, places, paths, strata, options);
        kinds = Kinds(paths);
        double all = 1;
        foreach (var units in strata)
        {
            // Multinomial: units! over the factorials of how many have each path, as a product of ratios.
            var left = 0;
            foreach (var group in units.GroupBy(u => kinds[u]))
                for (var i = 1; i <= group.Count(); i++) all *= (double)++left / i;
        }
        if (all < 1.5) throw new NotIdentifiedException("Within every stratum all units have one treatment, so there is no other way to deal it out.");
        Enumerated = all <= options.Draws + 0.5;
        Count = Enumerated ? (int)Math.Round(all) : options.Draws;
    }

    public int Count { get; }

    public bool Enumerated { get; }

    public int Units => paths.Length;

    public int Strata => strata.Length;

    public static Assignments Of(ModelData data, Design design, string name, string? unit, string? stratum, RandomisationOptions options)
    {
        var n = design.RowCount;
        var rows = design.Sample.Rows;
        var values = design.Columns[design.Names.Index().First(c => c.Item == name).Index];
        var codes = unit is null ? [.. Enumerable.Range(0, n)] : Take(data, unit, rows, out _);
        var units = codes.Max() + 1;
        var isConstant = true;
        var first = new double[units];
        Array.Fill(first, double.NaN);
        for (var i = 0; i < n && isConstant; i++)
        {
            if (double.IsNaN(first[codes[i]])) first[codes[i]] = values[i];
            isConstant = first[codes[i]] == values[i];
        }
        int[] places = new int[n];
        double[][] paths = [.. first.Select(v => new[] { v })];
        if (!isConstant) (places, paths) = Paths(data, rows, codes, units, values, name, unit!);
        int[] strata = new int[units];
        Array.Fill(strata, -1);
        var own = stratum is null ? new int[n] : Take(data, stratum, rows, out _);
        for (var i = 0; i < n; i++)
        {
            if (strata[codes[i]] >= 0 && strata[codes[i]] != own[i]) throw new ArgumentException($"A unit of '{unit}' lies in several strata of '{stratum}'.", nameof(stratum));
            strata[codes[i]] = own[i];
        }
        return new Assignments(codes, places, paths, [.. Enumerable.Range(0, units).GroupBy(u => strata[u]).OrderBy(g => g.Key).Select(g => g.ToArray())], options);
    }

    public int[] Order() => [.. Enumerable.Range(0, paths.Length)];

    /// <summary>Whose path each unit gets in assignment r.</summary>
    public void Deal(int r, int[] order)
    {
        for (var u = 0; u < order.Length; u++) order[u] = u;
        if (Enumerated)
        {
            long at = r;
            foreach (var units in strata) at = Nth(units, at, order);
            return;
        }
        var stream = new RandomStream(options.Seed, (ulong)r);
        foreach (var units in strata)
            for (var i = units.Length - 1; i > 0; i--)
            {
                var j = stream.NextBelow(i + 1);
                (order[units[i]], order[units[j]]) = (order[units[j]], order[units[i]]);
            }
    }

    public void Fill(int[] order, double[] values)
    {
        for (var i = 0; i < values.Length; i++) values[i] = paths[order[codes[i]]][places[i]];
    }

    // The arrangement of that number among the different ones of a stratum, in the order of kinds; what is left of the number belongs to the next strata.
    private long Nth(int[] units, long at, int[] order)
    {
        var byKind = units.GroupBy(u => kinds[u]).OrderBy(g => g.Key).Select(g => new Queue<int>(g)).ToArray();
        double all = Arrangements(byKind);
        var number = at % (long)Math.Round(all);
        var next = at / (long)Math.Round(all);
        foreach (var u in units)
            foreach (var group in byKind)
            {
                if (group.Count == 0) continue;
                var left = byKind.Sum(g => g.Count);
                var with = (long)Math.Round(all * group.Count / left);
                if (number >= with)
                {
                    number -= with;
                    continue;
                }
                order[u] = group.Dequeue();
                all = with;
                break;
            }
        return next;
    }

    private static double Arrangements(Queue<int>[] groups)
    {
        double all = 1;
        var left = 0;
        foreach (var group in groups)
            for (var i = 1; i <= group.Count; i++) all *= (double)++left / i;
        return all;
    }

    private static int[] Kinds(double[][] paths)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        var kinds = new int[paths.Length];
        for (var u = 0; u < kinds.Length; u++)
        {
            var key = string.Join(' ', paths[u].Select(v => BitConverter.DoubleToInt64Bits(v + 0.0)));
            if (!found.TryGetValue(key, out kinds[u])) found.Add(key, kinds[u] = found.Count);
        }
        return kinds;
    }

    private static (int[] Places, double[][] Paths) Paths(ModelData data, int[] rows, int[] codes, int units, double[] values, string name, string unit)
    {
        if (data.PanelOf is not { } panel) throw new NotIdentifiedException($"'{name}' changes within the units of '{unit}', so its paths are exchanged; declare the columns of unit and period.");
        int[] times = [.. rows.Select(r => panel.Times[r])], all = [.. times.Distinct().Order()];
        double[][] paths = [.. Enumerable.Range(0, units).Select(_ => Enumerable.Repeat(double.NaN, all.Length).ToArray())];
        int[] places = [.. times.Select(t => Array.BinarySearch(all, t))];
        for (var i = 0; i < places.Length; i++)
        {
            ref var value = ref paths[codes[i]][places[i]];
            if (!double.IsNaN(value) && value != values[i]) throw new NotIdentifiedException($"'{name}' has two values in one period of a unit of '{unit}'; name the units to which it was given.");
            value = values[i];
        }
        if (paths.Any(path => path.Any(double.IsNaN))) throw new NotIdentifiedException($"'{name}' changes within the units of '{unit}', and not all of them are there in every period, so paths cannot be exchanged; take the periods that all have.");
        return (places, paths);
    }

    private static int[] Take(ModelData data, string grouping, int[] rows, out int count)
    {
        foreach (var part in grouping.Split('^', StringSplitOptions.TrimEntries))
            if (!data.HasFactor(part) && !data.HasColumn(part)) throw new ArgumentException(NameExpression.Unknown(part, data), nameof(grouping));
        var factor = data.FactorOf(grouping);
        int[] codes = [.. rows.Select(r => factor.Codes[r])];
        if (codes.Contains(-1)) throw new NotIdentifiedException($"'{grouping}' is missing in rows that the model uses; leave them out first.");
        return Factor.Dense(codes, factor.Labels.Count, out count);
    }
}
