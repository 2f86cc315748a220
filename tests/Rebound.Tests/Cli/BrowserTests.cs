using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Rebound.Cli;
using Rebound.Tests.Architecture;
using Xunit;

namespace Rebound.Tests.Cli;

public sealed partial class BrowserTests
{
    private static readonly string? Browser = new[] { "chromium", "chromium-browser", "google-chrome" }
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    [Fact]
    public void A_report_fits_a_desk_and_a_phone_and_draws_its_figures()
    {
        Assert.SkipWhen(Browser is null, "no chromium is installed");
        using var folder = new TemporaryFolder();
        Spoken.By("synth", "--cities", "12", "--months", "48", "--out", folder.Of("world"));
        var run = Spoken.By("run", folder.Of("world"));
        Assert.Equal(ExitCode.Good, run.Code);
        var report = File.ReadAllText(Path.Combine(run.Output.Trim(), "report", "index.en.html"));
        Assert.All([1280, 390], width =>
        {
            var (across, figures) = Measure(folder, report, width);
            Assert.True(across <= width, $"at {width} px the page is {across} px wide");
            Assert.True(figures >= 5, $"at {width} px only {figures} figures are drawn");
        });
    }

    // The page stands in a frame of the wanted width, and a script beside it measures how wide it became.
    private static (int Across, int Figures) Measure(TemporaryFolder folder, string report, int width)
    {
        var file = folder.Of($"frame-{width}.html");
        File.WriteAllText(file, $$"""
            <!doctype html><meta charset="utf-8"><p id="said"></p>
            <iframe id="page" style="border:0;width:{{width}}px;height:900px" srcdoc="{{WebUtility.HtmlEncode(report)}}"></iframe>
            <script>
              document.getElementById('page').addEventListener('load', event => {
                const page = event.target.contentDocument;
                const drawn = [...page.querySelectorAll('svg')].filter(s => s.getBoundingClientRect().height > 50).length;
                document.getElementById('said').textContent = 'across=' + page.documentElement.scrollWidth + ' figures=' + drawn;
              });
            </script>
            """);
        var child = Child.Run(Browser!, ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            $"--user-data-dir={folder.Of("profile")}", "--window-size=1400,1000", "--virtual-time-budget=5000", "--dump-dom", new Uri(file).AbsoluteUri], folder.Path, 90);
        var said = Said().Match(child.Output);
        Assert.True(said.Success, $"the browser said nothing: {child.Error}");
        return (int.Parse(said.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(said.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"across=(\d+) figures=(\d+)<")]
    private static partial Regex Said();
}
