using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Draws of the joint posterior: draw i takes a member of the epidemic's ensemble and a particle of the economy.</summary>
internal sealed class CalibratedDraws
{
    private readonly string[] symbols;

    public CalibratedDraws(Study study, StudyCalibration.EpidemicPart? epidemic, StudyCalibration.EconomyPart? economy)
    {
        var settings = study.Settings.Calibration;
        symbols = [.. epidemic is null ? [] : settings.Epidemic, .. economy is null ? [] : settings.Economy];
        var count = economy?.Posterior.Values.Count ?? epidemic!.Result.Members.Count;
        var draws = new SortedDictionary<string, double>[count];
        for (var i = 0; i < count; i++)
        {
            var draw = draws[i] = new SortedDictionary<string, double>(StringComparer.Ordinal);
            if (epidemic is not null)
            {
                var member = epidemic.Result.Members[(int)((long)i * epidemic.Result.Members.Count / count) % epidemic.Result.Members.Count];
                foreach (var symbol in settings.Epidemic) draw[symbol] = symbol == EpidemicCalibration.Seeds ? member.SeedFactor : member.Parameters[Parameters.Find(symbol)!];
            }
            for (var j = 0; economy is not null && j < settings.Economy.Count; j++) draw[settings.Economy[j]] = economy.Posterior.Values[i][j];
        }
        Values = draws;
    }

    public IReadOnlyList<IReadOnlyDictionary<string, double>> Values { get; }

    /// <summary>A world with a draw's parameters and seeds.</summary>
    public SimulatedWorld Apply(SimulatedWorld world, int draw)
    {
        var parameters = world.Parameters;
        foreach (var (symbol, value) in Values[draw])
            if (symbol != EpidemicCalibration.Seeds) parameters = parameters.With(Parameters.Find(symbol)!, value);
        return world with { Parameters = parameters, SeedFactor = Values[draw].GetValueOrDefault(EpidemicCalibration.Seeds, world.SeedFactor) };
    }

    /// <summary>The table posterior.</summary>
    public ResultTable Table()
    {
        var table = new TableBuilder("posterior", [.. symbols.Select(s => "#" + s)]);
        foreach (var draw in Values) table.Add([.. symbols.Select(s => (object?)draw[s])]);
        return table.Build();
    }
}
