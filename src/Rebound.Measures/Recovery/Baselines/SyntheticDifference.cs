using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>How controls and earlier periods are weighed.</summary>
internal enum SyntheticMethod
{
    /// <summary>Synthetic difference in differences (Arkhangelsky, Athey, Hirshberg, Imbens and Wager, 2021).</summary>
    DifferenceInDifferences,

    /// <summary>Synthetic control: no weights of periods, no intercept, nearly no ridge.</summary>
    Control,

    /// <summary>Equal weights: plain difference in differences.</summary>
    EqualWeights,
}

/// <summary>The effect on treated units by comparison with weighted controls.</summary>
/// <remarks>τ̂ = (−ω, 1/N₁)' Y (−λ, 1/T₁). Checked against R's synthdid on California's Proposition 99.</remarks>
/// <param name="Effect">Mean effect on the treated after the start, in the unit of the outcome.</param>
/// <param name="UnitWeights">ω over the N₀ controls.</param>
/// <param name="TimeWeights">λ over the T₀ periods before.</param>
/// <param name="Ridge">ζ of the unit weights: (N₁T₁)^¼ times the standard deviation of the controls' first differences before the start; 0 with equal weights.</param>
internal sealed record SyntheticDifference(double Effect, double[] UnitWeights, double[] TimeWeights, double Ridge)
{
    private const int BeforeSparsifying = 100;
    private const int AfterSparsifying = 10_000;

    /// <summary>Estimates the effect.</summary>
    /// <param name="outcome">N × T, row by row: controls first, then treated units; periods before the start first. Finite.</param>
    /// <param name="units">N.</param>
    /// <param name="controls">N₀ ≥ 1.</param>
    /// <param name="before">T₀ ≥ 2.</param>
    /// <param name="method">How to weigh.</param>
    /// <exception cref="NumericalException">There is no control, no treated unit, fewer than two periods before, or none after.</exception>
    public static SyntheticDifference Of(ReadOnlySpan<double> outcome, int units, int controls, int before, SyntheticMethod method)
    {
        var periods = outcome.Length / units;
        if (controls < 2 || controls >= units || before < 2 || before >= periods)
            throw new NumericalException($"Synthetic comparisons need at least two controls, one treated unit, two periods before and one after the start; there are {controls}, {units - controls}, {before} and {periods - before}.");
        var noise = Noise(outcome, periods, controls, before);
        var (unitWeights, timeWeights) = (new double[controls], new double[before]);
        var ridge = 0.0;
        if (method == SyntheticMethod.EqualWeights)
        {
            Array.Fill(unitWeights, 1.0 / controls);
            Array.Fill(timeWeights, 1.0 / before);
        }
        else
        {
            var synthetic = method == SyntheticMethod.DifferenceInDifferences;
            var eta = synthetic ? Math.Pow((double)(units - controls) * (periods - before), 0.25) : 1e-6;
            ridge = eta * noise;
            unitWeights = Weigh(UnitProblem(outcome, units, controls, before), before, ridge, intercept: synthetic, noise);
            if (synthetic) timeWeights = Weigh(TimeProblem(outcome, periods, controls, before), controls, 1e-6 * noise, intercept: true, noise);
        }
        return new SyntheticDifference(EffectOf(outcome, units, controls, before, unitWeights, timeWeights), unitWeights, timeWeights, ridge);
    }

    /// <summary>Standard error from placebos: controls drawn to play the treated units, their effects' standard deviation.</summary>
    /// <param name="outcome">As in <see cref="Of"/>.</param>
    /// <param name="units">N.</param>
    /// <param name="controls">N₀, more than the treated.</param>
    /// <param name="before">T₀.</param>
    /// <param name="method">How to weigh.</param>
    /// <param name="replications">Placebos.</param>
    /// <param name="seed">Seed; placebo r uses stream r.</param>
    public static double PlaceboError(double[] outcome, int units, int controls, int before, SyntheticMethod method, int replications, ulong seed)
    {
        var treated = units - controls;
        if (controls <= treated + 1) throw new NumericalException($"Placebos need more controls than treated units; there are {controls} and {treated}.");
        var effects = new double[replications];
        var periods = outcome.Length / units;
        FixedChunks.Run(replications, 1, (first, end) =>
        {
            for (var r = first; r < end; r++)
            {
                var order = Shuffle(controls, new RandomStream(seed, (ulong)r));
                var sample = new double[controls * periods];
                for (var i = 0; i < controls; i++) outcome.AsSpan(order[i] * periods, periods).CopyTo(sample.AsSpan(i * periods));
                effects[r] = Of(sample, controls, controls - treated, before, method).Effect;
            }
        });
        double mean = 0, squares = 0;
        foreach (var effect in effects) mean += effect / replications;
        foreach (var effect in effects) squares += (effect - mean) * (effect - mean);
        return Math.Sqrt(squares / replications);
    }

    private static int[] Shuffle(int count, RandomStream stream)
    {
        var order = Enumerable.Range(0, count).ToArray();
        for (var i = count - 1; i > 0; i--)
        {
            var j = stream.NextBelow(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }

    private static double[] Weigh(double[] problem, int rows, double zeta, bool intercept, double noise)
    {
        var solver = new SimplexWeights(problem, rows, zeta, intercept);
        var decrease = 1e-5 * noise;
        return solver.Solve(SimplexWeights.Sparsify(solver.Solve([], decrease, BeforeSparsifying)), decrease, AfterSparsifying);
    }

    // Periods before as rows, controls and the mean of the treated as columns.
    private static double[] UnitProblem(ReadOnlySpan<double> outcome, int units, int controls, int before)
    {
        var periods = outcome.Length / units;
        var problem = new double[before * (controls + 1)];
        for (var i = 0; i < units; i++)
            for (var t = 0; t < before; t++)
                problem[t * (controls + 1) + Math.Min(i, controls)] += i < controls ? outcome[i * periods + t] : outcome[i * periods + t] / (units - controls);
        return problem;
    }

    // Controls as rows, periods before and the mean of those after as columns.
    private static double[] TimeProblem(ReadOnlySpan<double> outcome, int periods, int controls, int before)
    {
        var problem = new double[controls * (before + 1)];
        for (var i = 0; i < controls; i++)
            for (var t = 0; t < periods; t++)
                problem[i * (before + 1) + Math.Min(t, before)] += t < before ? outcome[i * periods + t] : outcome[i * periods + t] / (periods - before);
        return problem;
    }

    private static double EffectOf(ReadOnlySpan<double> outcome, int units, int controls, int before, double[] unitWeights, double[] timeWeights)
    {
        var periods = outcome.Length / units;
        var effect = 0.0;
        for (var i = 0; i < units; i++)
        {
            var contrast = 0.0;
            for (var t = 0; t < periods; t++) contrast += outcome[i * periods + t] * (t < before ? -timeWeights[t] : 1.0 / (periods - before));
            effect += contrast * (i < controls ? -unitWeights[i] : 1.0 / (units - controls));
        }
        return effect;
    }

    private static double Noise(ReadOnlySpan<double> outcome, int periods, int controls, int before)
    {
        var count = controls * (before - 1);
        double mean = 0, squares = 0;
        for (var pass = 0; pass < 2; pass++)
            for (var i = 0; i < controls; i++)
                for (var t = 1; t < before; t++)
                {
                    var change = outcome[i * periods + t] - outcome[i * periods + t - 1];
                    if (pass == 0) mean += change / count;
                    else squares += (change - mean) * (change - mean);
                }
        return Math.Sqrt(squares / (count - 1));
    }
}
