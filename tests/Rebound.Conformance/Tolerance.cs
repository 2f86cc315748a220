using System.Text.Json;

namespace Rebound.Conformance;

/// <summary>How far an answer may be from the expected number: |a − b| ≤ max(absolute, relative·|expected|).</summary>
internal readonly record struct Tolerance(double Absolute, double Relative)
{
    // Entries on which the reference's own two programs agree less than the case states, with the notes' figure.
    private static readonly (string Case, string Path, Tolerance Tolerance)[] Entries =
    [
        ("RES-07", "robust_15_jump1", new(1e-4, 1e-4)),
        ("wildboot_grunfeld", "fwildclusterboot", new(1e-5, 3e-5)), // its intervals end where its own search stops; p and t are held by the enumeration beside it
        ("plm_grunfeld_tests", "unit_root/madwu", new(0, 1e-3)), // plm takes MacKinnon's 1996 tables where urca is installed; with p.approx = "MacKinnon1994" it gives 17.21179819, as here
        ("plm_grunfeld_tests", "cips/p", new(0.01, 0)), // plm interpolates three printed critical values; here p is simulated for this very panel

        // fixest's Kleibergen-Paap statistic is wrong (iv_kp_rank_tests has the right one), and so are the degrees of freedom of one Cragg-Donald F (n − 4 for n − 5).
        ("iv_cigarettes_1995", "fitstat_iid/kpr", new(double.PositiveInfinity, 0)),
        ("iv_mroz", "one_fitstat/kpr", new(double.PositiveInfinity, 0)),
        ("iv_mroz", "one_fitstat/cd", new(double.PositiveInfinity, 0)),
        ("iv_mroz", "two_fitstat/kpr", new(double.PositiveInfinity, 0)),
    ];

    public static Tolerance Of(JsonElement root)
    {
        if (root.TryGetProperty("tolerance", out var stated)) return new(stated.GetProperty("abs").GetDouble(), stated.GetProperty("rel").GetDouble());
        return root.TryGetProperty("suggested_rel_tol", out var relative) ? new(1e-12, relative.GetDouble()) : new(1e-9, 1e-9);
    }

    /// <summary>The tolerance of one entry of a case.</summary>
    public Tolerance At(string id, string path)
    {
        foreach (var entry in Entries)
            if (entry.Case == id && path.StartsWith(entry.Path, StringComparison.Ordinal)) return entry.Tolerance;
        return this;
    }

    public bool Allows(double expected, double actual)
    {
        if (expected.Equals(actual)) return true;
        return Math.Abs(expected - actual) <= Math.Max(Absolute, Relative * Math.Abs(expected));
    }
}
