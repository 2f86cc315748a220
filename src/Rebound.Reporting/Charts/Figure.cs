using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>A figure: drawn at any width, with the numbers it shows.</summary>
internal sealed record Figure
{
    public const double Wide = 760;
    public const double Narrow = 360;

    /// <summary>Name of its files.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>What is measured, in which unit.</summary>
    public required string Subtitle { get; init; }

    /// <summary>What a reader who cannot see it must know.</summary>
    public required string Description { get; init; }

    /// <summary>How to read it.</summary>
    public required string Note { get; init; }

    public required string Source { get; init; }

    /// <summary>Draws it on a canvas of a given width.</summary>
    public required Func<double, Canvas> Draw { get; init; }

    /// <summary>The numbers plotted.</summary>
    public required ResultTable Data { get; init; }

    /// <summary>Whether a drawing of its own is made for a phone; otherwise the wide one scrolls.</summary>
    public bool Reflows { get; init; } = true;
}
