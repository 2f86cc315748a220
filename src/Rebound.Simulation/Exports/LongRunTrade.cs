namespace Rebound.Simulation;

/// <summary>What stays of a shock in the long run: exports between sellers and buyers after capacity and buyers have settled, by exact hat algebra of structural gravity.</summary>
/// <remarks>
/// One sector, one factor, trade elasticity θ (Dekle, Eaton and Kortum 2008; Arkolakis, Costinot and Rodríguez-Clare 2012). With x̂ = x′/x, seller i, buyer n:
/// π′_in = π_in·s_in·ŵ_i^{−θ} / Σ_j π_jn·s_jn·ŵ_j^{−θ}; ŵ_i·Y_i·l̂_i = Σ_n π′_in·E′_n, with s_in = supply shift (capacity and buyers kept: n̂_i·Â_in).
/// A seller that is no buyer's home (a city) earns its income from exports; buyers' spending stays as it was. Σ_i ŵ_i Y_i l̂_i = Σ_n E_n holds by construction.
/// What would make it wrong: entry of rivals that takes more than the years judged, and spending that follows incomes at home.
/// </remarks>
public static class LongRunTrade
{
    private const int MostRounds = 10_000;
    private const double Close = 1e-12; // change of ŵ between rounds; far below what a table shows

    /// <summary>Exports after the shock over exports before.</summary>
    /// <param name="exports">Flows before the shock, seller × buyer (index i·n + buyer), not negative; rivals are sellers too. A seller with no sales stays without.</param>
    /// <param name="buyers">n.</param>
    /// <param name="shifts">s_in, positive, in the same order; 1 where nothing changed.</param>
    /// <param name="elasticity">θ &gt; 0; 5 is the median of gravity estimates (Head and Mayer 2014).</param>
    /// <param name="factor">l̂_i: factor left with each seller, positive; 1 where nothing changed.</param>
    /// <returns>x̂_in in the same order; 1 where there was no flow.</returns>
    /// <exception cref="ArgumentException">Sizes or values do not fit.</exception>
    /// <exception cref="LongRunTradeException">Prices did not settle.</exception>
    public static double[] Change(ReadOnlySpan<double> exports, int buyers, ReadOnlySpan<double> shifts, double elasticity, ReadOnlySpan<double> factor)
    {
        var sellers = factor.Length;
        Require(exports, buyers, shifts, elasticity, factor);
        var (spending, income) = (new double[buyers], new double[sellers]);
        for (var i = 0; i < sellers; i++)
        {
            for (var n = 0; n < buyers; n++)
            {
                spending[n] += exports[i * buyers + n];
                income[i] += exports[i * buyers + n];
            }
        }
        var (wages, flows) = (new double[sellers], new double[exports.Length]);
        Array.Fill(wages, 1);
        for (var round = 0; round < MostRounds; round++)
        {
            Flows(exports, buyers, shifts, elasticity, wages, spending, flows);
            var change = Wages(flows, buyers, income, factor, wages, 1 / (1 + elasticity)); // earnings fall with θ + 1 in the wage: this step neither overshoots nor crawls
            if (change < Close)
            {
                Flows(exports, buyers, shifts, elasticity, wages, spending, flows);
                for (var j = 0; j < flows.Length; j++) flows[j] = exports[j] > 0 ? flows[j] / exports[j] : 1;
                return flows;
            }
        }
        throw new LongRunTradeException(MostRounds);
    }

    private static void Flows(ReadOnlySpan<double> exports, int buyers, ReadOnlySpan<double> shifts, double elasticity, double[] wages, double[] spending, double[] flows)
    {
        var weight = new double[buyers];
        for (var i = 0; i < wages.Length; i++)
        {
            var price = Math.Exp(-elasticity * Math.Log(wages[i]));
            for (var n = 0; n < buyers; n++)
            {
                flows[i * buyers + n] = exports[i * buyers + n] * shifts[i * buyers + n] * price;
                weight[n] += flows[i * buyers + n];
            }
        }
        for (var j = 0; j < flows.Length; j++)
        {
            if (weight[j % buyers] > 0) flows[j] *= spending[j % buyers] / weight[j % buyers];
        }
    }

    private static double Wages(double[] flows, int buyers, double[] income, ReadOnlySpan<double> factor, double[] wages, double damping)
    {
        var change = 0.0;
        for (var i = 0; i < wages.Length; i++)
        {
            if (income[i] <= 0) continue;
            var earned = 0.0;
            for (var n = 0; n < buyers; n++) earned += flows[i * buyers + n];
            var step = Math.Log(earned / (income[i] * factor[i] * wages[i]));
            change = Math.Max(change, Math.Abs(step));
            wages[i] *= Math.Exp(damping * step);
        }
        return change;
    }

    private static void Require(ReadOnlySpan<double> exports, int buyers, ReadOnlySpan<double> shifts, double elasticity, ReadOnlySpan<double> factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(buyers);
        if (exports.Length != factor.Length * buyers || shifts.Length != exports.Length) throw new ArgumentException($"There are {exports.Length} flows and {shifts.Length} shifts for {factor.Length} sellers and {buyers} buyers.");
        if (!(elasticity > 0 && elasticity <= 50)) throw new ArgumentOutOfRangeException(nameof(elasticity), elasticity, "The elasticity is positive and at most 50.");
        foreach (var flow in exports)
        {
            if (!(flow >= 0 && double.IsFinite(flow))) throw new ArgumentException("Flows are finite and not negative.", nameof(exports));
        }
        foreach (var shift in shifts)
        {
            if (!(shift > 0 && double.IsFinite(shift))) throw new ArgumentException("Shifts are finite and positive.", nameof(shifts));
        }
        foreach (var left in factor)
        {
            if (!(left > 0 && double.IsFinite(left))) throw new ArgumentException("The factor left is finite and positive.", nameof(factor));
        }
    }
}
