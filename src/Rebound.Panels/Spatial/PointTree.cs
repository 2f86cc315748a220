namespace Rebound.Panels;

/// <summary>A k-d tree over points in two or three dimensions (Bentley, 1975): nearest points and points within a radius in about log n steps.</summary>
internal sealed class PointTree
{
    private const int LeafSize = 8;
    private readonly double[] points;
    private readonly int dimensions;
    private readonly int[] order;
    private readonly int[] axes;

    /// <param name="points">n points, coordinate after coordinate.</param>
    /// <param name="dimensions">Coordinates a point.</param>
    public PointTree(double[] points, int dimensions)
    {
        (this.points, this.dimensions) = (points, dimensions);
        order = [.. Enumerable.Range(0, points.Length / dimensions)];
        axes = new int[order.Length];
        Split(0, order.Length);
    }

    /// <summary>The nearest other points, nearest first; of equally far ones those with the lower index.</summary>
    public void Nearest(int point, Span<int> found)
    {
        Span<double> far = found.Length <= 128 ? stackalloc double[found.Length] : new double[found.Length];
        far.Fill(double.PositiveInfinity);
        found.Fill(int.MaxValue);
        Search(0, order.Length, point, found, far);
    }

    /// <summary>All other points within a radius.</summary>
    public void Within(int point, double radius, List<int> found)
    {
        found.Clear();
        Collect(0, order.Length, point, radius, found);
    }

    private void Split(int from, int to)
    {
        if (to - from <= LeafSize) return;
        var axis = WidestAxis(from, to);
        var middle = (from + to) / 2;
        var keys = new double[to - from];
        for (var k = from; k < to; k++) keys[k - from] = points[order[k] * dimensions + axis];
        keys.AsSpan().Sort(order.AsSpan(from, to - from));
        axes[middle] = axis;
        Split(from, middle);
        Split(middle + 1, to);
    }

    private int WidestAxis(int from, int to)
    {
        var (widest, width) = (0, -1.0);
        for (var axis = 0; axis < dimensions; axis++)
        {
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            for (var k = from; k < to; k++)
            {
                var value = points[order[k] * dimensions + axis];
                low = Math.Min(low, value);
                high = Math.Max(high, value);
            }
            if (high - low > width) (widest, width) = (axis, high - low);
        }
        return widest;
    }

    private void Search(int from, int to, int point, Span<int> found, Span<double> far)
    {
        if (to - from <= LeafSize)
        {
            for (var k = from; k < to; k++) Offer(order[k], point, found, far);
            return;
        }
        var middle = (from + to) / 2;
        Offer(order[middle], point, found, far);
        var gap = Gap(middle, point);
        var left = gap <= 0;
        Search(left ? from : middle + 1, left ? middle : to, point, found, far);
        if (gap * gap <= far[^1]) Search(left ? middle + 1 : from, left ? to : middle, point, found, far);
    }

    private void Collect(int from, int to, int point, double radius, List<int> found)
    {
        if (to - from <= LeafSize)
        {
            for (var k = from; k < to; k++)
                if (order[k] != point && Square(order[k], point) <= radius * radius) found.Add(order[k]);
            return;
        }
        var middle = (from + to) / 2;
        if (order[middle] != point && Square(order[middle], point) <= radius * radius) found.Add(order[middle]);
        var gap = Gap(middle, point);
        if (gap <= radius) Collect(from, middle, point, radius, found);
        if (-gap <= radius) Collect(middle + 1, to, point, radius, found);
    }

    private void Offer(int candidate, int point, Span<int> found, Span<double> far)
    {
        if (candidate == point) return;
        var square = Square(candidate, point);
        var place = found.Length;
        while (place > 0 && (square < far[place - 1] || (square == far[place - 1] && candidate < found[place - 1]))) place--;
        if (place == found.Length) return;
        found[place..^1].CopyTo(found[(place + 1)..]);
        far[place..^1].CopyTo(far[(place + 1)..]);
        (found[place], far[place]) = (candidate, square);
    }

    private double Gap(int middle, int point) =>
        points[point * dimensions + axes[middle]] - points[order[middle] * dimensions + axes[middle]];

    private double Square(int first, int second)
    {
        var sum = 0.0;
        for (var d = 0; d < dimensions; d++)
        {
            var difference = points[first * dimensions + d] - points[second * dimensions + d];
            sum += difference * difference;
        }
        return sum;
    }
}
