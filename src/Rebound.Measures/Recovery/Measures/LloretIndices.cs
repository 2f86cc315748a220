namespace Rebound.Measures;

/// <summary>The indices of Lloret, Keeling and Sala (2011), of mean levels before, during and after a shock.</summary>
/// <param name="Resistance">during / before.</param>
/// <param name="Recovery">after / during.</param>
/// <param name="Resilience">after / before.</param>
/// <param name="RelativeResilience">(after − during) / before.</param>
internal sealed record LloretIndices(double Resistance, double Recovery, double Resilience, double RelativeResilience)
{
    /// <summary>The indices of three levels above zero.</summary>
    /// <exception cref="UndefinedMeasureException">A level that divides is not above zero.</exception>
    public static LloretIndices Of(double before, double during, double after)
    {
        if (!(before > 0 && during > 0)) throw new UndefinedMeasureException("Lloret's indices", "the level before or during the shock is not above zero", "widen the windows");
        return new LloretIndices(during / before, after / during, after / before, (after - during) / before);
    }
}
