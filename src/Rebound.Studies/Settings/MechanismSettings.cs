namespace Rebound.Studies;

/// <summary>Settings of the mechanism.</summary>
/// <param name="Control">What H1 explains: cases or none.</param>
/// <param name="Channels">Channels looked for in the channel table.</param>
/// <param name="Reference">Event-study reference month, relative to the shock's start.</param>
public sealed record MechanismSettings(string Control, IReadOnlyList<string> Channels, int Reference);
