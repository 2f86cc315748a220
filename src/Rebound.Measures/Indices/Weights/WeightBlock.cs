namespace Rebound.Measures;

/// <summary>The columns that are weighted against each other: k columns of n finite values, one after the other, higher being better.</summary>
/// <param name="columns">k × n values.</param>
/// <param name="names">k names for messages.</param>
/// <param name="place">What messages call them together: the path of their node.</param>
internal readonly ref struct WeightBlock(ReadOnlySpan<double> columns, IReadOnlyList<string> names, string place)
{
    public ReadOnlySpan<double> Columns { get; } = columns;

    public IReadOnlyList<string> Names { get; } = names;

    public string Place { get; } = place;

    public int Count => Names.Count;

    public int Rows => Columns.Length / Names.Count;

    public ReadOnlySpan<double> Column(int j) => Columns.Slice(j * Rows, Rows);

    public IndexRefusedException Refused(IndexRefusalKind kind, string? name, string reason) => new([new(kind, null, null, name ?? Place, reason)]);
}
