namespace Rebound.Panels;

/// <summary>Who is whose neighbour, and how much: an n × n matrix W kept as sparse rows, never changed after construction.</summary>
/// <remarks>Row i holds its neighbours in ascending order and their weights wᵢⱼ, plain numbers that are finite and not negative.
/// A link of weight 0 counts as a link. A unit without neighbours is an island: its row is empty, its lag is 0, and
/// <see cref="Islands"/> names it. Checked against spdep 1.2-7 (constants of all five styles, lags).</remarks>
public sealed class SpatialWeights
{
    private readonly int[] starts;
    private readonly int[] neighbours;
    private readonly double[] raw;
    private readonly double[] weights;
    private readonly Lazy<WeightConstants> constants;

    private SpatialWeights(IReadOnlyList<string> units, int[] starts, int[] neighbours, double[] raw, WeightStyle style)
    {
        (Units, Style) = (units, style);
        (this.starts, this.neighbours, this.raw) = (starts, neighbours, raw);
        weights = style == WeightStyle.Raw ? raw : Styled(starts, raw, style);
        Islands = [.. Enumerable.Range(0, units.Count).Where(i => starts[i] == starts[i + 1]).Select(i => units[i])];
        constants = new(SumConstants);
    }

    /// <summary>The units' codes, in the order of the rows.</summary>
    public IReadOnlyList<string> Units { get; }

    /// <summary>n, the number of units, islands among them.</summary>
    public int Count => Units.Count;

    /// <summary>How the weights are scaled.</summary>
    public WeightStyle Style { get; }

    /// <summary>The units without neighbours, in the order of the rows.</summary>
    public IReadOnlyList<string> Islands { get; }

    /// <summary>The number of links i → j.</summary>
    public int LinkCount => neighbours.Length;

    /// <summary>n (without islands), S0, S1 and S2.</summary>
    public WeightConstants Constants => constants.Value;

    /// <summary>Whether wᵢⱼ = wⱼᵢ for all pairs, exactly.</summary>
    public bool IsSymmetric => Enumerable.Range(0, Count).All(i =>
    {
        for (var k = starts[i]; k < starts[i + 1]; k++)
            if (this[neighbours[k], i] != weights[k]) return false;
        return true;
    });

    /// <summary>Weights from a list of links.</summary>
    /// <param name="units">n distinct codes.</param>
    /// <param name="from">i of each link, 0 to n − 1.</param>
    /// <param name="to">j of each link.</param>
    /// <param name="weights">wᵢⱼ of each link, finite and not negative; none given means 1 each.</param>
    /// <exception cref="ArgumentException">A unit or a link is named twice, an index lies outside, or a weight is negative or not finite.</exception>
    public static SpatialWeights FromLinks(IReadOnlyList<string> units, ReadOnlySpan<int> from, ReadOnlySpan<int> to, ReadOnlySpan<double> weights = default)
    {
        if (from.Length != to.Length) throw new ArgumentException($"{from.Length} starts of links are set beside {to.Length} ends.", nameof(to));
        if (!weights.IsEmpty && weights.Length != from.Length)
            throw new ArgumentException($"{weights.Length} weights are given for {from.Length} links.", nameof(weights));
        ThrowIfNamedTwice(units);
        var starts = new int[units.Count + 1];
        for (var k = 0; k < from.Length; k++)
        {
            if ((uint)from[k] >= (uint)units.Count || (uint)to[k] >= (uint)units.Count)
                throw new ArgumentException($"Link {k} joins rows {from[k]} and {to[k]}, but there are {units.Count} units.", nameof(from));
            starts[from[k] + 1]++;
        }
        for (var i = 0; i < units.Count; i++) starts[i + 1] += starts[i];
        var (neighbours, values, next) = (new int[from.Length], new double[from.Length], starts.ToArray());
        for (var k = 0; k < from.Length; k++)
        {
            var place = next[from[k]]++;
            neighbours[place] = to[k];
            values[place] = weights.IsEmpty ? 1 : weights[k];
        }
        for (var i = 0; i < units.Count; i++)
            Array.Sort(neighbours, values, starts[i], starts[i + 1] - starts[i]);
        return FromSortedRows(units, starts, neighbours, values);
    }

    /// <summary>Weights from a full matrix; zeros are no links.</summary>
    /// <param name="units">n distinct codes.</param>
    /// <param name="matrix">n × n, finite and not negative.</param>
    /// <exception cref="ArgumentException">The matrix has another shape, or a weight is negative or not finite.</exception>
    public static SpatialWeights FromMatrix(IReadOnlyList<string> units, double[,] matrix)
    {
        var n = units.Count;
        if (matrix.GetLength(0) != n || matrix.GetLength(1) != n)
            throw new ArgumentException($"The matrix is {matrix.GetLength(0)} × {matrix.GetLength(1)}, but there are {n} units.", nameof(matrix));
        ThrowIfNamedTwice(units);
        var (starts, neighbours, values) = (new int[n + 1], new List<int>(), new List<double>());
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                if (matrix[i, j] == 0) continue;
                neighbours.Add(j);
                values.Add(matrix[i, j]);
            }
            starts[i + 1] = neighbours.Count;
        }
        return FromSortedRows(units, starts, [.. neighbours], [.. values]);
    }

    /// <summary>The same links under another scaling, always from the raw weights.</summary>
    /// <param name="style">The scaling.</param>
    /// <exception cref="ArgumentException">All raw weights of a unit that has neighbours are 0, so its row cannot be scaled.</exception>
    public SpatialWeights WithStyle(WeightStyle style) => style == Style ? this : new(Units, starts, neighbours, raw, style);

    /// <summary>The same links and a link of every unit to itself, islands among them.</summary>
    /// <param name="weight">Raw weight of the new links.</param>
    public SpatialWeights WithSelf(double weight = 1)
    {
        var (from, to, values) = (new List<int>(), new List<int>(), new List<double>());
        for (var i = 0; i < Count; i++)
        {
            for (var k = starts[i]; k < starts[i + 1]; k++)
            {
                if (neighbours[k] == i) continue;
                Add(i, neighbours[k], raw[k]);
            }
            Add(i, i, weight);
        }
        return FromLinks(Units, [.. from], [.. to], [.. values]).WithStyle(Style);

        void Add(int i, int j, double w)
        {
            from.Add(i);
            to.Add(j);
            values.Add(w);
        }
    }

    /// <summary>The rows and columns of some units, in the given order; raw weights are kept and scaled anew.</summary>
    /// <param name="rows">Distinct rows, 0 to n − 1.</param>
    public SpatialWeights Select(IReadOnlyList<int> rows)
    {
        var place = new int[Count];
        Array.Fill(place, -1);
        for (var i = 0; i < rows.Count; i++) place[rows[i]] = i;
        var (from, to, values) = (new List<int>(), new List<int>(), new List<double>());
        for (var i = 0; i < rows.Count; i++)
        {
            for (var k = starts[rows[i]]; k < starts[rows[i] + 1]; k++)
                if (place[neighbours[k]] >= 0) Add(i, place[neighbours[k]], raw[k]);
        }
        return FromLinks([.. rows.Select(r => Units[r])], [.. from], [.. to], [.. values]).WithStyle(Style);

        void Add(int i, int j, double w)
        {
            from.Add(i);
            to.Add(j);
            values.Add(w);
        }
    }

    /// <summary>The weights without islands, and without units that become islands when those go.</summary>
    public SpatialWeights WithoutIslands()
    {
        var rest = this;
        while (rest.Islands.Count > 0) rest = rest.Select([.. Enumerable.Range(0, rest.Count).Where(i => !rest.NeighboursOf(i).IsEmpty)]);
        return rest;
    }

    /// <summary>The neighbours of a unit, ascending.</summary>
    /// <param name="row">i.</param>
    public ReadOnlySpan<int> NeighboursOf(int row) => neighbours.AsSpan(starts[row], starts[row + 1] - starts[row]);

    /// <summary>The weights of a unit's neighbours, in the order of <see cref="NeighboursOf"/>.</summary>
    /// <param name="row">i.</param>
    public ReadOnlySpan<double> WeightsOf(int row) => weights.AsSpan(starts[row], starts[row + 1] - starts[row]);

    /// <summary>wᵢⱼ; 0 when there is no link.</summary>
    /// <param name="row">i.</param>
    /// <param name="column">j.</param>
    public double this[int row, int column]
    {
        get
        {
            var place = Array.BinarySearch(neighbours, starts[row], starts[row + 1] - starts[row], column);
            return place < 0 ? 0 : weights[place];
        }
    }

    /// <summary>The spatial lag Wx: (Wx)ᵢ = Σⱼ wᵢⱼ xⱼ, 0 for an island.</summary>
    /// <param name="values">x, n finite values; the unit is kept under style W.</param>
    /// <param name="lag">Takes n values.</param>
    public void Lag(ReadOnlySpan<double> values, Span<double> lag)
    {
        if (values.Length != Count) throw new ArgumentException($"{values.Length} values are given for {Count} units.", nameof(values));
        if (lag.Length != Count) throw new ArgumentException($"Room for {lag.Length} lags is given for {Count} units.", nameof(lag));
        for (var i = 0; i < lag.Length; i++)
        {
            var sum = 0.0;
            for (var k = starts[i]; k < starts[i + 1]; k++) sum += weights[k] * values[neighbours[k]];
            lag[i] = sum;
        }
    }

    /// <summary>The spatial lag Wx as a new array.</summary>
    /// <param name="values">x, n finite values.</param>
    public double[] Lag(ReadOnlySpan<double> values)
    {
        var lag = new double[Count];
        Lag(values, lag);
        return lag;
    }

    /// <summary>W as a full n × n matrix.</summary>
    public double[,] ToMatrix()
    {
        var matrix = new double[Count, Count];
        for (var i = 0; i < Count; i++)
        {
            for (var k = starts[i]; k < starts[i + 1]; k++) matrix[i, neighbours[k]] = weights[k];
        }
        return matrix;
    }

    /// <summary>Weights from rows whose neighbours ascend; the arrays are taken over.</summary>
    internal static SpatialWeights FromSortedRows(IReadOnlyList<string> units, int[] starts, int[] neighbours, double[] values)
    {
        for (var i = 0; i < units.Count; i++)
        {
            for (var k = starts[i]; k < starts[i + 1]; k++)
            {
                if (k > starts[i] && neighbours[k] == neighbours[k - 1])
                    throw new ArgumentException($"The link from '{units[i]}' to '{units[neighbours[k]]}' is given twice.", nameof(neighbours));
                if (!(values[k] >= 0 && double.IsFinite(values[k])))
                    throw new ArgumentException(FormattableString.Invariant($"The weight from '{units[i]}' to '{units[neighbours[k]]}' is {values[k]}; a finite number of 0 or more is needed."), nameof(values));
            }
        }
        return new SpatialWeights(units, starts, neighbours, values, WeightStyle.Raw);
    }

    private static void ThrowIfNamedTwice(IReadOnlyList<string> units)
    {
        var seen = new HashSet<string>(units.Count, StringComparer.Ordinal);
        foreach (var unit in units)
            if (!seen.Add(unit)) throw new ArgumentException($"Unit '{unit}' is named twice.", nameof(units));
    }

    private double[] Styled(int[] rows, double[] given, WeightStyle style)
    {
        var (styled, linked) = ((double[])given.Clone(), 0);
        for (var i = 0; i + 1 < rows.Length; i++)
        {
            if (rows[i] == rows[i + 1]) continue;
            linked++;
            if (style is WeightStyle.Row or WeightStyle.Stabilised)
                Divide(styled.AsSpan(rows[i], rows[i + 1] - rows[i]), style == WeightStyle.Row ? Sum : Norm, Units[i]);
        }
        if (style != WeightStyle.Row && linked > 0)
            Divide(styled, values => Sum(values) / (style == WeightStyle.Unit ? 1 : linked), "all units");
        return styled;
    }

    private delegate double Size(ReadOnlySpan<double> values);

    private static void Divide(Span<double> values, Size size, string whose)
    {
        var divisor = size(values);
        if (divisor == 0) throw new ArgumentException($"All weights of {whose} are 0, so they cannot be scaled.");
        foreach (ref var value in values) value /= divisor;
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum;
    }

    private static double Norm(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value * value;
        return Math.Sqrt(sum);
    }

    private WeightConstants SumConstants()
    {
        var (rowSums, columnSums) = (new double[Count], new double[Count]);
        double s0 = 0, s1 = 0, s2 = 0;
        for (var i = 0; i < Count; i++)
        {
            for (var k = starts[i]; k < starts[i + 1]; k++)
            {
                var (j, w) = (neighbours[k], weights[k]);
                s0 += w;
                // ½ Σᵢⱼ (wᵢⱼ + wⱼᵢ)² = Σᵢⱼ (wᵢⱼ² + wᵢⱼ wⱼᵢ), a sum over links alone
                s1 += w * w + w * this[j, i];
                rowSums[i] += w;
                columnSums[j] += w;
            }
        }
        for (var i = 0; i < Count; i++) s2 += (rowSums[i] + columnSums[i]) * (rowSums[i] + columnSums[i]);
        return new WeightConstants(Count - Islands.Count, s0, s1, s2);
    }
}
