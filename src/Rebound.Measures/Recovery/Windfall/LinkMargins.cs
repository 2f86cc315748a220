namespace Rebound.Measures;

/// <summary>Extensive and intensive margins of the change of a unit's exports between two windows.</summary>
/// <remarks>Links are unit–product–partner. After − before = entry − exit + change of surviving links, exactly.</remarks>
/// <param name="Before">Level before.</param>
/// <param name="After">Level after.</param>
/// <param name="Entry">Exports after of links that did not exist before.</param>
/// <param name="Exit">Exports before of links that exist no more.</param>
/// <param name="Intensive">Change of links in both windows.</param>
/// <param name="LinksBefore">Number of links before.</param>
/// <param name="LinksAfter">After.</param>
/// <param name="Survived">Links in both.</param>
public sealed record LinkMargins(double Before, double After, double Entry, double Exit, double Intensive, int LinksBefore, int LinksAfter, int Survived)
{
    /// <summary>Entry less exit.</summary>
    public double Extensive => Entry - Exit;

    /// <summary>Share of links that survived; null without a link before.</summary>
    public double? Survival => LinksBefore == 0 ? null : (double)Survived / LinksBefore;

    /// <summary>The margins of every unit.</summary>
    /// <param name="cells">One cell a link.</param>
    /// <param name="units">Number of units.</param>
    public static LinkMargins[] Of(IReadOnlyList<TradeCell> cells, int units)
    {
        var margins = new LinkMargins[units];
        Array.Fill(margins, new LinkMargins(0, 0, 0, 0, 0, 0, 0, 0));
        foreach (var cell in cells)
        {
            var m = margins[cell.Unit];
            var (was, stays) = (cell.Before > 0, cell.After > 0);
            margins[cell.Unit] = m with
            {
                Before = m.Before + cell.Before,
                After = m.After + cell.After,
                Entry = m.Entry + (was ? 0 : cell.After),
                Exit = m.Exit + (stays ? 0 : cell.Before),
                Intensive = m.Intensive + (was && stays ? cell.After - cell.Before : 0),
                LinksBefore = m.LinksBefore + (was ? 1 : 0),
                LinksAfter = m.LinksAfter + (stays ? 1 : 0),
                Survived = m.Survived + (was && stays ? 1 : 0),
            };
        }
        return margins;
    }
}
