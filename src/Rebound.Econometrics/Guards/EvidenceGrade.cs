namespace Rebound.Econometrics;

/// <summary>How much an estimate can carry.</summary>
public enum EvidenceGrade
{
    /// <summary>Design-based, every diagnostic passed: causal words are allowed.</summary>
    A,

    /// <summary>Conditional on stated assumptions, with their sensitivity reported.</summary>
    B,

    /// <summary>An association.</summary>
    C,

    /// <summary>A description.</summary>
    D,

    /// <summary>No number is given.</summary>
    Refused,
}

/// <summary>On what an estimate rests.</summary>
public enum DesignKind
{
    /// <summary>A shock or rule that the units did not choose, compared before and after.</summary>
    DesignBased,

    /// <summary>Comparable units given controls or effects.</summary>
    Conditional,

    /// <summary>A regression whose regressor may be chosen or confounded.</summary>
    Association,

    /// <summary>A mean, a gap, a rank.</summary>
    Descriptive,
}

/// <summary>The facts of a design that its grade depends on.</summary>
/// <param name="Kind">On what it rests.</param>
/// <param name="SensitivityReported">Whether the estimate's dependence on its assumptions is reported beside it.</param>
public sealed record DesignFacts(DesignKind Kind, bool SensitivityReported);

/// <summary>A grade and its reason.</summary>
/// <param name="Grade">The grade.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record GradedEvidence(EvidenceGrade Grade, string Reason)
{
    // What a design-based estimate must have shown, besides passing everything that was checked.
    private static readonly string[] Required = [ClusterCount.Name, RemainingVariation.Name, PreTrendTest.GuardName];

    // A warning of these leaves an association, whatever the design: what is estimated may be a confounder's.
    private static readonly string[] Confounding = [MediatorLead.Name, MediatorPlacebo.Name, MediatorSensitivity.Name];

    /// <summary>The rule: any refusal refuses; A needs a design, its required diagnostics and no warning; B needs a design or
    /// conditions that the data do not speak against (paths that already differed before the shock do), and reported sensitivity; C is a regression without; D a description.</summary>
    /// <param name="facts">On what the estimate rests.</param>
    /// <param name="guards">Every check that was made.</param>
    public static GradedEvidence Assign(DesignFacts facts, IReadOnlyList<GuardResult> guards)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(guards);
        if (guards.FirstOrDefault(g => g.Verdict == Verdict.Refused) is { } refusal) return new(EvidenceGrade.Refused, refusal.Message);
        if (facts.Kind == DesignKind.Descriptive) return new(EvidenceGrade.D, "A description: nothing is said about causes.");
        if (facts.Kind == DesignKind.Association) return new(EvidenceGrade.C, "An association: the regressor may stand for something else.");
        var warning = guards.FirstOrDefault(g => g.Verdict == Verdict.Warning);
        var missing = Required.FirstOrDefault(name => guards.All(g => g.Guard != name));
        if (facts.Kind == DesignKind.DesignBased && warning is null && missing is null) return new(EvidenceGrade.A, "A design that units did not choose, and every diagnostic passed.");
        if (guards.FirstOrDefault(g => g.Guard == PreTrendTest.GuardName && g.Verdict == Verdict.Warning && g.Threshold == PreTrendTest.Level) is { } parted)
            return new(EvidenceGrade.C, $"An association: {parted.Message}");
        if (guards.FirstOrDefault(g => g.Verdict == Verdict.Warning && Confounding.Contains(g.Guard, StringComparer.Ordinal)) is { } confounded)
            return new(EvidenceGrade.C, $"An association: {confounded.Message}");
        var condition = facts.Kind == DesignKind.Conditional ? "Holds if units are comparable given the controls and effects"
            : warning is not null ? $"A design with a warning ({warning.Guard})" : $"A design whose check of '{missing}' was not made";
        return facts.SensitivityReported
            ? new(EvidenceGrade.B, condition + "; its sensitivity is reported.")
            : new(EvidenceGrade.C, condition + ", and its sensitivity is not reported.");
    }
}
