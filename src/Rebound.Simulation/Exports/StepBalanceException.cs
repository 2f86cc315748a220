using System.Globalization;
using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>The books of one step of the economy do not close: an error of the model, never of the scenario.</summary>
/// <param name="stage">Which books.</param>
/// <param name="place">City, sector, partner or port.</param>
/// <param name="day">The day, counted from 0.</param>
/// <param name="gap">What is missing, as a share of what is there.</param>
public sealed class StepBalanceException(string stage, string place, int day, double gap) : NumericalException(string.Create(CultureInfo.InvariantCulture,
    $"The economy lost its balance on day {day}: {stage} of {place}, by {gap:R} of what is there. Please report this with the study."));
