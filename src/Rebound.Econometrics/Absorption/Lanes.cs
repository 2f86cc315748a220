using System.Numerics;
using System.Runtime.Intrinsics;

namespace Rebound.Econometrics;

/// <summary>One number for each of several columns that are solved together; a lane never mixes with another, so that a column's
/// bits do not depend on its neighbours.</summary>
internal interface ILanes<T> : IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>
    where T : unmanaged, ILanes<T>
{
    /// <summary>Number of columns.</summary>
    static abstract int Count { get; }

    /// <summary>The same number in every lane.</summary>
    static abstract T All(double value);
}

internal readonly struct Lanes1(double value) : ILanes<Lanes1>
{
    private readonly double value = value;

    public static int Count => 1;

    public static Lanes1 All(double value) => new(value);

    public static Lanes1 operator +(Lanes1 left, Lanes1 right) => new(left.value + right.value);

    public static Lanes1 operator -(Lanes1 left, Lanes1 right) => new(left.value - right.value);

    public static Lanes1 operator *(Lanes1 left, Lanes1 right) => new(left.value * right.value);
}

internal readonly struct Lanes2(Vector128<double> value) : ILanes<Lanes2>
{
    private readonly Vector128<double> value = value;

    public static int Count => 2;

    public static Lanes2 All(double value) => new(Vector128.Create(value));

    public static Lanes2 operator +(Lanes2 left, Lanes2 right) => new(left.value + right.value);

    public static Lanes2 operator -(Lanes2 left, Lanes2 right) => new(left.value - right.value);

    public static Lanes2 operator *(Lanes2 left, Lanes2 right) => new(left.value * right.value);
}

internal readonly struct Lanes4(Vector256<double> value) : ILanes<Lanes4>
{
    private readonly Vector256<double> value = value;

    public static int Count => 4;

    public static Lanes4 All(double value) => new(Vector256.Create(value));

    public static Lanes4 operator +(Lanes4 left, Lanes4 right) => new(left.value + right.value);

    public static Lanes4 operator -(Lanes4 left, Lanes4 right) => new(left.value - right.value);

    public static Lanes4 operator *(Lanes4 left, Lanes4 right) => new(left.value * right.value);
}

internal readonly struct Lanes8(Vector512<double> value) : ILanes<Lanes8>
{
    private readonly Vector512<double> value = value;

    public static int Count => 8;

    public static Lanes8 All(double value) => new(Vector512.Create(value));

    public static Lanes8 operator +(Lanes8 left, Lanes8 right) => new(left.value + right.value);

    public static Lanes8 operator -(Lanes8 left, Lanes8 right) => new(left.value - right.value);

    public static Lanes8 operator *(Lanes8 left, Lanes8 right) => new(left.value * right.value);
}
