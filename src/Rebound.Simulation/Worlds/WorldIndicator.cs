namespace Rebound.Simulation;

/// <summary>A resilience indicator of a synthetic world: a line of its directions.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Dimension">0 technology, 1 space, 2 society, 3 economy.</param>
/// <param name="Sign">+1 when more means more resilience, −1 when less does.</param>
/// <param name="Unit">The unit of its values.</param>
/// <param name="Label">What it counts.</param>
/// <param name="Mean">Mean over cities in 2015.</param>
/// <param name="Spread">Standard deviation over cities.</param>
/// <param name="Disputed">True when reasonable people disagree about its direction.</param>
public sealed record WorldIndicator(string Code, int Dimension, int Sign, string Unit, string Label, double Mean, double Spread, bool Disputed = false);
