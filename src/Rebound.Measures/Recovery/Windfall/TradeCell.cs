namespace Rebound.Measures;

/// <summary>Exports of one unit in one product to one partner, before and after the shock, over the same months of a year.</summary>
/// <param name="Unit">Index of the unit.</param>
/// <param name="Product">Index of the product; 0 for all where products are not known.</param>
/// <param name="Partner">Index of the partner; 0 for all where partners are not known.</param>
/// <param name="Before">Level before, at least zero.</param>
/// <param name="After">Level after.</param>
public readonly record struct TradeCell(int Unit, int Product, int Partner, double Before, double After);
