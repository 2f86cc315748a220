using System.Globalization;
using System.Text;

namespace Rebound.Studies;

/// <summary>Lines of a CSV file in the one form that a synthetic study is written in: UTF-8 without mark, LF, invariant numbers.</summary>
internal sealed class CsvText
{
    private readonly StringBuilder text = new();
    private bool inside;

    internal CsvText(string header) => text.Append(header).Append('\n');

    /// <summary>Adds a field, in quotes where it needs them.</summary>
    internal CsvText Add(string field)
    {
        if (inside) text.Append(',');
        inside = true;
        if (field.AsSpan().IndexOfAny(',', '"', '\n') < 0) text.Append(field);
        else text.Append('"').Append(field.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        return this;
    }

    /// <summary>Adds a number in its shortest form that reads back the same.</summary>
    internal CsvText Add(double number) => Add(number.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Adds a whole number.</summary>
    internal CsvText Add(int number) => Add(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Ends the row.</summary>
    internal void End()
    {
        text.Append('\n');
        inside = false;
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();
}
