using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>All that a report is made from: what the run says of itself, and its result tables.</summary>
public sealed record ReportInput
{
    /// <summary>What the report is about.</summary>
    public ReportKind Kind { get; init; } = ReportKind.Study;

    /// <summary>Where the tables lie as CSV, seen from the page.</summary>
    public string TableFolder { get; init; } = "../tables";

    /// <summary>Identifier of the run.</summary>
    public required string RunId { get; init; }

    /// <summary>Identifier of the study.</summary>
    public required string StudyId { get; init; }

    /// <summary>The study's title by language; English is printed, or else the first.</summary>
    public required IReadOnlyDictionary<string, string> Title { get; init; }

    /// <summary>What one unit is called: city, country, municipality.</summary>
    public string UnitName { get; init; } = "city";

    /// <summary>Version of the program that made the tables.</summary>
    public string Version { get; init; } = "";

    /// <summary>The seed on which every random draw depends.</summary>
    public string Seed { get; init; } = "";

    /// <summary>How the run ended.</summary>
    public string Status { get; init; } = "";

    /// <summary>First month of the shock, 2020-01; empty when the study has none.</summary>
    public string ShockStart { get; init; } = "";

    /// <summary>Last month of the short run.</summary>
    public string ShockEnd { get; init; } = "";

    /// <summary>Last month that is analysed.</summary>
    public string Horizon { get; init; } = "";

    /// <summary>The input files with their hashes.</summary>
    public IReadOnlyList<ReportFile> Inputs { get; init; } = [];

    /// <summary>SHA-256 over the tables.</summary>
    public string TablesHash { get; init; } = "";

    /// <summary>The command that made the run.</summary>
    public string Command { get; init; } = "";

    /// <summary>The user's boundaries, when the study gives them.</summary>
    public ReportBoundaries? Boundaries { get; init; }

    /// <summary>The result tables by name; what is absent is reported as refused.</summary>
    public required IReadOnlyDictionary<string, ResultTable> Tables { get; init; }
}

/// <summary>An input file of the run.</summary>
/// <param name="Path">Its path inside the study folder.</param>
/// <param name="Sha256">Its hash, in hexadecimal.</param>
public sealed record ReportFile(string Path, string Sha256);

/// <summary>Polygons that the study gives for its map.</summary>
/// <param name="GeoJson">The text of a GeoJSON feature collection.</param>
/// <param name="Property">The feature property that holds the code of the unit.</param>
/// <param name="Source">Where the polygons come from; printed on the map.</param>
public sealed record ReportBoundaries(string GeoJson, string Property, string Source);
