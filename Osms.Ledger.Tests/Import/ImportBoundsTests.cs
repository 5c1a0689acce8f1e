using System.Diagnostics;
using System.Text;
using Osms.Ledger.Import;

namespace Osms.Ledger.Tests.Import;

/// <summary>Memory and time are the whole process's, so these tests run when no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class MeasuredAlone
{
    public const string Name = "measured alone";
}

[Collection(MeasuredAlone.Name)]
public class ImportBoundsTests
{
    private const int Lines = 100_000;

    [Fact]
    public async Task A_line_without_end_takes_no_memory()
    {
        const int length = 64 * 1024 * 1024;
        await using var stream = new EndlessLine(length);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        (await Importing.Rows(ImportFormat.Ndjson, stream)).Short().ShouldBe(["1 Unreadable: 1 line-too-long"]);
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(length / 4);
    }

    [Fact]
    public async Task A_file_that_grows_a_thousandfold_takes_no_memory()
    {
        const int length = 64 * 1024 * 1024;
        var file = new MemoryStream(GzipTests.Pack(new byte[length]));
        file.Length.ShouldBeLessThan(length / 500);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        (await Gzip.CheckAsync(file, 2_000, default)).ShouldBe(GzipState.Whole);
        foreach (var format in Enum.GetValues<ImportFormat>())
        {
            file.Position = 0;
            await using var content = Gzip.Open(file);
            var code = format == ImportFormat.Mt102 ? "unreadable" : "line-too-long";
            (await Importing.Rows(format, content)).Short().ShouldBe([$"1 Unreadable: 1 {code}"]);
        }

        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(length / 4);
    }

    [Fact]
    public async Task A_full_list_waits_in_little_memory()
    {
        await using var file = new MemoryStream(Encoding.UTF8.GetBytes(Mt102SizeTests.List(Lines)));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long during = 0;
        var rows = 0;
        await foreach (var row in Mt102Source.ReadAsync(file, Importing.Options, CancellationToken.None))
        {
            // With the first row the whole list waits, and nothing else does.
            if (rows++ == 0)
            {
                during = GC.GetTotalMemory(forceFullCollection: true) - before;
            }
        }

        rows.ShouldBe(Lines);
        during.ShouldBeLessThan(16 * 1024 * 1024);
    }

    [Fact]
    public async Task A_list_without_end_takes_no_memory_beyond_its_limit()
    {
        await using var file = new MemoryStream(Encoding.UTF8.GetBytes(Mt102SizeTests.List(4 * Lines)));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        var rows = 0;
        var options = Importing.Options with { MaxListLines = 1_000 };
        await foreach (var row in Mt102Source.ReadAsync(file, options, CancellationToken.None))
        {
            if (++rows % 100_000 == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        rows.ShouldBe(4 * Lines);
        most.ShouldBeLessThan(2 * 1024 * 1024);
    }

    [Fact]
    public void Reading_keeps_up_with_an_import()
    {
        var line = """
            {"command":"record-payment","iin":"850412300128","reference":"120440003456/261105/ZP2610/1",
             "kind":"employer","period":"2026-10","amount":4250,"paidOn":"2026-11-05","payer":"120440003456"}
            """u8.ToArray();
        CommandReader.Read(line).ShouldBeOfType<ReadResult.Read>();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 50_000; i++)
        {
            CommandReader.Read(line);
        }

        // A hundred thousand a second is the aim; a machine shared with others gets ten times as long.
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    private sealed class EndlessLine(long length) : MemoryStream
    {
        private long _left = length;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = (int)Math.Min(buffer.Length, _left);
            buffer.Span[..count].Fill((byte)'x');
            _left -= count;
            return ValueTask.FromResult(count);
        }
    }
}
