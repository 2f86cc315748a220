using System.Globalization;
using Rebound.Numerics;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Slopes of the resilience link from the study's own estimates, with their uncertainty.</summary>
/// <remarks>The study estimates one thing that belongs to a single dimension and channel: H1 by dimension, log cases per head in the short run on the standardised score. The slope of the dimension in the control of the epidemic is
/// the one at which the same regression on the model's cases gives the study's coefficient, to first order (indirect inference; Gouriéroux, Monfort and Renault 1993): b = (β̂ − β₀)/(β₁ − β₀)·b₁, β₀ without any slope of control, β₁ with
/// b₁ for this dimension alone, means over paired replicates; within 0 … 1.5. In replicate r the coefficient is β̂ + se·z_r. The arrows from control to channels and to exports are not estimated by dimension, so slopes of the four
/// channels stay at their priors. H1 is an association: so is what follows from it.</remarks>
internal sealed class EstimatedSlopes
{
    private const int Replicates = 8;
    private const double Trial = 0.5, Most = 1.5;
    private const ulong Stream = 0x510e5;
    private readonly Study study;
    private readonly SimulatedWorld world;
    private readonly List<(ResilienceDimension Dimension, double Estimate, double Error, double Without, double PerSlope)> found = [];

    /// <summary>Finds the slopes.</summary>
    /// <exception cref="NumericalException">The study's estimates of every dimension are refused.</exception>
    public EstimatedSlopes(Study study, MeasuredIndex? measured, SimulatedWorld world, IReadOnlyList<ResilienceDimension> dimensions)
    {
        (this.study, this.world) = (study, world);
        var asked = new EstimateTable();
        if (study.Settings.Shock is null || study.Data.Monthly is null) throw new NumericalException("slopes = \"estimates\" needs the study's estimates of H1, and there is no [shock] or no monthly table: write slopes = \"prior\", or add them.");
        new ControlQuestions(study, new MechanismPanel(study, measured, null), asked).Ask();
        foreach (var dimension in dimensions)
        {
            var id = "h1." + NameOf(dimension);
            if (!asked.Answers.TryGetValue(id, out var answer)) Reasons[dimension] = $"stays at its prior: the study's estimate {id} is refused ({asked.Refusals.GetValueOrDefault(id, "not asked")})";
            else Find(dimension, id, answer.Value.Value, answer.Value.StandardError);
        }
        if (dimensions.All(d => Reasons.GetValueOrDefault(d, "").Contains("is refused", StringComparison.Ordinal)))
            throw new NumericalException($"slopes = \"estimates\", and the study's own estimates are refused: {(dimensions.Count == 0 ? "its index has no dimension that the model knows" : string.Join("; ", dimensions.Select(d => Reasons[d])))}. Write slopes = \"prior\", or mend what is named.");
        Central = Drawn(_ => 0);
    }

    /// <summary>The slopes at the estimates.</summary>
    public LinkSlopes Central { get; }

    /// <summary>What became of each dimension, in words.</summary>
    public Dictionary<ResilienceDimension, string> Reasons { get; } = [];

    /// <summary>Slopes of a number of replicates.</summary>
    public IReadOnlyList<LinkSlopes> Draws(int replicates) => [.. Enumerable.Range(0, replicates).Select(r =>
    {
        var stream = new RandomStream(study.Settings.Seed ^ Stream, (ulong)r);
        double[] z = [.. Enum.GetValues<ResilienceDimension>().Select(_ => stream.NextNormal())];
        return Drawn(d => z[(int)d]);
    })];

    private static string NameOf(ResilienceDimension dimension) => dimension.ToString().ToLowerInvariant();

    private LinkSlopes Drawn(Func<ResilienceDimension, double> z)
    {
        var slopes = LinkSlopes.Prior;
        foreach (var (dimension, estimate, error, without, perSlope) in found)
            slopes = slopes.With(dimension, ShockChannel.Control, Math.Clamp((estimate + error * z(dimension) - without) / perSlope, 0, Most));
        return slopes;
    }

    private void Find(ResilienceDimension dimension, string id, double estimate, double error)
    {
        var none = LinkSlopes.Prior;
        foreach (var d in Enum.GetValues<ResilienceDimension>()) none = none.With(d, ShockChannel.Control, 0);
        var (without, with) = (Coefficients(none, dimension), Coefficients(none.With(dimension, ShockChannel.Control, Trial), dimension));
        var steps = new double[Replicates];
        for (var r = 0; r < Replicates; r++) steps[r] = (with[r] - without[r]) / Trial;
        var moments = Moments.Of(steps);
        if (!(Math.Abs(moments.Mean) > 2 * moments.Deviation / Math.Sqrt(moments.Count)))
        {
            Reasons[dimension] = $"stays at its prior: cases in the model do not tell this slope from none, so {id} cannot either";
            return;
        }
        found.Add((dimension, estimate, error, Moments.Of(without).Mean, moments.Mean));
        Reasons[dimension] = string.Create(CultureInfo.InvariantCulture, $"from {id}, {estimate:0.###} ± {error:0.###} log points of cases per head; the model gives {Moments.Of(without).Mean:0.###} without a slope and {moments.Mean:+0.###;-0.###} for a slope of 1");
    }

    // The study's regression on the model's cases, a replicate each: ln(detected per head in the short run) on the score, over units with a case.
    private double[] Coefficients(LinkSlopes slopes, ResilienceDimension dimension)
    {
        var (simulation, shock) = (study.Settings.Simulation!, study.Settings.Shock!);
        var (from, to) = (new DateOnly(shock.Start.Year, shock.Start.Month, 1).DayNumber - simulation.FirstDay.DayNumber, new DateOnly(shock.End.Year, shock.End.Month, 1).AddMonths(1).DayNumber - simulation.FirstDay.DayNumber);
        var model = (world with { Slopes = slopes }).NewEpidemic();
        var coefficients = new double[Replicates];
        FixedChunks.Run(Replicates, 1, (r, _) =>
        {
            var path = model.Run(study.Settings.Seed, r).Path;
            List<(double Z, double Y)> points = [];
            for (var c = 0; c < world.Cities.Count; c++)
            {
                var cases = 0L;
                for (var day = Math.Max(0, from); day < Math.Min(path.Days, to); day++) cases += path.Detected[day * path.Cities + c];
                if (cases > 0) points.Add((world.Cities[c].Resilience[(int)dimension], Math.Log(cases / (double)world.Cities[c].Population)));
            }
            double z = 0, y = 0, product = 0, square = 0;
            foreach (var p in points) (z, y) = (z + p.Z / points.Count, y + p.Y / points.Count);
            foreach (var p in points) (product, square) = (product + (p.Z - z) * (p.Y - y), square + (p.Z - z) * (p.Z - z));
            coefficients[r] = square > 0 ? product / square : 0;
        });
        return coefficients;
    }
}
