using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Takes any number of effects out of columns: x̃ = x − D(DᵀWD)⁺DᵀWx.</summary>
/// <remarks>The effect with the most groups is eliminated exactly; what it leaves, S = D₂ᵀW(I − P₁)D₂ in the parameters of the others, is
/// solved by conjugate gradients with the diagonal, which on well connected data takes a few steps. Where their pace is too slow, S is
/// factorised exactly if its graph keeps a narrow envelope, else approximately (<see cref="ApproximateFactor"/>). Each round ends with
/// the normal equations of the rows themselves, and rounds go on until that residual is small, so that the bound is one on what was
/// reached, not on what was hoped. The choice depends on the data alone.</remarks>
internal sealed class Absorber
{
    // A column whose left-over norm is below this share of its norm is rounding error: it is explained by the effects.
    private const double Explained = 1e-11;
    private const double Rounding = 1e-14; // of the norm before absorption: a residual as small cannot be told from rounding
    private const int MostRounds = 50;
    private const int RoundsWithFactor = 8;
    private const double Tolerable = 1e-7; // coefficients then err by about 1e-14 of their variation
    private const int DenseSize = 512;
    private readonly EffectLayout? layout;
    private readonly AbsorptionLimits limits;
    private readonly double[]? plainWeights;
    private ReducedSystem? system;
    private IPreconditioner? preconditioner;
    private PairMatrix? matrix;
    private bool isDiagonal = true;
    private bool isExact;
    private double[]? collected; // what the rounds on a single column find, summed
    private bool isLast; // no better preconditioner is to be had

    public Absorber(IReadOnlyList<AbsorbedEffect> effects, double[]? weights, int rows, AbsorptionLimits limits)
        : this(EffectLayout.Of(effects, rows), weights, limits)
    {
    }

    public Absorber(EffectLayout? layout, double[]? weights, AbsorptionLimits limits)
    {
        (this.layout, this.limits, plainWeights) = (layout, limits, weights);
        if (layout is null) return;
        system = new ReducedSystem(layout, weights);
        preconditioner = new DiagonalPreconditioner(system.Diagonal);
    }

    public EffectLayout? Layout => layout;

    /// <summary>The same effects with other weights; what was learnt about the graph is kept.</summary>
    public void Reweight(double[] weights)
    {
        if (layout is null) return;
        system = new ReducedSystem(layout, weights);
        switch (preconditioner)
        {
            case BorderedFactor bordered when matrix is not null:
                matrix.Fill(system);
                bordered.Refactor();
                break;
            case ApproximateFactor:
                preconditioner = new ApproximateFactor(system);
                break;
            case DenseFactor:
                preconditioner = new DenseFactor(system);
                break;
            default:
                preconditioner = new DiagonalPreconditioner(system.Diagonal);
                break;
        }
    }

    /// <summary>Parameters of the effects besides the main one in a column that the effects explain, stacked as in the layout.</summary>
    public double[] Parameters(double[] explained)
    {
        var copy = (double[])explained.Clone();
        collected = new double[layout!.Size];
        try
        {
            Absorb(copy);
            return collected;
        }
        finally
        {
            collected = null;
        }
    }

    /// <summary>Takes the effects out of a column, in place.</summary>
    public AbsorptionResult Absorb(double[] values) => Absorb([values], [values], limits.Tolerance);

    /// <summary>Takes the effects out of several columns together.</summary>
    /// <param name="inputs">Columns of n, left as they are unless they are outputs too.</param>
    /// <param name="outputs">Filled.</param>
    public AbsorptionResult Absorb(IReadOnlyList<double[]> inputs, double[][] outputs) => Absorb(inputs, outputs, limits.Tolerance);

    /// <summary>The same to another tolerance.</summary>
    public AbsorptionResult Absorb(IReadOnlyList<double[]> inputs, double[][] outputs, double tolerance)
    {
        var bounds = new double[outputs.Length];
        if (layout is null)
        {
            for (var j = 0; j < outputs.Length; j++)
                if (!ReferenceEquals(inputs[j], outputs[j])) inputs[j].CopyTo(outputs[j], 0);
            return new AbsorptionResult(0, 0, bounds);
        }
        var iterations = 0;
        for (var done = 0; done < outputs.Length;)
        {
            var rest = outputs.Length - done;
            var lanes = rest >= 5 ? 8 : rest >= 3 ? 4 : rest;
            var count = Math.Min(rest, lanes);
            var group = new ColumnGroup([.. inputs.Skip(done).Take(count)], outputs.AsSpan(done, count).ToArray(), bounds.AsMemory(done, count));
            var steps = lanes switch
            {
                8 => Absorb<Lanes8>(group, tolerance),
                4 => Absorb<Lanes4>(group, tolerance),
                2 => Absorb<Lanes2>(group, tolerance),
                _ => Absorb<Lanes1>(group, tolerance),
            };
            iterations = Math.Max(iterations, steps);
            done += count;
        }
        return new AbsorptionResult(iterations, bounds.Length == 0 ? 0 : bounds.Max(), bounds);
    }

    private int Absorb<T>(ColumnGroup group, double tolerance) where T : unmanaged, ILanes<T>
    {
        int m = layout!.Size, count = group.Outputs.Length;
        // Rows in another order are worked on in an array of their own.
        double[][] work = layout.Order is null ? group.Outputs : [.. group.Outputs.Select(_ => new double[layout.Rows])];
        var buffers = system!.Buffers();
        var b = new T[m];
        double[] norms = new double[count], left = new double[count];
        for (var l = 0; l < count; l++)
        {
            var sizes = system.Sweep<T>(group.Inputs[l], work[l], null, b, l, buffers);
            (norms[l], left[l]) = (Math.Sqrt(sizes.Before), Math.Sqrt(sizes.After));
        }
        var steps = m == 0 ? SweepAgain<T>(work, buffers) : Iterate(work, b, norms, left, buffers, tolerance, group.Bounds.Span);
        if (layout.Order is { } order)
            FixedChunks.Run(count, 1, (l, _) =>
            {
                var (sorted, output) = (work[l], group.Outputs[l]);
                for (var i = 0; i < order.Length; i++) output[order[i]] = sorted[i];
            });
        return steps;
    }

    // One effect is exact at once, but for what rounding left of a large mean.
    private int SweepAgain<T>(double[][] work, double[][] buffers) where T : unmanaged, ILanes<T>
    {
        foreach (var column in work) system!.Sweep<T>(column, column, null, null, 0, buffers);
        return 1;
    }

    private int Iterate<T>(double[][] work, T[] b, double[] norms, double[] left, double[][] buffers, double tolerance, Span<double> bounds) where T : unmanaged, ILanes<T>
    {
        var cg = new ConjugateGradients<T>(system!);
        var v = new T[b.Length];
        var targets = new double[T.Count];
        var smallest = Enumerable.Repeat(1.0, T.Count).ToArray();
        double[]? previous = null;
        var steps = 0;
        for (var round = 0; ; round++)
        {
            for (var l = 0; l < targets.Length; l++)
                targets[l] = l >= work.Length || left[l] <= Explained * norms[l] ? double.PositiveInfinity : Math.Max(tolerance * left[l], Rounding * norms[l]);
            var sizes = cg.Size(preconditioner!, b);
            if (IsDone(sizes, previous, targets, left, round, out var worst))
            {
                for (var l = 0; l < work.Length; l++)
                    bounds[l] = double.IsInfinity(targets[l]) ? 0 : sizes[l] / (Math.Sqrt(smallest[l]) * left[l]);
                return Math.Max(1, steps);
            }
            if (steps >= limits.Iterations || round >= MostRounds) throw new NotConvergedException(steps, worst * tolerance);
            if (round == RoundsWithFactor && isExact) GiveUpFactor(smallest);
            steps += Advance(cg, v, b, sizes, previous, targets, steps, smallest);
            previous = sizes;
            if (collected is not null)
            {
                var found = System.Runtime.InteropServices.MemoryMarshal.Cast<T, double>(v.AsSpan());
                for (var a = 0; a < collected.Length; a++) collected[a] += found[a * T.Count];
            }
            for (var l = 0; l < work.Length; l++) left[l] = Math.Sqrt(system!.Sweep(work[l], work[l], v, b, l, buffers).After);
        }
    }

    // Where effects hang together in more ways than one, rounding can hide a pivot that is zero; the diagonal has no pivots.
    private void GiveUpFactor(double[] smallest)
    {
        preconditioner = new DiagonalPreconditioner(system!.Diagonal);
        (matrix, isExact, isLast) = (null, false, true);
        Array.Fill(smallest, 1);
    }

    // Fills v with a (nearly) exact solution, by the factor alone while that gains a digit a round, else by conjugate gradients.
    private int Advance<T>(ConjugateGradients<T> cg, T[] v, T[] b, double[] sizes, double[]? previous, double[] targets, int steps, double[] smallest) where T : unmanaged, ILanes<T>
    {
        if (isExact && !Slow(sizes, previous, targets))
        {
            preconditioner!.Solve(b, v);
            return 1;
        }
        Array.Clear(v);
        double[] inner = [.. targets.Select(t => 0.5 * t)];
        var patience = isLast ? int.MaxValue : Patience();
        var (done, reached) = cg.Solve(preconditioner!, v, b, inner, Math.Min(limits.Iterations - steps, 3 * b.Length + 200), patience); // m steps would do without rounding
        for (var l = 0; l < smallest.Length; l++) smallest[l] = Math.Min(smallest[l], cg.SmallestRitz[l]);
        if (reached || isLast) return done;
        Improve();
        Array.Fill(smallest, 1);
        return done;
    }

    private static bool Slow(double[] sizes, double[]? previous, double[] targets)
    {
        if (previous is null) return false;
        for (var l = 0; l < sizes.Length; l++)
            if (sizes[l] > targets[l] && sizes[l] > 0.1 * previous[l]) return true;
        return false;
    }

    private static bool IsDone(double[] sizes, double[]? previous, double[] targets, double[] left, int round, out double worst)
    {
        var done = true;
        worst = 0;
        for (var l = 0; l < sizes.Length; l++)
        {
            if (sizes[l] <= targets[l]) continue;
            worst = Math.Max(worst, sizes[l] / targets[l]);
            // Within reach of the target and no longer moving: what is left is rounding, and the bound says how much.
            var reach = round > 2 * RoundsWithFactor ? Math.Max(1e3 * targets[l], Tolerable * left[l]) : 1e3 * targets[l];
            if (previous is null || sizes[l] <= 0.25 * previous[l] || sizes[l] > reach) done = false;
        }
        return done;
    }

    // Steps with the diagonal that cost about as much as writing the system out and factorising it.
    private int Patience() => isDiagonal && !layout!.HasSlopes ? (int)Math.Clamp(PairMatrix.Cost(layout) / layout.Index.Length, 12, 60) : 60;

    private void Improve()
    {
        (isDiagonal, isLast, isExact) = (false, true, false);
        if (layout!.HasSlopes)
        {
            if (layout.Size <= DenseSize) (preconditioner, isExact) = (new DenseFactor(system!), true);
            return;
        }
        double n = layout.Rows;
        if (PairMatrix.Cost(layout) <= Math.Max(1e8, 60 * n) && layout.Size - layout.Terms[0].Effect.Levels <= DenseSize)
        {
            matrix = PairMatrix.Of(system!, (long)Math.Max(1e6, 2 * n));
            if (matrix is not null && BorderedFactor.Of(matrix, Math.Max(2e6, 3 * n), Math.Max(4e8, 1000 * n)) is { } factor)
            {
                (preconditioner, isExact) = (factor, true);
                return;
            }
            matrix = null;
        }
        preconditioner = new ApproximateFactor(system!);
    }

    private sealed record ColumnGroup(double[][] Inputs, double[][] Outputs, Memory<double> Bounds);
}

/// <summary>How absorption went.</summary>
/// <param name="Iterations">The most steps that a column took.</param>
/// <param name="Bound">The largest of <paramref name="Bounds"/>.</param>
/// <param name="Bounds">For each column, the normal-equation residual over the smallest eigenvalue met: bounds the norm of the error
/// relative to the norm of what is left.</param>
internal sealed record AbsorptionResult(int Iterations, double Bound, double[] Bounds);
