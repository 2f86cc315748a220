using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Fisher's exact test of a treatment: how often a treatment dealt out anew, as it was dealt out, gives a statistic as far out.</summary>
/// <remarks>Fisher (1935); with regressors and effects as in Hess (2017). The null is sharp: the treatment moves no row's outcome by anything but the tested value per unit of treatment. The values of the units, or their paths over
/// the periods where it changes in time, are exchanged among the units of a stratum; regressors and effects stay. The statistic is t under the model's covariance, or the coefficient. All assignments are gone through where they are no more
/// than the draws; p is then exact. Draw r uses stream r of the seed.</remarks>
/// <param name="options">Draws, seed, statistic.</param>
/// <param name="limits">How far absorption is driven.</param>
public sealed class RandomisationInference(RandomisationOptions options, AbsorptionLimits? limits = null)
{
    private const double Tie = 1e-9; // equal but for rounding
    private const int Chunk = 32;
    private readonly AbsorptionLimits limits = limits ?? new AbsorptionLimits();

    /// <summary>Tests one regressor of a least-squares model.</summary>
    /// <param name="data">The table; a panel where the treatment changes within units.</param>
    /// <param name="model">The model.</param>
    /// <param name="name">The treatment, a regressor.</param>
    /// <param name="unit">The grouping whose members were given the treatment; null where single rows were.</param>
    /// <param name="stratum">The grouping within which it was dealt out; null for none.</param>
    /// <param name="nullValue">The effect tested.</param>
    /// <exception cref="ArgumentException">There is no such grouping, or a unit lies in two strata.</exception>
    /// <exception cref="NotIdentifiedException">The regressor was left out, or its paths cannot be exchanged because units are there in different periods, or all units have one.</exception>
    public RandomisationResult Test(ModelData data, LinearModel model, string name, string? unit = null, string? stratum = null, double nullValue = 0)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(model);
        if (model.Covariance.Kind is CovarianceKind.Hc2 or CovarianceKind.Hc3 or CovarianceKind.Cr2 or CovarianceKind.Cr3) throw new ArgumentException($"{model.Covariance} would need leverages of every assignment; use hc1 or cluster( ).", nameof(model));
        var estimate = new AbsorbedLeastSquares(limits).Fit(data, model);
        var design = estimate.Absorbed.Design;
        estimate.IndexOf(name);
        var plan = Assignments.Of(data, design, name, unit, stratum, options);
        var others = Enumerable.Range(0, design.Names.Count).Where(j => design.Names[j] != name && estimate.Has(design.Names[j])).ToArray();
        var x = design.Columns[Index(design, name)];
        var rest = AbsorbedDesign.Of(design with { Names = [.. others.Select(j => design.Names[j])], Columns = [.. others.Select(j => design.Columns[j])] }, limits);
        var outcome = rest.Residualise([.. design.Outcome.Zip(x, (y, treated) => y - nullValue * treated)]);
        var facts = estimate.Facts;
        double Statistic(double[] treatment)
        {
            var partial = rest.Residualise(treatment);
            double square = InnerProduct.Of(null, partial, partial), size = InnerProduct.Of(null, partial, outcome);
            if (!(square > 1e-18 * InnerProduct.Of(null, treatment, treatment))) return 0; // dealt out so that effects explain it
            var beta = size / square;
            if (options.Statistic == RandomisationStatistic.Coefficient) return beta;
            var residuals = new double[partial.Length];
            for (var i = 0; i < residuals.Length; i++) residuals[i] = outcome[i] - beta * partial[i];
            var variance = CovarianceEstimator.VarianceOf(rest, model, partial, residuals, facts);
            return variance > 0 ? beta / Math.Sqrt(variance) : beta == 0 ? 0 : double.CopySign(double.PositiveInfinity, beta);
        }
        var observed = Statistic(x);
        var draws = new double[plan.Count];
        FixedChunks.Run(plan.Count, Chunk, () => (Order: plan.Order(), Values: new double[x.Length]), (from, to, room) =>
        {
            for (var r = from; r < to; r++)
            {
                plan.Deal(r, room.Order);
                plan.Fill(room.Order, room.Values);
                draws[r] = Statistic(room.Values);
            }
        });
        var beyond = draws.Count(t => Math.Abs(t) >= Math.Abs(observed) * (1 - Tie));
        var p = plan.Enumerated ? (double)beyond / draws.Length : (1.0 + beyond) / (1.0 + draws.Length);
        return new RandomisationResult(name, nullValue, estimate[name].Value, observed, p, draws.Length, plan.Enumerated, plan.Units, plan.Strata) { Replicates = draws };
    }

    private static int Index(Design design, string name)
    {
        for (var j = 0; j < design.Names.Count; j++)
            if (design.Names[j] == name) return j;
        throw new KeyNotFoundException($"The design has no column '{name}'.");
    }
}

/// <summary>How treatments are dealt out anew.</summary>
public sealed record RandomisationOptions
{
    /// <summary>Number of draws; all assignments are gone through where they are no more than this.</summary>
    public int Draws { get; init; } = 9999;

    /// <summary>The study's seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What is compared.</summary>
    public RandomisationStatistic Statistic { get; init; }
}

/// <summary>What randomisation inference compares between assignments.</summary>
public enum RandomisationStatistic
{
    /// <summary>t under the model's covariance: holds in large samples for the mean effect too (Chung and Romano, 2013).</summary>
    T,

    /// <summary>The coefficient.</summary>
    Coefficient,
}

/// <summary>Randomisation inference of one coefficient.</summary>
/// <param name="Name">The treatment.</param>
/// <param name="NullValue">The effect tested.</param>
/// <param name="Value">Its estimate.</param>
/// <param name="Statistic">Of the treatment as it was, less the tested value.</param>
/// <param name="P">Share of assignments at least as far out, two-sided; with random draws the data count as one draw more.</param>
/// <param name="Assignments">Assignments looked at.</param>
/// <param name="Enumerated">Whether these were all there are.</param>
/// <param name="Units">Units among which the treatment was dealt out.</param>
/// <param name="Strata">Strata within which it was.</param>
public sealed record RandomisationResult(string Name, double NullValue, double Value, double Statistic, double P, int Assignments, bool Enumerated, int Units, int Strata)
{
    /// <summary>The statistic of each assignment.</summary>
    public required double[] Replicates { get; init; }
}
