using System.Globalization;
using Rebound.Measures;
using Rebound.Numerics;

namespace Rebound.Conformance;

/// <summary>Weights and diagnostics.</summary>
internal static class ToolkitAnswers
{
    private static readonly string[] ZeroRules = ["zero_term_0", "shift_0.0001", "shift_0.001", "shift_0.01", "shift_1", "affine_0.01_0.99", "affine_0.002_0.998", "affine_0.1_0.9"];

    public static IReadOnlyDictionary<string, Func<Case, Answer>> Methods { get; } = new Dictionary<string, Func<Case, Answer>>(StringComparer.Ordinal)
    {
        ["weights.effective"] = Effective,
        ["multivariate.pca"] = Components,
        ["multivariate.corr"] = Correlations,
        ["multivariate.corr_pvals_cronbach"] = CorrelationsAndAlpha,
        ["weights.optimised"] = Optimised,
        ["sensitivity.remove_elements"] = Removals,
        ["TOOL-01"] = question => Tree.Of(ZeroRules.Select(name => (name, (Answer)Entropy(question, RuleOf(name))))),
        ["TOOL-03"] = question => Entropy(question, ZeroRule.Zero),
        ["weights.entropy.yearly"] = Yearly,
        ["weights.critic"] = Critic,
        ["weights.other"] = Others,
        ["weights.ahp"] = Pairwise,
        ["weights.combine"] = Combined,
        ["coupling"] = Couplings,
        ["obstacle"] = Obstacles,
        ["aggregate.bod"] = Benefit,
        ["robustness.rank_shift"] = RankShifts,
        ["indicator.diversity"] = Variety,
    };

    private static ZeroRule RuleOf(string name) => ZeroRule.All.Single(rule =>
        rule.Name == name.Replace("zero_term_0", "zero", StringComparison.Ordinal).Replace("shift_", "+", StringComparison.Ordinal).Replace('_', '-'));

    private static Tree Entropy(Case question, ZeroRule rule)
    {
        var (panel, index) = Panel(question, new IndexOptions { FirstYear = 0, LastYear = 0, ZeroRule = rule });
        return new Tree
        {
            ["e"] = Answer.Of(index.Indicators.Select(indicator => indicator.Entropy)),
            ["w"] = Weights(index),
            ["score"] = panel.InFileOrder(index.Scores(0)),
        };
    }

    private static Tree Yearly(Case question)
    {
        var rule = ZeroRule.All.Single(rule => rule.Scale == 1 && rule.Shift == question.Number("shift"));
        var panel = PanelOf(question);
        var years = Enumerable.Range(panel.Table.FirstYear, panel.Table.YearCount);
        return Tree.Of(years.Select(year =>
        {
            var index = new ResilienceIndex(new IndexOptions { FirstYear = year, LastYear = year, ZeroRule = rule }).Build(panel.Table);
            return (year.ToString(CultureInfo.InvariantCulture), (Answer)new Tree
            {
                ["e"] = Answer.Of(index.Indicators.Select(indicator => indicator.Entropy)),
                ["w"] = Weights(index),
                ["score"] = Answer.Of(index.Scores(0)),
            });
        }));
    }

    private static Tree Critic(Case question)
    {
        Answer With(WeightOptions options) => Weights(Panel(question, new IndexOptions { FirstYear = 0, LastYear = 0, Weights = WeightMethod.Critic, Weighting = options }).Index);
        return new Tree
        {
            ["standard"] = With(new WeightOptions()),
            ["abs_r"] = With(new WeightOptions { Conflict = CriticConflict.AbsolutePearson }),
            ["spearman"] = With(new WeightOptions { Conflict = CriticConflict.Spearman }),
            ["cv_contrast"] = With(new WeightOptions { Contrast = CriticContrast.Variation }),
        };
    }

    private static Tree Others(Case question)
    {
        IndexResult With(WeightMethod method) => Panel(question, new IndexOptions { FirstYear = 0, LastYear = 0, Weights = method }).Index;
        var pca = With(WeightMethod.PrincipalComponents);
        var table = pca.Table;
        var columns = IndexSteps.Normalise(table, pca.Options);
        var components = PrincipalComponents.Of([.. table.Indicators.Select(indicator => indicator.Code)], columns);
        return new Tree
        {
            ["cv"] = Weights(With(WeightMethod.Variation)),
            ["sd"] = Weights(With(WeightMethod.Deviation)),
            ["pca_eigenvalues"] = components.Eigenvalues,
            ["pca_components_kaiser"] = components.AboveOne,
            ["pca"] = Weights(pca),
        };
    }

    private static Tree Pairwise(Case question)
    {
        var rows = question.Matrix("matrix");
        var matrix = new PairwiseMatrix([.. rows.Select((_, i) => $"c{i + 1}")], [.. rows.SelectMany(row => row)], question.Id);
        var random = new RandomIndex("case", question.Id, question.ParamNumbers("RI"));
        PairwiseWeights By(PairwiseMethod method) => PairwiseWeights.Of(matrix, method, random);
        var eigen = By(PairwiseMethod.Eigenvector);
        return new Tree
        {
            ["eigen"] = eigen.Weights,
            ["geometric"] = By(PairwiseMethod.GeometricMean).Weights,
            ["arithmetic"] = By(PairwiseMethod.ColumnMean).Weights,
            ["lambda_max"] = eigen.LargestEigenvalue,
            ["CI"] = eigen.ConsistencyIndex,
            ["CR"] = eigen.ConsistencyRatio,
        };
    }

    private static Tree Combined(Case question)
    {
        var (subjective, objective) = (question.Numbers("subjective"), question.Numbers("objective"));
        Answer By(WeightCombination rule)
        {
            var weights = new double[subjective.Length];
            CombinedWeights.Of(subjective, objective, rule, question.Number("alpha"), question.Id, weights);
            return weights;
        }
        return new Tree
        {
            ["linear"] = By(WeightCombination.Linear),
            ["multiplicative"] = By(WeightCombination.Product),
            ["min_relative_entropy"] = By(WeightCombination.Root),
            ["game_alpha"] = CombinedWeights.GameShares([subjective, objective], question.Id),
            ["game"] = By(WeightCombination.Game),
        };
    }

    private static Tree Couplings(Case question)
    {
        var rows = question.Matrix("U");
        double[] shares = [0.4, 0.3, 0.2, 0.1];
        return new Tree
        {
            ["four"] = Coupled(rows, []),
            ["two"] = Coupled([.. rows.Select(row => row[..2])], []),
            ["weighted"] = Coupled(rows, shares),
            ["levels"] = new Tree
            {
                ["breaks"] = Answer.Of(Enumerable.Range(1, 9).Select(tenth => tenth / 10.0).Where(bound => Coupling.LevelOf(bound) != Coupling.LevelOf(Math.BitDecrement(bound)))),
                ["labels"] = Enum.GetValues<CoordinationLevel>().Select(Coupling.Name).ToArray(),
                ["upper_closed_left"] = Coupling.LevelOf(0.1) == CoordinationLevel.SeriousImbalance,
            },
        };
    }

    private static Tree Coupled(double[][] rows, double[] shares)
    {
        (string Name, CouplingFormula Formula)[] formulas =
        [
            ("standard_root_n", CouplingFormula.Standard), ("power_half", CouplingFormula.PowerHalf), ("power_one", CouplingFormula.PowerOne),
            ("wang2021", CouplingFormula.Wang), ("fan", CouplingFormula.Fan),
        ];
        var answers = Tree.Of(formulas.Select(item =>
        {
            var degrees = rows.Select(row => Coupling.Of(row, shares, item.Formula)!.Value).ToArray();
            return (item.Name, (Answer)new Tree { ["C"] = Answer.Of(degrees.Select(degree => degree.C)), ["D"] = Answer.Of(degrees.Select(degree => degree.D)) });
        }));
        answers["T"] = Answer.Of(rows.Select(row => Coupling.Of(row, shares, CouplingFormula.Fan)!.Value.T));
        return answers;
    }

    private static Tree Obstacles(Case question)
    {
        var data = question.Table("data");
        var (panel, index) = Panel(question, new IndexOptions { FirstYear = 0, LastYear = 0, Weights = WeightMethod.Equal });
        var columns = IndexSteps.Normalise(index.Table, index.Options);
        string[] codes = [.. index.Indicators.Select(indicator => indicator.Indicator.Code)];
        var degrees = ObstacleDegrees.Of(codes, columns, question.ParamNumbers("weights"));
        int[] rows = Array.ConvertAll(panel.InFileOrder([.. Enumerable.Range(0, degrees.Rows).Select(row => (double)row)]), row => (int)row);
        var dimensions = question.Params.GetProperty("dimensions").EnumerateObject().Select(part => Case.Texts(part.Value).Select(code => Array.IndexOf(codes, code)).ToArray()).ToArray();
        var years = data.Numbers("year");
        return new Tree
        {
            ["indicator"] = Answer.List(rows.Select(row => Answer.Of(degrees.Of(row)))),
            ["dimension"] = Answer.List(rows.Select(row => Answer.Of(dimensions.Select(members => members.Sum(j => degrees.Of(row)[j]))))),
            ["mean_by_year"] = Tree.Of(years.Distinct().Select(year =>
                (year.ToString(CultureInfo.InvariantCulture), (Answer)degrees.Mean(rows.Where((_, r) => years[r] == year))))),
        };
    }

    private static Tree Benefit(Case question)
    {
        var x = question.Matrix("x");
        Answer With(double low, double high) => BenefitOfDoubt.Of([.. x.Select((_, i) => $"u{i + 1}")], [.. x[0].Select((_, j) => $"x{j + 1}")], [.. x.SelectMany(row => row)], low, high).Scores;
        return new Tree { ["unrestricted"] = With(0, 1), ["share_restricted"] = With(question.Number("share_min"), question.Number("share_max")) };
    }

    private static Tree RankShifts(Case question)
    {
        var year = (int)question.Number("year");
        (string Name, WeightMethod Weights, AggregateMethod Aggregate)[] methods =
        [
            ("entropy", WeightMethod.Entropy, AggregateMethod.Arithmetic), ("equal", WeightMethod.Equal, AggregateMethod.Arithmetic),
            ("critic", WeightMethod.Critic, AggregateMethod.Arithmetic), ("topsis", WeightMethod.Entropy, AggregateMethod.Topsis),
        ];
        var results = methods.Select(method => Panel(question, new IndexOptions { FirstYear = 0, LastYear = 0, Weights = method.Weights, Aggregate = method.Aggregate }, TwelveDirections).Index).ToArray();
        double[][] scores = [.. results.Select(index => Enumerable.Range(0, index.Units.Count).Select(unit => index.Scores(0)[unit * index.YearCount + year - index.FirstYear]).ToArray())];
        var pairs = Enumerable.Range(0, methods.Length).SelectMany(a => Enumerable.Range(a + 1, methods.Length - a - 1).Select(b =>
            ($"{methods[a].Name}|{methods[b].Name}", IndexComparison.Of(results[0].Units, scores[a], scores[b])))).ToList();
        return new Tree
        {
            ["ranks"] = Tree.Of(methods.Select((method, m) => (method.Name, (Answer)RanksOf(scores[m])))),
            ["spearman"] = Tree.Of(pairs.Select(pair => (pair.Item1, (Answer)pair.Item2.RankCorrelation))),
            ["mean_abs_rank_shift"] = Tree.Of(pairs.Select(pair => (pair.Item1, (Answer)pair.Item2.MeanAbsolute))),
        };
    }

    private static Tree Variety(Case question)
    {
        int[] groups = [.. question.Numbers("two_digit_group").Select(group => (int)group)];
        var places = question.Matrix("shares").Select((shares, i) => IndustryVariety.Of($"place {i + 1}", shares, groups)).ToArray();
        return new Tree
        {
            ["hhi"] = Answer.Of(places.Select(place => place.Herfindahl)),
            ["hhi_normalised"] = Answer.Of(places.Select(place => place.HerfindahlNormalised)),
            ["shannon_ln"] = Answer.Of(places.Select(place => place.Shannon)),
            ["unrelated_variety_log2"] = Answer.Of(places.Select(place => place.Unrelated)),
            ["related_variety_log2"] = Answer.Of(places.Select(place => place.Related)),
        };
    }

    private static Tree Effective(Case question)
    {
        var (codes, parents, levels, weights) = Tiers(question.Table("meta"));
        return InFile(new TableAnswer().With("iCode", codes).With("Level", levels).With("Weight", weights).With("EffWeight", EffectiveWeights.Of(codes, parents, weights)));
    }

    private static Tree Components(Case question)
    {
        var (codes, parents, levels, _) = Tiers(question.Table("meta"));
        var data = question.Table("data");
        return new Tree
        {
            ["groups"] = Tree.Of(codes.Where((_, i) => levels[i] == "2").Select(group =>
            {
                string[] members = [.. codes.Where((_, i) => parents[i] == group).OrderBy(code => code, StringComparer.Ordinal)];
                members = [.. question.Expected.GetProperty("groups").GetProperty(group).GetProperty("iCodes").EnumerateArray().Select(code => code.GetString()!).Where(members.Contains)];
                var components = PrincipalComponents.Of(members, data.Block(members));
                var first = components.Loadings.Take(members.Length).ToArray();
                var expected = Case.Numbers(question.Expected.GetProperty("groups").GetProperty(group).GetProperty("wts"));
                // The other program leaves the sign of the vector to chance; ours is fixed, so the whole vector may be mirrored.
                var mirrored = first.Zip(expected).Sum(pair => pair.First * pair.Second) < 0;
                return (group, (Answer)new Tree
                {
                    ["sdev"] = components.Deviations,
                    ["iCodes"] = members,
                    ["abs_loadings_pc1"] = Answer.Of(first.Select(Math.Abs)),
                    ["explained"] = components.Explained,
                    ["wts"] = Answer.Of(first.Select(loading => mirrored ? -loading : loading)),
                });
            })),
        };
    }

    private static Tree Correlations(Case question)
    {
        var expected = question.ExpectedTable(question.Expected.GetProperty("file").GetString()!);
        string[] names = expected.Text("Var1");
        var table = CorrelationTable.Of(names, question.Table("data").Block(names), CorrelationMethod.Pearson);
        var answer = new TableAnswer().With("Var1", names);
        for (var j = 0; j < names.Length; j++) answer.With(names[j], Enumerable.Range(0, names.Length).Select(i => table.Values[i * names.Length + j]));
        return InFile(answer);
    }

    private static Tree InFile(TableAnswer table) => new() { ["file"] = table };

    private static Tree CorrelationsAndAlpha(Case question)
    {
        var data = question.Table("data");
        string[] names = Case.Texts(question.Inputs.GetProperty("columns"));
        CorrelationTable By(CorrelationMethod method) => CorrelationTable.Of(names, data.Block(names), method);
        var (codes, parents, levels, _) = Tiers(question.Table("meta"));
        return new Tree
        {
            ["pvals"] = Answer.Matrix(By(CorrelationMethod.Pearson).PValues, names.Length),
            ["spearman"] = Answer.Matrix(By(CorrelationMethod.Spearman).Values, names.Length),
            ["kendall"] = Answer.Matrix(By(CorrelationMethod.Kendall).Values, names.Length),
            ["cronbach"] = Tree.Of(codes.Where((_, i) => levels[i] == "2").Select(group =>
            {
                string[] members = [.. codes.Where((_, i) => parents[i] == group)];
                return (group, (Answer)Cronbach.Alpha(members, data.Block(members)));
            })),
        };
    }

    private static Tree Optimised(Case question)
    {
        var index = Asem(question, DimensionWeights.EqualInfluence);
        var children = index.Nodes.Where(node => node.Depth == 1).ToArray();
        var influences = IndexDiagnostics.Influences(index).Take(index.Nodes.Count - 1).ToDictionary(influence => influence.Name, StringComparer.Ordinal);
        var total = children.Sum(node => influences[node.Path].CorrelationWithIndex);
        return new Tree
        {
            ["weights"] = Answer.List(children.Select(node => (Answer)new Tree { ["iCode"] = node.Path, ["Weight"] = node.WeightWithin })),
            ["corr"] = Answer.List(children.Select(node => (Answer)new Tree
            {
                ["Desired"] = 1.0 / children.Length,
                ["Obtained"] = influences[node.Path].CorrelationWithIndex / total,
                ["OptWeight"] = node.WeightWithin,
            })),
        };
    }

    private static Tree Removals(Case question)
    {
        var effects = IndexDiagnostics.Removals(Asem(question, DimensionWeights.Equal));
        return new Tree { ["MeanAbsDiff"] = Tree.Of(effects.Select(effect => (effect.Indicator, (Answer)effect.Shift.MeanAbsolute)).Prepend(("Nominal", (Answer)0.0))) };
    }

    /// <summary>Fifty-one countries in one year: indicators below pillars below two halves, equally weighted.</summary>
    private static IndexResult Asem(Case question, DimensionWeights between)
    {
        var (codes, parents, levels, _) = Tiers(question.Table("meta"));
        var above = codes.Zip(parents).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        Indicator[] indicators = [.. codes.Where((_, i) => levels[i] == "1").Select(code => new Indicator(code, $"{above[above[code]]}/{above[code]}", Direction.Positive))];
        var data = question.Table("data");
        var table = new IndicatorTable(data.Text("uCode"), 2018, 1, indicators, data.Block(indicators.Select(indicator => indicator.Code)));
        var options = new IndexOptions { FirstYear = 2018, LastYear = 2018, Weights = WeightMethod.Equal };
        // Only the halves are optimised: equal weights inside them make the scores to which the weights belong.
        return between == DimensionWeights.Equal ? new ResilienceIndex(options).Build(table) : OptimisedTop(new ResilienceIndex(options).Build(table));
    }

    /// <summary>The same halves, as indicators of an index of their own, weighted for equal influence.</summary>
    private static IndexResult OptimisedTop(IndexResult index)
    {
        var halves = Enumerable.Range(0, index.Nodes.Count).Where(node => index.Nodes[node].Depth == 1).ToArray();
        Indicator[] indicators = [.. halves.Select(node => new Indicator(index.Nodes[node].Path + " score", index.Nodes[node].Path, Direction.Positive))];
        var table = new IndicatorTable(index.Units, 2018, 1, indicators, [.. halves.SelectMany(node => index.UnitScores(node).ToArray())]);
        return new ResilienceIndex(new IndexOptions
        {
            FirstYear = 2018,
            LastYear = 2018,
            Weights = WeightMethod.Equal,
            Between = DimensionWeights.EqualInfluence,
            Normalise = NormaliseMethod.Scaled,
            NormaliseSettings = NormaliseSettings.Default with { Low = 0, High = 1 },
        }).Build(table);
    }

    private static (string[] Codes, string[] Parents, string[] Levels, double[] Weights) Tiers(DataTable meta)
    {
        int[] rows = [.. meta.Text("Level").Index().Where(item => item.Item.Length > 0 && item.Item != "NA").Select(item => item.Index)];
        string[] Of(string column) => [.. rows.Select(row => meta.Text(column)[row])];
        var weights = meta.Numbers("Weight");
        return (Of("iCode"), [.. Of("Parent").Select(parent => parent == "NA" ? "" : parent)], Of("Level"), [.. rows.Select(row => weights[row])]);
    }

    private static readonly double[] TwelveDirections = [1, 1, 1, 1, 1, -1, 1, 1, 1, 1, 1, -1];

    private static PanelTable PanelOf(Case question, double[]? direction = null)
    {
        var data = question.Table("data");
        direction ??= question.ParamNumbers("direction");
        string[] codes = [.. data.Columns.TakeLast(direction.Length)];
        Indicator[] indicators = [.. codes.Zip(direction, (code, sign) => new Indicator(code, "all", sign > 0 ? Direction.Positive : Direction.Negative))];
        return PanelTable.Of(data, "city", "year", indicators);
    }

    private static (PanelTable Panel, IndexResult Index) Panel(Case question, IndexOptions options, double[]? direction = null)
    {
        var panel = PanelOf(question, direction);
        options = options with { FirstYear = panel.Table.FirstYear, LastYear = panel.Table.FirstYear + panel.Table.YearCount - 1 };
        return (panel, new ResilienceIndex(options).Build(panel.Table));
    }

    private static Answer Weights(IndexResult index) => Answer.Of(index.Indicators.Select(indicator => indicator.WeightGlobal));

    private static int[] RanksOf(double[] scores)
    {
        var (ranks, order) = (new int[scores.Length], new int[scores.Length]);
        Ranks.Descending(scores, ranks, order);
        return ranks;
    }
}
