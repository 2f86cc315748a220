namespace Rebound.Measures;

/// <summary>Benefit of the doubt over the rows of a panel: each unit-year has the weights most favourable to it among all unit-years, or among the units of its year.</summary>
internal sealed class OwnWeights
{
    private readonly double[] weights; // part by part, then row; they sum to one in every row
    private readonly double[] shares;

    private OwnWeights(int parts, int rows) => (Scores, weights, shares, Count) = (new double[rows], new double[parts * rows], new double[parts * rows], parts);

    /// <summary>Number of parts weighed.</summary>
    public int Count { get; }

    /// <summary>Score of each row, up to 1.</summary>
    public double[] Scores { get; }

    /// <summary>Weight of a part in a row.</summary>
    public double Weight(int part, int row) => weights[part * Scores.Length + row];

    /// <summary>Share of the row's score that a part makes up.</summary>
    public double Share(int part, int row) => shares[part * Scores.Length + row];

    /// <summary>Scores all rows.</summary>
    /// <param name="table">Names the rows.</param>
    /// <param name="options">Whether years are apart; limits of shares.</param>
    /// <param name="names">Names of the parts.</param>
    /// <param name="parts">Values part by part, then row; higher is better.</param>
    /// <param name="known">The score of a row where it is known already; its weights are then not looked for.</param>
    public static OwnWeights Of(CompleteTable table, IndexOptions options, IReadOnlyList<string> names, ReadOnlySpan<double> parts, Func<int, double?>? known = null)
    {
        var (k, rows, years) = (names.Count, table.RowCount, table.YearCount);
        var found = new OwnWeights(k, rows);
        var groups = options.WeightScope == WeightScope.PerYear ? years : 1;
        for (var g = 0; g < groups; g++)
        {
            var (first, n) = (g, rows / groups);
            var values = new double[n * k];
            for (var i = 0; i < n; i++)
                for (var j = 0; j < k; j++) values[i * k + j] = parts[j * rows + i * groups + first];
            var best = k == 1
                ? Alone(n, Called, names, values)
                : BenefitOfDoubt.Of(n, Called, names, values, options.Weighting.LowestShare, options.Weighting.HighestShare, known is null ? null : i => known(i * groups + first));
            for (var i = 0; i < n; i++) found.Take(i * groups + first, best, i);

            (string, int?) Called(int i) => (table.Units[(i * groups + first) / years], table.FirstYear + (i * groups + first) % years);
        }
        return found;
    }

    /// <summary>A part that is alone weighs everything, also where it is 0; it is scored against its largest value like others.</summary>
    private static BenefitOfDoubt Alone(int n, Func<int, (string Unit, int? Year)> called, IReadOnlyList<string> names, double[] values)
    {
        var largest = 0.0;
        for (var i = 0; i < n; i++)
        {
            if (!(values[i] >= 0))
                throw new IndexRefusedException([new(IndexRefusalKind.Weights, called(i).Unit, called(i).Year, names[0], $"'{names[0]}' of '{called(i).Unit}' is below zero; benefit of the doubt needs numbers of zero or more. Normalise to [0, 1] first.")]);
            largest = Math.Max(largest, values[i]);
        }
        if (largest == 0) throw new IndexRefusedException([new(IndexRefusalKind.Constant, null, null, names[0], $"'{names[0]}' is 0 for every unit: it can favour none. Drop it.")]);
        var (ones, scores) = (new double[n], new double[n]);
        Array.Fill(ones, 1);
        for (var i = 0; i < n; i++) scores[i] = values[i] / largest;
        return new BenefitOfDoubt(scores, ones, ones);
    }

    private void Take(int row, BenefitOfDoubt best, int i)
    {
        Scores[row] = best.Scores[i];
        var sum = 0.0;
        for (var j = 0; j < Count; j++) sum += best.Weights[i * Count + j];
        for (var j = 0; j < Count; j++)
        {
            weights[j * Scores.Length + row] = best.Weights[i * Count + j] / sum;
            shares[j * Scores.Length + row] = best.Shares[i * Count + j];
        }
    }
}
