using System.CommandLine;
using System.CommandLine.Parsing;

namespace Rebound.Cli;

/// <summary>Says what is wrong with a command line, and what may have been meant.</summary>
internal static class UsageText
{
    /// <summary>The words that look like options and are none that the verb knows; a parser alone would take them for folders or values.</summary>
    public static IReadOnlyList<string> UnknownOptions(ParseResult parsed) =>
        [.. parsed.Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash).Where(t => t.Type == TokenType.Argument && t.Value.StartsWith("--", StringComparison.Ordinal)).Select(t => t.Value)];

    public static void Write(ParseResult parsed, TextWriter error)
    {
        var verb = parsed.CommandResult.Command;
        var known = verb.Subcommands.Select(c => c.Name).Concat(verb.Options.SelectMany(o => o.Aliases.Prepend(o.Name))).ToArray();
        // What follows an unknown verb or option belongs to it, and is no fault of its own.
        var options = UnknownOptions(parsed);
        var words = verb is RootCommand ? parsed.UnmatchedTokens.Take(1) : options.Count > 0 ? options : parsed.UnmatchedTokens;
        var told = false;
        foreach (var word in words)
        {
            error.WriteLine($"rebound: '{word}' is not known here{Suggestion(word, known)}");
            told = true;
        }
        if (!told)
            foreach (var fault in parsed.Errors.Select(e => e.Message).Distinct(StringComparer.Ordinal))
                error.WriteLine($"rebound: {fault}");
        error.WriteLine(verb is RootCommand
            ? $"  Repair   use one of: {string.Join(", ", verb.Subcommands.Select(c => c.Name))}"
            : $"  Repair   rebound {verb.Name} --help shows what it takes");
    }

    private static string Suggestion(string word, string[] known)
    {
        var near = known.Select(k => (Word: k, Distance: k.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? 1 : Distance(word, k))).OrderBy(k => k.Distance).ThenBy(k => k.Word, StringComparer.Ordinal).First();
        return near.Distance <= Math.Max(2, word.Length / 3) ? $"; did you mean '{near.Word}'?" : "";
    }

    // Edits, insertions, deletions and swaps of neighbours between two words.
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + same);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }
        return d[a.Length, b.Length];
    }
}
