namespace Rebound.Measures;

/// <summary>A group of units that grows one by one, with mean and sum of squares of every period (Welford, 1962), so that one more unit costs its periods alone.</summary>
internal sealed class TransitionGroup
{
    private readonly BalancedValues panel;
    private readonly double[] means;
    private readonly double[] squares;
    private readonly List<int> units = [];

    public TransitionGroup(BalancedValues panel) => (this.panel, means, squares) = (panel, new double[panel.PeriodCount], new double[panel.PeriodCount]);

    private TransitionGroup(TransitionGroup other) => (panel, means, squares, units) = (other.panel, [.. other.means], [.. other.squares], [.. other.units]);

    public IReadOnlyList<int> Units => units;

    public TransitionGroup Copy() => new(this);

    /// <summary>This group with all units of another.</summary>
    public TransitionGroup And(TransitionGroup other)
    {
        var both = Copy();
        foreach (var unit in other.units) both.Add(unit);
        return both;
    }

    public void Add(int unit)
    {
        units.Add(unit);
        for (var t = 0; t < means.Length; t++) (means[t], squares[t]) = With(unit, t, units.Count);
    }

    public LogTTest Test() => Test(means, squares, units.Count, units);

    /// <summary>The test of the group and one more unit, which does not stay.</summary>
    public LogTTest TestWith(int unit)
    {
        var (mean, square) = (new double[means.Length], new double[means.Length]);
        for (var t = 0; t < mean.Length; t++) (mean[t], square[t]) = With(unit, t, units.Count + 1);
        return Test(mean, square, units.Count + 1, [.. units.Take(5), unit]);
    }

    private (double Mean, double Square) With(int unit, int period, int count)
    {
        var step = panel[unit, period] - means[period];
        var mean = means[period] + step / count;
        return (mean, squares[period] + step * (panel[unit, period] - mean));
    }

    private LogTTest Test(double[] mean, double[] square, int count, IReadOnlyList<int> named)
    {
        var variances = new double[mean.Length];
        for (var t = 0; t < variances.Length; t++)
            variances[t] = mean[t] > 0 ? square[t] / count / (mean[t] * mean[t]) : 0; // all zero: nothing to converge
        return LogTTest.Of(variances, panel, named);
    }
}
