using System.Collections.Immutable;

namespace Rebound.Simulation;

/// <summary>The invented names and the fixed lists of every synthetic world.</summary>
internal static class WorldCatalogue
{
    internal static ImmutableArray<string> Dimensions { get; } = ["technology", "space", "society", "economy"];

    internal static ImmutableArray<string> Partners { get; } = ["NOR", "EST", "SUD", "WES", "ARD", "KEL", "ORI", "TAV"];

    internal static ImmutableArray<string> Products { get; } =
        ["medical", "electronics", "machinery", "textiles", "food", "chemicals", "timber", "ceramics"];

    internal static ImmutableArray<double> ProductWeights { get; } = [0.35, 1.4, 1.2, 1, 0.9, 0.8, 0.6, 0.5];

    /// <summary>Share of each product's work that can be done from home.</summary>
    internal static ImmutableArray<double> HomeWork { get; } = [0.15, 0.15, 0.14, 0.06, 0.08, 0.12, 0.05, 0.05];

    /// <summary>Log seasonality of January to December; the mean is zero.</summary>
    internal static ImmutableArray<double> Seasons { get; } =
        [-0.03, -0.13, 0.01, -0.01, 0, 0.01, 0.02, 0.02, 0.04, 0, 0.02, 0.05];

    internal static ImmutableArray<WorldIndicator> Indicators { get; } =
    [
        new("broadband", 0, +1, "lines per 100 people", "Fixed broadband lines", 24, 5),
        new("patents", 0, +1, "per 100000 people", "Patents in force", 80, 15),
        new("test_labs", 0, +1, "per million people", "Laboratories able to test", 9, 1.8),
        new("paper_records", 0, -1, "% of clinics", "Clinics that keep records on paper only", 45, 8),
        new("hospital_beds", 1, +1, "per 1000 people", "Hospital beds", 4.2, 0.8),
        new("green_space", 1, +1, "m2 per person", "Public green space", 13, 2.6),
        new("crowding", 1, -1, "people per room", "Crowding of homes", 1.3, 0.2),
        new("walled_blocks", 1, +1, "% of homes", "Homes in blocks that can be closed", 38, 7, Disputed: true),
        new("health_insured", 2, +1, "% of people", "People with health insurance", 68, 7),
        new("volunteers", 2, +1, "per 1000 people", "Registered volunteers", 30, 6),
        new("grid_workers", 2, +1, "per 1000 homes", "Neighbourhood workers", 6, 1.2, Disputed: true),
        new("long_commutes", 2, -1, "% of workers", "Workers who travel over an hour", 22, 4),
        new("savings", 3, +1, "thousand USD per person", "Savings of households", 11, 2.2),
        new("sector_variety", 3, +1, "effective number of sectors", "Variety of employment", 14, 2.4),
        new("public_debt", 3, -1, "% of revenue", "Debt of the city", 95, 17),
        new("small_firm_credit", 3, +1, "% of firms", "Small firms with a credit line", 41, 7),
    ];

    internal static ImmutableArray<WorldChannel> Channels { get; } =
    [
        new("policy", "people_free_to_move", 0, 1.5),
        new("production", "operating_rate", 3, 2.5),
        new("logistics", "port_calls", 4, 4),
        new("sales", "new_orders", 5, 4),
    ];

    /// <summary>The level of each channel: channel, then city × simulated month, 1 on a normal day.</summary>
    internal static double[][] Levels(EpidemicPath path, EconomyResult economy) =>
        [.. Channels.Select(c => ChannelLevels.Of(Enum.Parse<ShockChannel>(c.Channel, ignoreCase: true), path, economy, WorldCalendar.FirstPolicyDay))];

    internal static ImmutableArray<string> NameStarts { get; } =
        ["Ba", "Ke", "Lo", "Mar", "Tu", "Sa", "Ve", "Ori", "Pa", "Nim", "Hal", "Iru", "Do", "Ela", "Fen", "Ga", "Jo", "Ra", "Su", "Wai"];

    internal static ImmutableArray<string> NameMiddles { get; } = ["", "la", "ri", "no", "ve", "ta", "mo", "lu", "sha", "ne"];

    internal static ImmutableArray<string> NameEnds { get; } =
        ["ra", "nadi", "mar", "dell", "via", "tos", "wen", "lin", "koa", "bury", "stead", "haven"];

    internal static ImmutableArray<string> Islands { get; } =
        ["Great Amberly", "Corran", "Little Amberly", "Tessaly Island", "Ostrave", "Quillon", "Brenna", "Halcyra", "Southing", "Merrow", "Vantry", "Isle of Doun"];
}
