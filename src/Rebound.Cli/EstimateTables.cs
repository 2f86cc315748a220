using Rebound.Reporting;

namespace Rebound.Cli;

/// <summary>Models side by side, on the terminal and in a file of the kind that its name says.</summary>
internal static class EstimateTables
{
    private static readonly string[] Endings = [".tex", ".html", ".xlsx", ".txt"];

    /// <exception cref="InputException">The file is of no kind that is written.</exception>
    public static void Write(IReadOnlyList<FittedModel> models, string? file, Terminal terminal)
    {
        Check(file);
        var table = new EstimateTable([.. models.Select(m => new EstimateColumn(m.Estimate, m.Instruments))]);
        foreach (var line in table.ToText()) terminal.Output.WriteLine(line);
        switch (Path.GetExtension(file)?.ToLowerInvariant())
        {
            case ".tex":
                File.WriteAllText(file!, table.ToLatex());
                break;
            case ".html":
                File.WriteAllText(file!, table.ToHtml());
                break;
            case ".xlsx":
                table.SaveWorkbook(file!);
                break;
            case ".txt":
                File.WriteAllLines(file!, table.ToText());
                break;
        }
    }

    /// <summary>Refuses a file that could not be written, before anything is estimated.</summary>
    public static void Check(string? file)
    {
        if (file is not null && !Endings.Contains(Path.GetExtension(file).ToLowerInvariant(), StringComparer.Ordinal))
            throw new InputException($"--table {file} is of a kind that is not written", "no table was written", $"end its name with one of {string.Join(", ", Endings)}");
    }
}
