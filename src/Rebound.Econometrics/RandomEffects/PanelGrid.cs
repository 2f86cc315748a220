using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>A balanced panel: each of N units in each of T periods, with the regression within units and periods.</summary>
internal sealed class PanelGrid
{
    private PanelGrid(PanelFrame frame, int[] periods, int count, Estimate within)
    {
        (Frame, PeriodCodes, Periods, Within) = (frame, periods, count, within);
        Rows = new int[Units * Periods];
        Array.Fill(Rows, -1);
        for (var i = 0; i < periods.Length; i++) Rows[frame.Codes[i] * Periods + periods[i]] = i;
    }

    public PanelFrame Frame { get; }

    public int[] PeriodCodes { get; }

    public int Units => Frame.Units;

    public int Periods { get; }

    /// <summary>The row of unit i in period t at i·T + t.</summary>
    public int[] Rows { get; }

    /// <summary>Within units and periods.</summary>
    public Estimate Within { get; }

    public static PanelGrid Of(ModelData data, LinearModel model, string unit, string period, AbsorptionLimits limits)
    {
        ArgumentNullException.ThrowIfNull(period);
        var frame = PanelFrame.Of(data, model, unit, limits);
        if (!data.HasFactor(period) && !data.HasColumn(period)) throw new ArgumentException(NameExpression.Unknown(period, data), nameof(period));
        var f = model.Formula;
        var both = model with { Formula = new Formula(f.Text, f.Outcome, f.OutcomeText, f.Terms, [Effect(unit), Effect(period)], true), Singletons = SingletonRule.Keep };
        var design = Design.Of(data, both);
        if (design.RowCount != frame.RowCount) throw new NotIdentifiedException($"'{period}' is missing in {frame.RowCount - design.RowCount} rows; leave them out first.");
        var (codes, count) = (design.Effects[1].Codes, design.Effects[1].Levels);
        var seen = new HashSet<long>();
        for (var i = 0; i < codes.Length; i++)
            if (!seen.Add((long)frame.Codes[i] * count + codes[i])) throw new NotIdentifiedException($"Row {design.Sample.RowAt(i) + 1} has the unit and period of an earlier row; a panel has one row a unit and period.");
        if ((long)frame.Units * count != codes.Length)
            throw new NotIdentifiedException($"Draws and tests of both units and periods are defined here for a balanced panel; {frame.Units} units and {count} periods have {codes.Length} of {(long)frame.Units * count} rows.");
        return new PanelGrid(frame, codes, count, AbsorbedLeastSquares.Solve(AbsorbedDesign.Of(design, limits), both));
    }

    /// <summary>Σ of a column by period.</summary>
    public double[] PeriodSums(double[] column)
    {
        var sums = new double[Periods];
        for (var i = 0; i < column.Length; i++) sums[PeriodCodes[i]] += column[i];
        return sums;
    }

    /// <summary>A column in the order of units, within them of periods.</summary>
    public double[] Sorted(double[] column) => [.. Rows.Select(r => column[r])];

    /// <summary>Least squares of x − θ₁x̄ᵢ − θ₂x̄ₜ + θ₃x̄.</summary>
    public Estimate Transformed(double unit, double period, double total, AbsorptionLimits limits)
    {
        double[] Less(double[] column)
        {
            var (units, periods, all) = (Frame.Sums(column), PeriodSums(column), 0.0);
            foreach (var sum in units) all += sum;
            var result = new double[column.Length];
            for (var i = 0; i < result.Length; i++)
                result[i] = column[i] - unit * units[Frame.Codes[i]] / Periods - period * periods[PeriodCodes[i]] / Units + total * all / column.Length;
            return result;
        }
        var design = Frame.Design with { Outcome = Less(Frame.Design.Outcome), Columns = [.. Frame.Design.Columns.Select(Less)], Effects = [] };
        return AbsorbedLeastSquares.Solve(AbsorbedDesign.Of(design, limits), Frame.Model);
    }

    /// <summary>Residual sum of squares of the means of units or of periods, and the regression's degrees of freedom.</summary>
    public (double Squares, double Degrees) Between(Func<double[], double[]> sums, int size)
    {
        double[] Means(double[] column) => [.. sums(column).Select(s => s / size)];
        double[][] columns = [.. Frame.Design.Columns.Select(Means)];
        var factor = LeastSquaresFactor.Of(columns, [.. columns.Select(c => Math.Sqrt(InnerProduct.Of(null, c, c)))], 1e-10);
        var outcome = Means(Frame.Design.Outcome);
        var rest = new double[outcome.Length];
        if (outcome.Length <= factor.Kept.Length) throw new NotIdentifiedException($"{outcome.Length} means cannot determine {factor.Kept.Length} coefficients between them; use fewer regressors.");
        factor.Solve(outcome, rest);
        return (InnerProduct.Of(null, rest, rest), outcome.Length - factor.Kept.Length);
    }

    private static EffectTerm Effect(string name) => new([new NameExpression(0, name)], null, true, name);
}
