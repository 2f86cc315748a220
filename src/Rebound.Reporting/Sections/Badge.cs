namespace Rebound.Reporting;

/// <summary>Grades and verdicts, each as a sign and a word, so that colour is never alone.</summary>
internal static class Badge
{
    public static Html Grade(string grade) => grade switch
    {
        "A" => Html.Of($"""<span class="badge grade-a"><b>A</b> design-based</span>"""),
        "B" => Html.Of($"""<span class="badge grade-b"><b>B</b> conditional</span>"""),
        "C" => Html.Of($"""<span class="badge grade-c"><b>C</b> association</span>"""),
        "D" => Html.Of($"""<span class="badge grade-d"><b>D</b> descriptive</span>"""),
        "refused" => Html.Of($"""<span class="badge refused"><span aria-hidden="true">∅</span> refused</span>"""),
        _ => Html.Empty,
    };

    public static Html Verdict(string verdict) => verdict switch
    {
        "supported" => Html.Of($"""<span class="badge supported"><span aria-hidden="true">✓</span> supported</span>"""),
        "contradicted" => Html.Of($"""<span class="badge contradicted"><span aria-hidden="true">✗</span> contradicted</span>"""),
        "not testable" => Html.Of($"""<span class="badge refused"><span aria-hidden="true">∅</span> not testable</span>"""),
        "untested" => Html.Of($"""<span class="badge untested"><span aria-hidden="true">○</span> untested</span>"""),
        _ => Html.Text(verdict),
    };

    public static Html Guard(string verdict) => verdict switch
    {
        "passed" => Html.Of($"""<span class="badge supported"><span aria-hidden="true">✓</span> passed</span>"""),
        "warning" => Html.Of($"""<span class="badge warning"><span aria-hidden="true">!</span> warning</span>"""),
        "refused" => Html.Of($"""<span class="badge refused"><span aria-hidden="true">∅</span> refused</span>"""),
        _ => Html.Text(verdict),
    };

    /// <summary>Where a known number lies to the band of a model.</summary>
    public static Html Inside(string verdict) => verdict switch
    {
        "inside" => Html.Of($"""<span class="badge supported"><span aria-hidden="true">✓</span> inside</span>"""),
        "too low" => Html.Of($"""<span class="badge contradicted"><span aria-hidden="true">↓</span> too low</span>"""),
        "too high" => Html.Of($"""<span class="badge contradicted"><span aria-hidden="true">↑</span> too high</span>"""),
        _ => Html.Text(verdict),
    };

    /// <summary>Whether data see a parameter or direction.</summary>
    public static Html Seen(string verdict) => verdict == "seen"
        ? Html.Of($"""<span class="badge supported"><span aria-hidden="true">✓</span> seen</span>""")
        : Html.Of($"""<span class="badge untested"><span aria-hidden="true">○</span> {verdict}</span>""");

    /// <summary>What a scenario or an option does beyond chance.</summary>
    public static Html Change(string verdict) => verdict switch
    {
        "gains" => Html.Of($"""<span class="badge supported"><span aria-hidden="true">▲</span> gains</span>"""),
        "loses" => Html.Of($"""<span class="badge contradicted"><span aria-hidden="true">▼</span> loses</span>"""),
        "tie" => Html.Of($"""<span class="badge untested"><span aria-hidden="true">○</span> tie</span>"""),
        _ => Html.Text(verdict),
    };

    public static Html Done(string status) => status switch
    {
        "done" => Html.Of($"""<span class="badge supported"><span aria-hidden="true">✓</span> done</span>"""),
        "refused" => Guard("refused"),
        _ => Html.Text(status),
    };
}
