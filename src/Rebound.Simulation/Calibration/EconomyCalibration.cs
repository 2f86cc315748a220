namespace Rebound.Simulation;

/// <summary>The economy as a problem of calibration: given the epidemic's path, which parameters give the published exports?</summary>
public static class EconomyCalibration
{
    /// <summary>Puts it up.</summary>
    /// <param name="cities">The cities.</param>
    /// <param name="structure">Sectors and partners.</param>
    /// <param name="slopes">How resilience enters.</param>
    /// <param name="settings">The world, rules and levers.</param>
    /// <param name="path">The epidemic's path, kept as it is.</param>
    /// <param name="parameters">What is to be calibrated; all others keep the values of <paramref name="others"/>.</param>
    /// <param name="others">Values of the rest.</param>
    /// <param name="targets">Published exports.</param>
    /// <exception cref="ArgumentException">A target names months, partners or sectors that the run lacks.</exception>
    public static CalibrationProblem Of(IReadOnlyList<SimulatedCity> cities, TradeStructure structure, LinkSlopes slopes, EconomySettings settings, EpidemicPath path,
        IReadOnlyList<Parameter> parameters, ParameterSet others, IReadOnlyList<ExportTarget> targets)
    {
        var months = new EconomyModel(cities, structure, others, slopes, settings, path.Days).Months;
        foreach (var target in targets)
        {
            if (target.First < 0 || target.Last < target.First || target.Last >= months) throw new ArgumentException($"A target speaks of months {target.First} to {target.Last}; the run has {months}.", nameof(targets));
            if (target.Partner is { } partner && structure.PartnerIndex(partner) < 0 || target.Sector is { } sector && structure.SectorIndex(sector) < 0) throw new ArgumentException($"A target speaks of '{target.Partner ?? target.Sector}', which the structure lacks.", nameof(targets));
        }
        return new CalibrationProblem(
            [.. parameters.Select(CalibrationRange.Of)],
            [.. targets.Select(t => new CalibrationTarget(Name(settings, t), t.Value, t.StandardDeviation) { HeldOut = t.HeldOut })],
            values =>
            {
                var set = others;
                for (var i = 0; i < parameters.Count; i++) set = set.With(parameters[i], values[i]);
                var result = new EconomyModel(cities, structure, set, slopes, settings, path.Days).Run(path);
                return [.. targets.Select(t => Exports(structure, result, t))];
            });
    }

    private static double Exports(TradeStructure structure, EconomyResult result, ExportTarget target)
    {
        var sum = 0.0;
        for (var m = target.First; m <= target.Last; m++)
        {
            for (var s = 0; s < result.Sectors; s++)
            {
                if (target.Sector is null ? structure.Sectors[s].Service : structure.Sectors[s].Name != target.Sector) continue;
                for (var k = 0; k < result.Partners; k++)
                {
                    if (target.Partner is null || structure.Partners[k].Name == target.Partner) sum += result.National[(m * result.Sectors + s) * result.Partners + k];
                }
            }
        }
        return sum;
    }

    private static string Name(EconomySettings settings, ExportTarget target)
    {
        var first = settings.Start.AddMonths(target.First);
        var last = settings.Start.AddMonths(target.Last);
        var months = target.First == target.Last ? $"{first:yyyy-MM}" : $"{first:yyyy-MM}/{last:MM}";
        return string.Join(' ', new[] { months, target.Partner, target.Sector }.Where(x => x is not null));
    }
}
