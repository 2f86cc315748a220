using System.Globalization;
using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Did paths differ before the shock, and would a difference that matters have been noticed?</summary>
/// <remarks>Joint: that all effects before the shock are zero, T²(η − q + 1)/(ηq) against F(q, η − q + 1) (the form of Pustejovsky and Tipton, 2018), with η + 1 the effective number of
/// units (<see cref="EffectiveUnits"/>); not made when there are more of them than η/2, where the clustered covariance is near singular. Trend: the slope through the reference period, Σ(k − ref)b/Σ(k − ref)².
/// Power (Roth, 2022): the probability that the joint test (else that of the slope) rejects at 5 % when the truth is the straight line that reaches, by the
/// middle of the run judged, the estimated mean effect or the detectable one, whichever is larger.</remarks>
/// <param name="Horizons">Number of periods before the shock, besides the reference.</param>
/// <param name="Joint">The joint test; null when it cannot be made.</param>
/// <param name="Trend">The slope per period.</param>
/// <param name="Drift">Slope of the line that the power is computed for, per period.</param>
/// <param name="Power">0–1.</param>
/// <param name="Statement">What may be said, in a sentence.</param>
public sealed record PreTrendTest(int Horizons, WaldTest? Joint, Coefficient Trend, double Drift, double Power, string Statement)
{
    /// <summary>Name of the check.</summary>
    public const string GuardName = "pre-trend";

    /// <summary>The word "flat" needs at least this power.</summary>
    public const double EnoughPower = 0.5;

    /// <summary>Below this p paths count as parted before the shock.</summary>
    public const double Level = 0.05;

    /// <summary>The p value of the test that the power belongs to.</summary>
    public double P => Joint?.P ?? Trend.P;

    /// <summary>Whether the word "flat" may be used.</summary>
    public bool IsFlat => P >= Level && Power >= EnoughPower;

    /// <summary>A warning when paths differed before the shock, or when a difference would not have been noticed.</summary>
    public GuardResult ToGuard() => IsFlat
        ? new(GuardName, Power, EnoughPower, Verdict.Passed, Statement, "")
        : new(GuardName, P < Level ? P : Power, P < Level ? Level : EnoughPower, Verdict.Warning, Statement, P < Level
            ? "Add controls for what drove the paths apart before, and report how large a continued drift would have to be to undo the effect."
            : "Use more periods before the shock or more units; report how large a drift would undo the effect.");

    internal static PreTrendTest Of(Estimate estimate, IReadOnlyList<(int Horizon, string Name)> before, int reference, Coefficient judged, double distance, double effectiveUnits)
    {
        var square = before.Sum(b => (double)(b.Horizon - reference) * (b.Horizon - reference));
        var trend = estimate.Combine("pre-trend per period", [.. before.Select(b => new Weight(b.Name, (b.Horizon - reference) / square))]);
        var df = estimate.Facts.DegreesOfFreedom;
        string[] names = [.. before.Select(b => b.Name)];
        var joint = JointTest(estimate, names, effectiveUnits);
        var detectable = (StudentT.Quantile(0.975, df) + StudentT.Quantile(0.8, df)) * judged.StandardError;
        var drift = Math.Max(Math.Abs(judged.Value), detectable) / distance;
        var power = joint is null
            ? Power1(drift / trend.StandardError, 1, df)
            : Power1(Math.Sqrt(Noncentrality(estimate, before, names, reference, drift)), names.Length, joint.Denominator);
        return new PreTrendTest(names.Length, joint, trend, drift, power, Sentence(joint?.P ?? trend.P, power, judged.Name));
    }

    // T² of a clustered covariance against its plain F rejects too often where many coefficients rest on few units, or on some more than on others: T²(η − q + 1)/(ηq)
    // against F(q, η − q + 1), with η + 1 the effective number of units.
    private static WaldTest? JointTest(Estimate estimate, string[] names, double effectiveUnits)
    {
        var (q, eta) = (names.Length, Math.Min(effectiveUnits - 1, estimate.Facts.DegreesOfFreedom));
        if (q > eta / 2) return null;
        var f = estimate.Test(names).F * (eta - q + 1) / eta;
        return new WaldTest(f, q, eta - q + 1, FisherF.UpperP(f, q, eta - q + 1));
    }

    private static double Noncentrality(Estimate estimate, IReadOnlyList<(int Horizon, string Name)> before, string[] names, int reference, double drift)
    {
        double[] line = [.. before.Select(b => drift * (b.Horizon - reference))];
        return SymmetricMatrix.InverseForm(estimate.SubCovariance([.. names.Select(estimate.IndexOf)]), line).Value;
    }

    private static double Power1(double distance, int restrictions, double df) =>
        FisherF.NoncentralUpperP(FisherF.UpperQuantile(Level, restrictions, df), restrictions, df, distance * distance);

    private static string Sentence(double p, double power, string judged) => p < Level
        ? string.Create(CultureInfo.InvariantCulture, $"Paths already differed before the shock (p = {p:0.###}).")
        : power >= EnoughPower
            ? string.Create(CultureInfo.InvariantCulture, $"Flat before the shock (p = {p:0.##}); a drift as large as the {judged} would have been noticed with a probability of {100 * power:0} %.")
            : string.Create(CultureInfo.InvariantCulture, $"No difference was found before the shock (p = {p:0.##}), but a drift as large as the {judged} would have been noticed with a probability of only {100 * power:0} %: this does not show that paths were parallel.");
}
