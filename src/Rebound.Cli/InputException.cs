namespace Rebound.Cli;

/// <summary>An argument names something that cannot be used.</summary>
/// <param name="message">What is wrong, with the value.</param>
/// <param name="effect">What it does.</param>
/// <param name="repair">What to do instead.</param>
internal sealed class InputException(string message, string effect, string repair) : Exception(message)
{
    public string Effect { get; } = effect;

    public string Repair { get; } = repair;
}
