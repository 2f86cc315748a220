namespace Rebound.Studies;

/// <summary>A column of a result table, of text or of numbers.</summary>
public sealed class ResultColumn
{
    private readonly string[]? texts;
    private readonly double[]? numbers;

    /// <summary>A column of text; an empty string is missing.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="texts">One text a row.</param>
    public ResultColumn(string name, IEnumerable<string> texts) => (Name, this.texts) = (name, texts.ToArray());

    /// <summary>A column of numbers; NaN is missing.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="numbers">One number a row.</param>
    public ResultColumn(string name, IEnumerable<double> numbers) => (Name, this.numbers) = (name, numbers.ToArray());

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>Whether the column holds numbers.</summary>
    public bool IsNumeric => numbers is not null;

    /// <summary>Number of rows.</summary>
    public int Count => numbers?.Length ?? texts!.Length;

    /// <summary>The number in a row; NaN when missing.</summary>
    /// <param name="row">0 … Count − 1.</param>
    /// <exception cref="InvalidOperationException">The column holds text.</exception>
    public double Number(int row) => numbers is { } values
        ? values[row]
        : throw new InvalidOperationException($"Column '{Name}' holds text.");

    /// <summary>The text in a row; numbers in their shortest exact form, missing as an empty string.</summary>
    /// <param name="row">0 … Count − 1.</param>
    public string Text(int row) => numbers is not { } values
        ? texts![row]
        : double.IsNaN(values[row]) ? "" : values[row].ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
