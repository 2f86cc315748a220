namespace Rebound.Econometrics;

/// <summary>Changes of a treatment and an outcome from one period to the next, unit by unit.</summary>
internal sealed class SwitchingCells
{
    private readonly double[] treatment;
    private readonly double[] outcome;

    private SwitchingCells(int units, int periods, double[] treatment, double[] outcome)
    {
        (Units, Periods) = (units, periods);
        (this.treatment, this.outcome) = (treatment, outcome);
    }

    internal int Units { get; }

    internal int Periods { get; }

    /// <summary>Looks at the outcome's change one period before that of the treatment, among those who stayed then.</summary>
    internal bool IsPlacebo { get; private init; }

    internal double Stays { get; private init; }

    internal static SwitchingCells Of(ModelData data, string outcome, string treatment, string unit, string time, double stays = SwitchingEffect.Stays, bool placebo = false)
    {
        ArgumentNullException.ThrowIfNull(data);
        var (units, times) = (data.FactorOf(unit), data.FactorOf(time));
        var (y, d) = (data.Column(outcome), data.Column(treatment));
        var (n, periods) = (units.Labels.Count, times.Labels.Count);
        var cells = new SwitchingCells(n, periods, new double[n * periods], new double[n * periods]) { IsPlacebo = placebo, Stays = stays };
        Array.Fill(cells.treatment, double.NaN);
        Array.Fill(cells.outcome, double.NaN);
        var seen = new bool[n * periods];
        for (var i = 0; i < y.Length; i++)
        {
            if (units.Codes[i] < 0 || times.Codes[i] < 0) continue;
            var cell = units.Codes[i] * periods + times.Codes[i];
            if (seen[cell]) throw new ArgumentException($"{units.Labels[units.Codes[i]]} has two rows in {times.Labels[times.Codes[i]]}: one row a {unit} and {time} is needed.", nameof(data));
            (seen[cell], cells.treatment[cell], cells.outcome[cell]) = (true, d[i], y[i]);
        }
        return cells;
    }

    /// <summary>Change of the treatment since the period before; NaN where either is missing.</summary>
    internal double Change(int unit, int period) => period < 1 ? double.NaN : treatment[unit * Periods + period] - treatment[unit * Periods + period - 1];

    /// <summary>Change of the outcome since the period before; NaN where either is missing.</summary>
    internal double Response(int unit, int period)
    {
        if (!IsPlacebo) return Step(unit, period);
        return Math.Abs(Change(unit, period - 1)) <= Stays ? Step(unit, period - 1) : double.NaN;
    }

    private double Step(int unit, int period) => period < 1 ? double.NaN : outcome[unit * Periods + period] - outcome[unit * Periods + period - 1];

    /// <summary>Whether the unit was treated in the period before: changers are compared with stayers who came from the same state.</summary>
    internal bool CameTreated(int unit, int period) => treatment[unit * Periods + period - 1] > Stays;

    internal bool IsSeen(int unit, int period) => !double.IsNaN(Change(unit, period)) && !double.IsNaN(Response(unit, period));

    /// <summary>Share of the units ever treated that were set free again.</summary>
    internal double ReversedShare(double untreated, out int treatedUnits)
    {
        treatedUnits = 0;
        var reversed = 0;
        for (var u = 0; u < Units; u++)
        {
            bool ever = false, back = false;
            for (var t = 0; t < Periods; t++)
            {
                var d = treatment[u * Periods + t];
                if (d > untreated) ever = true;
                else if (ever && d <= untreated) back = true;
            }
            if (ever) treatedUnits++;
            if (back) reversed++;
        }
        return treatedUnits == 0 ? 0 : (double)reversed / treatedUnits;
    }
}
