using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rebound.Measures;

/// <summary>Exponential smoothing with additive components at eight sets of parameters at once, the initial state solved for by least squares.</summary>
/// <remarks>At given parameters e = e₀ − X·x₀. Every column of X is what a level, a slope or a season of one does to the errors, and seasons
/// do the same one after the other: hₖ(t) = h(t − k). So four series a set (e₀ and three columns), side by side in one vector, give X'X and X'e₀ by sums of products with
/// the delayed h, and the rest of X'X by Σ h(t−k)h(t−j) = Σ h(t−k+1)h(t−j+1) − h(n−k)h(n−j). The season used first stays zero:
/// only differences of seasons matter. State: level, slope, seasons by falling delay.</remarks>
internal sealed class SmoothingLanes
{
    /// <summary>Sets of parameters in one run.</summary>
    public const int Width = 8;

    private const int Pairs = Width / 2; // a vector holds the four series of two sets
    private const int Series = 4;
    private const double Ridge = 1e-12; // keeps nearly collinear states solvable
    private static readonly Vector512<long> Each0 = Vector512.Create(0L, 0, 0, 0, 4, 4, 4, 4), Each1 = Vector512.Create(1L, 1, 1, 1, 5, 5, 5, 5), Each2 = Vector512.Create(2L, 2, 2, 2, 6, 6, 6, 6), Each3 = Vector512.Create(3L, 3, 3, 3, 7, 7, 7, 7);

    private readonly int n;
    private readonly int seasons;
    private readonly bool trend;
    private readonly int states;
    private readonly Vector512<double>[] input;
    private readonly Vector512<double>[] errors;
    private readonly Vector512<double>[] seasonal;
    private readonly Vector512<double>[] levels;
    private readonly Vector512<double>[] slopes;
    private readonly Vector512<double>[] written;
    private readonly Vector512<double>[] sums;
    private readonly double[] delayed;
    private readonly Vector512<double>[] normal;
    private readonly Vector512<double>[] right;
    private readonly double[] total = new double[Width];

    /// <summary>Sets up room.</summary>
    /// <param name="y">n values around zero.</param>
    /// <param name="model">A model with additive components.</param>
    public SmoothingLanes(ReadOnlySpan<double> y, SmoothingModel model)
    {
        (n, seasons, trend, states) = (y.Length, model.Season == Component.None ? 0 : model.Period, model.Trend != Component.None, model.FreeStates);
        input = new Vector512<double>[n];
        for (var t = 0; t < n; t++) input[t] = Vector512.Create(y[t], 0, 0, 0, y[t], 0, 0, 0);
        (errors, seasonal) = (new Vector512<double>[Pairs * n], new Vector512<double>[Pairs * n]);
        (levels, slopes, written) = (new Vector512<double>[Pairs * (n + 1)], new Vector512<double>[Pairs * (n + 1)], new Vector512<double>[Pairs * (n + seasons)]);
        sums = new Vector512<double>[Pairs * 3];
        delayed = new double[Pairs * 2 * Series * Math.Max(1, seasons)];
        (normal, right) = (new Vector512<double>[states * states], new Vector512<double>[states]);
    }

    /// <summary>Least sums of squares over the initial state, of the last run; NaN where the state is not determined.</summary>
    public double[] Squares { get; } = new double[Width];

    /// <summary>½ ln|X'X| of the last run.</summary>
    public double[] LogDeterminants { get; } = new double[Width];

    /// <summary>Runs up to eight sets of parameters.</summary>
    /// <param name="sets">One to eight; what lanes are left repeat the last.</param>
    public void Run(ReadOnlySpan<SmoothingParameters> sets)
    {
        var pairs = (sets.Length + 1) / 2;
        Recurse(sets, pairs);
        for (var g = 0; g < pairs && seasons > 0; g++) Delay(g);
        Array.Clear(normal);
        Array.Clear(right);
        for (var c = 0; c < 2 * pairs; c++) Assemble(c);
        Solve(sets.Length);
    }

    /// <summary>The best initial state of one set of the last run: level, slope, seasons by falling delay.</summary>
    public double[] Solution(int set)
    {
        var factor = Lane(normal);
        var solution = new double[states];
        for (var i = states - 1; i >= 0; i--)
        {
            solution[i] = Lane(right)[i * Width + set];
            for (var j = i + 1; j < states; j++) solution[i] -= factor[(j * states + i) * Width + set] * solution[j];
            solution[i] /= factor[(i * states + i) * Width + set];
        }
        return solution;
    }

    /// <summary>The lower factor of X'X of one set of the last run.</summary>
    public void Factor(int set, Span<double> factor)
    {
        var all = Lane(normal);
        for (var i = 0; i < factor.Length; i++) factor[i] = all[i * Width + set];
    }

    /// <summary>Fills the path after the series from a state of zero, and what a unit of each initial state adds to it.</summary>
    /// <param name="set">Set of the last run.</param>
    /// <param name="phi">φ of the set.</param>
    /// <param name="path">H values.</param>
    /// <param name="effects">H × states.</param>
    public void Project(int set, double phi, Span<double> path, Span<double> effects)
    {
        var at = set / 2 * 2 * Series + set % 2 * Series;
        var (power, trending) = (1.0, 0.0);
        for (var h = 0; h < path.Length; h++)
        {
            power *= phi;
            trending += power;
            var own = effects.Slice(h * states, states);
            path[h] = After(at, 0, h, trending);
            own[0] = After(at + 1, 0, h, trending);
            if (trend) own[1] = After(at + 2, 0, h, trending);
            for (var k = 1; k < seasons; k++) own[states - k] = After(at + 3, k, h, trending);
        }
    }

    // What a series of the set expects h + 1 months after month n − k.
    private double After(int at, int k, int h, double trending)
    {
        var place = (n - k) * Pairs * 2 * Series + at;
        var value = Lane(levels)[place] + trending * Lane(slopes)[place];
        return seasons == 0 ? value : value + Lane(written)[(n - k + h % seasons) * Pairs * 2 * Series + at];
    }

    private static Span<double> Lane(Vector512<double>[] values) => MemoryMarshal.Cast<Vector512<double>, double>(values.AsSpan());

    private void Recurse(ReadOnlySpan<SmoothingParameters> sets, int pairs)
    {
        Span<Vector512<double>> parameters = stackalloc Vector512<double>[4 * Pairs];
        for (var g = 0; g < pairs; g++)
        {
            var (one, other) = (sets[2 * g], sets[Math.Min(2 * g + 1, sets.Length - 1)]);
            parameters[4 * g] = Both(one.Alpha, other.Alpha);
            parameters[4 * g + 1] = Both(one.Beta, other.Beta);
            parameters[4 * g + 2] = Both(one.Gamma, other.Gamma);
            parameters[4 * g + 3] = Both(one.Phi, other.Phi);
        }
        var (levelUnit, slopeUnit, seasonUnit) = (Vector512.Create(0.0, 1, 0, 0, 0, 1, 0, 0), Vector512.Create(0.0, 0, 1, 0, 0, 0, 1, 0), Vector512.Create(0.0, 0, 0, 1, 0, 0, 0, 1));
        for (var g = 0; g < Pairs; g++) (levels[g], slopes[g]) = (levelUnit, trend ? slopeUnit : Vector512<double>.Zero);
        for (var k = 0; k < seasons * Pairs; k++) written[k] = k < Pairs ? seasonUnit : Vector512<double>.Zero;
        Array.Clear(sums);
        for (var t = 0; t < n; t++)
            for (var g = 0; g < pairs; g++)
            {
                var from = t * Pairs + g;
                var (slope, phi) = (slopes[from], parameters[4 * g + 3]);
                var faded = phi * slope;
                var q = levels[from] + faded;
                var season = seasons > 0 ? written[from] : Vector512<double>.Zero;
                var error = input[t] - q - season;
                levels[from + Pairs] = q + parameters[4 * g] * error;
                slopes[from + Pairs] = faded + parameters[4 * g + 1] * error;
                if (seasons > 0)
                {
                    written[from + seasons * Pairs] = season + parameters[4 * g + 2] * error;
                    seasonal[g * n + t] = Vector512.Shuffle(error, Each3);
                }
                errors[g * n + t] = error;
                sums[3 * g] += error * Vector512.Shuffle(error, Each0);
                sums[3 * g + 1] += error * Vector512.Shuffle(error, Each1);
                sums[3 * g + 2] += error * Vector512.Shuffle(error, Each2);
            }
    }

    // Sums of products of the four series with the seasonal one, delayed by 0, 1, … months.
    private void Delay(int g)
    {
        ReadOnlySpan<Vector512<double>> e = errors.AsSpan(g * n, n), h = seasonal.AsSpan(g * n, n);
        var into = MemoryMarshal.Cast<double, Vector512<double>>(delayed.AsSpan(g * 2 * Series * seasons, 2 * Series * seasons));
        for (var k = 0; k < seasons; k += 4)
        {
            Vector512<double> a = Vector512<double>.Zero, b = a, c = a, d = a;
            var most = Math.Min(4, seasons - k);
            for (var t = k; t < n; t++)
            {
                var value = e[t];
                a += value * h[t - k];
                if (most > 1 && t > k) b += value * h[t - k - 1];
                if (most > 2 && t > k + 1) c += value * h[t - k - 2];
                if (most > 3 && t > k + 2) d += value * h[t - k - 3];
            }
            into[k] = a;
            if (most > 1) into[k + 1] = b;
            if (most > 2) into[k + 2] = c;
            if (most > 3) into[k + 3] = d;
        }
    }

    private void Assemble(int set)
    {
        var (g, half) = (set / 2, set % 2 * Series);
        var own = Lane(sums).Slice(3 * g * 2 * Series);
        total[set] = own[half];
        Put(0, 0, own[2 * Series + half + 1], set);
        Lane(right)[set] = -own[half + 1];
        if (trend)
        {
            Put(1, 0, own[2 * Series + half + 2], set);
            Put(1, 1, own[4 * Series + half + 2], set);
            Lane(right)[Width + set] = -own[half + 2];
        }
        var sumsOfDelay = delayed.AsSpan(g * 2 * Series * Math.Max(1, seasons));
        var h = Lane(seasonal).Slice(g * n * 2 * Series);
        for (var k = 1; k < seasons; k++)
        {
            var row = states - k;
            var lag = sumsOfDelay.Slice(k * 2 * Series + half, Series);
            Lane(right)[row * Width + set] = -lag[0];
            Put(row, 0, lag[1], set);
            if (trend) Put(row, 1, lag[2], set);
        }
        for (var lag = 0; lag < seasons - 1; lag++)
        {
            var sum = sumsOfDelay[lag * 2 * Series + half + 3];
            for (var j = 1; j + lag < seasons; j++)
            {
                sum -= h[(n - j) * 2 * Series + half] * (n - j - lag >= 0 ? h[(n - j - lag) * 2 * Series + half] : 0);
                Put(states - j, states - j - lag, sum, set);
            }
        }
    }

    private void Put(int row, int column, double value, int set) => Lane(normal)[(row * states + column) * Width + set] = value;

    private void Solve(int count)
    {
        Vector512<double> explained = Vector512<double>.Zero, product = Vector512<double>.One;
        var spoilt = Vector512<double>.Zero;
        for (var i = 0; i < states; i++)
        {
            var row = normal.AsSpan(i * states, states);
            for (var j = 0; j < i; j++)
            {
                var other = normal.AsSpan(j * states, states);
                var sum = row[j];
                for (var c = 0; c < j; c++) sum -= row[c] * other[c];
                row[j] = sum / other[j];
            }
            var rest = row[i] * (1 + Ridge);
            var floor = 1e-14 * rest;
            var u = right[i];
            for (var c = 0; c < i; c++)
            {
                rest -= row[c] * row[c];
                u -= row[c] * right[c];
            }
            spoilt |= ~Vector512.GreaterThan(rest, floor);
            row[i] = Vector512.Sqrt(rest);
            right[i] = u / row[i];
            explained += right[i] * right[i];
            product *= row[i];
        }
        for (var c = 0; c < count; c++)
        {
            var fails = BitConverter.DoubleToInt64Bits(spoilt[c]) != 0;
            (Squares[c], LogDeterminants[c]) = fails ? (double.NaN, double.NaN) : (total[c] - explained[c], Math.Log(product[c]));
        }
    }

    private static Vector512<double> Both(double one, double other) => Vector512.Create(Vector256.Create(one), Vector256.Create(other));
}
