namespace Rebound.Econometrics;

/// <summary>A formula that cannot be read, or that names what the table does not have.</summary>
/// <param name="text">The formula.</param>
/// <param name="position">Index of the character where it goes wrong, from 0.</param>
/// <param name="problem">What is wrong there.</param>
public sealed class FormulaException(string text, int position, string problem)
    : FormatException($"{problem} (character {position + 1})\n  {text}\n  {new string(' ', position)}^")
{
    /// <summary>The formula.</summary>
    public string Text { get; } = text;

    /// <summary>Index of the character where it goes wrong, from 0.</summary>
    public int Position { get; } = position;

    /// <summary>What is wrong there, without the picture.</summary>
    public string Problem { get; } = problem;
}
