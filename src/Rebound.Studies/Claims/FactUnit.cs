using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>What a fact counts: a scale, the thing counted and, for a rate, the time it is counted over.</summary>
/// <param name="Scale">Multiplier to one of the thing.</param>
/// <param name="Thing">For instance TEU, firms or %; empty for money.</param>
/// <param name="Per">day, month or year; empty when the number is not a rate.</param>
/// <param name="Text">As written.</param>
public sealed record FactUnit(double Scale, string Thing, string Per, string Text)
{
    /// <summary>Reads "billion", "%", "million TEU", "TEU per day".</summary>
    /// <param name="text">As written.</param>
    /// <param name="isMoney">Whether a currency goes with it: then it must be a scale word alone (with "per" or without).</param>
    /// <param name="unit">The unit read.</param>
    /// <returns>False when a currency goes with something that is no scale word.</returns>
    public static bool TryParse(string text, bool isMoney, out FactUnit unit)
    {
        var (rest, per) = (text.Trim(), "");
        foreach (var time in (string[])["day", "month", "year"])
            if (rest.EndsWith(" per " + time, StringComparison.Ordinal)) (rest, per) = (rest[..^(5 + time.Length)].TrimEnd(), time);
        var space = rest.IndexOf(' ', StringComparison.Ordinal);
        var word = space < 0 ? rest : rest[..space];
        var isScale = Unit.TryScale(word, out var scale);
        unit = new FactUnit(isScale ? scale : 1, !isScale ? rest : space < 0 ? "" : rest[(space + 1)..], per, text);
        return !isMoney || (isScale && unit.Thing.Length == 0) || text == "%";
    }
}
