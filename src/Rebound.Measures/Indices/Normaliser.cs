using System.Globalization;

namespace Rebound.Measures;

/// <summary>Normalises the indicators of a table one by one and collects what cannot be normalised.</summary>
internal sealed class Normaliser
{
    private readonly CompleteTable table;
    private readonly NormaliseMethod method;
    private readonly NormaliseSettings settings;
    private readonly int baseYear;
    private readonly int reference;

    public Normaliser(CompleteTable table, NormaliseMethod method, NormaliseSettings settings)
    {
        (this.table, this.method, this.settings) = (table, method, settings);
        baseYear = (settings.BaseYear ?? table.FirstYear) - table.FirstYear;
        reference = settings.ReferenceUnit is { } unit ? IndexOf(table.Units, unit) : -1;
        RefuseRequest();
    }

    public List<IndexRefusal> Refusals { get; } = [];

    /// <summary>Normalises indicator j; what cannot be normalised is noted, and its values are then not to be used.</summary>
    public void Normalise(int j, Span<double> normalised)
    {
        var values = table.Column(j);
        if (settings.Scope != NormaliseScope.PerYear)
        {
            Apply(j, values, settings.Scope == NormaliseScope.BaseYear ? YearOf(values, baseYear) : values, null, normalised);
            return;
        }
        var part = new double[table.Units.Count];
        for (var t = 0; t < table.YearCount; t++)
        {
            var year = YearOf(values, t);
            Apply(j, year, year, t, part);
            for (var i = 0; i < part.Length; i++) normalised[i * table.YearCount + t] = part[i];
        }
    }

    /// <summary>The scale of indicator j over the scope, for methods that have one; what has none is noted.</summary>
    public LinearScale Scale(int j)
    {
        var values = table.Column(j);
        return Scale(j, settings.Scope == NormaliseScope.BaseYear ? YearOf(values, baseYear) : values, null);
    }

    /// <summary>Applies the scale of a sample to values.</summary>
    /// <param name="j">Index of the indicator.</param>
    /// <param name="values">What is normalised.</param>
    /// <param name="sample">What statistics are taken from.</param>
    /// <param name="year">Index of the year when the sample is one year.</param>
    /// <param name="normalised">Takes the result.</param>
    private void Apply(int j, ReadOnlySpan<double> values, ReadOnlySpan<double> sample, int? year, Span<double> normalised)
    {
        var direction = table.Indicators[j].Direction;
        if (RefuseEmpty(j, sample, year)) return;
        switch (method)
        {
            case NormaliseMethod.Rank:
                Normalisation.Rank(values, direction, 0, 1, normalised);
                return;
            case NormaliseMethod.Borda:
                Normalisation.Rank(values, direction, 1, 1, normalised);
                return;
            case NormaliseMethod.PercentileRank:
                Normalisation.Rank(values, direction, 1, Known(sample).Length - 1, normalised);
                return;
        }
        var scale = Scale(j, sample, year);
        if (scale.Exists) scale.Apply(values, normalised);
    }

    private bool RefuseEmpty(int j, ReadOnlySpan<double> sample, int? year)
    {
        if (!Known(sample).IsEmpty) return false;
        Refuse(j, year, IndexRefusalKind.StillMissing, "has no value");
        return true;
    }

    private ReadOnlySpan<double> Known(ReadOnlySpan<double> sample) => table.HasGap ? Normalisation.Observed(sample) : sample;

    private LinearScale Scale(int j, ReadOnlySpan<double> sample, int? year)
    {
        if (RefuseEmpty(j, sample, year)) return default;
        var known = Known(sample);
        var m = settings.Scope == NormaliseScope.Global ? table.Moments[j] : Normalisation.Describe(known);
        if (m.Minimum == m.Maximum)
        {
            Refuse(j, year, IndexRefusalKind.Constant, "is the same for every unit");
            return default;
        }
        return ScaleOf(j, known, m, table.Indicators[j].Direction, year);
    }

    private LinearScale ScaleOf(int j, ReadOnlySpan<double> known, Normalisation.Moments m, Direction direction, int? year)
    {
        var scale = method switch
        {
            NormaliseMethod.ZScore => LinearScale.ZScore(m.Mean, m.Deviation, direction),
            NormaliseMethod.PopulationZScore => LinearScale.ZScore(m.Mean, m.Deviation * Math.Sqrt((known.Length - 1.0) / known.Length), direction),
            NormaliseMethod.DistanceToReference => LinearScale.ToMark(m.Minimum, m.Maximum, ReferenceValue(j, year), direction, settings.CapAtOne),
            NormaliseMethod.DistanceToTarget => LinearScale.ToMark(m.Minimum, m.Maximum, table.Indicators[j].Target ?? double.NaN, direction, settings.CapAtOne),
            NormaliseMethod.Goalposts => LinearScale.Goalposts(table.Indicators[j].GoalpostLow!.Value, table.Indicators[j].GoalpostHigh!.Value, direction),
            NormaliseMethod.CentredGoalposts => Centred(j, direction),
            NormaliseMethod.Scaled => LinearScale.Scaled(settings.Low, settings.High, direction),
            NormaliseMethod.FractionOfMaximum => m.Maximum > 0 ? new LinearScale(0, m.Maximum) : default,
            NormaliseMethod.Vector => LinearScale.Vector(known, direction),
            NormaliseMethod.WinsorisedMinMax => LinearScale.Winsorised(known, settings.Tail, direction),
            _ => LinearScale.MinMax(m.Minimum, m.Maximum, direction),
        };
        if (scale.Exists) return scale;
        switch (method)
        {
            case NormaliseMethod.DistanceToReference:
                Refuse(j, year, IndexRefusalKind.Reference, $"gives no distance to '{settings.ReferenceUnit}', which is missing or the worst of all there", settings.ReferenceUnit);
                break;
            case NormaliseMethod.DistanceToTarget:
                Refuse(j, year, IndexRefusalKind.Reference, string.Create(CultureInfo.InvariantCulture, $"has the target {table.Indicators[j].Target:R}, no better than the worst value; check the target and the direction"));
                break;
            case NormaliseMethod.FractionOfMaximum:
                Refuse(j, year, IndexRefusalKind.Reference, "has no positive maximum of which to take fractions");
                break;
            default:
                Refuse(j, year, IndexRefusalKind.ZeroRange, "has no range left between the marks it is measured by");
                break;
        }
        return scale;
    }

    private LinearScale Centred(int j, Direction direction)
    {
        var m = table.Moments[j];
        var known = Normalisation.Observed(YearOf(table.Column(j), baseYear));
        return known.IsEmpty ? default : LinearScale.Centred(Normalisation.Describe(known).Mean, (m.Maximum - m.Minimum) / 2, direction);
    }

    private double ReferenceValue(int j, int? year)
    {
        var series = table.Column(j).Slice(reference * table.YearCount, table.YearCount);
        if (year is { } t) return series[t];
        if (settings.Scope == NormaliseScope.BaseYear) return series[baseYear];
        var known = Normalisation.Observed(series);
        if (known.IsEmpty) return double.NaN;
        var sum = 0.0;
        foreach (var value in known) sum += value;
        return sum / known.Length;
    }

    private double[] YearOf(ReadOnlySpan<double> values, int year)
    {
        var part = new double[table.Units.Count];
        for (var i = 0; i < part.Length; i++) part[i] = values[i * table.YearCount + year];
        return part;
    }

    private void Refuse(int j, int? year, IndexRefusalKind kind, string what, string? unit = null)
    {
        var at = year is { } t ? table.FirstYear + t : settings.Scope == NormaliseScope.BaseYear ? table.FirstYear + baseYear : (int?)null;
        Refusals.Add(new(kind, unit, at, table.Indicators[j].Code, $"Indicator '{table.Indicators[j].Code}' {what}{(at is null ? "" : string.Create(CultureInfo.InvariantCulture, $" in {at}"))}: it cannot be normalised so. Drop it or normalise otherwise."));
    }

    private void RefuseRequest()
    {
        var refusals = new List<IndexRefusal>();
        if (baseYear < 0 || baseYear >= table.YearCount)
            refusals.Add(new(IndexRefusalKind.Reference, null, settings.BaseYear, null, $"The base year {settings.BaseYear} lies outside the fit window {table.FirstYear}–{table.FirstYear + table.YearCount - 1}."));
        if (method == NormaliseMethod.DistanceToReference && reference < 0)
            refusals.Add(new(IndexRefusalKind.Reference, settings.ReferenceUnit, null, null, settings.ReferenceUnit is null ? "Distances to a reference need a reference unit; name one." : $"The reference unit '{settings.ReferenceUnit}' is not among the units scored."));
        if (settings.Scope == NormaliseScope.BaseYear && method is NormaliseMethod.Rank or NormaliseMethod.PercentileRank or NormaliseMethod.Borda)
            refusals.Add(new(IndexRefusalKind.Method, null, null, null, "Ranks have no base year: a value of another year has no rank in it. Rank over all unit-years or within each year."));
        if (method == NormaliseMethod.WinsorisedMinMax && !(settings.Tail is > 0 and < 0.5))
            refusals.Add(new(IndexRefusalKind.Method, null, null, null, string.Create(CultureInfo.InvariantCulture, $"The tail of a winsorised min-max lies between 0 and 0.5, not at {settings.Tail:R}.")));
        if (method == NormaliseMethod.Scaled && !(settings.High > settings.Low))
            refusals.Add(new(IndexRefusalKind.Method, null, null, null, string.Create(CultureInfo.InvariantCulture, $"A scale from {settings.Low:R} to {settings.High:R} has no range.")));
        foreach (var indicator in table.Indicators)
        {
            if (method == NormaliseMethod.DistanceToTarget && indicator.Target is null)
                refusals.Add(new(IndexRefusalKind.Reference, null, null, indicator.Code, $"Indicator '{indicator.Code}' has no target, and distances are to be taken to targets."));
            if (method == NormaliseMethod.Goalposts && !(indicator.GoalpostHigh > indicator.GoalpostLow))
                refusals.Add(new(IndexRefusalKind.Reference, null, null, indicator.Code, $"Indicator '{indicator.Code}' lacks two goalposts of which the upper is above the lower."));
            if (method == NormaliseMethod.FractionOfMaximum && indicator.Direction == Direction.Negative)
                refusals.Add(new(IndexRefusalKind.Method, null, null, indicator.Code, $"Indicator '{indicator.Code}' is better when low, and a fraction of the maximum cannot say so. Normalise by min-max."));
        }
        IndexRefusedException.ThrowIfAny(refusals);
    }

    private static int IndexOf(IReadOnlyList<string> units, string unit)
    {
        for (var i = 0; i < units.Count; i++)
            if (units[i] == unit) return i;
        return -1;
    }
}
