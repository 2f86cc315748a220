namespace Rebound.Studies;

/// <summary>Tells the share that is done of a part of some work as a share of the whole.</summary>
internal sealed class Shares(IProgress<double>? whole, double from, double share) : IProgress<double>
{
    public void Report(double value) => whole?.Report(from + share * value);
}
