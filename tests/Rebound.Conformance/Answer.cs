using System.Collections;

namespace Rebound.Conformance;

/// <summary>What the product says to a case, in the shape of the case's expected values. Numbers, texts and arrays convert by themselves.</summary>
internal abstract class Answer
{
    public static implicit operator Answer(double value) => new NumberAnswer(value);

    public static implicit operator Answer(string value) => new TextAnswer(value);

    public static implicit operator Answer(bool value) => new TextAnswer(value ? "TRUE" : "FALSE");

    public static implicit operator Answer(double[] values) => Of((IEnumerable<double>)values);

    public static implicit operator Answer(int[] values) => Of(values.Select(value => (double)value));

    public static implicit operator Answer(bool[] values) => List(values.Select(value => (Answer)value));

    public static implicit operator Answer(string[] values) => List(values.Select(value => (Answer)value));

    public static implicit operator Answer(Answer[] values) => List(values);

    public static implicit operator Answer(double[][] rows) => List(rows.Select(row => Of((IEnumerable<double>)row)));

    public static implicit operator Answer(double[,] matrix) => List(Enumerable.Range(0, matrix.GetLength(0))
        .Select(i => Of(Enumerable.Range(0, matrix.GetLength(1)).Select(j => matrix[i, j]))));

    public static Answer Of(IEnumerable<double> values) => List(values.Select(value => (Answer)value));

    public static Answer Of(ReadOnlySpan<double> values) => Of((IEnumerable<double>)values.ToArray());

    public static Answer List(IEnumerable<Answer> items) => new ListAnswer([.. items]);

    /// <summary>A row-major block as a matrix.</summary>
    public static Answer Matrix(ReadOnlySpan<double> rowMajor, int columns)
    {
        var rows = new Answer[rowMajor.Length / columns];
        for (var r = 0; r < rows.Length; r++) rows[r] = Of(rowMajor.Slice(r * columns, columns));
        return rows;
    }
}

/// <summary>A number; NaN says that there is none.</summary>
internal sealed class NumberAnswer(double value) : Answer
{
    public double Value => value;
}

/// <summary>A word; truth values are TRUE and FALSE.</summary>
internal sealed class TextAnswer(string value) : Answer
{
    public string Value => value;
}

/// <summary>Answers in an order.</summary>
internal sealed class ListAnswer(IReadOnlyList<Answer> items) : Answer
{
    public IReadOnlyList<Answer> Items => items;
}

/// <summary>Answers by name: <c>new Tree { ["rho"] = 0.4, ["se"] = new Tree { … } }</c>.</summary>
internal sealed class Tree : Answer, IEnumerable<KeyValuePair<string, Answer>>
{
    private readonly Dictionary<string, Answer> parts = new(StringComparer.Ordinal);

    public Answer? this[string name]
    {
        get => parts.GetValueOrDefault(name);
        set => parts[name] = value!;
    }

    public static Tree Of(IEnumerable<string> names, IEnumerable<double> values) => Of(names.Zip(values, (name, value) => (name, (Answer)value)));

    public static Tree Of(IEnumerable<(string Name, Answer Value)> parts)
    {
        var tree = new Tree();
        foreach (var (name, value) in parts) tree[name] = value;
        return tree;
    }

    public void Add(string name, Answer value) => parts.Add(name, value);

    public IEnumerator<KeyValuePair<string, Answer>> GetEnumerator() => parts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
