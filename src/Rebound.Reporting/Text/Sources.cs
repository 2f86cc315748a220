namespace Rebound.Reporting;

/// <summary>Sources as they are printed: an address as a link with its host, other text as it stands.</summary>
internal static class Sources
{
    public static Html Write(string text)
    {
        var written = Html.Empty;
        foreach (var part in text.Split([';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var space = written.IsEmpty ? Html.Empty : Html.Text(" ");
            written = Uri.TryCreate(part, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? Html.Of($"{written}{space}<a href=\"{part}\">{(address!.Host.StartsWith("www.", StringComparison.Ordinal) ? address.Host[4..] : address.Host)}</a>")
                : Html.Of($"{written}{space}{part}");
        }
        return written;
    }
}
