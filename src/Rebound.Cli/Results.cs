using Rebound.Studies;

namespace Rebound.Cli;

/// <summary>Opens results folders for the verbs that read them.</summary>
internal static class Results
{
    /// <exception cref="InputException">There are no readable results.</exception>
    public static ResultsFolder Open(string path)
    {
        try
        {
            return ResultsFolder.Open(path);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new InputException(e.Message, "there is nothing to show", "name a folder that `rebound run` wrote");
        }
    }
}
