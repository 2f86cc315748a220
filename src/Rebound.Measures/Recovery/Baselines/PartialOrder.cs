namespace Rebound.Measures;

/// <summary>The middle residual as R's stl takes it.</summary>
/// <remarks>R orders residuals only partly (Singleton's quicksort of 1969, kept to the segments that hold wanted positions) and
/// names the two middle positions in descending order, so that one of them is now and then left unordered. The value can exceed the
/// median by some per cent. Nothing here depends on it but the reproduction of R's robust weights.</remarks>
internal static class PartialOrder
{
    private const int Short = 10; // segments up to this length are ordered by insertion

    /// <summary>Sum of what lies at the two middle positions after the partial ordering.</summary>
    /// <param name="values">n ≥ 2 values; reordered.</param>
    public static double SumOfMiddles(double[] values)
    {
        var n = values.Length;
        int[] wanted = [n / 2 + 1, n - n / 2];
        Order(values, wanted);
        return values[wanted[0] - 1] + values[wanted[1] - 1];
    }

    private static void Order(double[] a, int[] wanted)
    {
        var waiting = new Stack<Segment>();
        waiting.Push(new Segment(0, a.Length - 1, 0, wanted.Length - 1));
        while (waiting.TryPop(out var segment))
        {
            while (segment.Wants && segment.First < segment.Last)
            {
                if (segment.Last - segment.First <= Short && segment.First > 0)
                {
                    Insert(a, segment.First, segment.Last);
                    break;
                }
                var (low, high) = Split(a, segment.First, segment.Last);
                if (low - segment.First <= segment.Last - high)
                {
                    var to = segment.To;
                    while (to >= segment.From && wanted[to] - 1 > low) to--;
                    waiting.Push(new Segment(high, segment.Last, segment.From > to ? segment.From : to + 1, segment.To));
                    segment = new Segment(segment.First, low, segment.From, to);
                }
                else
                {
                    var from = segment.From;
                    while (from <= segment.To && wanted[from] - 1 < high) from++;
                    waiting.Push(new Segment(segment.First, low, segment.From, from > segment.To ? segment.To : from - 1));
                    segment = new Segment(high, segment.Last, from, segment.To);
                }
            }
        }
    }

    private static (int Low, int High) Split(double[] a, int first, int last)
    {
        var middle = (first + last + 2) / 2 - 1; // the middle of positions counted from one
        if (a[first] > a[middle]) Swap(a, first, middle);
        if (a[last] < a[middle])
        {
            Swap(a, last, middle);
            if (a[first] > a[middle]) Swap(a, first, middle);
        }
        var pivot = a[middle];
        var (low, high) = (last, first);
        while (true)
        {
            do low--;
            while (a[low] > pivot);
            do high++;
            while (a[high] < pivot);
            if (high > low) return (low, high);
            Swap(a, low, high);
        }
    }

    private static void Insert(double[] a, int first, int last)
    {
        for (var i = first; i < last; i++)
        {
            var value = a[i + 1];
            var k = i;
            for (; a[k] > value; k--) a[k + 1] = a[k];
            a[k + 1] = value;
        }
    }

    private static void Swap(double[] a, int i, int j) => (a[i], a[j]) = (a[j], a[i]);

    private readonly record struct Segment(int First, int Last, int From, int To)
    {
        public bool Wants => From <= To;
    }
}
