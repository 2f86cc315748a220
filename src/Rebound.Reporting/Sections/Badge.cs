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

    public static Html Done(string status) => status switch
    {
        "done" => Html.Of($"""<span class="badge supported"><span aria-hidden="true">✓</span> done</span>"""),
        "refused" => Guard("refused"),
        _ => Html.Text(status),
    };
}
