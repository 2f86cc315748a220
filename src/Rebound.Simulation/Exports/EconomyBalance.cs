namespace Rebound.Simulation;

/// <summary>How far the books of a run are from closing; all in shares of what went through, so 0 is perfect and 1e-12 is rounding.</summary>
/// <param name="Orders">Worst sector's |open at the beginning + orders − shipped − cancelled − open at the end|; open are orders unproduced, in freight and at ports.</param>
/// <param name="Capacity">Worst |surviving + exited − 1 − entered| over cities and sectors, against 1 + entered.</param>
/// <param name="LeastStock">The smallest of all stocks at the end of any month, relative to normal; never negative.</param>
/// <param name="MostFill">The largest fill of inputs at the end of any month; never above 1.</param>
public readonly record struct EconomyBalance(double Orders, double Capacity, double LeastStock, double MostFill);
