using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>One data table of a study.</summary>
/// <param name="Role">exports, indicators, …</param>
/// <param name="File">The file as the study names it, with "#sheet" for a workbook.</param>
/// <param name="Columns">Column names by what they hold (unit, time, value, partner, …).</param>
/// <param name="Where">Row filter: column → text.</param>
/// <param name="Unit">What the values measure.</param>
/// <param name="Missing">What an absent value means.</param>
/// <param name="Encoding">Encoding of a text file.</param>
/// <param name="Calendar">What a month's value covers.</param>
/// <param name="Source">Source to print (boundaries).</param>
public sealed record TableSettings(
    string Role,
    string File,
    IReadOnlyDictionary<string, string> Columns,
    IReadOnlyDictionary<string, string> Where,
    Unit Unit,
    MissingRule Missing,
    TextEncoding Encoding,
    MonthCalendar Calendar,
    string Source)
{
    /// <summary>Whether rows of units that the table of units does not list are dropped and counted, and not a problem.</summary>
    public bool DropUnknownUnits { get; init; }

    /// <summary>The column that holds something, or an empty text.</summary>
    /// <param name="what">unit, time, value …</param>
    public string Column(string what) => Columns.GetValueOrDefault(what, "");
}
