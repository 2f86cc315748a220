namespace Rebound.Reporting;

/// <summary>A column of a printed table.</summary>
internal sealed record PrintedColumn(string Head, Func<int, Html> Cell, bool Numeric = false, bool Long = false);

/// <summary>The report while it is written: the tables it reads, and the numbers of its figures and tables so far.</summary>
internal sealed class Draft
{
    private const int DataRows = 40;
    private readonly List<Figure> figures = [];
    private readonly Dictionary<string, TableView> views = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private int tables;

    public Draft(ReportInput input)
    {
        Input = input;
        foreach (var (name, table) in input.Tables)
            if (table.RowCount > 0) views[name] = new TableView(table);
        if (View("cities") is not { } cities) return;
        foreach (var row in cities.Rows)
            names[cities.Text(row, "city")] = cities.Text(row, "name") is { Length: > 0 } name ? name : cities.Text(row, "city");
    }

    public ReportInput Input { get; }

    public IReadOnlyList<Figure> Figures => figures;

    public string Units => Words.Plural(Input.UnitName);

    /// <summary>A table that has rows, or null.</summary>
    public TableView? View(string table) => views.GetValueOrDefault(table);

    /// <summary>The label of an indicator, or its code.</summary>
    public string IndicatorName(string code)
    {
        if (View("index_weights") is not { } weights) return code;
        var row = weights.Where("indicator", code).FirstOrDefault(-1);
        return row >= 0 && weights.Text(row, "label") is { Length: > 0 } label ? label : code;
    }

    public string NameOf(string code) => names.GetValueOrDefault(code, code);

    /// <summary>The baseline shown first: the order of the study.</summary>
    public IReadOnlyList<string> Baselines => View("recovery") is { } recovery ? recovery.Distinct("baseline")
        : View("recovery_paths") is { } paths ? paths.Distinct("baseline") : [];

    /// <summary>Sets a figure with its caption, source and numbers.</summary>
    public Html Place(Figure figure)
    {
        figures.Add(figure);
        var number = figures.Count;
        var wide = figure.Draw(Figure.Wide).ToSvg(figure.Title, figure.Description, figure.Name + "-wide");
        var drawing = figure.Reflows
            ? Html.Of($"""<div class="wide">{wide}</div><div class="narrow">{figure.Draw(Figure.Narrow).ToSvg(figure.Title, figure.Description, figure.Name + "-narrow")}</div>""")
            : Html.Of($"""<div class="scroll drawing" tabindex="0" role="region" aria-label="{figure.Title}">{wide}</div>""");
        return Html.Of($"""
            <figure id="fig-{figure.Name}">
            <figcaption><span class="label">Figure {number}</span> <span class="caption">{figure.Title}</span><span class="subtitle">{figure.Subtitle}</span></figcaption>
            {drawing}
            <p class="source"><b>Note</b> {figure.Note} <b>Source</b> {figure.Source}</p>
            {Numbers(figure)}
            </figure>

            """);
    }

    /// <summary>Sets a table with its caption; rows past the limit are in the file.</summary>
    public Html Table(string caption, int rows, IReadOnlyList<PrintedColumn> columns, string file, int limit = 0, string note = "", Func<int, string>? group = null)
    {
        tables++;
        var shown = limit > 0 ? Math.Min(rows, limit) : rows;
        return Html.Of($"""
            <div class="table"><p class="tablecaption" id="tab-{tables}"><span class="label">Table {tables}</span> <span class="caption">{caption}</span></p>
            {Grid(Enumerable.Range(0, shown), columns, "tab-" + Numeral.Coordinate(tables), group)}
            <p class="source">{(note.Length > 0 ? Html.Of($"<b>Note</b> {note} ") : Html.Empty)}<b>Source</b> {(shown < rows ? Html.Of($"the first {shown} of {Numeral.Count(rows)} rows; all are in ") : Html.Empty)}<a href="{Input.TableFolder}/{file}.csv">{(Input.Kind == ReportKind.Study ? "tables/" : "")}{file}.csv</a></p></div>

            """);
    }

    /// <summary>Rows as a table in a container of its own that scrolls where the page is narrow.</summary>
    public static Html Grid(IEnumerable<int> rows, IReadOnlyList<PrintedColumn> columns, string labelledBy, Func<int, string>? group = null)
    {
        var before = "";
        var head = columns.Select(c => Html.Of($"""<th scope="col"{Side(c)}>{c.Head}</th>"""));
        Html Head(int row)
        {
            if (group?.Invoke(row) is not { Length: > 0 } name || name == before) return Html.Empty;
            before = name;
            return Html.Of($"""<tr class="group"><th scope="rowgroup" colspan="{columns.Count}">{name}</th></tr>""");
        }
        var body = rows.Select(row => Html.Of($"{Head(row)}<tr>{columns.Select((c, k) => k == 0
            ? Html.Of($"""<th scope="row"{Side(c)}>{c.Cell(row)}</th>""")
            : Html.Of($"<td{Side(c)}>{c.Cell(row)}</td>"))}</tr>\n"));
        return Html.Of($"""<div class="scroll" tabindex="0" role="region" aria-labelledby="{labelledBy}"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>""");
    }

    /// <summary>An honest gap: what is absent, why, and what would mend it.</summary>
    /// <param name="what">What would stand here.</param>
    /// <param name="table">The table that is not there.</param>
    /// <param name="words">Words by which the stage is known.</param>
    public Html Refusal(string what, string table, params ReadOnlySpan<string> words)
    {
        var (reason, repair) = ($"This run holds no table “{table}”.", "Run the study again with the settings and the data that this stage needs; `rebound check` names them.");
        if (View("stages") is { } stages)
            foreach (var row in stages.Rows)
                if (stages.Text(row, "status") == "refused" && Matches(stages.Text(row, "stage"), words))
                {
                    (reason, repair) = (stages.Text(row, "reason"), stages.Text(row, "repair"));
                    break;
                }
        return Html.Of($"""
            <div class="refusal" role="note"><p><b><span aria-hidden="true">∅</span> Not answered: {what}</b></p>
            <p><span class="why">Reason</span> {reason}</p><p><span class="why">Repair</span> {repair}</p></div>

            """);
    }

    public string SourceOf(string table) => $"Run {Input.RunId}, table {table}.";

    private static bool Matches(string stage, ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (stage.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private static Html Side(PrintedColumn column) => column.Numeric ? Html.Of($" class=\"n\"") : column.Long ? Html.Of($" class=\"long\"") : Html.Empty;

    private static Html Numbers(Figure figure)
    {
        var (data, id) = (figure.Data, "data-" + figure.Name);
        var columns = data.Columns.Select(c => new PrintedColumn(Words.Spoken(c.Name),
            row => Html.Text(c.IsNumeric ? c.Number(row) is var v && Math.Abs(v) >= 1000 && v == Math.Floor(v) && v < 2200 ? Numeral.Coordinate(v) : Numeral.Sensible(v) : c.Text(row)), c.IsNumeric)).ToList();
        var shown = Math.Min(DataRows, data.RowCount);
        var extent = shown < data.RowCount ? $"the first {shown} of {Numeral.Count(data.RowCount)} rows" : Words.Counted(shown, "row");
        return Html.Of($"""
            <details class="numbers"><summary id="{id}">The numbers of this figure</summary>
            {Grid(Enumerable.Range(0, shown), columns, id)}
            <p class="source">{extent}; all are in <a href="../figures/{figure.Name}.csv">figures/{figure.Name}.csv</a>, the drawing in <a href="../figures/{figure.Name}.svg">figures/{figure.Name}.svg</a></p></details>
            """);
    }
}
