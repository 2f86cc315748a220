namespace Rebound.Studies;

/// <summary>A daily variable of each unit over a span of days; NaN where no row was.</summary>
public sealed class DayTable
{
    private readonly float[] values;

    /// <summary>An empty table.</summary>
    /// <param name="units">Number of units.</param>
    /// <param name="first">The first day.</param>
    /// <param name="days">Number of days.</param>
    public DayTable(int units, DateOnly first, int days)
    {
        (First, Days) = (first, days);
        values = new float[units * days];
        Array.Fill(values, float.NaN);
    }

    /// <summary>The first day.</summary>
    public DateOnly First { get; }

    /// <summary>Number of days.</summary>
    public int Days { get; }

    /// <summary>The days of a unit.</summary>
    /// <param name="unit">Place of the unit.</param>
    public ReadOnlySpan<float> Of(int unit) => values.AsSpan(unit * Days, Days);

    internal void Put(int unit, int dayNumber, double value)
    {
        var day = dayNumber - First.DayNumber;
        if (day >= 0 && day < Days) values[unit * Days + day] = (float)value;
    }
}
