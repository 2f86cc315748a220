namespace Rebound.Reporting;

/// <summary>A table of models as a web page.</summary>
internal static class EstimateTableHtml
{
    private const string Style = """
        body{margin:2rem;background:#fff;color:#1d242b;font:1rem/1.45 Charter,"Source Serif 4",Cambria,"Noto Serif","Liberation Serif",Georgia,"Noto Serif SC",serif}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;font-variant-numeric:tabular-nums lining-nums;border-top:2px solid #1d242b;border-bottom:2px solid #1d242b}
        caption{text-align:left;font-size:1.15rem;font-weight:600;padding:0 0 .6rem}
        th,td{padding:.16rem .9rem;text-align:right;font-weight:400;white-space:nowrap;vertical-align:top}
        th[scope=row],th:first-child{text-align:left;padding-left:0}
        thead th{text-align:center}
        thead th.group{background:linear-gradient(#566069,#566069) bottom/calc(100% - 1.4rem) 1px no-repeat}
        tbody{border-top:1px solid #566069}
        tbody:first-of-type td,tbody:first-of-type th{padding-top:.35rem}
        .below{display:block;color:#566069;padding-right:0}
        .stars{display:inline-block;width:1.6em;text-align:left;margin-right:-1.6em}
        td.wide{padding-right:2.3rem}
        .title th{font-style:italic;padding-top:.35rem}
        .notes{max-width:48rem;font-size:.875rem;color:#38424a;margin:.7rem 0 0}
        @media print{body{margin:0}}
        """;

    public static string Of(EstimateTable table)
    {
        var title = table.Title.Length > 0 ? table.Title : "Estimates";
        return Html.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title>
            <style>{new Html(Style)}</style></head>
            <body>
            <div class="scroll" tabindex="0"><table>
            {(table.Title.Length > 0 ? Html.Of($"<caption>{table.Title}</caption>") : Html.Empty)}<thead>
            <tr><td></td>{table.Outcomes.Select(o => Html.Of($"""<th scope="colgroup" class="group" colspan="{o.Columns}">{o.Outcome}</th>"""))}</tr>
            <tr><td></td>{table.Columns.Select((_, m) => Html.Of($"""<th scope="col">({m + 1})</th>"""))}</tr>
            </thead>
            {table.Blocks.Select(b => Block(b, table.Columns.Count))}</table></div>
            {table.Notes.Select(n => Html.Of($"""<p class="notes">{n}</p>{"\n"}"""))}</body>
            </html>

            """).Markup;
    }

    private static Html Block(EstimateBlock block, int columns)
    {
        var title = block.Title.Length > 0 ? Html.Of($"""<tr class="title"><th scope="rowgroup" colspan="{columns + 1}">{block.Title}</th></tr>{"\n"}""") : Html.Empty;
        return Html.Of($"""
            <tbody>
            {title}{block.Lines.Select(Line)}</tbody>

            """);
    }

    private static Html Line(EstimateLine line) => Html.Of($"""<tr><th scope="row">{line.Label}</th>{line.Cells.Select(Cell)}</tr>{"\n"}""");

    private static Html Cell(EstimateCell cell) => Html.Of($"""<td class="wide">{Minus(cell.Text)}{(cell.Stars.Length > 0 ? Html.Of($"""<span class="stars">{cell.Stars}</span>""") : Html.Empty)}{(cell.Below.Length > 0 ? Html.Of($"""<span class="below">{Minus(cell.Below)}</span>""") : Html.Empty)}</td>""");

    private static string Minus(string text) => text.Length > 0 && (char.IsAsciiDigit(text[^1]) || text[^1] is ')' or ']') && text[0] is '-' or '(' or '[' ? text.Replace('-', '\u2212') : text;
}
