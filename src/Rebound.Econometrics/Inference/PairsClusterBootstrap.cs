using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>The pairs cluster bootstrap: whole clusters are drawn with replacement and the model is estimated anew, effects included.</summary>
/// <remarks>Efron (1979); Cameron, Gelbach and Miller (2008). A cluster drawn c times enters with weight c, which gives the same slopes as c
/// copies with effects of their own where effects lie within clusters. Where the largest effect does, what a cluster adds to the normal
/// equations of the other effects, regressors and outcome is summed once, and a draw is a weighted sum and one small factorisation. Draw
/// r uses stream r of the seed. Missing: the rows are those of the estimate.</remarks>
/// <param name="options">Draws and seed.</param>
public sealed class PairsClusterBootstrap(PairsBootstrapOptions options)
{
    private const double LargestShare = 0.05; // of draws that do not identify the model
    private const double DrawTolerance = 1e-9;

    /// <summary>Draws the coefficients.</summary>
    /// <param name="estimate">A least-squares estimate with clusters in one dimension.</param>
    /// <exception cref="ArgumentException">The estimate is not clustered in one dimension, or not by least squares.</exception>
    /// <exception cref="NotIdentifiedException">More than one draw in twenty leaves a regressor without variation.</exception>
    public PairsBootstrapResult Run(Estimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        var absorbed = estimate.Absorbed;
        if (absorbed.Design.Clusters.Count != 1) throw new ArgumentException("The pairs bootstrap needs clusters in one dimension.", nameof(estimate));
        WildClusterBootstrap.Refuse(estimate, "pairs");
        var cluster = absorbed.Design.Clusters[0];
        var moments = ClusterMoments.Of(absorbed, cluster);
        var rows = new double[options.Draws][];
        FixedChunks.Run(options.Draws, moments is null ? options.Draws : 8, () => moments?.Room(), (from, to, room) =>
        {
            var counts = new double[cluster.Count];
            for (var r = from; r < to; r++)
            {
                Draw(counts, r);
                rows[r] = moments is null ? Refit(absorbed, cluster, counts) : moments.Solve(counts, room!);
            }
        });
        double[][] found = [.. rows.Where(row => row.Length > 0)];
        var lost = options.Draws - found.Length;
        if (lost > LargestShare * options.Draws)
            throw new NotIdentifiedException($"In {lost} of {options.Draws} draws of {cluster.Count} clusters a regressor does not vary: too few clusters move it for a bootstrap of pairs; use the wild cluster bootstrap.");
        return Summarise(estimate, found, lost, cluster.Count);
    }

    private void Draw(double[] counts, int r)
    {
        Array.Clear(counts);
        var stream = new RandomStream(options.Seed, (ulong)r);
        for (var g = 0; g < counts.Length; g++) counts[stream.NextBelow(counts.Length)]++;
    }

    private static double[] Refit(AbsorbedDesign absorbed, Cluster cluster, double[] counts)
    {
        var n = absorbed.RowCount;
        double[] weights = new double[n], roots = new double[n];
        for (var i = 0; i < n; i++)
        {
            weights[i] = counts[cluster.Codes[i]] * (absorbed.Design.Weights?[i] ?? 1);
            roots[i] = Math.Sqrt(weights[i]);
        }
        double[][] columns = [.. absorbed.Columns, absorbed.Outcome], left = columns;
        if (absorbed.Absorber.Layout is { } layout)
        {
            left = [.. columns.Select(c => new double[c.Length])];
            new Absorber(layout, weights, new AbsorptionLimits()).Absorb(columns, left, DrawTolerance);
        }
        double[] references = [.. columns.Select(c => Math.Sqrt(InnerProduct.Of(weights, c, c)))];
        var factor = LeastSquaresFactor.Of([.. left[..^1].Select(c => AbsorbedDesign.Scale(c, roots))], references.AsSpan()[..^1], 1e-9);
        return factor.Dropped.Length > 0 ? [] : factor.Solve(AbsorbedDesign.Scale(left[^1], roots), new double[n]);
    }

    private static PairsBootstrapResult Summarise(Estimate estimate, double[][] draws, int lost, int clusters)
    {
        var k = estimate.Names.Count;
        var covariance = new double[k, k];
        var means = new double[k];
        foreach (var draw in draws)
            for (var j = 0; j < k; j++) means[j] += draw[j] / draws.Length;
        foreach (var draw in draws)
            for (var a = 0; a < k; a++)
                for (var b = 0; b < k; b++) covariance[a, b] += (draw[a] - means[a]) * (draw[b] - means[b]) / (draws.Length - 1);
        var tail = (1 - estimate.Model.Confidence) / 2;
        PairsBootstrapCoefficient[] coefficients = [.. estimate.Coefficients.Select((c, j) =>
        {
            double[] own = [.. draws.Select(d => d[j]).Order()];
            return new PairsBootstrapCoefficient(c.Name, c.Value, Math.Sqrt(covariance[j, j]), Quantile.OfSorted(own, tail), Quantile.OfSorted(own, 1 - tail));
        })];
        return new PairsBootstrapResult(coefficients, covariance, draws.Length, lost, clusters) { Replicates = draws };
    }
}

/// <summary>How the pairs bootstrap draws.</summary>
public sealed record PairsBootstrapOptions
{
    /// <summary>Number of draws.</summary>
    public int Draws { get; init; } = 999;

    /// <summary>The study's seed.</summary>
    public required ulong Seed { get; init; }
}

/// <summary>A coefficient with its bootstrap error and percentile interval.</summary>
/// <param name="Name">The regressor.</param>
/// <param name="Value">The estimate.</param>
/// <param name="StandardError">Standard deviation over draws.</param>
/// <param name="Low">Lower percentile.</param>
/// <param name="High">Upper percentile.</param>
public sealed record PairsBootstrapCoefficient(string Name, double Value, double StandardError, double Low, double High);

/// <summary>What the pairs cluster bootstrap found.</summary>
/// <param name="Coefficients">By regressor.</param>
/// <param name="Covariance">Over draws, k × k.</param>
/// <param name="Draws">Draws used.</param>
/// <param name="LostDraws">Draws in which a regressor did not vary; left out.</param>
/// <param name="Clusters">G.</param>
public sealed record PairsBootstrapResult(IReadOnlyList<PairsBootstrapCoefficient> Coefficients, double[,] Covariance, int Draws, int LostDraws, int Clusters)
{
    /// <summary>The coefficients of each draw.</summary>
    public required double[][] Replicates { get; init; }
}
