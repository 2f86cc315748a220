namespace Rebound.Simulation;

/// <summary>Every parameter of the model: <see cref="EpidemicParameters"/>, then <see cref="EconomyParameters"/>.</summary>
public static class Parameters
{
    /// <summary>All of them, in a fixed order.</summary>
    public static IReadOnlyList<Parameter> All { get; } = [.. EpidemicParameters.All, .. EconomyParameters.All];

    /// <summary>The parameter of a symbol, or null.</summary>
    /// <param name="symbol">For instance <c>R0</c>.</param>
    public static Parameter? Find(string symbol) => All.FirstOrDefault(p => p.Symbol == symbol);
}
