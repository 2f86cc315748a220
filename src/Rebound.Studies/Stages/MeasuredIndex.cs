using Rebound.Measures;

namespace Rebound.Studies;

/// <summary>The index of a study with its plausible variants, which the tables and the specification curve share.</summary>
internal sealed record MeasuredIndex(IndexResult Result, IReadOnlyList<IndexVariant> Variants);
