using System.Globalization;
using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Would a confounder as strong as the strongest observed covariate take the mediator's arrow away?</summary>
/// <remarks>Nothing in the data can show that there is no unseen confounder; this measures how strong it would have to be (<see cref="Mediation"/>).</remarks>
public static class MediatorSensitivity
{
    /// <summary>Name of the check.</summary>
    public const string Name = "mediator-sensitivity";

    /// <summary>A warning when the arrow's 95 % interval would hold zero beside a confounder as strong as the strongest observed covariate, or holds it now.</summary>
    /// <param name="effect">The mediated effect.</param>
    public static GuardResult Check(MediatedEffect effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        var strength = effect.Strength;
        var critical = StudentT.Quantile(0.975, strength.DegreesOfFreedom - 1);
        var strongest = effect.Strongest ?? strength.LeftBy("", 0, 0);
        var message = string.Create(CultureInfo.InvariantCulture, $"The mediated effect is zero at a correlation of {effect.Correlation:0.##} between the errors of mediator and outcome. A confounder would have to explain {100 * strength.RobustnessValue:0.#} % of what is left of both to remove the mediator's arrow, {100 * strength.RobustnessOfInterval:0.#} % to make it uncertain (E-value {effect.EValue:0.##}). {(strongest.Covariate.Length == 0 ? "No covariate is observed to hold that against." : string.Create(CultureInfo.InvariantCulture, $"One as strong as '{strongest.Covariate}' leaves {strongest.Left:0.####} ± {strongest.StandardError:0.####} of {strength.Estimate:0.####}."))}");
        return strongest.T < critical
            ? new(Name, strongest.T, critical, Verdict.Warning, message, "Read it as an association, and look for what moves mediator and outcome together.")
            : new(Name, strongest.T, critical, Verdict.Passed, message, "");
    }
}
