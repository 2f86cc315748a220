using System.Security.Cryptography;
using System.Text;
using Rebound.Econometrics;
using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>The finished stages of a run that has not ended: one file a stage, and of a long stage one a block, beside the results folder, until the results stand.</summary>
/// <remarks>A file is kept under the run's id and the build of the program, closed by its SHA-256, flushed and then renamed into
/// place: a process may end at any instant, and what is read back is a whole stage of exactly this run or nothing.</remarks>
public sealed class Checkpoint
{
    private const string Magic = "rebound stage 1", Finished = ".stage", Block = ".block";
    private readonly string folder;
    private readonly string key;

    private Checkpoint(string folder, string key) => (this.folder, this.key) = (folder, key);

    /// <summary>Where the stages of a run are kept while it has not ended.</summary>
    /// <param name="results">The results folder that the run is to write.</param>
    internal static string FolderOf(string results) => Path.GetFullPath(results).TrimEnd(Path.DirectorySeparatorChar) + ".checkpoint";

    /// <summary>The checkpoint of some work on a study that is no whole run; what an earlier try kept is dropped unless it is to be resumed.</summary>
    /// <param name="output">The folder that the work is to write.</param>
    /// <param name="study">The study.</param>
    /// <param name="work">What is done, with every option that its numbers depend on.</param>
    /// <param name="resume">Whether finished parts of exactly this work, by this program, are kept.</param>
    public static Checkpoint Of(string output, Study study, string work, bool resume) => Of(output, $"{work} {StudyRun.RunId(study)}", resume);

    /// <summary>Blocks of replicates under a name.</summary>
    internal ReplicateBlocks Blocks(string name) => new(name, FindBlock, KeepBlock);

    /// <summary>The checkpoint of a run; earlier stages are dropped unless they are to be resumed.</summary>
    internal static Checkpoint Of(string results, string runId, bool resume)
    {
        var folder = FolderOf(results);
        if (!resume && Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        return new Checkpoint(folder, $"{runId} {Build}");
    }

    /// <summary>A stage that an earlier run of the same study finished, or null: absent, cut off, or of another study or build.</summary>
    internal FinishedStage? Find(string stage)
    {
        using var reader = Open(stage + Finished);
        return reader is null ? null : Read(reader);
    }

    /// <summary>Keeps a finished stage.</summary>
    internal void Keep(FinishedStage stage) => Put(stage.Stage + Finished, writer => Write(writer, stage));

    /// <summary>A block of a stage that has not ended, or null: absent, cut off, or of another study or build.</summary>
    /// <param name="name">The stage and the block.</param>
    internal byte[]? FindBlock(string name)
    {
        using var reader = Open(name + Block);
        return reader?.ReadBytes(reader.ReadInt32());
    }

    /// <summary>Keeps a block of a stage that has not ended.</summary>
    /// <param name="name">The stage and the block.</param>
    /// <param name="bytes">What it holds.</param>
    internal void KeepBlock(string name, byte[] bytes) => Put(name + Block, writer =>
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    });

    /// <summary>The results stand: nothing is to be resumed any more.</summary>
    public void Remove()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    // A program built from other sources may give other numbers under the same version.
    private static string Build { get; } = string.Join(' ', new[] { typeof(Checkpoint), typeof(IndexResult), typeof(Estimate), typeof(SimulatedWorld), typeof(Panel), typeof(RandomStream) }.Select(t => t.Module.ModuleVersionId.ToString("N")));

    // What is behind the head of a file that is whole and of this run.
    private BinaryReader? Open(string name)
    {
        var file = Path.Combine(folder, name);
        if (!File.Exists(file)) return null;
        var bytes = File.ReadAllBytes(file);
        if (bytes.Length <= SHA256.HashSizeInBytes || !SHA256.HashData(bytes.AsSpan(..^SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(^SHA256.HashSizeInBytes..))) return null;
        var reader = new BinaryReader(new MemoryStream(bytes, 0, bytes.Length - SHA256.HashSizeInBytes), Encoding.UTF8);
        if (reader.ReadString() == Magic && reader.ReadString() == key) return reader;
        reader.Dispose();
        return null;
    }

    private void Put(string name, Action<BinaryWriter> write)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(key);
            write(writer);
        }
        var bytes = memory.ToArray();
        Directory.CreateDirectory(folder);
        var unfinished = Path.Combine(folder, name + ".unfinished");
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        {
            file.Write(bytes);
            file.Write(SHA256.HashData(bytes));
            file.Flush(flushToDisk: true);
        }
        File.Move(unfinished, Path.Combine(folder, name), overwrite: true);
    }

    private static void Write(BinaryWriter writer, FinishedStage stage)
    {
        foreach (var text in new[] { stage.Stage, stage.Status, stage.Reason, stage.Repair }) writer.Write(text);
        writer.Write(stage.Seconds);
        writer.Write(stage.Tables.Count);
        foreach (var table in stage.Tables)
        {
            writer.Write(table.Name);
            writer.Write(table.Columns.Count);
            foreach (var column in table.Columns)
            {
                writer.Write(column.Name);
                writer.Write(column.IsNumeric);
                writer.Write(column.Count);
                for (var row = 0; row < column.Count; row++)
                {
                    if (column.IsNumeric) writer.Write(column.Number(row));
                    else writer.Write(column.Text(row));
                }
            }
        }
    }

    private static FinishedStage Read(BinaryReader reader)
    {
        var (stage, status, reason, repair) = (reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString());
        var seconds = reader.ReadDouble();
        var tables = new ResultTable[reader.ReadInt32()];
        for (var t = 0; t < tables.Length; t++)
        {
            var name = reader.ReadString();
            var columns = new ResultColumn[reader.ReadInt32()];
            for (var c = 0; c < columns.Length; c++) columns[c] = ReadColumn(reader);
            tables[t] = new ResultTable(name, columns);
        }
        return new FinishedStage(stage, status, reason, repair, seconds, tables);
    }

    private static ResultColumn ReadColumn(BinaryReader reader)
    {
        var (name, isNumeric, count) = (reader.ReadString(), reader.ReadBoolean(), reader.ReadInt32());
        if (!isNumeric)
        {
            var texts = new string[count];
            for (var row = 0; row < count; row++) texts[row] = reader.ReadString();
            return new ResultColumn(name, texts);
        }
        var numbers = new double[count];
        for (var row = 0; row < count; row++) numbers[row] = reader.ReadDouble();
        return new ResultColumn(name, numbers);
    }
}
