namespace Rebound.Panels;

/// <summary>One variable of a panel: a contiguous array with its unit.</summary>
/// <param name="Name">Its name in the study.</param>
/// <param name="Values">One value a row; NaN means missing. Not to be changed.</param>
/// <param name="Unit">What the numbers measure.</param>
public sealed record Variable(string Name, double[] Values, Unit Unit);
