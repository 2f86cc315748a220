namespace Rebound.Numerics;

/// <summary>No trustworthy number can be given: the base of every typed refusal of a computation.</summary>
/// <param name="message">What cannot be computed, with its facts, and what would make it possible.</param>
public class NumericalException(string message) : Exception(message);
