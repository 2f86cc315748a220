namespace Rebound.Studies;

/// <summary>What a run says of itself: run.json.</summary>
public sealed record RunManifest
{
    /// <summary>Identifier of the run: derived from the study, its inputs, the seed and the version.</summary>
    public required string RunId { get; init; }

    /// <summary>complete, or refused when no stage could answer.</summary>
    public required string Status { get; init; }

    /// <summary>Version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>Identifier of the study.</summary>
    public required string StudyId { get; init; }

    /// <summary>Title by language.</summary>
    public required IReadOnlyDictionary<string, string> Title { get; init; }

    /// <summary>What a unit is called.</summary>
    public required string UnitName { get; init; }

    /// <summary>Seed of every random draw.</summary>
    public required ulong Seed { get; init; }

    /// <summary>First month of the shock; empty without one.</summary>
    public string ShockStart { get; init; } = "";

    /// <summary>Last month of the short run.</summary>
    public string ShockEnd { get; init; } = "";

    /// <summary>Last month analysed.</summary>
    public string Horizon { get; init; } = "";

    /// <summary>SHA-256 over every table: the same for the same study on any machine.</summary>
    public required string TablesHash { get; init; }

    /// <summary>Input files and their SHA-256.</summary>
    public required IReadOnlyDictionary<string, string> Inputs { get; init; }

    /// <summary>Warnings by code with their counts.</summary>
    public required IReadOnlyDictionary<string, int> Warnings { get; init; }

    /// <summary>Seconds by stage.</summary>
    public required IReadOnlyDictionary<string, double> Seconds { get; init; }

    /// <summary>Peak memory of the process, in MB.</summary>
    public required double PeakMegabytes { get; init; }

    /// <summary>The study folder's polygons, relative to the study; empty without.</summary>
    public string BoundaryFile { get; init; } = "";

    /// <summary>Feature property with the unit's code.</summary>
    public string BoundaryProperty { get; init; } = "";

    /// <summary>Source of the polygons.</summary>
    public string BoundarySource { get; init; } = "";
}
