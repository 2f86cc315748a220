using System.Runtime.InteropServices;

namespace Rebound.Econometrics;

/// <summary>The reduced system written out by applying it to unit vectors, eight at a time, and factorised: for a few hundred slopes.</summary>
internal sealed class DenseFactor : IPreconditioner
{
    private readonly EnvelopeFactor factor;

    public DenseFactor(ReducedSystem system)
    {
        var m = system.Layout.Size;
        factor = new EnvelopeFactor(new int[m]);
        var before = new double[m, m];
        var buffers = Enumerable.Range(0, system.Layout.Chunks.Length - 1).Select(_ => new Lanes8[m]).ToArray();
        var (unit, image) = (new Lanes8[m], new Lanes8[m]);
        for (var a = 0; a < m; a += Lanes8.Count)
        {
            var ones = MemoryMarshal.Cast<Lanes8, double>(unit.AsSpan());
            ones.Clear();
            for (var l = 0; l < Lanes8.Count && a + l < m; l++) ones[(a + l) * Lanes8.Count + l] = 1;
            system.Apply(unit, image, buffers);
            var numbers = MemoryMarshal.Cast<Lanes8, double>(image);
            for (var l = 0; l < Lanes8.Count && a + l < m; l++)
                for (var i = a + l; i < m; i++)
                    factor.Row(i)[a + l] = numbers[i * Lanes8.Count + l];
        }
        for (var a = 0; a < m; a++) before[a, a] = system.Diagonal[a];
        factor.Factorise(before);
    }

    public void Solve<T>(T[] r, T[] z) where T : unmanaged, ILanes<T>
    {
        r.AsSpan().CopyTo(z);
        factor.Solve(z);
    }
}
