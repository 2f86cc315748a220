using Rebound.Econometrics;
using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>What each dimension adds to a channel's variable once the shock is there: level ~ stringency + shock:dimension (all of them) | unit + month.</summary>
/// <remarks>Level: the variable over its unit's own mean before the shock, so 1 is normal whatever it is counted in. Shock: 1 from its first month on. Restrictions are held fixed, because resilience moves them by way of the epidemic; where a
/// study has no policy table they are not. Months before the shock without an entry of policy have none.</remarks>
internal sealed record LinkRegression(string Channel, string Variable, IReadOnlyList<string> Dimensions, ModelData Window, LinearModel Model)
{
    public const string Level = "level", Shock = "shock", Stringency = "stringency";

    private const int FewestBefore = 6;

    /// <summary>The regressor of a dimension.</summary>
    public static string Term(string dimension) => $"{Shock}:{dimension}";

    /// <summary>The months before the shock and of the short run, with the shock, and with restrictions where the study has a policy table.</summary>
    public static ModelData Months(MechanismPanel mechanism)
    {
        var window = ModelData.From(mechanism.Panel, Period.OfMonth(mechanism.Shock.BaseFirst, 1), mechanism.Horizons().First().Last);
        var months = window.FactorOf("month");
        bool[] shocked = [.. months.Labels.Select(l => Period.TryParse(l, out var p) && p.CompareTo(mechanism.Shock.Start) >= 0)];
        double[] shock = [.. months.Codes.Select(c => shocked[c] ? 1.0 : 0)];
        return window.HasColumn(Stringency)
            ? window.With(Shock, shock).With(Stringency, [.. window.Column(Stringency).Select((s, i) => double.IsNaN(s) && shock[i] == 0 ? 0 : s)])
            : window.With(Shock, shock);
    }

    /// <summary>The regression of a variable on <see cref="Months"/>.</summary>
    /// <exception cref="NotIdentifiedException">The variable has no normal level before the shock, or the index no dimension.</exception>
    public static LinkRegression Of(MechanismPanel mechanism, ModelData window, string channel, string variable)
    {
        string[] dimensions = mechanism.Index is { } index ? [.. index.Nodes.Where(n => n.Depth == 1).Select(n => n.Path)] : [];
        if (dimensions.Length == 0) throw new NotIdentifiedException("There is no index with dimensions to relate to the channel.");
        window = window.With(Level, Relative(window, variable, window.Column(Shock)));
        string[] terms = [.. window.HasColumn(Stringency) ? [Stringency] : Array.Empty<string>(), .. dimensions.Select(d => $"{Shock}:`{d}`")];
        return new(channel, variable, dimensions, window, LinearModel.Parse($"{Level} ~ {string.Join(" + ", terms)} | unit + month", Covariance.ClusteredBy("unit")));
    }

    /// <summary>The table with other levels and restrictions of the same units and months, such as a model's; rows that the study lacks are lacking here.</summary>
    /// <param name="cells">Level and stringency of a unit in a month.</param>
    public ModelData With(Func<int, Period, (double Level, double Stringency)> cells)
    {
        var (own, units, months) = (Window.Column(Level), Window.FactorOf("unit"), Window.FactorOf("month"));
        Period[] periods = [.. months.Labels.Select(l => Period.TryParse(l, out var p) ? p : default)];
        var restrictions = Window.HasColumn(Stringency) ? Window.Column(Stringency) : new double[own.Length];
        var (level, stringency) = (new double[own.Length], new double[own.Length]);
        for (var i = 0; i < own.Length; i++)
        {
            (level[i], stringency[i]) = double.IsNaN(own[i]) ? (double.NaN, double.NaN) : cells(units.Codes[i], periods[months.Codes[i]]);
            if (double.IsNaN(restrictions[i])) stringency[i] = double.NaN;
        }
        return Window.HasColumn(Stringency) ? Window.With(Level, level).With(Stringency, stringency) : Window.With(Level, level);
    }

    /// <summary>By how much the mean level of the shock's months lies below 1, over the cells that have one.</summary>
    public static double Fall(ModelData table)
    {
        var (level, shock) = (table.Column(Level), table.Column(Shock));
        return 1 - Moments.Of([.. level.Where((v, i) => shock[i] > 0 && !double.IsNaN(v))]).Mean;
    }

    private static double[] Relative(ModelData window, string variable, double[] shock)
    {
        var (values, units) = (window.Column(variable), window.FactorOf("unit"));
        var (sums, counts) = (new double[units.Labels.Count], new int[units.Labels.Count]);
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]) || shock[i] > 0) continue;
            sums[units.Codes[i]] += values[i];
            counts[units.Codes[i]]++;
        }
        if (!Enumerable.Range(0, sums.Length).Any(u => counts[u] >= FewestBefore && sums[u] > 0))
            throw new NotIdentifiedException($"'{variable}' has no normal level: no unit has {FewestBefore} months of it before the shock with a mean above zero.");
        return [.. values.Select((v, i) => units.Codes[i] is var u && counts[u] >= FewestBefore && sums[u] > 0 ? v * counts[u] / sums[u] : double.NaN)];
    }
}
