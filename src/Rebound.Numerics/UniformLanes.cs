using System.Runtime.Intrinsics;

namespace Rebound.Numerics;

/// <summary>The uniform numbers of eight <see cref="UniformBlock"/>s.</summary>
/// <param name="First">The first numbers in (0, 1).</param>
/// <param name="Second">The second numbers.</param>
/// <param name="Third">The third numbers.</param>
/// <param name="Fourth">The fourth numbers.</param>
public readonly record struct UniformLanes(Vector512<double> First, Vector512<double> Second, Vector512<double> Third, Vector512<double> Fourth);
