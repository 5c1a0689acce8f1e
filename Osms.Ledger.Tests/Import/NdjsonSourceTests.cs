using System.Text;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;

namespace Osms.Ledger.Tests.Import;

public class NdjsonSourceTests
{
    private const string Line =
        """{"command":"record-region","iin":"850412300128","region":"75","from":"2020-01-01"}""";

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Lines_end_in_lf_or_crlf_and_blank_ones_are_no_rows(string end)
    {
        string[] lines = ["", Line, "", "  \t ", Line, "nonsense", Line];
        var rows = await Importing.Ndjson(string.Join(end, lines));
        rows.Short().ShouldBe(["2 Command", "5 Command", "6 Unreadable: 6 unreadable", "7 Command"]);
        rows[0].Command.ShouldBe(new InsuredCommand.RecordRegion("850412300128", "75", new DateOnly(2020, 1, 1)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n\r\n")]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFF\n")]
    public async Task A_file_without_content_has_no_rows(string text) =>
        (await Importing.Ndjson(text)).ShouldBeEmpty();

    [Fact]
    public async Task The_last_line_needs_no_end() =>
        (await Importing.Ndjson($"{Line}\n{Line}")).Short().ShouldBe(["1 Command", "2 Command"]);

    [Fact]
    public async Task A_byte_order_mark_is_no_part_of_the_first_line_and_belongs_nowhere_else() =>
        (await Importing.Ndjson($"\uFEFF{Line}\n\uFEFF{Line}")).Short()
            .ShouldBe(["1 Command", "2 Unreadable: 2 unreadable"]);

    [Fact]
    public async Task A_row_with_several_problems_names_them_all_in_one() =>
        (await Importing.Ndjson("""{"command":"record-region","iin":"1","thru":1}""")).Details().ShouldBe(
        [
            "thru: This is not a field of any command. region: This field is missing. from: This field is missing.",
        ]);

    [Theory]
    [InlineData(0, "", "\n", true)]
    [InlineData(0, "", "\r\n", true)]
    [InlineData(0, "\uFEFF", "\r\n", true)]
    [InlineData(0, "", "", true)]
    [InlineData(1, "", "\n", false)]
    [InlineData(1, "", "\r\n", false)]
    [InlineData(1, "\uFEFF", "\r\n", false)]
    [InlineData(1, "", "", false)]
    [InlineData(9, "", "\r\n", false)]
    public async Task A_line_may_be_as_long_as_the_limit_and_no_longer(int over, string mark, string end, bool readable)
    {
        var options = Importing.Options with { MaxLineBytes = 100 };
        var line = Line.PadRight(options.MaxLineBytes + over);
        var rows = await Importing.Ndjson($"{mark}{line}{end}", options);
        rows.Short().ShouldBe([readable ? "1 Command" : "1 Unreadable: 1 line-too-long"]);
        rows.Details().ShouldBe(readable ? [] : ["The line is longer than 100 bytes."]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task However_the_bytes_arrive_the_rows_are_the_same(int bytesAtATime)
    {
        var text = $"\uFEFF{Line}\r\n\r\n{new string('x', 70_000)}\n{Line}\nnonsense\r\n{new string('y', 200_000)}";
        await using var stream = new TricklingStream(Encoding.UTF8.GetBytes(text), bytesAtATime);
        (await Importing.Rows(ImportFormat.Ndjson, stream)).Short().ShouldBe(
        [
            "1 Command",
            "3 Unreadable: 3 line-too-long",
            "4 Command",
            "5 Unreadable: 5 unreadable",
            "6 Unreadable: 6 line-too-long",
        ]);
    }

    [Fact]
    public async Task The_stream_is_left_open_and_reading_can_be_cancelled()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Line));
        (await Importing.Rows(ImportFormat.Ndjson, stream)).Count.ShouldBe(1);
        stream.CanRead.ShouldBeTrue();

        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var rows = NdjsonSource.ReadAsync(stream, Importing.Options, cancelled.Token);
        await Should.ThrowAsync<OperationCanceledException>(async () => await rows.ToListAsync());
    }
}
