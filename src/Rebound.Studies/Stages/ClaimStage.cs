using System.Globalization;

namespace Rebound.Studies;

/// <summary>Judges the claims of the study: the tables claims, fact_flags, facts.</summary>
internal static class ClaimStage
{
    public static IReadOnlyList<ClaimVerdict> Run(Study study, List<ResultTable> tables, ResultTable stages)
    {
        var (claims, facts) = (study.Data.Claims!, study.Data.Facts);
        var flags = FactCheck.Flags(claims, facts);
        var evidence = new LedgerEvidence(tables.Find(t => t.Name == "estimates"), tables.Find(t => t.Name == "guards"), stages, Properties(study));
        var verdicts = ClaimLedger.Judge(claims, facts, flags, evidence);
        tables.Add(ClaimTables.Claims(verdicts));
        tables.Add(ClaimTables.FactFlags(flags));
        tables.Add(ClaimTables.Facts(facts));
        return verdicts;
    }

    private static Dictionary<string, string> Properties(Study study)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["units"] = study.Data.Cities.Count.ToString(CultureInfo.InvariantCulture),
            ["channels"] = study.Settings.Mechanism.Channels.Count.ToString(CultureInfo.InvariantCulture),
        };
        if (study.Data.Indicators is { } indicators)
            properties["dimensions"] = indicators.Indicators.Select(i => i.Dimension.Split('/')[0]).Distinct(StringComparer.Ordinal).Count().ToString(CultureInfo.InvariantCulture);
        // An index whose window reaches into the shock is refused when the study is read.
        if (study.Settings is { Index: not null, Shock: not null } && study.Data.Indicators is not null) properties["index_predates_shock"] = "yes";
        return properties;
    }
}
