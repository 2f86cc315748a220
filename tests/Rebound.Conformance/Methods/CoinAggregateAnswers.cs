using Rebound.Measures;
using Rebound.Numerics;

namespace Rebound.Conformance;

/// <summary>Aggregation, ranks, comparison of indices, panels and pipelines.</summary>
internal static class CoinAggregateAnswers
{
    /// <summary>Added by the reference before a geometric mean of dimension scores.</summary>
    private const double ReferenceGuard = 1e-12;

    public static IReadOnlyDictionary<string, Func<Case, Answer>> Methods { get; } = new Dictionary<string, Func<Case, Answer>>(StringComparer.Ordinal)
    {
        ["aggregate.amean"] = question => Levels(question, [AggregateMethod.Arithmetic]),
        ["aggregate.gmean"] = question => Levels(question, [AggregateMethod.Geometric]),
        ["aggregate.hmean"] = question => Levels(question, [AggregateMethod.Harmonic]),
        ["aggregate.genmean"] = question => Levels(question, [AggregateMethod.Power]),
        ["aggregate.mixed"] = question => Levels(question, [.. Case.Texts(question.Params.GetProperty("f_ag")).Select(Mean)]),
        ["aggregate.amean.dat_thresh"] = question => Levels(question, [AggregateMethod.Arithmetic]),
        ["aggregate.copeland"] = Copeland,
        ["results.ranks"] = RankTable,
        ["results.groupranks"] = GroupRanks,
        ["panel.global_minmax"] = question => Panel(question, NormaliseScope.Global),
        ["panel.local_minmax"] = question => Panel(question, NormaliseScope.PerYear),
        ["trends.cagr"] = Trend,
        ["compare.ranks"] = Compare,
        ["topsis"] = Closeness,
        ["vikor_gra"] = Regret,
        ["aggregate.mpi"] = Mazziotta,
        ["pipeline.index"] = Pipeline,
    };

    private static AggregateMethod Mean(string name) => name switch
    {
        "a_gmean" => AggregateMethod.Geometric,
        "a_hmean" => AggregateMethod.Harmonic,
        "a_genmean" => AggregateMethod.Power,
        _ => AggregateMethod.Arithmetic,
    };

    /// <summary>Scores the tree from values that are normalised already.</summary>
    private static Tree Levels(Case question, AggregateMethod[] levels)
    {
        var data = question.Table("data");
        var indicators = CoinTable.Indicators(data, question.Table("meta"), tree: true);
        var tree = IndexTree.Of(indicators);
        var rows = data.RowCount;
        var columns = data.Block(tree.Order.Select(j => indicators[j].Code));
        var options = CoinTable.Options with { AggregateByLevel = levels, Power = question.Params.TryGetProperty("p", out var p) ? p.GetDouble() : 1 };
        var threshold = question.Params.TryGetProperty("dat_thresh", out var share) ? share.GetDouble() : 0;
        var (scores, heights) = (new double[tree.Nodes.Count * rows], LevelScores.Heights(tree));
        double[] within = [.. indicators.Select(_ => 1.0)];
        double[] nodeWithin = [.. tree.Nodes.Select(_ => 1.0)];
        for (var node = tree.Nodes.Count - 1; node >= 0; node--)
            LevelScores.Score(tree, node, rows, columns, scores, within, nodeWithin, options.RuleAt(heights[node]).Exponent!.Value, threshold);
        var answer = CoinTable.Answer(data.Text("uCode"), [.. tree.Order.Select(j => indicators[j])], columns);
        for (var node = 0; node < tree.Nodes.Count; node++)
            answer.With(node == 0 ? "Index" : tree.Nodes[node].Path.Split('/')[^1], scores.AsSpan(node * rows, rows).ToArray());
        return new Tree { ["file"] = answer };
    }

    private static Tree Copeland(Case question)
    {
        var x = question.Matrix("x");
        var weights = question.ParamNumbers("w");
        double[] columns = [.. Enumerable.Range(0, weights.Length).SelectMany(j => x.Select(row => row[j]))];
        var matrix = Outranking.Matrix(columns, weights, x.Length);
        var score = new double[x.Length];
        Outranking.Copeland(columns, weights, 1, score);
        return new Tree { ["outrank"] = Answer.Matrix(matrix, x.Length), ["nDominant"] = Outranking.Dominances(matrix), ["copeland"] = score };
    }

    private static Tree RankTable(Case question)
    {
        var data = question.Table("data");
        var answer = new TableAnswer().With("uCode", data.Text("uCode"));
        var (ranks, order) = (new int[data.RowCount], new int[data.RowCount]);
        foreach (var column in data.Columns.Where(column => column != "uCode"))
        {
            Ranks.Descending(data.Numbers(column), ranks, order);
            answer.With(column, ranks.ToArray());
        }
        return new Tree { ["file"] = answer };
    }

    private static Tree GroupRanks(Case question)
    {
        var (data, source) = (question.Table("data"), question.Table("groups"));
        var column = question.Text("use_group");
        var (units, of) = (source.Text("uCode"), source.Text(column));
        string[] groups = [.. data.Text("uCode").Select(unit => of[Array.IndexOf(units, unit)])];
        string[] names = [.. groups.Distinct()];
        return new Tree
        {
            ["file"] = new TableAnswer().With("uCode", data.Text("uCode")).With(column, groups)
                .With("Index", Ranks.WithinGroups(data.Numbers("Index"), [.. groups.Select(group => Array.IndexOf(names, group))])),
        };
    }

    private static Tree Panel(Case question, NormaliseScope scope)
    {
        var data = question.Table("data");
        var panel = CoinTable.Panel(data, [.. CoinTable.Indicators(data, question.Table("meta"), tree: true).Select(indicator => indicator with { Denominator = null })]);
        var (first, count) = (panel.Table.FirstYear, panel.Table.YearCount);
        var index = new ResilienceIndex(CoinTable.Options with { FirstYear = first, LastYear = first + count - 1, NormaliseSettings = NormaliseSettings.Default with { Scope = scope } }).Build(panel.Table);
        var ends = question.ParamNumbers("l_u");
        var answer = new TableAnswer().With("uCode", data.Text("uCode")).With("Time", data.Text("Time"));
        for (var node = 0; node < index.Nodes.Count; node++)
            answer.With(node == 0 ? "Index" : index.Nodes[node].Path.Split('/')[^1], panel.InFileOrder(index.Scores(node)).Select(score => ends[0] + (ends[1] - ends[0]) * score));
        return new Tree { ["file"] = answer };
    }

    private static Tree Trend(Case question)
    {
        var trend = ScoreTrend.Of(question.Numbers("x"), question.Numbers("y"));
        return new Tree { ["CAGR"] = trend.CompoundGrowth!.Value, ["prc_change"] = question.Number("per") * trend.PercentChange!.Value };
    }

    private static Tree Compare(Case question)
    {
        var (a, b) = (question.Table("a"), question.Table("b"));
        var (units, others) = (a.Text("uCode"), b.Text("uCode"));
        var second = b.Numbers("Index");
        var shifts = IndexComparison.Of(units, a.Numbers("Index"), [.. units.Select(unit => second[Array.IndexOf(others, unit)])]).Shifts;
        return new Tree
        {
            ["file"] = new TableAnswer().With("uCode", shifts.Select(shift => shift.Unit)).With("coin.1", shifts.Select(shift => shift.First)).With("coin.2", shifts.Select(shift => shift.Second))
                .With("Diff", shifts.Select(shift => shift.Difference)).With("Abs.diff", shifts.Select(shift => Math.Abs(shift.Difference))),
        };
    }

    private static Tree Closeness(Case question)
    {
        var toy = new Toy(question);
        var columns = toy.Normalised(NormaliseMethod.MinMax);
        var weights = question.ParamNumbers("weights");
        var (plus, minus, inside) = toy.Closeness(columns, weights);
        return new Tree
        {
            ["minmax_weighted"] = inside,
            ["d_plus"] = plus,
            ["d_minus"] = minus,
            ["vector_normalised"] = toy.Closeness(toy.Normalised(NormaliseMethod.Vector), weights).Closeness,
            ["minmax_weight_inside_sqrt"] = toy.Score(AggregateMethod.TopsisRoot, weights),
        };
    }

    private static Tree Regret(Case question)
    {
        var toy = new Toy(question);
        var weights = question.ParamNumbers("weights");
        var columns = toy.Normalised(NormaliseMethod.MinMax);
        var (sums, largest, compromise, grade) = (new double[toy.Rows], new double[toy.Rows], new double[toy.Rows], new double[toy.Rows]);
        Vikor.Compromise(columns, weights, question.Number("v"), sums, largest, compromise);
        GreyRelational.Grade(columns, weights, 1, question.Number("rho"), grade);
        return new Tree { ["S"] = toy.InFileOrder(sums), ["R"] = toy.InFileOrder(largest), ["Q"] = toy.InFileOrder(compromise), ["gra"] = toy.InFileOrder(grade) };
    }

    private static Tree Mazziotta(Case question)
    {
        var toy = new Toy(question);
        var year = (int)question.Number("MPI_year");
        double[] Score(AggregateMethod method, NormaliseMethod normalise, ImbalancePenalty penalty, int first, int last)
        {
            var options = toy.Options with { FirstYear = first, LastYear = last, Aggregate = method, Normalise = normalise, Penalty = penalty, NormaliseSettings = new NormaliseSettings { BaseYear = first == last ? null : year } };
            return new ResilienceIndex(options).Build(toy.Table).Scores(0).ToArray();
        }
        var adjusted = toy.Normalised(NormaliseMethod.CentredGoalposts, year);
        return new Tree
        {
            ["mpi_minus"] = Score(AggregateMethod.MazziottaPareto, NormaliseMethod.PopulationZScore, ImbalancePenalty.Lowers, year, year),
            ["mpi_plus"] = Score(AggregateMethod.MazziottaPareto, NormaliseMethod.PopulationZScore, ImbalancePenalty.Raises, year, year),
            ["ampi_minus"] = toy.InFileOrder(Score(AggregateMethod.AdjustedMazziottaPareto, NormaliseMethod.CentredGoalposts, ImbalancePenalty.Lowers, toy.Options.FirstYear, toy.Options.LastYear)),
            ["ampi_norm"] = Answer.List(Enumerable.Range(0, toy.Rows).Select(r => Answer.Of(toy.Columns(adjusted).Select(column => 70 + 60 * column[r])))),
        };
    }

    private static Tree Pipeline(Case question)
    {
        var data = question.Table("data");
        var direction = question.ParamNumbers("direction");
        Indicator[] indicators = [.. question.Params.GetProperty("dimensions").EnumerateObject().SelectMany(dimension => Case.Texts(dimension.Value).Select(code => (dimension.Name, Code: code)))
            .Select((item, j) => new Indicator(item.Code, item.Name, direction[j] > 0 ? Direction.Positive : Direction.Negative))];
        var panel = PanelTable.Of(data, "city", "year", indicators);
        var options = new IndexOptions { FirstYear = panel.Table.FirstYear, LastYear = panel.Table.FirstYear + panel.Table.YearCount - 1, Between = DimensionWeights.Flat };
        var flat = new ResilienceIndex(options).Build(panel.Table);
        var stages = new ResilienceIndex(options with { Between = DimensionWeights.Entropy }).Build(panel.Table);
        double[] dimensionWeights = [.. flat.Nodes.Skip(1).Select(node => node.WeightGlobal)];
        double[][] scores = [.. Enumerable.Range(1, flat.Nodes.Count - 1).Select(node => panel.InFileOrder(flat.Scores(node)))];
        double[] Row(int r, double shift) => [.. scores.Select(score => score[r] + shift)];
        var geometric = Enumerable.Range(0, scores[0].Length).Select(r => PowerMean.Of(Row(r, ReferenceGuard), dimensionWeights, 0, 0));
        return new Tree
        {
            ["weights"] = Answer.Of(flat.Indicators.Select(indicator => indicator.WeightGlobal)),
            ["dimension_weights"] = dimensionWeights,
            ["dimension_scores"] = Tree.Of(flat.Nodes.Skip(1).Select((node, d) => (node.Path, (Answer)scores[d]))),
            ["composite"] = panel.InFileOrder(flat.Scores(0)),
            ["geometric"] = Answer.Of(geometric),
            ["two_stage_weights"] = Answer.Of(stages.Nodes.Skip(1).Select(node => node.WeightGlobal)),
            ["two_stage"] = panel.InFileOrder(stages.Scores(0)),
            ["coupling_D"] = Answer.Of(Enumerable.Range(0, scores[0].Length).Select(r => Coordination(Row(r, 0)))),
        };
    }

    /// <summary>√(C T): C the geometric over the arithmetic mean of the dimension scores, T their mean.</summary>
    private static double Coordination(double[] scores)
    {
        double[] equal = [.. scores.Select(_ => 1.0 / scores.Length)];
        var (geometric, arithmetic) = (PowerMean.Of(scores, equal, 0, 0), PowerMean.Of(scores, equal, 1, 0));
        return Math.Sqrt(geometric / arithmetic * arithmetic);
    }

    /// <summary>The small panel of the toolkit cases.</summary>
    private sealed class Toy
    {
        private readonly PanelTable panel;
        private readonly CompleteTable table;

        public Toy(Case question)
        {
            var direction = question.ParamNumbers("direction");
            panel = PanelTable.Of(question.Table("data"), "city", "year", [.. direction.Select((sign, j) => new Indicator($"x{j + 1}", "all", sign > 0 ? Direction.Positive : Direction.Negative))]);
            Options = new IndexOptions { FirstYear = Table.FirstYear, LastYear = Table.FirstYear + Table.YearCount - 1, Weights = WeightMethod.Equal };
            table = CompleteTable.From(Table, Options);
        }

        public IndicatorTable Table => panel.Table;

        public IndexOptions Options { get; }

        public int Rows => table.RowCount;

        public double[] InFileOrder(ReadOnlySpan<double> rows) => panel.InFileOrder(rows);

        public double[] Normalised(NormaliseMethod method, int? year = null) =>
            IndexSteps.Normalise(table, Options with { Normalise = method, NormaliseSettings = new NormaliseSettings { BaseYear = year } });

        /// <summary>The columns of a block, each in the order of the file.</summary>
        public double[][] Columns(double[] block) => [.. Enumerable.Range(0, table.Indicators.Count).Select(j => InFileOrder(block.AsSpan(j * Rows, Rows)))];

        public (double[] Plus, double[] Minus, double[] Closeness) Closeness(double[] columns, double[] weights)
        {
            var (plus, minus, closeness) = (new double[Rows], new double[Rows], new double[Rows]);
            Topsis.Closeness(columns, weights, plus, minus, closeness);
            return (InFileOrder(plus), InFileOrder(minus), InFileOrder(closeness));
        }

        public double[] Score(AggregateMethod method, double[] weights)
        {
            var score = new double[Rows];
            new IndexScorer(table.Tree, Rows).Score(1, method, Normalised(NormaliseMethod.MinMax), weights, [1, 1], score);
            return InFileOrder(score);
        }
    }
}
