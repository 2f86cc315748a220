using Rebound.Econometrics;
using Rebound.Panels;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary>Opens what <c>rebound estimate</c> reads.</summary>
internal static class EstimateInput
{
    private const string Effect = "there is nothing to estimate on";

    /// <exception cref="StudyException">The file or a cell cannot be used; every problem is listed.</exception>
    public static ModelData Table(string file, IReadOnlyList<LinearModel> models, IReadOnlyList<string> others, MemoryRoom room, bool isLikelihood)
    {
        var parts = file.Split('#', 2);
        if (ParquetTable.Is(parts[0])) return Parquet(parts[0], models, others, room, isLikelihood);
        if (!File.Exists(parts[0])) throw new StudyException([new StudyProblem("RB2001", file, parts[0], $"there is no file '{parts[0]}'", Effect, "check the name and the folder")]);
        if (!TableFile.IsKnown(parts[0])) throw new StudyException([new StudyProblem("RB2004", file, parts[0], $"'{parts[0]}' is of a kind that is not read", Effect, $"save it as one of {string.Join(", ", TableFile.Endings)}")]);
        var problems = new ProblemLog();
        ModelData? data = null;
        try
        {
            data = ModelTable.Read(() => TableFile.Open(parts[0], parts.Length > 1 ? parts[1] : "", file), models, others, problems);
        }
        catch (InvalidDataException e)
        {
            problems.Add(ReadingProblems.Unreadable(file, e.Message));
        }
        return problems.HasErrors ? throw new StudyException(problems.All()) : data!;
    }

    /// <exception cref="StudyException">A file of the folder cannot be used.</exception>
    /// <exception cref="NoRoomException">The columns and the estimation would not fit.</exception>
    private static ModelData Parquet(string path, IReadOnlyList<LinearModel> models, IReadOnlyList<string> others, MemoryRoom room, bool isLikelihood)
    {
        var problems = new ProblemLog();
        try
        {
            using var table = ParquetTable.Open(path);
            var columns = new ModelParquet(table, models, others);
            room.Take(path, table, columns, ModelMemory.Of(models, table.RowCount, columns.Bytes, isLikelihood));
            var data = columns.Read(problems);
            if (!problems.HasErrors) return data;
        }
        catch (InvalidDataException e)
        {
            problems.Add(ReadingProblems.Unreadable(path, e.Message));
        }
        throw new StudyException(problems.All());
    }

    /// <exception cref="StudyException">A file of the folder cannot be used.</exception>
    public static ModelData Raw(string folder, IReadOnlyList<LinearModel> models, IReadOnlyList<string> others)
    {
        try
        {
            return RawColumns.Read(folder, models, others);
        }
        catch (InvalidDataException e)
        {
            throw new StudyException([new StudyProblem("RB2002", folder, "", e.Message, Effect, "write meta.json as {\"n\": 3, \"columns\": {\"y\": \"f64\", \"city\": \"i32\"}} and one little-endian file a column")]);
        }
    }
}
