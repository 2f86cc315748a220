using System.Globalization;
using Rebound.Measures;
using Rebound.Panels;

namespace Rebound.Conformance;

/// <summary>Spatial weights, autocorrelation, geodetector, ellipse.</summary>
internal static class SpaceAnswers
{
    private const ulong Seed = 1;

    public static IReadOnlyDictionary<string, Func<Case, Answer>> Methods { get; } = new Dictionary<string, Func<Case, Answer>>(StringComparer.Ordinal)
    {
        ["weights.contiguity"] = Contiguous,
        ["weights.constants"] = Constants,
        ["weights.distance"] = Distances,
        ["spatial.lag"] = Lags,
        ["moran.global"] = GlobalMoran,
        ["moran.permutation"] = PermutedMoran,
        ["moran.local"] = question => LocalMoran(question, LocalNull.Conditional),
        ["moran.local.total"] = question => LocalMoran(question, LocalNull.Total),
        ["moran.bivariate"] = BivariateMoran,
        ["geary.global"] = GlobalGeary,
        ["getisord.global"] = GlobalG,
        ["getisord.local"] = LocalG,
        ["lee.bivariate"] = LeeL,
        ["sde"] = Ellipses,
        ["geodetector"] = Detector,
    };

    /// <summary>Raw weights of 1 from a list of links between row numbers from 1.</summary>
    internal static SpatialWeights Links(DataTable links, IReadOnlyList<string> units) => SpatialWeights.FromLinks(
        units,
        [.. links.Numbers("i").Select(i => (int)i - 1)],
        [.. links.Numbers("j").Select(j => (int)j - 1)]);

    private static SpatialWeights Weights(Case question, WeightStyle style = WeightStyle.Row) => Links(question.Table("neighbours"), Units(question.Table("data"))).WithStyle(style);

    private static string[] Units(DataTable data) => [.. Enumerable.Range(1, data.RowCount).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    private static WeightStyle Style(string letter) => letter switch
    {
        "W" => WeightStyle.Row,
        "B" => WeightStyle.Raw,
        "C" => WeightStyle.Global,
        "U" => WeightStyle.Unit,
        _ => WeightStyle.Stabilised,
    };

    private static Tree Contiguous(Case question)
    {
        var areas = AreaText.FromGeoJson(File.ReadAllText(question.PathOf("geometry")), "POLYID");
        var snap = Math.Sqrt(Math.BitIncrement(1.0) - 1);
        var (queen, rook) = (Contiguity.Of(areas, ContiguityRule.Queen, snap), Contiguity.Of(areas, ContiguityRule.Rook, snap));
        return new Tree
        {
            ["queen"] = LinkTable(queen),
            ["rook"] = LinkTable(rook),
            ["queen_links"] = queen.LinkCount,
            ["rook_links"] = rook.LinkCount,
            ["queen_card"] = Cardinalities(queen),
            ["rook_card"] = Cardinalities(rook),
        };
    }

    private static int[] Cardinalities(SpatialWeights weights) => [.. Enumerable.Range(0, weights.Count).Select(i => weights.NeighboursOf(i).Length)];

    private static TableAnswer LinkTable(SpatialWeights weights)
    {
        var (from, to) = (new List<int>(), new List<int>());
        for (var i = 0; i < weights.Count; i++)
        {
            foreach (var j in weights.NeighboursOf(i))
            {
                from.Add(i + 1);
                to.Add(j + 1);
            }
        }
        return new TableAnswer().With("i", from).With("j", to);
    }

    private static Tree Constants(Case question) => new()
    {
        ["styles"] = Answer.List(new[] { "W", "B", "C", "U", "S" }.Select(letter =>
        {
            var constants = Weights(question, Style(letter)).Constants;
            return (Answer)new Tree { ["style"] = letter, ["n"] = constants.Units, ["S0"] = constants.S0, ["S1"] = constants.S1, ["S2"] = constants.S2 };
        })),
        ["S_style_first_row"] = Answer.Of(Weights(question, WeightStyle.Stabilised).WeightsOf(0)),
        ["C_first"] = Answer.Of(Weights(question, WeightStyle.Global).WeightsOf(0)),
        ["U_first"] = Answer.Of(Weights(question, WeightStyle.Unit).WeightsOf(0)),
    };

    private static Tree Distances(Case question)
    {
        var data = question.Table("data");
        var names = Case.Texts(question.Params.GetProperty("coords"));
        var places = new Locations(Units(data), data.Numbers(names[0]), data.Numbers(names[1]));
        var threshold = DistanceWeights.MaxMinDistance(places);
        var (knn, band) = (DistanceWeights.Nearest(places, (int)question.Number("k")), DistanceWeights.Band(places, threshold));
        return new Tree
        {
            ["knn4"] = LinkTable(knn),
            ["threshold"] = threshold,
            ["band_links"] = band.LinkCount,
            ["moran_knn4"] = Brief(knn),
            ["moran_band"] = Brief(band),
            ["moran_idw"] = Brief(DistanceWeights.InverseDistance(places, threshold)),
            ["moran_exp"] = Brief(DistanceWeights.Exponential(places, question.Number("decay"))),
        };

        Tree Brief(SpatialWeights weights)
        {
            var test = Moran.Global(data.Numbers("CRIME"), weights.WithStyle(WeightStyle.Row), SpatialNull.Randomisation, new Subject("CRIME"));
            return new Tree { ["I"] = test.Value, ["Var"] = test.Variance, ["z"] = test.Z };
        }
    }

    private static Tree Lags(Case question) => new()
    {
        ["W_INC"] = Weights(question).Lag(question.Table("data").Numbers("INC")),
        ["W_HOVAL"] = Weights(question).Lag(question.Table("data").Numbers("HOVAL")),
    };

    private static (double[] Values, Subject Subject) Variable(Case question, string parameter = "x")
    {
        var name = question.Text(parameter);
        return (question.Table("data").Numbers(name), new Subject(name));
    }

    private static Tree GlobalMoran(Case question)
    {
        var ((values, subject), answer) = (Variable(question), new Tree());
        foreach (var letter in new[] { "W", "B" })
        {
            foreach (var under in Enum.GetValues<SpatialNull>())
            {
                var test = Moran.Global(values, Weights(question, Style(letter)), under, subject);
                answer[letter + (under == SpatialNull.Normality ? "_normality" : "_randomisation")] =
                    new Tree { ["I"] = test.Value, ["E"] = test.Expected, ["Var"] = test.Variance, ["z"] = test.Z, ["p_greater"] = test.PGreater };
            }
        }
        return answer;
    }

    private static Tree PermutedMoran(Case question)
    {
        var (values, subject) = Variable(question);
        var test = Moran.Permute(values, Weights(question, Style(question.Text("style"))), (int)question.Number("nsim"), Seed, subject);
        return new Tree { ["I"] = test.Value, ["p_greater"] = test.PGreater, ["mean_sim"] = test.Mean, ["sd_sim"] = test.Deviation };
    }

    private static Tree LocalMoran(Case question, LocalNull under)
    {
        var (values, subject) = Variable(question);
        var local = Moran.Local(values, Weights(question, Style(question.Text("style"))), under, subject);
        return new Tree
        {
            ["Ii"] = Answer.Of(local.Values),
            ["E"] = Answer.Of(local.Expected),
            ["Var"] = Answer.Of(local.Variances),
            ["Z"] = Answer.Of(local.Z),
            ["p_two_sided"] = Answer.Of(local.PTwoSided),
            ["quadrant"] = Answer.Of(local.Quadrants.Select(quadrant => (double)(int)quadrant)),
        };
    }

    private static Tree BivariateMoran(Case question)
    {
        var ((x, first), (y, second)) = (Variable(question), Variable(question, "y"));
        var weights = Weights(question, Style(question.Text("style")));
        var local = Moran.LocalBivariate(x, y, weights, first, second).Values;
        return new Tree
        {
            ["I_bv"] = Moran.Bivariate(x, y, weights, 99, Seed, first, second).Value,
            ["local_I_bv_esda"] = Answer.Of(local.Select(value => value * (x.Length - 1) / x.Length)),
            ["local_I_bv_population_z"] = Answer.Of(local),
        };
    }

    private static Tree GlobalGeary(Case question)
    {
        var (values, subject) = Variable(question);
        var weights = Weights(question, Style(question.Text("style")));
        var (random, normal) = (Geary.Global(values, weights, SpatialNull.Randomisation, subject), Geary.Global(values, weights, SpatialNull.Normality, subject));
        return new Tree
        {
            ["C"] = random.Value,
            ["E"] = random.Expected,
            ["Var_rand"] = random.Variance,
            ["z_rand"] = random.Z,
            ["Var_norm"] = normal.Variance,
            ["z_norm"] = normal.Z,
        };
    }

    private static Tree GlobalG(Case question)
    {
        var (values, subject) = Variable(question);
        var test = GetisOrd.Global(values, Weights(question, Style(question.Text("style"))), subject);
        return new Tree { ["G"] = test.Value, ["E"] = test.Expected, ["Var"] = test.Variance, ["z"] = test.Z, ["p_greater"] = new[] { new[] { test.PGreater } } };
    }

    private static Tree LocalG(Case question)
    {
        var (values, subject) = Variable(question);
        return new Tree
        {
            ["G_binary"] = Answer.Of(GetisOrd.Local(values, Weights(question, WeightStyle.Raw), HotSpot.WithoutSelf, subject).Z),
            ["Gstar_binary"] = Answer.Of(GetisOrd.Local(values, Weights(question, WeightStyle.Raw), HotSpot.WithSelf, subject).Z),
            ["G_row"] = Answer.Of(GetisOrd.Local(values, Weights(question), HotSpot.WithoutSelf, subject).Z),
        };
    }

    private static Tree LeeL(Case question)
    {
        var ((x, first), (y, second)) = (Variable(question), Variable(question, "y"));
        var lee = Lee.Of(x, y, Weights(question, Style(question.Text("style"))), 99, Seed, first, second);
        return new Tree { ["L"] = lee.Value, ["localL"] = Answer.Of(lee.Local) };
    }

    private static Tree Ellipses(Case question)
    {
        var data = question.Table("data");
        var names = Case.Texts(question.Params.GetProperty("coords"));
        var places = new Locations(Units(data), data.Numbers(names[0]), data.Numbers(names[1]));
        return new Tree { ["unweighted"] = Ellipse([]), ["crime"] = Ellipse(data.Numbers("CRIME")) };

        Tree Ellipse(double[] weights)
        {
            var ellipse = DeviationalEllipse.Of(places, weights, new Subject("CRIME"));
            return new Tree
            {
                ["centre"] = new[] { ellipse.CentreX, ellipse.CentreY },
                ["rotation_deg_clockwise_from_north"] = ellipse.Rotation,
                ["sigma_x_rotated"] = ellipse.AcrossDeviation,
                ["sigma_y_rotated"] = ellipse.AlongDeviation,
                ["area"] = ellipse.Area,
                ["sigma_major_sqrt2"] = Math.Sqrt(2) * ellipse.AlongDeviation,
                ["sigma_minor_sqrt2"] = Math.Sqrt(2) * ellipse.AcrossDeviation,
                ["standard_distance"] = ellipse.StandardDistance,
            };
        }
    }

    private static Tree Detector(Case question)
    {
        var (data, subject, alpha) = (question.Table("data"), new Subject(question.Text("y")), question.Number("alpha"));
        var y = data.Numbers(subject.Variable);
        var factors = Case.Texts(question.Params.GetProperty("x"));
        var pairs = question.Expected.GetProperty("interaction").EnumerateArray().Select(pair => (First: pair.GetProperty("var1").GetString()!, Second: pair.GetProperty("var2").GetString()!)).ToList();
        var dropped = Geodetector.Factor(y, data.Text("single"), "single", subject, SingletonRule.Drop);
        return new Tree
        {
            ["factor"] = Answer.List(factors.Select(name =>
            {
                var found = Geodetector.Factor(y, data.Text(name), name, subject, SingletonRule.DropButCount);
                return (Answer)new Tree { ["variable"] = name, ["qv"] = found.Q, ["sig"] = found.P };
            })),
            ["interaction"] = Answer.List(pairs.Select(pair =>
            {
                var found = Geodetector.Interaction(y, data.Text(pair.First), data.Text(pair.Second), pair.First, pair.Second, subject, SingletonRule.DropButCount);
                return (Answer)new Tree { ["var1"] = pair.First, ["var2"] = pair.Second, ["qv1"] = found.FirstQ, ["qv2"] = found.SecondQ, ["qv12"] = found.JointQ, ["interaction"] = Word(found.Kind) };
            })),
            ["ecological"] = Answer.List(pairs.Select(pair =>
            {
                var found = Geodetector.Ecological(y, data.Text(pair.First), data.Text(pair.Second), pair.First, pair.Second, subject);
                return (Answer)new Tree { ["var1"] = pair.First, ["var2"] = pair.Second, ["eco"] = found.P < alpha ? "Y" : "N" };
            })),
            ["risk_g1"] = Answer.List(Geodetector.Risk(y, data.Text("g1"), "g1", subject).Select(contrast =>
                (Answer)new Tree { ["itv1"] = contrast.First, ["itv2"] = contrast.Second, ["t"] = contrast.T, ["df"] = contrast.DegreesOfFreedom, ["sig"] = contrast.P })),
            ["single_gdverse"] = new Tree { ["q"] = dropped.Q, ["p"] = dropped.P, ["N"] = dropped.Sizes.Sum(), ["L"] = dropped.Strata.Count },
        };
    }

    private static string Word(InteractionKind kind) => kind switch
    {
        InteractionKind.NonlinearWeakening => "Weaken, nonlinear",
        InteractionKind.OneSidedWeakening => "Weaken, uni-",
        InteractionKind.MutualEnhancement => "Enhance, bi-",
        InteractionKind.Independent => "Independent",
        _ => "Enhance, nonlinear",
    };
}
