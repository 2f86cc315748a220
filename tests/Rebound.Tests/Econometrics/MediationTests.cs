using CsCheck;
using Rebound.Econometrics;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Econometrics;

public sealed class MediationTests
{
    private static readonly Mediation Plain = new("y", "x", "m", [], ["z"]);

    /// <summary>Cinelli and Hazlett (2020), Darfur: an estimate of 0.0973 with error 0.0233 and 783 degrees of freedom; a confounder as strong as being a woman leaves 0.0752 ± 0.0219.</summary>
    [Fact]
    public void Robustness_values_and_bounds_are_the_published_ones()
    {
        var darfur = new ConfounderStrength(0.09731582, 0.02325654, 783);
        Assert.Equal(0.1388, darfur.RobustnessValue, 5e-5);
        Assert.Equal(0.0763, darfur.RobustnessOfInterval, 5e-5);
        var left = darfur.LeftBy("female", 0.0090811, 0.1096);
        Assert.Equal(0.009164, left.OfRegressor, 5e-6);
        Assert.Equal(0.12464, left.OfOutcome, 2e-3);
        Assert.Equal(0.0752, left.Left, 2e-4);
        Assert.Equal(0.0219, left.StandardError, 1e-4);
    }

    /// <summary>VanderWeele and Ding (2017): a ratio of 3.9 has the E-value 7.26.</summary>
    [Fact]
    public void The_e_value_is_the_published_one() => Assert.Equal(7.26, Mediation.EValue(Math.Log(3.9) / 0.91), 5e-3);

    [Fact]
    public void The_mediated_effect_is_the_product_and_with_the_direct_one_makes_the_whole() => Gen.Int[1, 1_000_000].Sample(seed =>
    {
        var data = World((ulong)seed, 40, beta: -0.5, confounder: 0.3);
        var found = Plain.Of(data);
        var whole = new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ x", Covariance.Iid))["x"].Value;
        Assert.Equal(whole, found.Indirect.Value + found.Direct.Value, 1e-9 * Math.Max(1, Math.Abs(whole)));
        Assert.Equal(found.First.Value * found.Second.Value, found.Indirect.Value, 1e-12);
        // Theorem 2 of Imai, Keele and Yamamoto: α·(σ₁/σ₂)·ρ̃ is the effect at ρ = 0, so it is zero at ρ = ρ̃.
        var (first, reduced) = (Left(data, "m"), Left(data, "y"));
        Assert.Equal(found.Indirect.Value, found.First.Value * Moments.Of(reduced).Deviation / Moments.Of(first).Deviation * found.Correlation, 1e-9);
        Assert.InRange(found.Strength.RobustnessOfInterval, 0, found.Strength.RobustnessValue);
        Assert.True(found.EValue >= 1);
    }, iter: 1000);

    [Fact]
    public void A_confounder_as_strong_as_the_bound_says_takes_the_arrow_down_to_what_it_says()
    {
        // z is the confounder itself, as a yardstick: holding it fixed must leave what the bound by it predicts, when nothing else confounds.
        double short_ = 0, held = 0, bound = 0;
        for (var seed = 1UL; seed <= 40; seed++)
        {
            var data = World(seed, 400, beta: 0, confounder: 0.5);
            var found = Plain.Of(data);
            short_ += found.Second.Value / 40;
            bound += found.Bounds.Single().Left / 40;
            held += new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ m + x + z", Covariance.Iid))["m"].Value / 40;
        }
        Assert.InRange(held, -0.02, 0.02);
        Assert.True(short_ > 0.15, $"{short_}");
        Assert.True(bound < 0.3 * short_, $"a second confounder as strong as z leaves {bound} of {short_}");
    }

    [Theory]
    [InlineData(0.6, 0, Verdict.Passed)]
    [InlineData(0.02, 0.3, Verdict.Warning)]
    public void An_arrow_that_an_observed_strength_would_remove_is_warned_of(double beta, double confounder, Verdict expected)
    {
        var result = MediatorSensitivity.Check(Plain.Of(World(3, 200, beta, confounder)));
        Assert.Equal(expected, result.Verdict);
        Assert.Contains("As strong as 'z'".ToLowerInvariant(), result.Message.ToLowerInvariant(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_placebo_that_goes_with_the_mediator_is_warned_of_as_often_as_it_should()
    {
        var (clean, tied) = (0, 0);
        for (var seed = 1UL; seed <= 200; seed++)
        {
            clean += MediatorPlacebo.Check(World(seed, 60, 0.5, 0), "z", "m", ["x"]).Verdict == Verdict.Warning ? 1 : 0;
            tied += MediatorPlacebo.Check(World(seed, 60, 0.5, 0.6), "z", "m", ["x"]).Verdict == Verdict.Warning ? 1 : 0;
        }
        Assert.InRange(clean, 3, 22);
        Assert.True(tied > 180, $"{tied}");
        Assert.Equal(Verdict.Warning, MediatorPlacebo.Check(World(1, 2, 0.5, 0), "z", "m", ["x"]).Verdict);
    }

    [Fact]
    public void An_outcome_that_knows_of_the_mediators_future_is_warned_of_and_one_that_answers_to_its_past_is_not()
    {
        var (clean, confounded) = (0, 0);
        for (var seed = 1UL; seed <= 100; seed++)
        {
            clean += MediatorLead.Check(Course(seed, 0), "y", "m", ["d"], ["x"], -1).Verdict == Verdict.Warning ? 1 : 0;
            confounded += MediatorLead.Check(Course(seed, 0.3), "y", "m", ["d"], ["x"], -1).Verdict == Verdict.Warning ? 1 : 0;
        }
        Assert.InRange(clean, 1, 13);
        Assert.Equal(Verdict.Passed, MediatorLead.Check(Course(1, 0.3), "y", "m", ["d"], ["x"], 1).Verdict);
        Assert.True(confounded > 85, $"{confounded} of 100");
        Assert.Equal(Verdict.Warning, MediatorLead.Check(Course(1, 0).Where(r => r < 3), "y", "m", ["d"], ["x"], -1).Verdict);
    }

    [Fact]
    public void A_warning_of_confounding_leaves_an_association()
    {
        var facts = new DesignFacts(DesignKind.Conditional, SensitivityReported: true);
        Assert.Equal(EvidenceGrade.B, GradedEvidence.Assign(facts, [new GuardResult(MediatorLead.Name, 0.5, 0.05, Verdict.Passed, "", "")]).Grade);
        foreach (var name in new[] { MediatorLead.Name, MediatorPlacebo.Name, MediatorSensitivity.Name })
        {
            var graded = GradedEvidence.Assign(facts, [new GuardResult(name, 0.01, 0.05, Verdict.Warning, "found", "")]);
            Assert.Equal((EvidenceGrade.C, "An association: found"), (graded.Grade, graded.Reason));
        }
    }

    private static double[] Left(ModelData data, string column) => new AbsorbedLeastSquares().Fit(data, LinearModel.Parse($"{column} ~ x", Covariance.Iid)).Residuals;

    // x → m → y, and z that moves m and y.
    private static ModelData World(ulong seed, int rows, double beta, double confounder)
    {
        var random = new RandomStream(seed, 71);
        double[] x = new double[rows], m = new double[rows], y = new double[rows], z = new double[rows];
        for (var i = 0; i < rows; i++)
        {
            (x[i], z[i]) = (random.NextNormal(), random.NextNormal());
            m[i] = 0.6 * x[i] + confounder * z[i] + 0.8 * random.NextNormal();
            y[i] = 0.3 * x[i] + beta * m[i] + confounder * z[i] + 0.5 * random.NextNormal();
        }
        return ModelData.Of(rows).With("x", x).With("m", m).With("y", y).With("z", z);
    }

    // A mediator in waves that answers to its own past and to something that lasts, which moves the outcome too; the outcome answers to present and past.
    private static ModelData Course(ulong seed, double lasting)
    {
        const int units = 60, months = 20;
        var random = new RandomStream(seed, 72);
        double[] x = new double[units * months], m = new double[units * months], y = new double[units * months], d = new double[units * months];
        int[] unit = new int[units * months], month = new int[units * months];
        for (var u = 0; u < units; u++)
        {
            var (score, favour, level) = (random.NextNormal(), random.NextNormal(), 0.0);
            for (var t = 0; t < months; t++)
            {
                var i = u * months + t;
                level = 0.6 * level + 0.8 * random.NextNormal() - 0.8 * favour - 0.2 * score;
                m[i] = Math.Exp(level);
                d[i] = Math.Clamp(0.3 * Math.Log(1 + m[i]) + 0.1 * random.NextNormal(), 0, 1);
                y[i] = -0.1 * Math.Log(1 + m[i]) - 0.3 * d[i] + (t > 0 ? -0.05 * Math.Log(1 + m[i - 1]) : 0) + 0.1 * score + lasting * favour + 0.15 * random.NextNormal();
                (x[i], unit[i], month[i]) = (score, u, t);
            }
        }
        return ModelData.Of(units * months).With("x", x).With("m", m).With("y", y).With("d", d)
            .WithFactor("unit", new Factor(unit, [.. Enumerable.Range(0, units).Select(u => $"u{u}")])).WithFactor("month", new Factor(month, [.. Enumerable.Range(0, months).Select(t => $"t{t:00}")]));
    }
}
