namespace Rebound.Studies;

/// <summary>Remembers the key of every row in eight bytes and finds those that occur twice.</summary>
internal sealed class RowKeys
{
    /// <summary>Bits of the four parts: unit, time, first and second label.</summary>
    private const int TimeBits = 22, FirstBits = 11, SecondBits = 13;

    private readonly List<ulong> keys = [];

    /// <summary>The key of a row: unit below 2¹⁸, time below 2²², labels below 2¹¹ and 2¹³.</summary>
    public static ulong Of(int unit, int time, int first, int second) =>
        ((ulong)unit << (TimeBits + FirstBits + SecondBits)) | ((ulong)time << (FirstBits + SecondBits)) | ((ulong)first << SecondBits) | (uint)second;

    public static bool Fits(int firstLabels, int secondLabels) => firstLabels < 1 << FirstBits && secondLabels < 1 << SecondBits;

    public void Add(ulong key) => keys.Add(key);

    /// <summary>Keys that occur more than once. The list is sorted in place: call once, at the end.</summary>
    public HashSet<ulong> Twice()
    {
        keys.Sort();
        var twice = new HashSet<ulong>();
        for (var i = 1; i < keys.Count; i++)
            if (keys[i] == keys[i - 1]) twice.Add(keys[i]);
        return twice;
    }
}
