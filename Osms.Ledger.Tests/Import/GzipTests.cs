using System.IO.Compression;
using System.Text;
using Osms.Ledger.Import;
using static Osms.Ledger.Tests.Import.CsvText;

namespace Osms.Ledger.Tests.Import;

public class GzipTests
{
    private static readonly byte[] Content =
        Encoding.UTF8.GetBytes(string.Join('\n', [Header, .. Enumerable.Repeat(Row, 500)]));

    [Fact]
    public async Task A_whole_gzip_is_read_as_what_it_holds()
    {
        var file = new MemoryStream(Pack(Content));
        (await Gzip.IsAsync(file, default)).ShouldBeTrue();
        (await Gzip.CheckAsync(file, 10, default)).ShouldBe(GzipState.Whole);
        await using var content = Gzip.Open(file);
        (await Importing.Rows(ImportFormat.Csv, content)).Count.ShouldBe(500);
    }

    [Fact]
    public async Task Files_one_after_another_are_one()
    {
        var file = new MemoryStream([.. Pack(Content), .. Pack(Encoding.UTF8.GetBytes($"\n{Row}"))]);
        (await Gzip.CheckAsync(file, 10, default)).ShouldBe(GzipState.Whole);
        await using var content = Gzip.Open(file);
        (await Importing.Rows(ImportFormat.Csv, content)).Count.ShouldBe(501);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x1f })]
    [InlineData(new byte[] { 0x1f, 0x8c, 8 })]
    public async Task Other_files_are_no_gzip(byte[] start)
    {
        var file = new MemoryStream(start);
        (await Gzip.IsAsync(file, default)).ShouldBeFalse();
        file.Position.ShouldBe(0);
    }

    [Fact]
    public async Task A_gzip_that_breaks_off_anywhere_is_not_whole()
    {
        var whole = Pack(Content);
        var passed = new List<int>();
        for (var length = 2; length < whole.Length; length++)
        {
            if (await Gzip.CheckAsync(new MemoryStream(whole[..length]), 10, default) == GzipState.Whole)
            {
                passed.Add(length);
            }
        }

        passed.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_gzip_with_a_changed_byte_never_gives_other_content()
    {
        var whole = Pack(Content);
        for (var at = 2; at < whole.Length; at++)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 0x55;
            var file = new MemoryStream(damaged);
            if (await Gzip.CheckAsync(file, 10, default) == GzipState.Whole)
            {
                // Bytes of the header that say nothing of the content.
                at.ShouldBeLessThan(10);
                await using var content = Gzip.Open(file);
                using var same = new MemoryStream();
                await content.CopyToAsync(same);
                same.ToArray().ShouldBe(Content, $"byte {at}");
            }
        }
    }

    internal static byte[] Pack(byte[] content) => Pack([content]);

    internal static byte[] Pack(IEnumerable<byte[]> pieces)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            foreach (var piece in pieces)
            {
                gzip.Write(piece);
            }
        }

        return packed.ToArray();
    }
}
