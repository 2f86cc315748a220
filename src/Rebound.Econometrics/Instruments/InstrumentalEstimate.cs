namespace Rebound.Econometrics;

/// <summary>An estimate with instruments, with what can be said about the instruments; complete when built.</summary>
public sealed class InstrumentalEstimate
{
    private readonly InstrumentSystem system;
    private readonly AndersonRubin inversion;
    private readonly Estimate twoStage;

    internal InstrumentalEstimate(InstrumentSystem system, Estimate structural, Estimate twoStage, InstrumentalMethod method, double kappa)
    {
        (this.system, this.twoStage, Structural, Method, Kappa) = (system, twoStage, structural, method, kappa);
        var tests = new InstrumentTests(system);
        FirstStages = tests.FirstStages();
        CraggDonald = tests.CraggDonald();
        (UnderIdentification, RankWald, WeakIdentification) = tests.KleibergenPaap();
        EffectiveF = system.Endogenous.Length == 1 ? tests.EffectiveF() : null;
        Endogeneity = tests.WuHausman();
        var surplus = system.Basis.Length - system.Endogenous.Length;
        if (surplus > 0)
        {
            Sargan = tests.Sargan(twoStage);
            if (system.Model.Covariance.Kind != CovarianceKind.Iid) HansenJ = tests.HansenJ(twoStage);
        }
        inversion = new AndersonRubin(system);
    }

    internal InstrumentSystem System => system;

    /// <summary>Coefficients of the equation of interest: intercept, endogenous, other exogenous regressors.</summary>
    public Estimate Structural { get; }

    /// <summary>Which estimator.</summary>
    public InstrumentalMethod Method { get; }

    /// <summary>κ of limited information; 1 for the others.</summary>
    public double Kappa { get; }

    /// <summary>The p endogenous regressors.</summary>
    public IReadOnlyList<string> Endogenous => [.. system.Endogenous.Select(x => x.Name)];

    /// <summary>The L excluded instruments used.</summary>
    public IReadOnlyList<string> Instruments => [.. system.Instruments.Select(z => z.Name)];

    /// <summary>Exogenous regressors and instruments left out because the effects or earlier ones explain them.</summary>
    public IReadOnlyList<string> Dropped => system.Dropped;

    /// <summary>One regression for each endogenous regressor.</summary>
    public IReadOnlyList<FirstStage> FirstStages { get; }

    /// <summary>Kleibergen and Paap's (2006) rk LM test that the instruments do not move the endogenous regressors apart: χ²(L − p + 1).</summary>
    public SpecificationTest UnderIdentification { get; }

    /// <summary>The same as a Wald test: χ²(L − p + 1).</summary>
    public SpecificationTest RankWald { get; }

    /// <summary>The Wald test over L with the small-sample factor, to be read as a first-stage F; P is that of χ² under no identification.</summary>
    public SpecificationTest WeakIdentification { get; }

    /// <summary>Cragg and Donald's (1993) F, for errors that are independent with equal variance.</summary>
    public double CraggDonald { get; }

    /// <summary>Montiel Olea and Pflueger's (2013) effective F; null with several endogenous regressors.</summary>
    public EffectiveF? EffectiveF { get; }

    /// <summary>Wu and Hausman's test that least squares would do: F of the first-stage residuals in the equation; null where these vanish.</summary>
    public SpecificationTest? Endogeneity { get; }

    /// <summary>Sargan's (1958) test of the surplus instruments with independent errors, at two stages; null without surplus.</summary>
    public SpecificationTest? Sargan { get; }

    /// <summary>Hansen's (1982) J with the model's covariance, at the two-step moments; null without surplus or with iid errors.</summary>
    public SpecificationTest? HansenJ { get; }

    /// <summary>Weights of the two-step moments: n times the inverse covariance of Zᵀû at two stages, without small-sample factors; by exogenous regressors, then instruments.</summary>
    /// <exception cref="NotIdentifiedException">Fewer clusters than moments.</exception>
    public MomentWeights MomentWeights()
    {
        InstrumentSystem.Column[] columns = [.. system.Exogenous, .. system.Instruments];
        return new MomentWeights([.. columns.Select(c => c.Name)], EfficientMoments.Of(system, twoStage).Weights([.. columns.Select(c => system.Scaled(c.Left))]));
    }

    /// <summary>Anderson and Rubin's (1949) test that the endogenous coefficients have given values; valid however weak the instruments.</summary>
    /// <param name="values">One value for each endogenous regressor; none means zeros.</param>
    public SpecificationTest AndersonRubin(params double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var p = system.Endogenous.Length;
        if (values.Length == 0) values = new double[p];
        if (values.Length != p) throw new ArgumentException($"{values.Length} values for {p} endogenous regressors.", nameof(values));
        return inversion.Test(values);
    }

    /// <summary>All values of the endogenous coefficient that Anderson and Rubin's test does not reject: an interval, a line less an interval, the line, or nothing.</summary>
    /// <remarks>Found on 4,096 points of the line bent to a circle around β̂, ends by bisection.</remarks>
    /// <param name="confidence">Coverage; null takes the model's.</param>
    /// <exception cref="ArgumentException">There are several endogenous regressors.</exception>
    public ConfidenceSet AndersonRubinSet(double? confidence = null)
    {
        if (system.Endogenous.Length != 1) throw new ArgumentException("The set is drawn for one endogenous regressor; test points with AndersonRubin instead.", nameof(confidence));
        var level = confidence ?? system.Model.Confidence;
        if (level is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(confidence), level, "Confidence lies between 0 and 1.");
        return inversion.Invert(Structural[system.Endogenous[0].Name], level);
    }
}
