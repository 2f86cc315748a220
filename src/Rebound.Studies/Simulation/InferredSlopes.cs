using System.Globalization;
using Rebound.Numerics;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Slopes of some dimensions in one channel by indirect inference (Gouriéroux, Monfort and Renault 1993), with their uncertainty.</summary>
/// <remarks>The slopes b at which the model's own coefficients are the study's: b = b₁ + J⁻¹(β̂ − β(b₁)) after b₁ = J⁻¹(β̂ − β(0)), J the model's response to a slope of 0.5 in each dimension alone, means over paired replicates.
/// Var(b) = J⁻¹(V + C + Σ δδᵀ)J⁻ᵀ: V the study's covariance, its variances no smaller than those between the model's replicates; C that of the model's mean; δ what the coefficients move by when another slope moves by its error, or, where
/// nothing tells it, by its whole prior. A dimension stays at its prior when the model's coefficient does not tell its slope from none, when the 95 % interval is wider than the range 0 … 1.5, or when the slope lies outside it by more than two errors.</remarks>
internal sealed class InferredSlopes
{
    private const double Trial = 0.5, Most = 1.5, Outside = 2;
    private readonly ResilienceDimension[] dimensions;
    private readonly double[] slopes;
    private readonly double[,] spread; // J⁻¹L, LLᵀ the covariance of the coefficients

    private InferredSlopes(ShockChannel channel, ResilienceDimension[] dimensions, double[] slopes, double[,] spread) =>
        (Channel, this.dimensions, this.slopes, this.spread) = (channel, dimensions, slopes, spread);

    /// <summary>The channel.</summary>
    public ShockChannel Channel { get; }

    /// <summary>Finds slopes; null where none can be told.</summary>
    /// <param name="asked">The study's coefficients and what else they depend on.</param>
    /// <param name="model">The same coefficients on the model's own numbers under some slopes: replicate, then dimension.</param>
    /// <param name="reasons">Takes what became of each dimension.</param>
    public static InferredSlopes? Find(LinkEvidence asked, Func<LinkSlopes, double[][]> model, IDictionary<(ResilienceDimension, ShockChannel), string> reasons)
    {
        var (channel, count) = (asked.Channel, asked.Dimensions.Count);
        var none = asked.Dimensions.Aggregate(asked.Start, (s, d) => s.With(d, channel, 0));
        var without = model(none);
        double[][][] with = [.. asked.Dimensions.Select(d => model(none.With(d, channel, Trial)))];
        var response = new double[count, count];
        List<int> told = [];
        for (var j = 0; j < count; j++)
        {
            for (var i = 0; i < count; i++) response[i, j] = Over(without.Length, r => (with[j][r][i] - without[r][i]) / Trial).Mean;
            var step = Over(without.Length, r => (with[j][r][j] - without[r][j]) / Trial);
            if (Math.Abs(step.Mean) > 2 * step.Error && step.Mean != 0) told.Add(j);
            else reasons[(asked.Dimensions[j], channel)] = $"stays at its prior: what the model gives does not tell this slope from none, so {asked.Ids[j]} cannot either";
        }
        while (told.Count > 0)
        {
            var found = Solve(asked, [.. told], response, without, model);
            var faults = told.Select(j => (Place: j, Reason: found.FaultOf(asked.Dimensions[j]))).Where(f => f.Reason.Length > 0).ToList();
            string Text(int j) => string.Create(CultureInfo.InvariantCulture, $"{asked.Ids[j]}, {asked.Estimates[j]:0.####} ± {Math.Sqrt(asked.Covariance[j, j]):0.####}; the model gives {Over(without.Length, r => without[r][j]).Mean:0.####} without a slope and {response[j, j]:0.####} more for a slope of 1{asked.Note}");
            foreach (var (j, reason) in faults) reasons[(asked.Dimensions[j], channel)] = $"stays at its prior: {Text(j)}, {reason}";
            if (faults.Count == 0)
            {
                foreach (var j in told) reasons[(asked.Dimensions[j], channel)] = $"from {Text(j)}";
                return found;
            }
            told.RemoveAll(j => faults.Exists(f => f.Place == j));
        }
        return null;
    }

    /// <summary>Some slopes with these, moved by standard normal numbers, one a dimension of the model.</summary>
    public LinkSlopes Into(LinkSlopes all, ReadOnlySpan<double> z)
    {
        for (var i = 0; i < slopes.Length; i++)
        {
            var slope = slopes[i];
            for (var c = 0; c < spread.GetLength(1); c++) slope += spread[i, c] * z[c];
            all = all.With(dimensions[i], Channel, Math.Clamp(slope, 0, Most));
        }
        return all;
    }

    /// <summary>A slope before it is held within its range, and its standard error; null where the dimension stays at its prior.</summary>
    public (double Slope, double Error)? Of(ResilienceDimension dimension)
    {
        var i = Array.IndexOf(dimensions, dimension);
        if (i < 0) return null;
        double variance = 0;
        for (var c = 0; c < spread.GetLength(1); c++) variance += spread[i, c] * spread[i, c];
        return (slopes[i], Math.Sqrt(variance));
    }

    private string FaultOf(ResilienceDimension dimension)
    {
        var (slope, error) = Of(dimension)!.Value;
        return 2 * NormalQuantile.Of(0.975) * error > 2 * Most ? string.Create(CultureInfo.InvariantCulture, $"so the slope would be {slope:0.##} ± {error:0.##}, and its interval wider than all that slopes can be, 0 to {Most}")
            : slope < -Outside * error || slope > Most + Outside * error ? string.Create(CultureInfo.InvariantCulture, $"so the slope would be {slope:0.##} ± {error:0.##}, outside 0 to {Most}: something else than this link moves the study's number, or the model does not fit it")
            : "";
    }

    private static InferredSlopes Solve(LinkEvidence asked, int[] told, double[,] response, double[][] without, Func<LinkSlopes, double[][]> model)
    {
        var k = told.Length;
        var inverse = Inverse(k, (i, j) => response[told[i], told[j]]);
        double[] Step(double[][] coefficients) => Times(inverse, [.. told.Select(i => asked.Estimates[i] - Over(coefficients.Length, r => coefficients[r][i]).Mean)]);
        var first = Step(without);
        for (var i = 0; i < k; i++) first[i] = Math.Clamp(first[i], 0, Most);
        var start = asked.Start;
        for (var i = 0; i < k; i++) start = start.With(asked.Dimensions[told[i]], asked.Channel, first[i]);
        var there = model(start);
        double[] found = [.. Step(there).Zip(first, (s, b) => b + s)];
        var covariance = new double[k, k];
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++) covariance[i, j] = asked.Covariance[told[i], told[j]];
            var chance = Math.Pow(Over(there.Length, r => there[r][told[i]]).Error, 2);
            covariance[i, i] = Math.Max(covariance[i, i], there.Length * chance) + chance;
        }
        foreach (var (dimension, channel, error) in asked.Others)
        {
            if (channel == asked.Channel && told.Any(j => asked.Dimensions[j] == dimension)) continue;
            var moved = model(start.With(dimension, channel, Math.Abs(start[dimension, channel] - error)));
            double[] shift = [.. told.Select(i => Over(there.Length, r => there[r][i] - moved[r][i]).Mean)];
            for (var i = 0; i < k; i++)
                for (var j = 0; j < k; j++) covariance[i, j] += shift[i] * shift[j];
        }
        var root = SymmetricMatrix.PivotedFactor(covariance);
        var spread = new double[k, root.GetLength(1)];
        for (var i = 0; i < k; i++)
            for (var c = 0; c < root.GetLength(1); c++)
                for (var j = 0; j < k; j++) spread[i, c] += inverse[i, j] * root[j, c];
        return new InferredSlopes(asked.Channel, [.. told.Select(i => asked.Dimensions[i])], found, spread);
    }

    private static (double Mean, double Error) Over(int replicates, Func<int, double> replicate)
    {
        var moments = Moments.Of([.. Enumerable.Range(0, replicates).Select(replicate)]);
        return (moments.Mean, replicates > 1 ? moments.Deviation / Math.Sqrt(replicates) : 0);
    }

    private static double[] Times(double[,] matrix, double[] vector)
    {
        var product = new double[vector.Length];
        for (var i = 0; i < product.Length; i++)
            for (var j = 0; j < product.Length; j++) product[i] += matrix[i, j] * vector[j];
        return product;
    }

    // By least squares: (JᵀJ)⁻¹Jᵀ.
    private static double[,] Inverse(int k, Func<int, int, double> response)
    {
        var (square, inverse) = (new double[k * k], new double[k, k]);
        for (var i = 0; i < k; i++)
            for (var j = 0; j < k; j++)
                for (var m = 0; m < k; m++) square[i * k + j] += response(m, i) * response(m, j);
        if (!PositiveDefinite.TryFactor(square, k)) throw new NumericalException("The model's responses to the slopes of a channel cannot be told apart, so the study's estimates cannot tell the slopes apart either: write slopes = \"prior\".");
        var factor = PositiveDefinite.Inverse(square, k);
        for (var i = 0; i < k; i++)
            for (var j = 0; j < k; j++)
                for (var m = 0; m < k; m++) inverse[i, j] += factor[i * k + m] * response(j, m);
        return inverse;
    }
}
