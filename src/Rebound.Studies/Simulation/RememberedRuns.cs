using System.Runtime.InteropServices;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>A model whose runs outlive the process: what an interrupted calibration has run is read back when it asks for the same values again.</summary>
/// <remarks>A run is a pure function of its values, so a calibration that is resumed takes the same way to the bit, only quicker. Runs are kept in blocks in the order in which they end, which no result depends on.</remarks>
internal sealed class RememberedRuns
{
    private const int Length = 32;
    private readonly Func<double[], double[]> model;
    private readonly ReplicateBlocks? blocks;
    private readonly Dictionary<string, double[]> known = new(StringComparer.Ordinal);
    private readonly List<(double[] Values, double[] Outputs)> fresh = [];
    private readonly Lock gate = new();
    private int kept;

    /// <summary>Reads back what is kept.</summary>
    /// <param name="model">The model; safe to call from several threads.</param>
    /// <param name="blocks">Where runs are kept; null: nowhere.</param>
    public RememberedRuns(Func<double[], double[]> model, ReplicateBlocks? blocks)
    {
        (this.model, this.blocks) = (model, blocks);
        while (blocks?.Find(Name(kept)) is { } bytes)
        {
            using var reader = new BinaryReader(new MemoryStream(bytes));
            for (var left = reader.ReadInt32(); left > 0; left--) known[Key(Numbers(reader))] = Numbers(reader);
            kept++;
        }
    }

    /// <summary>What the model gives, run or read back.</summary>
    public double[] Run(double[] values)
    {
        if (blocks is null) return model(values);
        lock (gate)
            if (known.TryGetValue(Key(values), out var before)) return before;
        var outputs = model(values);
        lock (gate)
        {
            fresh.Add((values, outputs));
            if (fresh.Count == Length) Keep();
        }
        return outputs;
    }

    private void Keep()
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory))
        {
            writer.Write(fresh.Count);
            foreach (var (values, outputs) in fresh)
                foreach (var numbers in new[] { values, outputs })
                {
                    writer.Write(numbers.Length);
                    foreach (var number in numbers) writer.Write(number);
                }
        }
        blocks!.Keep(Name(kept++), memory.ToArray());
        fresh.Clear();
    }

    private string Name(int block) => FormattableString.Invariant($"{blocks!.Name}-{block:00000}");

    private static double[] Numbers(BinaryReader reader)
    {
        var numbers = new double[reader.ReadInt32()];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = reader.ReadDouble();
        return numbers;
    }

    private static string Key(double[] values) => Convert.ToHexString(MemoryMarshal.AsBytes<double>(values));
}
