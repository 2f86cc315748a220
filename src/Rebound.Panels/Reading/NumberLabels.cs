using System.Collections;
using System.Globalization;

namespace Rebound.Panels;

/// <summary>Whole numbers as labels, written out only where one is asked for.</summary>
/// <param name="numbers">The numbers. Not to be changed.</param>
public sealed class NumberLabels(int[] numbers) : IReadOnlyList<string>
{
    /// <inheritdoc/>
    public int Count => numbers.Length;

    /// <inheritdoc/>
    public string this[int index] => numbers[index].ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
