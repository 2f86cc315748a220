using System.CommandLine;
using System.Globalization;
using Rebound.Numerics;

namespace Rebound.Cli;

/// <summary>Options that several verbs have, and the range of an option.</summary>
internal static class SharedOptions
{
    private const int MostThreads = 256;

    /// <summary>--threads, to be put in force by <see cref="UseThreads"/>.</summary>
    public static Option<int?> Threads()
    {
        var option = new Option<int?>("--threads") { Description = "The most threads to use, 1 to 256; by default every processor. No result depends on it" };
        Within(option, 1, MostThreads);
        return option;
    }

    /// <summary>Limits the threads of the process, where the option was given.</summary>
    public static void UseThreads(ParseResult arguments, Option<int?> threads)
    {
        if (arguments.GetValue(threads) is { } most) FixedChunks.MostThreads = most;
    }

    /// <summary>Refuses an option where another one, without which it means nothing, is not given.</summary>
    public static void Needs(Command command, Option option, Option other) => command.Validators.Add(result =>
    {
        if (result.GetResult(option) is { Implicit: false } && result.GetResult(other) is null or { Implicit: true }) result.AddError($"{option.Name} goes with {other.Name}: name the folder that was to be filled");
    });

    /// <summary>Refuses a number outside a range.</summary>
    public static void Within<T>(Option option, T least, T most)
        where T : struct, IParsable<T>, IComparable<T> => option.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && T.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var given) && (given.CompareTo(least) < 0 || given.CompareTo(most) > 0))
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} {given}: it must lie between {least} and {most}"));
    });
}
