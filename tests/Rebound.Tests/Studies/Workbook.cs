using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Rebound.Tests.Studies;

/// <summary>Writes the smallest XLSX workbook: one sheet of texts, with merged ranges.</summary>
internal static class Workbook
{
    public static void Write(string path, IEnumerable<string> lines, params string[] merged)
    {
        File.Delete(path);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        Put(zip, "[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>""");
        Put(zip, "_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Put(zip, "xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""");
        Put(zip, "xl/workbook.xml", """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="panel" sheetId="1" r:id="r1"/></sheets></workbook>""");
        var sheet = new StringBuilder("""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>""");
        foreach (var (line, row) in lines.Select((l, r) => (l, r + 1)))
        {
            sheet.Append(CultureInfo.InvariantCulture, $"""<row r="{row}">""");
            foreach (var (cell, column) in line.Split(',').Select((c, k) => (c, (char)('A' + k))))
                sheet.Append(CultureInfo.InvariantCulture, $"""<c r="{column}{row}" t="inlineStr"><is><t>{SecurityElement.Escape(cell)}</t></is></c>""");
            sheet.Append("</row>");
        }
        sheet.Append("</sheetData>");
        if (merged.Length > 0) sheet.Append("<mergeCells>").AppendJoin("", merged.Select(m => $"""<mergeCell ref="{m}"/>""")).Append("</mergeCells>");
        Put(zip, "xl/worksheets/sheet1.xml", sheet.Append("</worksheet>").ToString());
    }

    private static void Put(ZipArchive zip, string name, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(text);
    }
}
