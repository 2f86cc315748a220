namespace Rebound.Panels;

/// <summary>How the bytes of a text table are to be read.</summary>
public enum TextEncoding
{
    /// <summary>A byte-order mark decides; else UTF-8 when the first megabyte is valid UTF-8, else GB18030.</summary>
    Auto,

    /// <summary>UTF-8; other bytes are a problem.</summary>
    Utf8,

    /// <summary>GB18030, the Chinese national standard, which holds GBK and GB2312.</summary>
    Gb18030,
}
