using System.Text;
using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>The report of a run: one self-contained page, and each of its figures with the numbers it shows.</summary>
/// <remarks>A pure function of the result tables: the same tables give the same bytes. What a table does not hold is not said.</remarks>
public static class Report
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes report/index.en.html, figures/*.svg and figures/*.csv below a folder.</summary>
    /// <param name="input">The run's account of itself and its tables.</param>
    /// <param name="directory">The results folder.</param>
    public static void Write(ReportInput input, string directory)
    {
        ArgumentNullException.ThrowIfNull(input);
        var draft = new Draft(input);
        var page = Page.Compose(draft);
        Directory.CreateDirectory(Path.Combine(directory, "report"));
        Directory.CreateDirectory(Path.Combine(directory, "figures"));
        File.WriteAllText(Path.Combine(directory, "report", "index.en.html"), page, Utf8);
        foreach (var figure in draft.Figures)
        {
            File.WriteAllText(Path.Combine(directory, "figures", figure.Name + ".svg"), Standalone(figure), Utf8);
            File.WriteAllText(Path.Combine(directory, "figures", figure.Name + ".csv"), PlottedNumbers(figure.Data), Utf8);
        }
    }

    /// <summary>The page as text.</summary>
    /// <param name="input">The run's account of itself and its tables.</param>
    public static string Render(ReportInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Page.Compose(new Draft(input));
    }

    internal static string Standalone(Figure figure)
    {
        var svg = figure.Draw(Figure.Wide).ToSvg(figure.Title, figure.Description, figure.Name).Markup;
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg.Replace("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", StringComparison.Ordinal);
    }

    internal static string PlottedNumbers(ResultTable table)
    {
        var csv = new StringBuilder();
        csv.AppendJoin(',', table.Columns.Select(c => Quoted(c.Name))).Append('\n');
        for (var row = 0; row < table.RowCount; row++)
            csv.AppendJoin(',', table.Columns.Select(c => c.IsNumeric ? c.Text(row) : Quoted(Inert(c.Text(row))))).Append('\n');
        return csv.ToString();
    }

    // A spreadsheet would run a text that starts like a formula.
    private static string Inert(string text) => text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
