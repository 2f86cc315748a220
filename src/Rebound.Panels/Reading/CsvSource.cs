using System.IO.Compression;
using System.Text;
using Sylvan.Data.Csv;

namespace Rebound.Panels;

/// <summary>Rows of a CSV file, plain or gzip, in UTF-8, UTF-16 or GB18030.</summary>
internal sealed class CsvSource : TableSource
{
    private const int ProbeBytes = 1 << 20;
    private readonly FileStream file;
    private readonly Stream stream;
    private readonly CsvDataReader reader;
    private long row;

    private CsvSource(FileStream file, Stream stream, CsvDataReader reader) => (this.file, this.stream, this.reader) = (file, stream, reader);

    public override long Row => row;

    public override int FieldCount => reader.RowFieldCount;

    public override long BytesRead => file.Position;

    /// <summary>Opens the file and reads its header.</summary>
    /// <exception cref="InvalidDataException">The file is empty, damaged, or in no encoding that we read.</exception>
    public static CsvSource Open(string path, string name, TextEncoding encoding)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        var stream = Decompressed(file);
        try
        {
            var head = new byte[ProbeBytes];
            var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            if (length == 0) throw new InvalidDataException("the file is empty");
            var codec = Choose(head.AsSpan(0, length), length == head.Length, encoding);
            var text = new StreamReader(new PrefixedStream(head.AsMemory(0, length), stream), codec, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
            var options = new CsvDataReaderOptions { HasHeaders = false, BufferSize = 1 << 16, MaxBufferSize = 1 << 22, Delimiter = Delimiter(head.AsSpan(0, length), codec) };
            var source = new CsvSource(file, stream, CsvDataReader.Create(text, options)) { Name = name };
            source.ReadHeader();
            return source;
        }
        catch (Exception e) when (e is CsvFormatException or DecoderFallbackException)
        {
            stream.Dispose();
            throw new InvalidDataException(e is DecoderFallbackException ? "a byte is not valid in the file's encoding" : e.Message, e);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public override bool Next()
    {
        try
        {
            while (reader.Read())
            {
                row++;
                if (reader.RowFieldCount > 1 || !reader.GetFieldSpan(0).Trim().IsEmpty) return true;
            }
            return false;
        }
        catch (Exception e) when (e is CsvFormatException or DecoderFallbackException or InvalidDataException)
        {
            throw new InvalidDataException(e is DecoderFallbackException ? "a byte is not valid in the file's encoding" : e.Message, e);
        }
    }

    public override ReadOnlySpan<char> Field(int column) => column < reader.RowFieldCount ? reader.GetFieldSpan(column) : default;

    protected override void Dispose(bool disposing)
    {
        reader.Dispose();
        stream.Dispose();
    }

    private void ReadHeader()
    {
        if (!Next()) throw new InvalidDataException("the file has no header row");
        var names = new string[reader.RowFieldCount];
        for (var c = 0; c < names.Length; c++) names[c] = reader.GetFieldSpan(c).Trim().Trim('\uFEFF').ToString();
        Header = names;
    }

    private static Stream Decompressed(FileStream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var gzip = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic[0] == 0x1F && magic[1] == 0x8B;
        file.Position = 0;
        return gzip ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static Encoding Choose(ReadOnlySpan<byte> head, bool cut, TextEncoding encoding)
    {
        if (head.StartsWith("\uFEFF"u8)) return Strict(Encoding.UTF8);
        if (head.Length >= 2 && (head[0], head[1]) is (0xFF, 0xFE)) return Strict(Encoding.Unicode);
        if (head.Length >= 2 && (head[0], head[1]) is (0xFE, 0xFF)) return Strict(Encoding.BigEndianUnicode);
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        if (encoding == TextEncoding.Gb18030) return Strict(Encoding.GetEncoding("GB18030"));
        if (encoding == TextEncoding.Utf8 || IsValid(Strict(Encoding.UTF8), head, cut)) return Strict(Encoding.UTF8);
        var chinese = Strict(Encoding.GetEncoding("GB18030"));
        if (!head.Contains((byte)0) && IsValid(chinese, head, cut)) return chinese;
        throw new InvalidDataException("the file is neither UTF-8 nor GB18030 text");
    }

    private static Encoding Strict(Encoding encoding) => Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    private static bool IsValid(Encoding encoding, ReadOnlySpan<byte> head, bool cut)
    {
        try
        {
            encoding.GetDecoder().GetCharCount(head, flush: !cut);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    // The delimiter that the header row holds most often, of the three in use; a comma when in doubt.
    private static char Delimiter(ReadOnlySpan<byte> head, Encoding encoding)
    {
        var text = Encoding.GetEncoding(encoding.CodePage).GetString(head[..Math.Min(head.Length, 1 << 14)]);
        var line = text.AsSpan(0, text.IndexOf('\n', StringComparison.Ordinal) is var end and >= 0 ? end : text.Length);
        var (commas, tabs, semicolons) = (line.Count(','), line.Count('\t'), line.Count(';'));
        if (tabs > commas && tabs >= semicolons) return '\t';
        return semicolons > commas ? ';' : ',';
    }
}
