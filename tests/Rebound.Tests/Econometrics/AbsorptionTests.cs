using CsCheck;
using Rebound.Econometrics;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Econometrics;

/// <summary>The solver of absorbed effects against small dense projections, on every path that it can take.</summary>
public sealed class AbsorptionTests
{
    private const int Cases = 1000;
    private static readonly Gen<(int Rows, int[] Levels, ulong Seed, bool Weighted)> Shapes =
        Gen.Select(Gen.Int[10, 60], Gen.Int[2, 12].Array[1, 4], Gen.ULong, Gen.Bool);

    [Fact]
    public void What_is_left_is_orthogonal_to_every_effect() => Shapes.Sample(shape =>
    {
        var problem = Problem.Of(shape.Rows, shape.Levels, shape.Seed, shape.Weighted);
        var left = (double[])problem.Column.Clone();
        problem.Absorber().Absorb(left);
        Assert.InRange(problem.Imbalance(left), 0, 1e-10 * (1 + problem.Norm(problem.Column)));
    }, iter: Cases);

    [Fact]
    public void What_is_taken_out_lies_in_the_span_of_the_effects() => Shapes.Sample(shape =>
    {
        // Orthogonal to a column that is itself orthogonal to the effects.
        var problem = Problem.Of(shape.Rows, shape.Levels, shape.Seed, shape.Weighted);
        double[] left = (double[])problem.Column.Clone(), other = [.. Problem.Normals(shape.Rows, shape.Seed + 1)];
        var absorber = problem.Absorber();
        absorber.Absorb(left);
        absorber.Absorb(other);
        double sum = 0;
        for (var i = 0; i < left.Length; i++) sum += (problem.Weights?[i] ?? 1) * (problem.Column[i] - left[i]) * other[i];
        Assert.InRange(Math.Abs(sum), 0, 1e-9 * (1 + problem.Norm(problem.Column) * problem.Norm(other)));
    }, iter: Cases);

    [Fact]
    public void Absorbing_twice_is_absorbing_once() => Shapes.Sample(shape =>
    {
        var problem = Problem.Of(shape.Rows, shape.Levels, shape.Seed, shape.Weighted);
        var absorber = problem.Absorber();
        var once = (double[])problem.Column.Clone();
        absorber.Absorb(once);
        var twice = (double[])once.Clone();
        absorber.Absorb(twice);
        for (var i = 0; i < once.Length; i++) Assert.Equal(once[i], twice[i], 1e-9);
    }, iter: Cases);

    [Fact]
    public void A_column_has_the_same_bits_alone_and_among_others() => Gen.Select(Shapes, Gen.Int[2, 11]).Sample((shape, columns) =>
    {
        var problem = Problem.Of(shape.Rows, shape.Levels, shape.Seed, shape.Weighted);
        double[][] together = [.. Enumerable.Range(0, columns).Select(j => Problem.Normals(shape.Rows, shape.Seed + 7 + (ulong)j).ToArray())];
        double[][] alone = [.. together.Select(c => (double[])c.Clone())];
        problem.Absorber().Absorb(together, together);
        // Steps stop when the slowest column is done, so that columns agree to the tolerance, and to the bit where one step suffices.
        foreach (var column in alone) problem.Absorber().Absorb(column);
        for (var j = 0; j < columns; j++)
            for (var i = 0; i < shape.Rows; i++) Assert.Equal(alone[j][i], together[j][i], 1e-9);
    }, iter: Cases);

    [Fact]
    public void The_order_of_rows_and_the_names_of_groups_do_not_matter() => Shapes.Sample(shape =>
    {
        var problem = Problem.Of(shape.Rows, shape.Levels, shape.Seed, shape.Weighted);
        int[] rows = [.. Enumerable.Range(0, shape.Rows).OrderBy(i => (i * 7919L + (long)(shape.Seed % 1000)) % 104729)];
        var shuffled = new Problem([.. problem.Effects.Select(e => AbsorbedEffect.Of(e.Name, [.. rows.Select(r => e.Levels - 1 - e.Codes[r])], e.Levels, null, true))],
            problem.Weights is null ? null : [.. rows.Select(r => problem.Weights[r])], [.. rows.Select(r => problem.Column[r])]);
        double[] a = (double[])problem.Column.Clone(), b = (double[])shuffled.Column.Clone();
        problem.Absorber().Absorb(a);
        shuffled.Absorber().Absorb(b);
        for (var i = 0; i < rows.Length; i++) Assert.Equal(a[rows[i]], b[i], 1e-9);
    }, iter: Cases);

    [Fact]
    public void Whole_weights_are_repeated_rows() => Shapes.Sample(shape =>
    {
        var problem = Problem.Of(shape.Rows, shape.Levels, shape.Seed, false);
        double[] weights = [.. Enumerable.Range(0, shape.Rows).Select(i => 1.0 + (i * 31 + (int)(shape.Seed % 5)) % 3)];
        int[] rows = [.. Enumerable.Range(0, shape.Rows).SelectMany(i => Enumerable.Repeat(i, (int)weights[i]))];
        var repeated = new Problem([.. problem.Effects.Select(e => e with { Codes = [.. rows.Select(r => e.Codes[r])] })], null, [.. rows.Select(r => problem.Column[r])]);
        double[] a = (double[])problem.Column.Clone(), b = (double[])repeated.Column.Clone();
        new Problem(problem.Effects, weights, problem.Column).Absorber().Absorb(a);
        repeated.Absorber().Absorb(b);
        for (var i = 0; i < rows.Length; i++) Assert.Equal(a[rows[i]], b[i], 1e-9);
    }, iter: Cases);

    [Fact]
    public void Other_weights_on_the_same_graph_are_as_good_as_a_new_solver() => Shapes.Sample(shape =>
    {
        var problem = Problem.Of(shape.Rows, shape.Levels, shape.Seed, true);
        var kept = new Problem(problem.Effects, null, problem.Column).Absorber();
        double[] a = (double[])problem.Column.Clone(), b = (double[])problem.Column.Clone(), first = (double[])problem.Column.Clone();
        kept.Absorb(first);
        kept.Reweight(problem.Weights!);
        kept.Absorb(a);
        problem.Absorber().Absorb(b);
        for (var i = 0; i < a.Length; i++) Assert.Equal(b[i], a[i], 1e-9);
    }, iter: Cases);

    [Fact]
    public void Factors_solve_chains_on_which_steps_stall() => Gen.Select(Gen.Int[40, 400], Gen.Int[2, 5], Gen.ULong, Gen.Bool).Sample((links, width, seed, third) =>
    {
        var problem = Chain(links, width, seed, third, seed % 2 == 0);
        var left = (double[])problem.Column.Clone();
        var result = problem.Absorber().Absorb(left);
        Assert.InRange(result.Bound, 0, 1e-8);
        Assert.InRange(problem.Imbalance(left), 0, 1e-9 * (1 + problem.Norm(problem.Column)));
        Assert.InRange(result.Iterations, 1, 100); // plain steps need hundreds
    }, iter: Cases);

    [Fact]
    public void Sampled_elimination_preconditions_a_sparse_graph_without_a_narrow_order()
    {
        // A torus of 70 × 70 groups: its envelope would be wide enough to be refused if the limits were tight; here the factor is asked for itself.
        const int side = 70;
        int[] main = new int[2 * side * side * 2], other = new int[main.Length];
        for (var e = 0; e < main.Length / 2; e++)
        {
            var cell = e / 2;
            main[2 * e] = main[2 * e + 1] = e;
            other[2 * e] = cell;
            other[2 * e + 1] = e % 2 == 0 ? cell / side * side + (cell + 1) % side : (cell + side) % (side * side);
        }
        AbsorbedEffect[] effects = [AbsorbedEffect.Of("edge", main, main.Length / 2, null, true), AbsorbedEffect.Of("cell", other, side * side, null, true)];
        var system = new ReducedSystem(EffectLayout.Of(effects, main.Length)!, null);
        double[] column = [.. Problem.Normals(main.Length, 3)], right = new double[side * side];
        var b = new Lanes1[side * side];
        system.Sweep<Lanes1>(column, column, null, b, 0, system.Buffers());
        var start = (Lanes1[])b.Clone();
        int Steps(IPreconditioner preconditioner)
        {
            var (steps, done) = new ConjugateGradients<Lanes1>(system).Solve(preconditioner, new Lanes1[side * side], (Lanes1[])start.Clone(), [1e-9], 2000, int.MaxValue);
            Assert.True(done);
            return steps;
        }
        int plain = Steps(new DiagonalPreconditioner(system.Diagonal)), sampled = Steps(new ApproximateFactor(system));
        Assert.True(sampled * 3 < plain, $"{sampled} steps with the factor, {plain} with the diagonal");
        Assert.InRange(sampled, 1, 60);
    }

    [Fact]
    public void Several_components_are_solved_each() => Gen.Select(Gen.Int[2, 6], Gen.Int[5, 40], Gen.ULong).Sample((parts, links, seed) =>
    {
        var chain = Chain(links, 3, seed, false, false);
        var rows = chain.Column.Length;
        Problem Copies() => new([.. chain.Effects.Select(e => AbsorbedEffect.Of(e.Name, [.. Enumerable.Range(0, parts * rows).Select(i => e.Codes[i % rows] + i / rows * e.Levels)], parts * e.Levels, null, true))],
            null, [.. Problem.Normals(parts * rows, seed)]);
        var problem = Copies();
        var left = (double[])problem.Column.Clone();
        problem.Absorber().Absorb(left);
        Assert.InRange(problem.Imbalance(left), 0, 1e-9 * (1 + problem.Norm(problem.Column)));
    }, iter: Cases);

    [Fact]
    public void Slopes_are_taken_out_too() => Gen.Select(Shapes, Gen.Bool).Sample((shape, intercept) =>
    {
        var problem = Problem.Of(shape.Rows, shape.Levels, shape.Seed, shape.Weighted);
        double[] slope = [.. Problem.Normals(shape.Rows, shape.Seed + 3)];
        var first = problem.Effects[0];
        AbsorbedEffect[] effects = [first with { Slope = slope, Intercept = intercept }, .. problem.Effects.Skip(1)];
        var left = (double[])problem.Column.Clone();
        new Absorber(effects, problem.Weights, shape.Rows, new AbsorptionLimits()).Absorb(left);
        var sums = new double[first.Levels];
        for (var i = 0; i < left.Length; i++) sums[first.Codes[i]] += (problem.Weights?[i] ?? 1) * slope[i] * left[i];
        Assert.All(sums, sum => Assert.InRange(Math.Abs(sum), 0, 1e-8 * (1 + problem.Norm(problem.Column))));
    }, iter: Cases);

    [Fact]
    public void A_large_problem_has_the_same_bits_at_any_number_of_threads()
    {
        const int n = 150_000;
        var stream = new RandomStream(4, 4);
        int[] unit = [.. Enumerable.Range(0, n).Select(i => i / 10)], firm = [.. Enumerable.Range(0, n).Select(i => i % 650)], year = [.. Enumerable.Range(0, n).Select(_ => stream.NextBelow(10))];
        var data = ModelData.Of(n).With("x", [.. Problem.Normals(n, 5)]).With("y", [.. Problem.Normals(n, 6)])
            .WithFactor("unit", Of(unit)).WithFactor("firm", Of(firm)).WithFactor("year", Of(year));
        var model = LinearModel.Parse("y ~ x | unit + firm + year", Covariance.ClusteredBy("firm"));
        var before = FixedChunks.MostThreads;
        try
        {
            FixedChunks.MostThreads = 1;
            var one = new AbsorbedLeastSquares().Fit(data, model);
            FixedChunks.MostThreads = 4;
            var four = new AbsorbedLeastSquares().Fit(data, model);
            Assert.Equal(one.Coefficients, four.Coefficients);
            Assert.Equal(one.Residuals, four.Residuals);
            Assert.True(one.Iterations > 1);
        }
        finally
        {
            FixedChunks.MostThreads = before;
        }
    }

    private static Factor Of(int[] codes) => new(codes, [.. Enumerable.Range(0, codes.Max() + 1).Select(l => $"g{l}")]);

    // Main group u meets `width` neighbouring groups of a ring: the smallest eigenvalue is of order 1/links².
    private static Problem Chain(int links, int width, ulong seed, bool third, bool weighted)
    {
        var n = 2 * links * width;
        int[] main = [.. Enumerable.Range(0, n).Select(i => i / width)], ring = [.. Enumerable.Range(0, n).Select(i => (i / width + i % width) % links)];
        List<AbsorbedEffect> effects = [AbsorbedEffect.Of("main", main, 2 * links, null, true), AbsorbedEffect.Of("ring", ring, links, null, true)];
        var stream = new RandomStream(seed, 5);
        if (third) effects.Add(AbsorbedEffect.Of("third", [.. Enumerable.Range(0, n).Select(_ => stream.NextBelow(7))], 7, null, true));
        return new Problem(effects, weighted ? [.. Enumerable.Range(0, n).Select(_ => Math.Exp(2 * stream.NextNormal()))] : null, [.. Problem.Normals(n, seed)]);
    }

    private sealed record Problem(IReadOnlyList<AbsorbedEffect> Effects, double[]? Weights, double[] Column)
    {
        public static Problem Of(int rows, int[] levels, ulong seed, bool weighted)
        {
            var stream = new RandomStream(seed, 1);
            AbsorbedEffect[] effects = [.. levels.Select((count, q) => AbsorbedEffect.Of($"e{q}", [.. Enumerable.Range(0, rows).Select(_ => stream.NextBelow(count))], count, null, true))];
            return new Problem(effects, weighted ? [.. Enumerable.Range(0, rows).Select(_ => 0.1 + 3 * stream.NextUniform())] : null, [.. Normals(rows, seed)]);
        }

        public static IEnumerable<double> Normals(int rows, ulong seed)
        {
            var stream = new RandomStream(seed, 2);
            for (var i = 0; i < rows; i++) yield return 3 + stream.NextNormal();
        }

        public Absorber Absorber() => new(Effects, Weights, Column.Length, new AbsorptionLimits());

        public double Norm(double[] column) => Math.Sqrt(InnerProduct.Of(Weights, column, column));

        /// <summary>The largest |Dᵀ W x|.</summary>
        public double Imbalance(double[] left)
        {
            double worst = 0;
            foreach (var effect in Effects)
            {
                var sums = new double[effect.Levels];
                for (var i = 0; i < left.Length; i++) sums[effect.Codes[i]] += (Weights?[i] ?? 1) * left[i];
                worst = Math.Max(worst, sums.Max(Math.Abs));
            }
            return worst;
        }
    }
}
