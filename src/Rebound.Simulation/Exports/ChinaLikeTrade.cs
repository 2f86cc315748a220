namespace Rebound.Simulation;

/// <summary>The built-in structure: orders of magnitude of China's trade before 2020.</summary>
/// <remarks>Sources and priors, number by number: docs/methods/simulation-economy.md.</remarks>
internal static class ChinaLikeTrade
{
    // Rows and columns: electronics, machinery, textiles, light goods, medical, basic materials, services.
    private static readonly double[] SectorShares = [0.34, 0.22, 0.11, 0.15, 0.02, 0.16];
    private const double ServicesPerGood = 283.6 / 2499.0;

    // EU, US, ASEAN, Japan, Korea and Hong Kong, rest: customs totals of 2019.
    private static readonly double[] PartnerShares = [0.172, 0.168, 0.144, 0.057, 0.156, 0.303];

    // How much more than its share a partner buys of a sector; priors, made consistent with both margins.
    private static readonly double[][] Bias =
    [
        [1.1, 1.1, 0.8, 0.9, 1.8, 0.7],
        [1.1, 1.0, 1.0, 1.0, 0.5, 1.2],
        [1.0, 1.0, 1.0, 1.6, 0.4, 1.2],
        [1.2, 1.6, 0.8, 1.0, 0.3, 1.0],
        [1.2, 1.3, 0.8, 1.2, 0.6, 0.9],
        [0.7, 0.6, 1.8, 0.9, 0.7, 1.1],
        [1.0, 1.0, 1.0, 1.0, 1.5, 0.7],
    ];

    public static TradeStructure Build() => new(Sectors(), Partners(), Shares())
    {
        Calendar = Calendar(),
        Ports =
        [
            new("Shanghai", 121.8, 31.3), new("Ningbo-Zhoushan", 121.9, 29.9), new("Shenzhen", 114.1, 22.5), new("Guangzhou", 113.6, 22.8),
            new("Qingdao", 120.3, 36.1), new("Tianjin", 117.8, 39.0), new("Xiamen", 118.1, 24.5), new("Dalian", 121.7, 38.9), new("Wuhan", 114.5, 30.7),
        ],
    };

    private static TradeSector[] Sectors() =>
    [
        new("electronics") { HomeWork = 0.15, Inputs = [0.35, 0.03, 0, 0.03, 0, 0.15, 0.12], Critical = [1, 0.5, 0, 0.5, 0, 1, 0], StringencyResponse = 0.45, PanicResponse = 0.8, Diversion = 1 },
        new("machinery") { HomeWork = 0.14, Inputs = [0.08, 0.22, 0, 0, 0, 0.28, 0.12], Critical = [1, 1, 0, 0, 0, 1, 0], StringencyResponse = 0.35, PanicResponse = 1.1, Diversion = 1 },
        new("textiles") { HomeWork = 0.06, Inputs = [0, 0, 0.42, 0, 0, 0.15, 0.1], Critical = [0, 0, 1, 0, 0, 1, 0], StringencyResponse = 0.6, PanicResponse = 1.2, Diversion = 0.8 },
        new("light goods") { HomeWork = 0.08, Inputs = [0, 0.03, 0.06, 0.18, 0, 0.27, 0.12], Critical = [0, 0.5, 0.5, 1, 0, 1, 0], StringencyResponse = 0.4, PanicResponse = 1.4, Diversion = 1 },
        new("medical") { HomeWork = 0.15, Essential = 0.5, Inputs = [0.04, 0, 0.04, 0.05, 0.15, 0.25, 0.15], Critical = [0.5, 0, 0.5, 0.5, 1, 1, 0], StringencyResponse = 1, PanicResponse = 0, Diversion = 1 },
        new("basic materials") { HomeWork = 0.12, Essential = 0.3, Inputs = [0, 0.03, 0, 0, 0, 0.45, 0.12], Critical = [0, 0.5, 0, 0, 0, 1, 0], StringencyResponse = 0.15, PanicResponse = 0.9, Diversion = 0.5 },
        new("services") { HomeWork = 0.4, Inputs = [0.03, 0, 0, 0.03, 0, 0.05, 0.2], Critical = [0.5, 0, 0, 0, 0, 0, 0.5], StringencyResponse = -0.5, PanicResponse = 1, Diversion = 0, Service = true },
    ];

    private static TradePartner[] Partners() =>
    [
        new("EU") { SeaShare = 0.85, Trend = 0.02, StringencyResponse = 0.8, WorldWeight = 0.3 },
        new("US") { SeaShare = 0.9, Trend = -0.03, StringencyResponse = 1.8, WorldWeight = 0.25 },
        new("ASEAN") { SeaShare = 0.6, Trend = 0.05, StringencyResponse = 0.9, WorldWeight = 0.1 },
        new("Japan") { SeaShare = 0.85, Trend = -0.01, StringencyResponse = 0.8, WorldWeight = 0.08 },
        new("Korea and Hong Kong") { SeaShare = 0.5, Trend = -0.01, StringencyResponse = 0.8, WorldWeight = 0.07 },
        new("rest") { SeaShare = 0.9, Trend = 0.02, StringencyResponse = 0.9, WorldWeight = 0.2 },
    ];

    /// <summary>Sector × partner shares with the given margins, by iterative proportional fitting of the bias.</summary>
    private static double[] Shares()
    {
        int k = PartnerShares.Length;
        double[] rows = [.. SectorShares, ServicesPerGood];
        var cells = new double[rows.Length * k];
        for (var s = 0; s < rows.Length; s++)
        {
            for (var p = 0; p < k; p++) cells[s * k + p] = rows[s] * PartnerShares[p] * Bias[s][p];
        }
        for (var round = 0; round < 200; round++)
        {
            for (var p = 0; p < k; p++) // partners' margins are those of goods
            {
                var sum = 0.0;
                for (var s = 0; s < SectorShares.Length; s++) sum += cells[s * k + p];
                for (var s = 0; s < SectorShares.Length; s++) cells[s * k + p] *= PartnerShares[p] / sum;
            }
            for (var s = 0; s < rows.Length; s++)
            {
                var sum = 0.0;
                for (var p = 0; p < k; p++) sum += cells[s * k + p];
                for (var p = 0; p < k; p++) cells[s * k + p] *= rows[s] / sum;
            }
        }
        return cells;
    }

    /// <summary>Month factors from the customs totals of 2019 by day; the holiday is a factor of its own, so January and February share one.</summary>
    private static TradeCalendar Calendar()
    {
        double[] months = [353.2 / 59, 353.2 / 59, 198.2 / 31, 193.5 / 30, 213.9 / 31, 212.5 / 30, 221.7 / 31, 214.8 / 31, 218.2 / 30, 212.916 / 31, 221.337 / 30, 238.268 / 31];
        DateOnly[] newYears = [new(2018, 2, 16), new(2019, 2, 5), new(2020, 1, 25), new(2021, 2, 12), new(2022, 2, 1), new(2023, 1, 22), new(2024, 2, 10), new(2025, 1, 29)];
        var bare = new TradeCalendar { NewYears = newYears, HolidayDepth = 0.75, HolidayFade = 9 };
        var factors = new double[12];
        var mean = 2499.029 / 365;
        for (var m = 0; m < 12; m++)
        {
            // What the month would be without its holiday: the holiday's share is taken off the mean pace of these days.
            double pace = 0;
            var days = 0;
            var last = m < 2 ? new DateOnly(2019, 2, 28) : new DateOnly(2019, m + 1, DateTime.DaysInMonth(2019, m + 1));
            for (var day = new DateOnly(2019, m < 2 ? 1 : m + 1, 1); day <= last; day = day.AddDays(1), days++) pace += bare.Pace(day);
            factors[m] = months[m] / mean / (pace / days);
        }
        return bare with { MonthFactors = factors };
    }
}
