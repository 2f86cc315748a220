namespace Rebound.Simulation;

/// <summary>Parameters of the four channels.</summary>
/// <remarks>Studies are cited by author and year; where none exists the source says so, and the value is a prior of this project.</remarks>
public static class EconomyParameters
{
    private static readonly List<Parameter> all = [];

    /// <summary>Every parameter of the economy, in a fixed order.</summary>
    public static IReadOnlyList<Parameter> All => all;

    /// <summary>Time constant of resumption in days.</summary>
    public static Parameter ResumptionDays { get; } = Add("zeta", ShockChannel.Production, "time constant of resumption, days", 12, 7, 25, "surveys of 20 and 29 February and 30 March 2020", "resumption series", (ResilienceDimension.Society, -1));

    /// <summary>Share of the export workforce away at the New Year.</summary>
    public static Parameter MigrantsAway { get; } = Add("mu", ShockChannel.Production, "share of the export workforce away at the start", 0.3, 0.1, 0.6, "census", "migration index");

    /// <summary>Time constant of the migrants' return in days.</summary>
    public static Parameter ReturnDays { get; } = Add("tau_ret", ShockChannel.Production, "time constant of the migrants' return, days", 14, 10, 30, "migration indices of 2020", "migration index", (ResilienceDimension.Technology, -1));

    /// <summary>Factor on every sector's share of work done from home.</summary>
    public static Parameter HomeWork { get; } = Add("wfh", ShockChannel.Production, "factor on each sector's share of work from home", 1, 0.25, 1.75, "Dingel and Neiman 2020 (United States 37 %)", "sector × city panel", (ResilienceDimension.Technology, 1));

    /// <summary>Ceiling of overtime.</summary>
    public static Parameter Overtime { get; } = Add("o_max", ShockChannel.Production, "ceiling of overtime", 0.14, 0.05, 0.25, "Hallegatte 2013 (1.25 reached in a year); export sectors adjust faster", "clearing of backlogs in March and April", (ResilienceDimension.Economy, 1));

    /// <summary>Days of inputs in stock.</summary>
    public static Parameter InputDays { get; } = Add("n_u", ShockChannel.Production, "days of inputs in stock", 20, 5, 90, "Hallegatte 2013 (90); Inoue and Todo 2019 (10–15); Pichler et al. 2020", "not by national series");

    /// <summary>Heterogeneity of inventories.</summary>
    public static Parameter InventoryHeterogeneity { get; } = Add("psi", ShockChannel.Production, "share of the target stock below which production is rationed", 0.8, 0.7, 1, "Hallegatte 2013", "not by national series");

    /// <summary>Lead of production over an order in days.</summary>
    public static Parameter ProductionLead { get; } = Add("tau_p", ShockChannel.Production, "lead of production over an order, days", 13.5, 5, 45, "prior of this project", "phase of the dip in May 2020");

    /// <summary>Fixed outlays as a share of revenue: factor on every sector's.</summary>
    public static Parameter FixedOutlays { get; } = Add("fix", ShockChannel.Production, "fixed outlays as a share of revenue", 0.5, 0.4, 0.6, "industry accounts", "fixed");

    /// <summary>Median cash buffer in months.</summary>
    public static Parameter CashMedian { get; } = Add("cash_median", ShockChannel.Production, "median cash buffer, months", 1.4, 0.8, 3, "survey of 995 firms, February 2020 (34, 67, 85 % within 1, 2, 3 months)", "exit of firms");

    /// <summary>Shape of the cash buffers' log-logistic distribution.</summary>
    public static Parameter CashShape { get; } = Add("cash_shape", ShockChannel.Production, "shape of the log-logistic cash buffers", 1.99, 1.2, 4, "the same survey", "exit of firms");

    /// <summary>Share of failing firms that credit bridges.</summary>
    public static Parameter Credit { get; } = Add("cred", ShockChannel.Production, "share of failing firms bridged by credit", 0.5, 0, 0.95, "re-lending quotas of 2020; firm survey of May 2020", "not by national series", (ResilienceDimension.Economy, 1));

    /// <summary>Entry of new capacity a day.</summary>
    public static Parameter Entry { get; } = Add("nu", ShockChannel.Production, "re-entry of lost capacity a day", 0.0006, 0.0002, 0.002, "prior of this project", "firm registers", (ResilienceDimension.Economy, 1));

    /// <summary>Loss of freight under full alert.</summary>
    public static Parameter FreightLoss { get; } = Add("fr", ShockChannel.Logistics, "loss of freight under full alert", 0.25, 0.1, 0.6, "container throughput of February 2020 (−17 to −24 %)", "port throughput", (ResilienceDimension.Space, -1));

    /// <summary>Capacity of ports against a normal day.</summary>
    public static Parameter PortCapacity { get; } = Add("K_p", ShockChannel.Logistics, "port capacity against a normal day's flow", 1.25, 1.05, 1.6, "port throughput of 2020", "port series", (ResilienceDimension.Space, 1));

    /// <summary>Response of orders to the partner's stringency.</summary>
    public static Parameter StringencyResponse { get; } = Add("b_s", ShockChannel.Sales, "factor on each sector's response of orders to the partner's stringency", 0.58, 0, 2, "sign by product in the first half of 2020", "partner × product customs data");

    /// <summary>Response of orders to rises of the partner's stringency.</summary>
    public static Parameter Panic { get; } = Add("pi_s", ShockChannel.Sales, "response of orders to rises of stringency", 0.59, 0, 2, "new export orders of April 2020 (33.5)", "new export orders");

    /// <summary>Cancellations a day per unit of lateness.</summary>
    public static Parameter Cancellation { get; } = Add("chi", ShockChannel.Sales, "cancellations a day per unit of lateness", 0.01, 0.002, 0.05, "prior of this project", "firm survey of May 2020", (ResilienceDimension.Economy, -1));

    /// <summary>Orders diverted from locked-down rivals.</summary>
    public static Parameter Diversion { get; } = Add("omega", ShockChannel.Sales, "gain of buyers from rivals' closings", 0.48, 0, 1, "China's share of the world market in 2020 (14.2 %)", "market share by product");

    /// <summary>Loss of buyers a day per unit of lateness.</summary>
    public static Parameter BuyerLoss { get; } = Add("sigma_minus", ShockChannel.Sales, "loss of buyers a day per unit of lateness", 0.012, 0.003, 0.04, "Monarch 2022; Hummels and Schaur 2013", "buyer–seller data");

    /// <summary>Return of buyers a day.</summary>
    public static Parameter BuyerReturn { get; } = Add("sigma_plus", ShockChannel.Sales, "return of buyers a day", 0.006, 0.001, 0.01, "Baldwin and Krugman 1989; Roberts and Tybout 1997", "paths of late 2020 and 2021", (ResilienceDimension.Economy, 1));

    /// <summary>Running support of firms.</summary>
    public static Parameter Support { get; } = Add("support", ShockChannel.Production, "running support of firms by their city, share of normal revenue", 0.02, 0, 0.06, "prior of this project", "not by national series", (ResilienceDimension.Economy, 1));

    private static Parameter Add(string symbol, ShockChannel channel, string meaning, double value, double low, double high, string source, string identifiedBy, params (ResilienceDimension, int)[] links)
    {
        all.Add(new Parameter(symbol, channel, meaning, value, low, high, source, identifiedBy) { Links = links, Index = EpidemicParameters.All.Count + all.Count });
        return all[^1];
    }
}
