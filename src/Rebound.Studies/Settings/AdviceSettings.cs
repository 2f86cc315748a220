namespace Rebound.Studies;

/// <summary>What advice is asked for.</summary>
/// <param name="Budget">Money in the unit of the exports; 0: no portfolio.</param>
/// <param name="Costs">Dimension → cost of a standard deviation for each million people, in the same money; a dimension without is not weighed against money.</param>
/// <param name="Units">Units for which each dimension is tried alone; empty: the ten largest exporters.</param>
/// <param name="Step">Standard deviations by which a dimension is raised.</param>
public sealed record AdviceSettings(double Budget, IReadOnlyDictionary<string, double> Costs, IReadOnlyList<string> Units, double Step)
{
    /// <summary>Where its units and its budget stand in the study file.</summary>
    internal string Place { get; init; } = "";

    internal string BudgetPlace { get; init; } = "";
}
