using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>The settings of a study, every default filled in.</summary>
/// <param name="Id">Letters, digits and dashes.</param>
/// <param name="Seed">Seed of every random draw.</param>
/// <param name="Title">Title by language.</param>
/// <param name="UnitName">What the report calls a unit, for instance city.</param>
/// <param name="Tables">The data tables by role: cities, exports, indicators, channels, epidemic, policy, boundaries.</param>
/// <param name="Index">Settings of the index; null when the study has none.</param>
/// <param name="Shock">The shock's dates; null when the study has none.</param>
/// <param name="Mechanism">Settings of the mechanism.</param>
/// <param name="Models">The study's own models.</param>
/// <param name="Languages">Languages of the report.</param>
public sealed record StudySettings(
    string Id,
    ulong Seed,
    IReadOnlyDictionary<string, string> Title,
    string UnitName,
    IReadOnlyDictionary<string, TableSettings> Tables,
    IndexSettings? Index,
    ShockSettings? Shock,
    MechanismSettings Mechanism,
    IReadOnlyList<ModelSettings> Models,
    IReadOnlyList<string> Languages);

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

/// <summary>What an absent value means.</summary>
public enum MissingRule
{
    /// <summary>A problem.</summary>
    Error,

    /// <summary>The city-month is left out and counted.</summary>
    Drop,

    /// <summary>Nothing was traded.</summary>
    Zero,
}

/// <summary>What the value of a month covers.</summary>
public enum MonthCalendar
{
    /// <summary>The month.</summary>
    Month,

    /// <summary>January stands for January and February together; February has no row.</summary>
    MergedJanuaryFebruary,

    /// <summary>January up to and including the month.</summary>
    Cumulative,
}

/// <summary>Settings of the resilience index.</summary>
/// <param name="Table">File of the indicator list.</param>
/// <param name="FirstYear">First year of the fit window.</param>
/// <param name="LastYear">Last year of the fit window.</param>
/// <param name="Normalise">minmax or zscore.</param>
/// <param name="Weights">equal, given or entropy.</param>
/// <param name="Aggregate">arithmetic, geometric or topsis.</param>
/// <param name="ZeroRule">How entropy treats zeros.</param>
/// <param name="Draws">Random weightings behind the rank intervals.</param>
/// <param name="MinimumCoverage">Least share of observed cells of a unit or indicator.</param>
public sealed record IndexSettings(string Table, int FirstYear, int LastYear, string Normalise, string Weights, string Aggregate, string ZeroRule, int Draws, double MinimumCoverage);

/// <summary>Dates and rules of the shock.</summary>
/// <param name="Start">First month of the shock.</param>
/// <param name="End">Last month of the short run.</param>
/// <param name="Horizon">Last month analysed.</param>
/// <param name="BaseFirst">First pre-shock year of the baseline.</param>
/// <param name="BaseLast">Last pre-shock year of the baseline.</param>
/// <param name="Baselines">Baselines to compute, the first being the study's own.</param>
/// <param name="Level">Share of the baseline that counts as recovered.</param>
/// <param name="Hold">Months it must hold.</param>
public sealed record ShockSettings(Period Start, Period End, Period Horizon, int BaseFirst, int BaseLast, IReadOnlyList<string> Baselines, double Level, int Hold);

/// <summary>Settings of the mechanism.</summary>
/// <param name="Control">What H1 explains: cases or none.</param>
/// <param name="Channels">Channels looked for in the channel table.</param>
/// <param name="Reference">Event-study reference month, relative to the shock's start.</param>
public sealed record MechanismSettings(string Control, IReadOnlyList<string> Channels, int Reference);

/// <summary>A model of the study's own.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Formula">Outcome ~ regressors | absorbed effects.</param>
/// <param name="Cluster">Clusters of the standard errors.</param>
/// <param name="Window">First and last month.</param>
public sealed record ModelSettings(string Id, string Formula, IReadOnlyList<string> Cluster, (Period First, Period Last)? Window);
