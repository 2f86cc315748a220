using Rebound.Measures;

namespace Rebound.Studies;

/// <summary>Measures resilience: the tables index_scores, index_panel, index_weights, index_variants, index_directions, index_refusals, index_changes, index_treatment, index_trends (index_weights_by_year or index_unit_weights where weights differ), index_ranks, index_sobol, index_replications, index_conclusions.</summary>
internal static class IndexStage
{
    public static MeasuredIndex Run(Study study, List<ResultTable> tables, CancellationToken cancellation)
    {
        var measured = Measure(study);
        var result = measured.Result;
        var uncertainty = study.Settings.Index!.Uncertainty;
        var intervals = new IndexSensitivity(Table(study.Data), result, uncertainty.FactorsOf(result)).Run(uncertainty.OptionsOf(result), cancellation);
        tables.AddRange(IndexTables.Of(result, intervals, measured.Variants));
        tables.AddRange(UncertaintyTables.Of(result, intervals, uncertainty.Conclusions));
        return measured;
    }

    /// <summary>The index and its variants, without the random weightings, which take the time.</summary>
    public static MeasuredIndex Measure(Study study)
    {
        var result = new ResilienceIndex(study.Settings.Index!.Options).Build(Table(study.Data));
        return new MeasuredIndex(result, IndexVariants.Of(result));
    }

    /// <summary>The study's indicators as the index wants them.</summary>
    public static IndicatorTable Table(StudyData data)
    {
        var observed = data.Indicators!;
        int units = data.Cities.Count, years = observed.Years.Count, count = observed.Indicators.Count;
        var values = new double[observed.Values.Length];
        for (var i = 0; i < units; i++)
            for (var t = 0; t < years; t++)
                for (var k = 0; k < count; k++)
                    values[(k * units + i) * years + t] = observed.Values[(i * years + t) * count + k];
        var indicators = observed.Indicators.Select(r => new Indicator(r.Code, r.Dimension, r.Positive ? Direction.Positive : Direction.Negative, r.Disputed, Given(r.Weight), r.Label)
        {
            Denominator = r.Denominator.Length == 0 ? null : r.Denominator,
            Target = Given(r.Target),
            GoalpostLow = Given(r.GoalpostLow),
            GoalpostHigh = Given(r.GoalpostHigh),
        }).ToArray();
        return new IndicatorTable([.. data.Cities.Select(c => c.Code)], observed.Years[0], years, indicators, values)
        {
            Denominators = observed.Denominators,
            Groups = data.Cities.Any(c => c.Group.Length > 0) ? [.. data.Cities.Select(c => c.Group)] : [],
        };

        static double? Given(double value) => double.IsNaN(value) ? null : value;
    }
}
