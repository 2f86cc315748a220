namespace Rebound.Reporting;

/// <summary>The colours, after Okabe and Ito (2008), told apart by readers with any colour vision; shape or label always says the same.</summary>
internal static class Palette
{
    public const string Ink = "#1d242b";
    public const string Muted = "#566069";
    public const string Rule = "#d9dee2";
    public const string Faint = "#eef1f3";
    public const string Paper = "#ffffff";
    public const string Blue = "#0072b2";
    public const string Vermilion = "#d55e00";
    public const string Green = "#00795a";
    public const string Grey = "#7b858d";
    public const string Shock = "#f6efe2";

    /// <summary>From absent to complete, one hue, readable in grey.</summary>
    public static readonly string[] Sequence = ["#ffffff", "#d6e6f2", "#a6cbe3", "#5f9fc9", "#1f6fa8", "#0b4a78"];

    /// <summary>From far below to far above, neutral in the middle.</summary>
    public static readonly string[] Divergence = ["#a84300", "#e08a4a", "#f4d3b8", "#e9ecee", "#b9d6ea", "#5fa2d0", "#00558a"];
}
