using System.Globalization;
using Rebound.Panels;

namespace Rebound.Econometrics;

/// <summary>The rows a model is estimated on: complete in everything the model reads, without singletons.</summary>
/// <remarks>Rows in = rows used + rows dropped, each dropped row counted once, under the first reason found in the order of
/// the formula (outcome, regressors, effects, weights, clusters), then singletons.</remarks>
public sealed class Sample
{
    private Sample(int rowsIn, int[] rows, IReadOnlyList<DroppedRows> dropped, int singletons) =>
        (RowsIn, Rows, Dropped, SingletonsDropped) = (rowsIn, rows, dropped, singletons);

    /// <summary>Number of rows of the table.</summary>
    public int RowsIn { get; }

    /// <summary>Indices of the rows used, ascending; n of them.</summary>
    public int[] Rows { get; }

    /// <summary>Rows dropped, by reason, in the order in which the reasons were met.</summary>
    public IReadOnlyList<DroppedRows> Dropped { get; }

    /// <summary>How many of the dropped rows were alone in an absorbed group.</summary>
    public int SingletonsDropped { get; }

    /// <summary>Picks the rows of a table for a model.</summary>
    /// <param name="data">The table.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="FormulaException">The model names a column that the table does not have.</exception>
    public static Sample Complete(ModelData data, LinearModel model) => Bind(data, model).Sample;

    internal static BoundModel Bind(ModelData data, LinearModel model)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(model);
        var bound = BoundModel.Of(data, model);
        var ledger = new Ledger(data.RowCount);
        bound.ReportMissing(ledger);
        if (model.Singletons == SingletonRule.Drop) DropSingletons(bound, ledger);
        return bound with { Sample = new Sample(data.RowCount, ledger.Left(), ledger.Reasons(), ledger.Singletons) };
    }

    private static void DropSingletons(BoundModel bound, Ledger ledger)
    {
        var counts = bound.Effects.Select(e => new int[e.Factor.Labels.Count]).ToArray();
        for (var q = 0; q < counts.Length; q++)
            for (var i = 0; i < ledger.Rows; i++)
                if (ledger.IsIn(i)) counts[q][bound.Effects[q].Factor.Codes[i]]++;
        for (var found = true; found;)
        {
            found = false;
            for (var q = 0; q < counts.Length; q++)
                for (var i = 0; i < ledger.Rows; i++)
                {
                    if (!ledger.IsIn(i) || counts[q][bound.Effects[q].Factor.Codes[i]] != 1) continue;
                    ledger.DropSingleton(i, $"alone in its group of {bound.Effects[q].Term.Text}");
                    for (var p = 0; p < counts.Length; p++) counts[p][bound.Effects[p].Factor.Codes[i]]--;
                    found = true;
                }
        }
    }

    /// <summary>Which rows are still in, and why the others are not.</summary>
    internal sealed class Ledger(int rows)
    {
        private readonly bool[] isOut = new bool[rows];
        private readonly List<string> order = [];
        private readonly Dictionary<string, (int Rows, int First)> counts = new(StringComparer.Ordinal);

        public int Rows => rows;

        public int Singletons { get; private set; }

        public bool IsIn(int row) => !isOut[row];

        public void Drop(int row, string reason)
        {
            if (isOut[row]) return;
            isOut[row] = true;
            if (counts.TryAdd(reason, (1, row))) order.Add(reason);
            else counts[reason] = (counts[reason].Rows + 1, counts[reason].First);
        }

        public void DropSingleton(int row, string reason)
        {
            Drop(row, reason);
            Singletons++;
        }

        public int[] Left() => [.. Enumerable.Range(0, rows).Where(i => !isOut[i])];

        public IReadOnlyList<DroppedRows> Reasons() => [.. order.Select(reason => new DroppedRows(reason, counts[reason].Rows, string.Create(CultureInfo.InvariantCulture, $"row {counts[reason].First + 1}")))];
    }
}
