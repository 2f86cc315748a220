using System.Globalization;
using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Econometrics;

/// <summary>The rows a model is estimated on: complete in everything the model reads, without singletons.</summary>
/// <remarks>Rows in = rows used + rows dropped, each dropped row counted once, under the first reason found in the order of
/// the formula (outcome, regressors, effects, weights, clusters), then singletons.</remarks>
public sealed class Sample
{
    private const int SmallestParallel = 1 << 16; // rows below which starting threads costs more than it saves
    private const int MostEffects = 1 << 20;
    private int[]? rows;

    private Sample(int rowsIn, int[]? rows, IReadOnlyList<DroppedRows> dropped, int singletons) =>
        (RowsIn, this.rows, Dropped, SingletonsDropped, RowCount) = (rowsIn, rows, dropped, singletons, rows?.Length ?? rowsIn);

    /// <summary>Number of rows of the table.</summary>
    public int RowsIn { get; }

    /// <summary>Indices of the rows used, ascending; n of them.</summary>
    public int[] Rows => rows ??= [.. Enumerable.Range(0, RowsIn)];

    /// <summary>n.</summary>
    public int RowCount { get; }

    /// <summary>The row of the table at a place of the sample.</summary>
    internal int RowAt(int place) => IsWhole ? place : Rows[place];

    /// <summary>Whether every row of the table is used, so that its arrays need no copy.</summary>
    internal bool IsWhole => RowCount == RowsIn;

    /// <summary>Rows dropped, by reason, in the order in which the reasons were met.</summary>
    public IReadOnlyList<DroppedRows> Dropped { get; }

    /// <summary>How many of the dropped rows were alone in an absorbed group.</summary>
    public int SingletonsDropped { get; }

    /// <summary>Picks the rows of a table for a model.</summary>
    /// <param name="data">The table.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="FormulaException">The model names a column that the table does not have.</exception>
    public static Sample Complete(ModelData data, LinearModel model) => Bind(data, model).Sample;

    internal static BoundModel Bind(ModelData data, LinearModel model, IReadOnlyList<int>? excluded = null, string reason = "")
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(model);
        var bound = BoundModel.Of(data, model);
        var ledger = new Ledger(data.RowCount);
        bound.ReportMissing(ledger);
        foreach (var row in excluded ?? []) ledger.Drop(row, reason);
        if (model.Singletons == SingletonRule.Drop) DropSingletons(bound, ledger);
        return bound with { Sample = new Sample(data.RowCount, ledger.Left(), ledger.Reasons(), ledger.Singletons) };
    }

    // Counts the rows of each group, then follows the rows that are alone: dropping one may leave another alone.
    private static void DropSingletons(BoundModel bound, Ledger ledger)
    {
        int[][] codes = [.. bound.Effects.Select(e => e.Factor.Codes)];
        var counts = new int[codes.Length][];
        FixedChunks.Run(codes.Length, ledger.Rows < SmallestParallel ? MostEffects : 1, (first, end) =>
        {
            for (var q = first; q < end; q++) counts[q] = Count(codes[q], bound.Effects[q].Factor.Labels.Count, ledger);
        });
        if (!counts.Any(c => c.Contains(1))) return;
        for (var found = true; found;)
        {
            found = false;
            for (var q = 0; q < counts.Length; q++)
            {
                var (own, count) = (codes[q], counts[q]);
                string? reason = null;
                for (var i = 0; i < own.Length; i++)
                {
                    if (!ledger.IsIn(i) || count[own[i]] != 1) continue;
                    ledger.DropSingleton(i, reason ??= $"alone in its group of {bound.Effects[q].Term.Text}");
                    for (var p = 0; p < counts.Length; p++) counts[p][codes[p][i]]--;
                    found = true;
                }
            }
        }
    }

    private static int[] Count(int[] codes, int levels, Ledger ledger)
    {
        var count = new int[levels];
        if (ledger.IsWhole)
            foreach (var code in codes) count[code]++;
        else
            for (var i = 0; i < codes.Length; i++)
                if (ledger.IsIn(i)) count[codes[i]]++;
        return count;
    }

    /// <summary>Which rows are still in, and why the others are not.</summary>
    internal sealed class Ledger(int rows)
    {
        private readonly bool[] isOut = new bool[rows];
        private readonly List<string> order = [];
        private readonly Dictionary<string, (int Rows, int First)> counts = new(StringComparer.Ordinal);

        private int dropped;

        public int Rows => rows;

        public bool IsWhole => dropped == 0;

        public int Singletons { get; private set; }

        public bool IsIn(int row) => !isOut[row];

        public void Drop(int row, string reason)
        {
            if (isOut[row]) return;
            isOut[row] = true;
            dropped++;
            if (counts.TryAdd(reason, (1, row))) order.Add(reason);
            else counts[reason] = (counts[reason].Rows + 1, counts[reason].First);
        }

        public void DropSingleton(int row, string reason)
        {
            Drop(row, reason);
            Singletons++;
        }

        /// <summary>The rows left; null when these are all.</summary>
        public int[]? Left()
        {
            if (dropped == 0) return null;
            var left = new int[rows - dropped];
            for (int i = 0, k = 0; i < rows; i++)
                if (!isOut[i]) left[k++] = i;
            return left;
        }

        public IReadOnlyList<DroppedRows> Reasons() => [.. order.Select(reason => new DroppedRows(reason, counts[reason].Rows, string.Create(CultureInfo.InvariantCulture, $"row {counts[reason].First + 1}")))];
    }
}
