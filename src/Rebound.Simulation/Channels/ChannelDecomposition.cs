using System.Numerics;

namespace Rebound.Simulation;

/// <summary>Each channel's part in the loss of exports: the Shapley value over the sixteen sets of channels that may be open.</summary>
/// <remarks>Φ_i = Σ_{T ∌ i} |T|!(3 − |T|)!/4! · (loss(T ∪ {i}) − loss(T)), loss = normal path − exports, one path of the epidemic for all sets, so that all differences are paired.
/// The parts add up to the loss through all channels, to rounding; losses are negative where a channel brings exports. Shapley (1953).</remarks>
public sealed class ChannelDecomposition
{
    private static readonly ChannelSwitches[] Channels = [ChannelSwitches.Policy, ChannelSwitches.Production, ChannelSwitches.Logistics, ChannelSwitches.Sales];
    private readonly double[][] parts;

    private ChannelDecomposition(EconomyResult shock, double[] loss, double[][] parts) => (Shock, Loss, this.parts) = (shock, loss, parts);

    /// <summary>The run through all four channels.</summary>
    public EconomyResult Shock { get; }

    /// <summary>Normal path − exports of goods, city × month (index city·months + month).</summary>
    public double[] Loss { get; }

    /// <summary>A channel's part in the loss, city × month.</summary>
    /// <param name="channel">One of the four channels.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not one channel.</exception>
    public double[] Part(ChannelSwitches channel)
    {
        var at = Array.IndexOf(Channels, channel);
        return at >= 0 ? parts[at] : throw new ArgumentOutOfRangeException(nameof(channel), channel, "One channel is asked for.");
    }

    /// <summary>The largest |loss − sum of the parts| in shares of the city's normal exports of the month; rounding only.</summary>
    public double Residual()
    {
        var worst = 0.0;
        for (var i = 0; i < Loss.Length; i++)
        {
            var gap = Loss[i];
            foreach (var part in parts) gap -= part[i];
            if (Shock.Normal[i] > 0) worst = Math.Max(worst, Math.Abs(gap) / Shock.Normal[i]);
        }
        return worst;
    }

    /// <summary>Runs the sixteen sets.</summary>
    /// <param name="model">The economy.</param>
    /// <param name="path">One path of the epidemic.</param>
    /// <param name="room">Room to work in, or null.</param>
    public static ChannelDecomposition Of(EconomyModel model, EpidemicPath path, EconomyRoom? room = null)
    {
        room ??= model.NewRoom();
        var runs = new EconomyResult[1 << Channels.Length];
        for (var set = 0; set < runs.Length; set++) runs[set] = model.Run(path, (ChannelSwitches)set, room);
        var shock = runs[^1];
        var parts = new double[Channels.Length][];
        for (var i = 0; i < parts.Length; i++) parts[i] = Shapley(runs, i);
        var loss = new double[shock.Exports.Length];
        for (var j = 0; j < loss.Length; j++) loss[j] = shock.Normal[j] - shock.Exports[j];
        return new ChannelDecomposition(shock, loss, parts);
    }

    private static double[] Shapley(EconomyResult[] runs, int channel)
    {
        ReadOnlySpan<double> weights = [1 / 4.0, 1 / 12.0, 1 / 12.0, 1 / 4.0];
        var part = new double[runs[0].Exports.Length];
        for (var set = 0; set < runs.Length; set++)
        {
            if ((set & 1 << channel) != 0) continue;
            var weight = weights[BitOperations.PopCount((uint)set)];
            double[] without = runs[set].Exports, with = runs[set | 1 << channel].Exports;
            for (var j = 0; j < part.Length; j++) part[j] += weight * (without[j] - with[j]);
        }
        return part;
    }
}
