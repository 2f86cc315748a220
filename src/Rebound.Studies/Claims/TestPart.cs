namespace Rebound.Studies;

/// <summary>One test of a claim.</summary>
public abstract record TestPart;

/// <summary>Each number that the claim states agrees with the facts.</summary>
public sealed record StatedTest : TestPart;

/// <summary>An estimate has a sign.</summary>
/// <param name="Id">The estimate.</param>
/// <param name="Sign">1 or −1.</param>
public sealed record EstimateSignTest(string Id, int Sign) : TestPart;

/// <summary>An estimate is zero for all practical purposes.</summary>
/// <param name="Id">The estimate.</param>
/// <param name="Margin">What is still as good as zero, in the estimate's unit.</param>
public sealed record EstimateZeroTest(string Id, double Margin) : TestPart;

/// <summary>One estimate is larger than another, signs apart.</summary>
/// <param name="Larger">The estimate said to be larger.</param>
/// <param name="Smaller">The other.</param>
public sealed record EstimateOrderTest(string Larger, string Smaller) : TestPart;

/// <summary>A fact against a number or another fact.</summary>
/// <param name="Id">The fact.</param>
/// <param name="Sign">&gt;, &lt;, &gt;= or &lt;=.</param>
/// <param name="Other">The other fact; empty when it is a number.</param>
/// <param name="Number">The number, in the fact's own unit.</param>
public sealed record FactCompareTest(string Id, string Sign, string Other, double Number) : TestPart;

/// <summary>A fact is the largest or smallest of its year.</summary>
/// <param name="Id">The fact.</param>
/// <param name="Largest">Largest, or smallest.</param>
public sealed record FactExtremeTest(string Id, bool Largest) : TestPart;

/// <summary>The study has a property.</summary>
/// <param name="Name">The property.</param>
/// <param name="Value">Its value.</param>
public sealed record PropertyTest(string Name, string Value) : TestPart;
