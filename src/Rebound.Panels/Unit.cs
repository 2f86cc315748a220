using System.Globalization;

namespace Rebound.Panels;

/// <summary>What a number measures: kind, currency, scale and vintage. Two money amounts add only when all four agree.</summary>
/// <param name="Kind">Money, percent, count, index or plain number.</param>
/// <param name="Currency">ISO 4217 code of a money amount, otherwise empty.</param>
/// <param name="Scale">Multiplier to the plain unit: 1, 1e4 (wan), 1e6 (million), 1e8 (yi), 1e9 (billion) …</param>
/// <param name="Vintage">Price basis or release, for instance "nominal" or "2010 prices"; empty when not stated.</param>
public readonly record struct Unit(UnitKind Kind, string Currency, double Scale, string Vintage)
{
    /// <summary>A plain number without unit.</summary>
    public static Unit Number { get; } = new(UnitKind.Number, "", 1, "");

    /// <summary>Per cent.</summary>
    public static Unit Percent { get; } = new(UnitKind.Percent, "", 1, "");

    /// <summary>A money amount.</summary>
    /// <param name="currency">ISO 4217 code.</param>
    /// <param name="scale">Multiplier to one unit of the currency.</param>
    /// <param name="vintage">Price basis or release; may be empty.</param>
    public static Unit Money(string currency, double scale, string vintage = "") => new(UnitKind.Money, currency, scale, vintage);

    /// <summary>Reads a scale word: one, ten, hundred, thousand, wan (万), million, yi (亿), billion, trillion.</summary>
    /// <param name="word">The word, in any case.</param>
    /// <param name="scale">The multiplier.</param>
    public static bool TryScale(string word, out double scale)
    {
        scale = word.Trim().ToLowerInvariant() switch
        {
            "" or "one" or "1" => 1,
            "thousand" => 1e3,
            "wan" or "万" or "10k" => 1e4,
            "million" or "mn" => 1e6,
            "yi" or "亿" => 1e8,
            "billion" or "bn" => 1e9,
            "trillion" or "tn" => 1e12,
            _ => double.NaN,
        };
        return !double.IsNaN(scale);
    }

    /// <summary>For instance "USD million", "CNY 10 thousand", "%".</summary>
    public override string ToString() => Kind switch
    {
        UnitKind.Money => $"{Currency} {ScaleName}".TrimEnd() + (Vintage.Length == 0 ? "" : $", {Vintage}"),
        UnitKind.Percent => "%",
        UnitKind.Number => "number",
        UnitKind.Count => $"count {ScaleName}".TrimEnd(),
        _ => "index",
    };

    private string ScaleName => Scale switch
    {
        1 => "",
        1e3 => "thousand",
        1e4 => "10 thousand",
        1e6 => "million",
        1e8 => "100 million",
        1e9 => "billion",
        1e12 => "trillion",
        _ => "×" + Scale.ToString("R", CultureInfo.InvariantCulture),
    };
}
