using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>The units that the shock left alone.</summary>
internal sealed class Donors(IReadOnlyList<MonthlySeries> series, IReadOnlyList<string> units)
{
    private readonly MonthlySeries[] donors = [.. series.Where(s => units.Contains(s.Unit, StringComparer.Ordinal))];

    /// <summary>Logs of the donors over months in a row; those with a gap or a level not above zero are passed over, as is the unit itself.</summary>
    public IReadOnlyList<double[]> Logs(Period first, int months, string unit)
    {
        List<double[]> logs = [];
        foreach (var donor in donors)
        {
            if (donor.Unit == unit) continue;
            var own = new double[months];
            for (var t = 0; t < months; t++) own[t] = Math.Log(donor.At(first.Plus(t)));
            if (own.All(double.IsFinite)) logs.Add(own);
        }
        return logs;
    }
}
