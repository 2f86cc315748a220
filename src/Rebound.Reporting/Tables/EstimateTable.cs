using System.Globalization;
using Rebound.Econometrics;

namespace Rebound.Reporting;

/// <summary>Several models side by side, for the terminal, a web page, LaTeX or a spreadsheet.</summary>
/// <remarks>Coefficients stand in the order in which models bring them, each line with as many decimals as two digits of its smallest error take. n, clusters, absorbed effects, covariance and fit are read from the
/// estimates; nothing can be typed in their place. A regressor that a model names and the data explain otherwise shows a dash, and the note says so. Stars: p below 0.05, 0.01, 0.001.</remarks>
public sealed class EstimateTable
{
    internal const string Dash = "–";
    private const string Intercept = "(Intercept)";
    private readonly EstimateTableOptions options;

    /// <summary>Sets models side by side.</summary>
    /// <param name="columns">One or more estimates, in the order of the columns.</param>
    /// <param name="options">Title, what stands below a coefficient, lines left out.</param>
    /// <exception cref="ArgumentException">There is no column.</exception>
    public EstimateTable(IReadOnlyList<EstimateColumn> columns, EstimateTableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0) throw new ArgumentException("A table needs at least one estimate.", nameof(columns));
        (Columns, this.options) = (columns, options ?? new EstimateTableOptions());
        Blocks = [.. new[] { Coefficients(), Effects(), Facts() }.Where(b => b.Lines.Count > 0)];
        Notes = [.. Remarks()];
    }

    /// <summary>The estimates, in their order.</summary>
    public IReadOnlyList<EstimateColumn> Columns { get; }

    /// <summary>The title; empty for none.</summary>
    public string Title => options.Title;

    /// <summary>What has to be said below the table.</summary>
    public IReadOnlyList<string> Notes { get; }

    internal IReadOnlyList<EstimateBlock> Blocks { get; }

    /// <summary>Outcomes with the number of neighbouring columns that share them.</summary>
    internal IReadOnlyList<(string Outcome, int Columns)> Outcomes
    {
        get
        {
            List<(string Outcome, int Columns)> outcomes = [];
            foreach (var column in Columns)
            {
                var outcome = column.Estimate.Model.Formula.OutcomeText;
                if (outcomes.Count > 0 && outcomes[^1].Outcome == outcome) outcomes[^1] = (outcome, outcomes[^1].Columns + 1);
                else outcomes.Add((outcome, 1));
            }
            return outcomes;
        }
    }

    /// <summary>Lines for a terminal.</summary>
    public IReadOnlyList<string> ToText() => EstimateTableText.Of(this);

    /// <summary>A web page that needs no other file; every text is encoded.</summary>
    public string ToHtml() => EstimateTableHtml.Of(this);

    /// <summary>A <c>tabular</c> for LaTeX with the package <c>booktabs</c> alone; every text is escaped.</summary>
    public string ToLatex() => EstimateTableLatex.Of(this);

    /// <summary>Writes a workbook: the table with its numbers as numbers, and a sheet with every coefficient in full.</summary>
    /// <param name="file">Path of the .xlsx file; an older one is replaced.</param>
    public void SaveWorkbook(string file) => EstimateTableWorkbook.Save(this, file);

    internal static string Stars(double p) => p < 0.001 ? "***" : p < 0.01 ? "**" : p < 0.05 ? "*" : "";

    private EstimateBlock Coefficients()
    {
        string[] names = [.. Columns.SelectMany(c => c.Estimate.Names).Concat(Columns.SelectMany(c => c.Estimate.Collinear)).Distinct(StringComparer.Ordinal).Except(options.Hidden, StringComparer.Ordinal)];
        // The intercept comes last, as readers look for it there.
        names = [.. names.Where(n => n != Intercept), .. names.Where(n => n == Intercept)];
        return new EstimateBlock("", [.. names.Select(Line)]);
    }

    private EstimateLine Line(string name)
    {
        Coefficient?[] found = [.. Columns.Select(c => c.Estimate.Has(name) ? c.Estimate[name] : null)];
        var decimals = EstimateNumber.Decimals(found.Where(c => c is not null).Select(c => c!.StandardError));
        return new EstimateLine(name, [.. found.Select((c, m) => c is not null
            ? new EstimateCell(EstimateNumber.Fixed(c.Value, decimals), Stars(c.P), Below(c, decimals), c.Value)
            : Columns[m].Estimate.Collinear.Contains(name, StringComparer.Ordinal) ? new EstimateCell(Dash) : EstimateCell.Empty)]);
    }

    private string Below(Coefficient c, int? decimals) => options.Below == BelowCoefficient.Interval
        ? $"[{EstimateNumber.Fixed(c.Low, decimals)}, {EstimateNumber.Fixed(c.High, decimals)}]"
        : $"({EstimateNumber.Fixed(c.StandardError, decimals)})";

    private EstimateBlock Effects()
    {
        string[] names = [.. Columns.SelectMany(c => c.Estimate.Effects).Select(e => e.Name).Distinct(StringComparer.Ordinal)];
        return new EstimateBlock("Absorbed effects (groups)", [.. names.Select(name => new EstimateLine(name, [.. Columns.Select(c =>
            c.Estimate.Effects.FirstOrDefault(e => e.Name == name) is { } effect ? Count(effect.Groups) : EstimateCell.Empty)]))]);
    }

    private EstimateBlock Facts()
    {
        List<EstimateLine> lines = [];
        void Add(string label, Func<EstimateColumn, EstimateCell?> cell)
        {
            EstimateCell[] cells = [.. Columns.Select(c => cell(c) ?? EstimateCell.Empty)];
            if (cells.Any(c => c.Text.Length > 0)) lines.Add(new EstimateLine(label, cells));
        }
        if (Columns.Select(c => c.Method).Distinct(StringComparer.Ordinal).Count() > 1 || Columns[0].Method != "OLS") Add("Method", c => new EstimateCell(c.Method));
        Add("Errors", c => new EstimateCell(c.Estimate.Facts.Estimator));
        foreach (var name in Columns.SelectMany(c => c.Estimate.Facts.Clusters).Select(c => c.Name).Distinct(StringComparer.Ordinal))
            Add($"Clusters of {name}", c => c.Estimate.Facts.Clusters.FirstOrDefault(k => k.Name == name) is { } clusters ? Count(clusters.Groups) : null);
        Add("Weights", c => c.Estimate.Model.Weights is { } weights ? new EstimateCell(weights) : null);
        Add("Rows", c => c.Estimate.Model.Where is { } where ? new EstimateCell(where) : null);
        Add("n", c => Count(c.Estimate.RowCount));
        Add("R²", c => IsLinear(c) && c.Instruments is null ? Share(c.Estimate.Fit.R2) : null);
        Add("R² within", c => IsLinear(c) && c.Instruments is null && c.Estimate.Effects.Count > 0 ? Share(c.Estimate.Fit.R2Within) : null);
        Add("Pseudo R²", c => c.Estimate.Likelihood?.PseudoR2 is { } pseudo ? Share(pseudo) : null);
        Add("Log likelihood", c => c.Estimate.Likelihood is { } likelihood ? new EstimateCell(EstimateNumber.Fixed(likelihood.LogLikelihood, 2), Number: likelihood.LogLikelihood) : null);
        Add("Effective F", c => c.Instruments?.EffectiveF is { } f ? new EstimateCell(EstimateNumber.Fixed(f.F, 2), Number: f.F) : null);
        return new EstimateBlock("", lines);
    }

    private IEnumerable<string> Remarks()
    {
        var below = options.Below == BelowCoefficient.Interval
            ? $"Intervals at {string.Join(", ", Columns.Select(c => (100 * c.Estimate.Model.Confidence).ToString("0.##", CultureInfo.InvariantCulture)).Distinct(StringComparer.Ordinal))} % in square brackets"
            : "Standard errors in brackets";
        string[] rules = [.. Columns.Select(c => Spoken(c.Estimate)).Distinct(StringComparer.Ordinal)];
        yield return $"{below}{(rules.Length == 1 ? $", {rules[0]}" : "")}. * p < 0.05, ** p < 0.01, *** p < 0.001.";
        if (Blocks[0].Lines.Any(l => l.Cells.Any(c => c.Text == Dash))) yield return $"{Dash} no coefficient: effects or earlier regressors explain it.";
        if (Columns.Any(c => !c.Estimate.Facts.IsPositive)) yield return $"The covariance is not positive definite in column {string.Join(", ", Columns.Index().Where(c => !c.Item.Estimate.Facts.IsPositive).Select(c => $"({c.Index + 1})"))}: single errors stand.";
        string[] hidden = [.. options.Hidden.Where(h => Columns.Any(c => c.Estimate.Has(h)))];
        if (hidden.Length > 0) yield return $"Estimated and not shown: {string.Join(", ", hidden)}.";
    }

    private static string Spoken(Estimate estimate) => estimate.Facts.Clusters.Count == 0
        ? estimate.Facts.Estimator
        : $"{estimate.Facts.Estimator} with {string.Join(" and ", estimate.Facts.Clusters.Select(c => $"{EstimateNumber.Count(c.Groups)} clusters of {c.Name}"))}";

    private static bool IsLinear(EstimateColumn column) => column.Estimate.Likelihood is null;

    private static EstimateCell Count(int number) => new(EstimateNumber.Count(number), Number: number);

    private static EstimateCell Share(double share) => new(EstimateNumber.Fixed(share, 3), Number: share);
}
