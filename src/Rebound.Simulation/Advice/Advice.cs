namespace Rebound.Simulation;

/// <summary>What options give, alone and together under a budget; every comparison by paired replicates.</summary>
public static class Advice
{
    /// <summary>Effects of options, each on its own.</summary>
    /// <param name="world">The world as it was.</param>
    /// <param name="options">The options.</param>
    /// <param name="plan">Seed, replicates, horizons.</param>
    /// <param name="progress">Takes the share of replicates that is done.</param>
    /// <param name="cancellation">Stops between replicates.</param>
    public static IReadOnlyList<OptionEffect> Effects(SimulatedWorld world, IReadOnlyList<AdviceOption> options, RunPlan plan, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        var runs = PairedRuns.Run(world, [.. options.Select(o => new Counterfactual(o.Id, o.Change(world)))], plan, progress, null, cancellation);
        return [.. options.Select((option, k) =>
        {
            var losing = 0;
            for (var c = 0; c < runs.Cities; c++) losing += runs.CityExportsChange(k + 1, c) is { IsTie: false, Mean: < 0 } ? 1 : 0;
            return new OptionEffect(option, runs.MoneyChange(k + 1), runs.ExportsChange(k + 1, true, true), Cost(option, runs.Cost(k + 1))) { Losing = losing, Gains = runs.MoneyChanges(k + 1) };
        })];
    }

    /// <summary>The best options under a budget.</summary>
    /// <param name="world">The world as it was.</param>
    /// <param name="effects">What the options give alone; those of unknown or no cost and those without gain beyond chance are not considered.</param>
    /// <param name="budget">Money, positive.</param>
    /// <param name="plan">Seed, replicates, horizons.</param>
    /// <param name="progress">Takes the share of replicates that is done.</param>
    /// <param name="cancellation">Stops between replicates.</param>
    /// <returns>The portfolio; null when no option is within the budget and gains beyond chance.</returns>
    public static Portfolio? Best(SimulatedWorld world, IReadOnlyList<OptionEffect> effects, double budget, RunPlan plan, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(budget);
        var eligible = Eligible(effects, budget);
        if (eligible.Length == 0) return null;
        var chosen = Chosen(effects, budget);
        var changed = chosen.Aggregate(world, (w, e) => e.Option.Change(w));
        var runs = PairedRuns.Run(world, [new Counterfactual("portfolio", changed)], plan, progress, null, cancellation);
        var cost = chosen.Sum(e => e.Cost);
        var ties = eligible.Except(chosen).Where(left => chosen.Any(kept =>
            (kept.Option.Group == left.Option.Group || chosen.All(c => c.Option.Group != left.Option.Group)) && cost - kept.Cost + left.Cost <= budget && !IsBeaten(left, kept, 1, 1)));
        return new Portfolio(chosen, [.. ties], cost, chosen.Sum(e => e.Gain.Mean), runs.MoneyChange(1));
    }

    /// <summary>The option that gains most for its money, then, by decreasing value, those of other groups that it does not beat beyond chance, replicate by replicate.</summary>
    /// <param name="effects">What options give alone; those of unknown or no cost and those without gain beyond chance are not considered.</param>
    public static IReadOnlyList<OptionEffect> BestValue(IReadOnlyList<OptionEffect> effects)
    {
        var priced = Eligible(effects, double.PositiveInfinity);
        return priced.Length == 0 ? [] : [priced[0], .. priced.Skip(1).Where(e => e.Option.Group != priced[0].Option.Group && !IsBeaten(e, priced[0], 1 / e.Cost, 1 / priced[0].Cost))];
    }

    // Whether one option gains less than another beyond chance; the chance is common, so that the interval is that of differences within replicates.
    private static bool IsBeaten(OptionEffect one, OptionEffect other, double oneScale, double otherScale)
    {
        double[] differences = [.. one.Gains.Zip(other.Gains, (a, b) => oneScale * a - otherScale * b)];
        return differences.Length < 2 ? oneScale * one.Gain.High < otherScale * other.Gain.Low : PairedDifference.Of(differences, otherScale * other.Gain.Mean).High < 0;
    }

    /// <summary>The set with the largest sum of gains alone within the budget, by decreasing gain.</summary>
    internal static IReadOnlyList<OptionEffect> Chosen(IReadOnlyList<OptionEffect> effects, double budget) =>
        [.. new Search(Eligible(effects, budget), budget).Run().OrderByDescending(e => e.Gain.Mean).ThenBy(e => e.Option.Id, StringComparer.Ordinal)];

    // By decreasing gain for money: the order that the bound of the search needs.
    private static OptionEffect[] Eligible(IReadOnlyList<OptionEffect> effects, double budget) =>
        [.. effects.Where(e => e.Cost > 0 && e.Cost <= budget && e.Gain.Low > 0).OrderByDescending(e => e.GainPerCost).ThenBy(e => e.Option.Id, StringComparer.Ordinal)];

    private static double Cost(AdviceOption option, double counted) => double.IsNaN(option.Cost) ? counted > 0 ? counted : double.NaN : option.Cost + counted;

    /// <summary>The set of options with the largest gain within a budget, one at most of each group.</summary>
    private sealed class Search(OptionEffect[] options, double budget)
    {
        private readonly List<OptionEffect> taken = [];
        private List<OptionEffect> best = [];
        private double bestGain;

        public List<OptionEffect> Run()
        {
            Descend(0, budget, 0);
            return best;
        }

        private void Descend(int next, double left, double gain)
        {
            if (gain > bestGain) (best, bestGain) = ([.. taken], gain);
            if (next == options.Length || gain + Bound(next, left) <= bestGain) return;
            var option = options[next];
            if (option.Cost <= left && taken.TrueForAll(t => t.Option.Group != option.Option.Group))
            {
                taken.Add(option);
                Descend(next + 1, left - option.Cost, gain + option.Gain.Mean);
                taken.RemoveAt(taken.Count - 1);
            }
            Descend(next + 1, left, gain);
        }

        // Options lie by decreasing gain for money: filling up with parts of them is never worse than any set.
        private double Bound(int next, double left)
        {
            var gain = 0.0;
            for (var k = next; k < options.Length && left > 0; k++)
            {
                gain += options[k].Gain.Mean * Math.Min(1, left / options[k].Cost);
                left -= options[k].Cost;
            }
            return gain;
        }
    }
}
