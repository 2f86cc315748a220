using System.Globalization;
using Rebound.Measures;
using Rebound.Panels;

namespace Rebound.Conformance;

/// <summary>Inequality, density, convergence, transitions.</summary>
internal static class DistributionAnswers
{
    private const double RootToleranceOfR = 0.01; // bw.SJ stops within a tenth of its lower end, which is a tenth of its upper end

    public static IReadOnlyDictionary<string, Func<Case, Answer>> Methods { get; } = new Dictionary<string, Func<Case, Answer>>(StringComparer.Ordinal)
    {
        ["kde.gaussian"] = Densities,
        ["convergence"] = Convergence,
        ["markov.classic"] = Classic,
        ["markov.spatial"] = Spatial,
        ["markov.lisa"] = Lisa,
        ["inequality.theil"] = Theil,
        ["inequality.gini_spatial"] = GiniOfNeighbours,
        ["inequality.dagum"] = Dagum,
        ["inequality.suite"] = Suite,
    };

    /// <summary>Columns named by years as a panel.</summary>
    private static BalancedValues Income(DataTable data)
    {
        string[] years = [.. data.Columns.Where(column => int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out _))];
        double[][] columns = [.. years.Select(data.Numbers)];
        var names = data.Text("Name");
        double[] values = [.. Enumerable.Range(0, names.Length).SelectMany(i => columns.Select(column => column[i]))];
        return new BalancedValues("income", names, int.Parse(years[0], CultureInfo.InvariantCulture), values);
    }

    private static Tree Densities(Case question)
    {
        var (panel, grid) = (Income(question.Table("data")).RelativeToMean(), question.ParamNumbers("grid"));
        double[][] years = [.. question.ParamNumbers("years").Select(year => panel.Period((int)year - panel.FirstYear))];
        var subject = new Subject("income");
        double[] silverman = [.. years.Select(x => KernelDensity.BandwidthOf(x, BandwidthRule.Silverman, subject))];
        double[] xs = [.. question.Expected.GetProperty("r_density_512_1969").GetProperty("x").EnumerateArray().Select(x => x.GetDouble())];
        return new Tree
        {
            ["bw_nrd0"] = silverman,
            ["bw_nrd"] = Answer.Of(years.Select(x => KernelDensity.BandwidthOf(x, BandwidthRule.Scott, subject))),
            ["bw_SJ"] = Answer.Of(years.Select(x => KernelDensity.BandwidthOf(x, BandwidthRule.SheatherJones, subject, RootToleranceOfR))),
            ["density_nrd0"] = Answer.List(years.Zip(silverman, (x, h) => Answer.Of(KernelDensity.Of(x, grid, h, subject).Density))),
            ["r_density_512_1969"] = new Tree { ["x"] = xs, ["y"] = Answer.Of(xs.Select(x => Nearest(KernelDensity.Binned(years[1], 512, silverman[1], subject), x))) },
        };
    }

    private static double Nearest(KernelDensity density, double x) =>
        density.Density[Enumerable.Range(0, density.Grid.Count).MinBy(g => Math.Abs(density.Grid[g] - x))];

    private static Tree Convergence(Case question)
    {
        var panel = Income(question.Table("data"));
        var (sigma, beta, within) = (SigmaConvergence.Of(panel), BetaConvergence.CrossSection(panel), BetaConvergence.Panel(panel));
        return new Tree
        {
            ["sigma_first"] = sigma.Deviations[0],
            ["sigma_last"] = sigma.Deviations[^1],
            ["sigma_1969"] = sigma.Deviations[1969 - panel.FirstYear],
            ["cv_first"] = sigma.Variations[0],
            ["cv_last"] = sigma.Variations[^1],
            ["beta_slope"] = beta.Slope,
            ["beta_se"] = beta.StandardError,
            ["intercept"] = beta.Intercept,
            ["r2"] = beta.RSquared,
            ["speed"] = beta.Speed,
            ["half_life"] = beta.HalfLife,
            ["panel_fe_slope"] = within.Slope,
            ["panel_fe_se"] = within.StandardError,
            ["panel_speed"] = within.Speed,
        };
    }

    private static Answer Counts(TransitionMatrix matrix) => Answer.List(Enumerable.Range(0, matrix.Classes)
        .Select(i => Answer.Of(Enumerable.Range(0, matrix.Classes).Select(j => matrix.Count(i, j)))));

    private static Tree Classic(Case question)
    {
        var panel = Income(question.Table("data"));
        var classes = MarkovChain.Classify(panel, (int)question.Number("k"), Cutoffs.ByPeriod);
        var chain = MarkovChain.Classic(classes);
        var table = new TableAnswer().With("Name", panel.Units);
        for (var t = 0; t < panel.PeriodCount; t++)
            table.With((panel.FirstYear + t).ToString(CultureInfo.InvariantCulture), Enumerable.Range(0, panel.Units.Count).Select(i => classes.Classes[i * panel.PeriodCount + t]));
        return new Tree
        {
            ["classes"] = table,
            ["transitions"] = Counts(chain),
            ["p"] = chain.ToMatrix(),
            ["steady_state"] = Answer.Of(chain.Ergodic()),
            ["fmpt"] = chain.FirstPassage(),
            ["sojourn"] = Answer.Of(Enumerable.Range(0, chain.Classes).Select(chain.Sojourn)),
        };
    }

    private static Tree Spatial(Case question)
    {
        var panel = Income(question.Table("data")).RelativeToMean();
        var chain = MarkovChain.Spatial(panel, Neighbours(question, panel), (int)question.Number("k"), Cutoffs.Pooled);
        return new Tree
        {
            ["cutoffs"] = Answer.Of(chain.Own.Bounds),
            ["lag_cutoffs"] = Answer.Of(chain.Neighbours.Bounds),
            ["transitions"] = Answer.List(chain.ByNeighbours.Select(Counts)),
            ["p"] = Answer.List(chain.ByNeighbours.Select(matrix => (Answer)matrix.ToMatrix())),
            ["pooled_p"] = chain.Pooled.ToMatrix(),
            ["Q"] = chain.Homogeneity.Q,
            ["LR"] = chain.Homogeneity.LikelihoodRatio,
            ["dof"] = chain.Homogeneity.DegreesOfFreedom,
            ["Q_p"] = chain.Homogeneity.QP,
            ["LR_p"] = chain.Homogeneity.LikelihoodRatioP,
        };
    }

    private static Tree Lisa(Case question)
    {
        var panel = Income(question.Table("data")).RelativeToMean();
        var chain = MarkovChain.Lisa(panel, Neighbours(question, panel));
        return new Tree { ["transitions"] = Counts(chain), ["p"] = chain.ToMatrix() };
    }

    private static SpatialWeights Neighbours(Case question, BalancedValues panel) =>
        SpaceAnswers.Links(question.Table("neighbours"), panel.Units).WithStyle(WeightStyle.Row);

    private static Tree Theil(Case question)
    {
        var (data, group) = (question.Table("data"), question.Text("group"));
        string[] years = Case.Texts(question.Expected.GetProperty("years"));
        NestedDecomposition[] parts = [.. years.Select(year => NestedDecomposition.Of(data.Numbers(year), [data.Text(group)], EntropyKind.Theil, new Subject(year)))];
        return new Tree
        {
            ["T"] = Answer.Of(parts.Select(part => part.Total)),
            ["between"] = Answer.Of(parts.Select(part => part.Between[0])),
            ["within"] = Answer.Of(parts.Select(part => part.Within)),
            ["years"] = years,
        };
    }

    private static Tree GiniOfNeighbours(Case question)
    {
        var (data, name) = (question.Table("data"), question.Text("y"));
        var gini = SpatialGini.Of(data.Numbers(name), SpaceAnswers.Links(question.Table("neighbours"), data.Text("state")), 99, 1, new Subject(name));
        return new Tree
        {
            ["gini"] = gini.Gini,
            ["neighbour_component"] = gini.Neighbours,
            ["non_neighbour_component"] = gini.Others,
            ["non_neighbour_share"] = gini.OthersShare,
        };
    }

    private static Tree ByYear(Case question, Func<int[], DataTable, Subject, Answer> answer)
    {
        var data = question.Table("data");
        var years = data.Text("year");
        return Tree.Of(years.Distinct(StringComparer.Ordinal).Select(year =>
        {
            int[] rows = [.. Enumerable.Range(0, years.Length).Where(r => years[r] == year)];
            return (year, answer(rows, data, new Subject("score", int.Parse(year, CultureInfo.InvariantCulture))));
        }));
    }

    private static Tree Dagum(Case question) => ByYear(question, (rows, data, subject) =>
    {
        var (scores, groups) = (data.Numbers("score"), data.Text(question.Text("group")));
        var dagum = DagumDecomposition.Of(rows.Select(r => scores[r]).ToArray(), [.. rows.Select(r => groups[r])], subject);
        Tree Pairs(Func<DagumPair, double> part) => Tree.Of(dagum.Pairs.Select(pair => ($"{pair.Richer}|{pair.Poorer}", (Answer)part(pair))));
        return new Tree
        {
            ["groups"] = dagum.Groups.ToArray(),
            ["G"] = dagum.Gini,
            ["Gjj"] = Tree.Of(dagum.Groups, dagum.GroupGini),
            ["Gjh"] = Pairs(pair => pair.Gini),
            ["D"] = Pairs(pair => pair.Affluence),
            ["d"] = Pairs(pair => pair.Gain),
            ["p"] = Pairs(pair => pair.Overlap),
            ["Gw"] = dagum.Within,
            ["Gnb"] = dagum.Between,
            ["Gt"] = dagum.Transvariation,
            ["share_w"] = 100 * dagum.Within / dagum.Gini,
            ["share_nb"] = 100 * dagum.Between / dagum.Gini,
            ["share_t"] = 100 * dagum.Transvariation / dagum.Gini,
        };
    });

    private static Tree Suite(Case question) => ByYear(question, (rows, data, subject) =>
    {
        var (all, region, province) = (data.Numbers("score"), data.Text("region"), data.Text("province"));
        double[] x = [.. rows.Select(r => all[r])];
        string[] regions = [.. rows.Select(r => region[r])];
        string[] provinces = [.. rows.Select(r => province[r])];
        var theil = NestedDecomposition.Of(x, [regions, provinces], EntropyKind.Theil, subject);
        var log = NestedDecomposition.Of(x, [regions], EntropyKind.MeanLogDeviation, subject);
        return new Tree
        {
            ["T"] = theil.Total,
            ["T_between_region"] = theil.Between[0],
            ["T_between_province_within_region"] = theil.Between[1],
            ["T_within_province"] = theil.Within,
            ["MLD"] = log.Total,
            ["MLD_between_region"] = log.Between[0],
            ["MLD_within_region"] = log.Within,
            ["GE2"] = Inequality.GeneralisedEntropy(x, 2, subject),
            ["atkinson_05"] = Inequality.Atkinson(x, 0.5, subject),
            ["atkinson_1"] = Inequality.Atkinson(x, 1, subject),
            ["atkinson_2"] = Inequality.Atkinson(x, 2, subject),
            ["gini"] = Inequality.Gini(x, subject),
            ["gini_unbiased"] = Inequality.UnbiasedGini(x, subject),
            ["cv"] = Inequality.CoefficientOfVariation(x, subject),
            ["hoover"] = Inequality.Hoover(x, subject),
        };
    });
}
