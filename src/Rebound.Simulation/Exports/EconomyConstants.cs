namespace Rebound.Simulation;

/// <summary>Speeds and limits of the economy that are no parameters; every one is a prior of this project.</summary>
internal static class EconomyConstants
{
    /// <summary>Share of the goods in freight that leaves a day when all is normal: five days on the way.</summary>
    public const double FreightRate = 0.2;

    /// <summary>Share of the goods at the port that leaves a day when all is normal: four days there.</summary>
    public const double PortRate = 0.25;

    /// <summary>Share of the inputs under way that arrives a day.</summary>
    public const double TransitRate = 0.2;

    /// <summary>Days in which a gap of the input stock is to be refilled.</summary>
    public const double RestockDays = 30;

    /// <summary>Input use never exceeds this many normal stocks' pace, so that no stock turns negative; above 1.25/0.7, so it binds only where an input is not critical.</summary>
    public const double MostUse = 1.8;

    /// <summary>Smallest demand against a normal day that a division meets.</summary>
    public const double Tiny = 1e-300;

    /// <summary>Backlog at which half of the overtime is worked and hiring begins.</summary>
    public const double OvertimeFrom = 1.03;

    /// <summary>Days in which overtime comes and goes.</summary>
    public const double OvertimeDays = 20;

    /// <summary>Entry that a backlog calls, as a multiple of <see cref="EconomyParameters.Entry"/> for each unit of backlog.</summary>
    public const double HiringFactor = 10;

    /// <summary>Days over which buyers judge the speed of delivery.</summary>
    public const double SpeedDays = 15;

    /// <summary>Slowest speed of a stage against normal that buyers reckon with.</summary>
    public const double SlowestStage = 0.02;

    /// <summary>Lateness, in normal lead times, that nobody minds.</summary>
    public const double Tolerance = 0.25;

    /// <summary>Lateness beyond this counts as this.</summary>
    public const double MostLateness = 6;

    /// <summary>Cancellations that panic causes against a unit of lateness.</summary>
    public const double PanicCancels = 0.6;

    /// <summary>Days in which panic fades.</summary>
    public const double PanicDays = 80;

    /// <summary>World stringency up to which rivals deliver as usual.</summary>
    public const double RivalsFrom = 0.25;

    /// <summary>Days in which an order to close is followed.</summary>
    public const double ClosingDays = 1.5;

    /// <summary>Profit margin on revenue that carries firms, beside their city's support.</summary>
    public const double Margin = 0.03;

    /// <summary>Share of the capacity that belongs to firms that can fail for want of cash.</summary>
    public const double FragileShare = 0.35;

    /// <summary>Share of a city's stringency by which its freight is slower.</summary>
    public const double StringencySlowsFreight = 0.5;

    /// <summary>Share of the confined that ports miss.</summary>
    public const double ConfinedMissPort = 0.5;

    /// <summary>Share of the stringency that keeps migrants from travelling back.</summary>
    public const double StringencyKeepsMigrants = 0.5;
}
