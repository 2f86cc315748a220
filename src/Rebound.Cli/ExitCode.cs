namespace Rebound.Cli;

/// <summary>What the exit code of the program means.</summary>
internal static class ExitCode
{
    public const int Good = 0;

    /// <summary>The command line is not one that the program knows.</summary>
    public const int Usage = 2;

    /// <summary>The study or its data have errors; each was printed with its repair.</summary>
    public const int BadInput = 3;

    /// <summary>The data cannot answer the question.</summary>
    public const int NotEstimable = 4;

    /// <summary>Memory, disk or permission was missing.</summary>
    public const int Resources = 5;

    /// <summary>Stopped before the end; the printed command goes on.</summary>
    public const int Interrupted = 6;

    /// <summary>Files are not what their record says.</summary>
    public const int Mismatch = 7;

    /// <summary>A fault of the program itself.</summary>
    public const int OurBug = 70;
}
