using System.Globalization;
using System.Text;

namespace Rebound.Reporting;

/// <summary>A table of models for LaTeX.</summary>
internal static class EstimateTableLatex
{
    public static string Of(EstimateTable table)
    {
        var columns = table.Columns.Count;
        var text = new StringBuilder("% needs \\usepackage{booktabs}\n");
        if (table.Title.Length > 0) text.Append("% ").Append(table.Title.ReplaceLineEndings(" ")).Append('\n');
        text.Append("\\begin{tabular}{l").Append('c', columns).Append("}\n\\toprule\n");
        foreach (var (outcome, count) in table.Outcomes) text.Append(CultureInfo.InvariantCulture, $" & \\multicolumn{{{count}}}{{c}}{{{Escape(outcome)}}}");
        text.Append(" \\\\\n");
        var at = 2;
        foreach (var (_, count) in table.Outcomes)
        {
            text.Append(CultureInfo.InvariantCulture, $"\\cmidrule(lr){{{at}-{at + count - 1}}}");
            at += count;
        }
        text.Append('\n').AppendJoin("", table.Columns.Select((_, m) => string.Create(CultureInfo.InvariantCulture, $" & ({m + 1})"))).Append(" \\\\\n");
        foreach (var block in table.Blocks)
        {
            text.Append("\\midrule\n");
            if (block.Title.Length > 0) text.Append(CultureInfo.InvariantCulture, $"\\multicolumn{{{columns + 1}}}{{l}}{{\\textit{{{Escape(block.Title)}}}}} \\\\\n");
            foreach (var line in block.Lines) Line(text, line);
        }
        text.Append("\\bottomrule\n");
        foreach (var note in table.Notes) text.Append(CultureInfo.InvariantCulture, $"\\multicolumn{{{columns + 1}}}{{p{{0.9\\linewidth}}}}{{\\footnotesize {Escape(note)}}} \\\\\n");
        return text.Append("\\end{tabular}\n").ToString();
    }

    private static void Line(StringBuilder text, EstimateLine line)
    {
        text.Append(line.Label.StartsWith('[') || line.Label.StartsWith('*') ? "{}" : "").Append(Escape(line.Label)); // either would belong to the line break before
        foreach (var cell in line.Cells) text.Append(" & ").Append(Number(cell.Text)).Append(cell.Stars.Length > 0 ? $"$^{{{cell.Stars}}}$" : "");
        text.Append(" \\\\\n");
        if (line.Cells.All(c => c.Below.Length == 0)) return;
        foreach (var cell in line.Cells) text.Append(" & ").Append(Number(cell.Below));
        text.Append(" \\\\\n");
    }

    // A hyphen before a digit is a minus; other texts are escaped.
    private static string Number(string text)
    {
        if (text.Length == 0 || !text.All(c => char.IsAsciiDigit(c) || c is '-' or '.' or ',' or '(' or ')' or '[' or ']' or ' ' or 'e' or '+')) return Escape(text);
        return text.Replace("-", "$-$", StringComparison.Ordinal);
    }

    internal static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
            escaped.Append(c switch
            {
                '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{c}",
                '~' => "\\textasciitilde{}",
                '^' => "\\textasciicircum{}",
                '\\' => "\\textbackslash{}",
                '<' or '>' or '|' => $"${(c == '|' ? "\\vert" : c.ToString())}$",
                '"' => "''",
                '²' => "$^2$",
                '−' => "$-$",
                '×' => "$\\times$",
                '–' => "--",
                '\r' or '\n' or '\t' => " ",
                _ => c.ToString(),
            });
        return escaped.ToString();
    }
}
