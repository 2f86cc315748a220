using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>Does the outcome know of a mediator that is still to come?</summary>
/// <remarks>y ~ future + present + past + squares + others | period, errors CR2 by unit with Satterthwaite's degrees of freedom: future is ln(1 + Σ of the mediator over the next twelve periods), present and past are ln(1 + m) now, one period ago and so far, and each
/// dose now, one period ago and so far. An effect cannot come before its cause, so once present and past are held fixed the future should not matter (strict exogeneity; Wooldridge 2010, section 10.7). It matters where something that lasts moves
/// mediator and outcome: the shape of an unseen confounder. Only the direction of the mediator's own arrow is looked at: a confounder that moves both that way is the one that can make the arrow up, and what squares do not catch of the past goes the other way in drawn worlds. It sees none that ends within the window, and none that only the past of the mediator reveals.</remarks>
public static class MediatorLead
{
    /// <summary>Name of the check.</summary>
    public const string Name = "mediator-lead";

    private const double Level = 0.05;
    private const int Horizon = 12;

    /// <summary>A warning when one-sided p is below 5 %, or when the check cannot be made.</summary>
    /// <param name="data">The table: one row a unit and period, from the first period in which the mediator can act.</param>
    /// <param name="outcome">Column of the outcome.</param>
    /// <param name="mediator">Column of the mediator as a flow, not negative; missing counts as none.</param>
    /// <param name="doses">Other columns whose present and past are held fixed, such as restrictions; missing counts as none.</param>
    /// <param name="others">Columns that do not change over time and are held fixed.</param>
    /// <param name="direction">Sign of the mediator's arrow.</param>
    /// <param name="unit">Grouping of units.</param>
    /// <param name="time">Grouping of periods, its labels every period in the order of time.</param>
    public static GuardResult Check(ModelData data, string outcome, string mediator, IReadOnlyList<string> doses, IReadOnlyList<string> others, int direction, string unit = "unit", string time = "month")
    {
        ArgumentNullException.ThrowIfNull(doses);
        ArgumentNullException.ThrowIfNull(others);
        try
        {
            var slope = Slope(data, outcome, mediator, doses, others, unit, time);
            var p = Math.Sign(slope.Value) == direction ? slope.P / 2 : 1 - slope.P / 2;
            var message = string.Create(CultureInfo.InvariantCulture, $"Given what was and is, a log point more of the mediator in the {Horizon} {time}s to come goes with {slope.Value:0.####} of the outcome now (95 % interval: {slope.Low:0.####} to {slope.High:0.####}; one-sided p = {p:0.###}).");
            return p < Level
                ? new(Name, p, Level, Verdict.Warning, message, "No effect comes before its cause: something that lasts moves both. Hold it fixed, or read the number as an association.")
                : new(Name, p, Level, Verdict.Passed, message, "");
        }
        catch (Numerics.NumericalException e)
        {
            return new(Name, double.NaN, Level, Verdict.Warning, $"Whether the outcome knows of the mediator's future cannot be seen: {e.Message}", $"Observe more {time}s after the first.");
        }
    }

    private static Coefficient Slope(ModelData data, string outcome, string mediator, IReadOnlyList<string> doses, IReadOnlyList<string> others, string unit, string time)
    {
        var (units, periods) = (data.FactorOf(unit), data.FactorOf(time));
        int[] used = [.. periods.Codes.Where(c => c >= 0).Distinct().Order()];
        var place = new int[periods.Labels.Count];
        for (var t = 0; t < used.Length; t++) place[used[t]] = t;
        var (n, width) = (data.RowCount, used.Length);
        double[] Grid(string column)
        {
            var grid = new double[units.Labels.Count * width];
            for (var i = 0; i < n; i++)
                if (units.Codes[i] >= 0 && periods.Codes[i] >= 0 && !double.IsNaN(data.Column(column)[i])) grid[units.Codes[i] * width + place[periods.Codes[i]]] = data.Column(column)[i];
            return grid;
        }
        double[] OnRows(Func<int, int, double> cell) => [.. Enumerable.Range(0, n).Select(i => units.Codes[i] < 0 || periods.Codes[i] < 0 ? double.NaN : cell(units.Codes[i] * width, place[periods.Codes[i]]))];
        static double Sum(double[] grid, int row, int from, int to)
        {
            double sum = 0;
            for (var t = from; t <= to; t++) sum += grid[row + t];
            return sum;
        }
        var flow = Grid(mediator);
        var table = ModelData.Of(n).With("y", data.Column(outcome)).WithFactor("unit", units).WithFactor("time", periods)
            .With("future", OnRows((row, t) => t + 1 < width ? Math.Log(1 + Sum(flow, row, t + 1, Math.Min(width - 1, t + Horizon))) : double.NaN));
        List<string> terms = ["future"];
        void Held(string name, double[] values, bool squared)
        {
            table = table.With(name, values);
            terms.Add(name);
            if (squared) terms.Add($"I({name}^2)");
        }
        Held("m_now", OnRows((row, t) => Math.Log(1 + flow[row + t])), true);
        Held("m_ago", OnRows((row, t) => t == 0 ? 0 : Math.Log(1 + flow[row + t - 1])), true);
        Held("m_past", OnRows((row, t) => Math.Log(1 + Sum(flow, row, 0, t))), true);
        for (var d = 0; d < doses.Count; d++)
        {
            var dose = Grid(doses[d]);
            Held($"d{d}_now", OnRows((row, t) => dose[row + t]), true);
            Held($"d{d}_ago", OnRows((row, t) => t == 0 ? 0 : dose[row + t - 1]), true);
            Held($"d{d}_past", OnRows((row, t) => Sum(dose, row, 0, t)), true);
        }
        for (var o = 0; o < others.Count; o++) Held($"o{o}", data.Column(others[o]), true);
        return new AbsorbedLeastSquares().Fit(table, LinearModel.Parse($"y ~ {string.Join(" + ", terms)} | time", Covariance.BiasReduced("unit")))["future"];
    }
}
