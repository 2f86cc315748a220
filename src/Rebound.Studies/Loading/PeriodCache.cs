using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Reads the periods of a column; each distinct text is parsed once.</summary>
internal sealed class PeriodCache(Frequency frequency)
{
    private readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);
    private Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>>? lookup;

    /// <summary>Ordinal of the period, or −1 when the text is not one of this frequency.</summary>
    /// <remarks>A day is accepted where a month is wanted only when it is the first of the month, as spreadsheets write months.</remarks>
    public int Of(ReadOnlySpan<char> text)
    {
        lookup ??= seen.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.Value.TryGetValue(text, out var found)) return found;
        var ordinal = Period.TryParse(text, out var period) ? Accept(period) : -1;
        seen[text.ToString()] = ordinal;
        return ordinal;
    }

    private int Accept(Period period)
    {
        if (period.Year is < 1800 or > 2200) return -1;
        if (period.Frequency == frequency) return period.Ordinal;
        var isFirst = period.Frequency == Frequency.Day && DateOnly.FromDayNumber(period.Ordinal).Day == 1;
        return frequency == Frequency.Month && isFirst ? period.ToMonth().Ordinal : -1;
    }
}
