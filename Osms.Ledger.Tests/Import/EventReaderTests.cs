using Osms.Ledger.Budgets;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;

namespace Osms.Ledger.Tests.Import;

/// <summary>Exported events are read as strictly as commands.</summary>
public sealed class EventReaderTests
{
    private const string Good = """
        {"position":7,"iin":"850412499001","version":2,"type":"care_sought","recordedAt":"2026-11-22T10:00:00.5+00:00",
         "by":"me","correlationId":"c","source":"f","line":3,"data":{"on":"2026-11-20","provider":"990540001230"}}
        """;

    private static readonly string Line = Good.ReplaceLineEndings("");

    [Fact]
    public async Task An_event_is_the_command_that_recorded_it_and_where_it_came_from()
    {
        var row = (await ReadAsync(Line)).Single();

        row.Command.ShouldBe(new InsuredCommand.RecordCare("850412499001", new DateOnly(2026, 11, 20), "990540001230"));
        row.Before.ShouldBe(new RecordedBefore(2, "me", "c", "f", 3));
    }

    [Fact]
    public async Task What_is_not_known_of_where_it_came_from_is_left_out_or_null()
    {
        var bare = Line.Replace("\"by\":\"me\",\"correlationId\":\"c\",\"source\":\"f\",\"line\":3,", "");
        var nulls = Line.Replace("\"me\"", "null").Replace("\"c\"", "null").Replace("\"f\"", "null")
            .Replace("\"line\":3", "\"line\":null");

        var rows = await ReadAsync($"{bare}\n{nulls}");

        rows.Select(r => r.Before).ShouldBe([new(2, null, null, null, null), new(2, null, null, null, null)]);
        rows.ShouldAllBe(r => r.Command != null);
    }

    [Fact]
    public void Every_kind_of_event_is_read() => EventReader.Types.ShouldBe(
        [.. EventCatalogue.Names, .. BudgetCatalogue.Names], ignoreOrder: true);

    [Theory]
    [InlineData("\"position\":7,", "", "position: This field is missing.")]
    [InlineData("\"iin\":\"850412499001\"", "\"iin\":null", "iin: This field is missing.")]
    [InlineData("\"data\":{\"on\":\"2026-11-20\",\"provider\":\"990540001230\"}", "\"line\":4",
        "line: This field is there twice. data: This field is missing.")]
    [InlineData("{\"on\":\"2026-11-20\",\"provider\":\"990540001230\"}", "[]", "data: Expected an object.")]
    [InlineData("\"position\":7", "\"position\":0", "position: Expected a whole number from 1 on.")]
    [InlineData("\"position\":7", "\"position\":7.5", "position: Expected a whole number from 1 on.")]
    [InlineData("\"version\":2", "\"version\":3000000000", "version: Expected a whole number from 1 on.")]
    [InlineData("\"line\":3", "\"line\":\"3\"", "line: Expected a whole number from 1 on.")]
    [InlineData("\"me\"", "7", "by: Expected text.")]
    [InlineData("\"me\"", "\"\\u0000\"", "by: Expected text without NUL.")]
    [InlineData("\"me\"", "\"\\ud800\"", "by: Expected whole characters; there is half of a surrogate pair.")]
    [InlineData("10:00:00.5+00:00", "10:00:00", "recordedAt: Expected an instant with its zone, written "
        + "2026-11-22T10:00:00Z.")]
    [InlineData("\"by\"", "\"850412499001\"", "?: There is a field that no event has.")]
    [InlineData("\"care_sought\"", "\"salary_paid\"", "type: This program does not know this kind of event; "
        + "a newer version may have written it.")]
    [InlineData("\"care_sought\"", "\"record-care\"", "type: This program does not know this kind of event; "
        + "a newer version may have written it.")]
    [InlineData("\"2026-11-20\"", "\"2026-11-31\"", "data.on: Expected a day of the calendar, written yyyy-MM-dd.")]
    [InlineData("\"on\":\"2026-11-20\",", "", "data.on: This field is missing.")]
    [InlineData("\"on\":\"2026-11-20\",", "\"on\":\"2026-11-20\",\"on\":\"2026-11-20\",",
        "data.on: This field is there twice.")]
    [InlineData("\"provider\"", "\"iin\":\"850412499001\",\"provider\"", "iin: This is not a field of the data.")]
    [InlineData("\"provider\"", "\"command\":\"record-care\",\"provider\"",
        "command: This is not a field of the data.")]
    [InlineData("\"provider\"", "\"level\":\"A\",\"provider\"", "data.level: This is not a field of record-care.")]
    [InlineData("\"provider\"", "\"more\":1,\"provider\"", "more: This is not a field of any command.")]
    [InlineData("990540001230\"}}", "990540001230\"}", "Expected one JSON object; reading stopped in line 1, byte ")]
    [InlineData("990540001230\"}}", "990540001230\"}}{}", "Expected one JSON object; reading stopped in line 1, byte ")]
    public async Task What_is_wrong_is_told_with_its_field(string part, string instead, string detail)
    {
        Line.ShouldContain(part);

        var row = (await ReadAsync(Line.Replace(part, instead))).Single();

        row.Kind.ShouldBe(RowKind.Unreadable);
        row.Problem!.Line.ShouldBe(1);
        row.Problem.Detail.ShouldStartWith(detail);
        row.Problem.Detail.ShouldNotMatch("[0-9]{12}");
    }

    [Fact]
    public async Task What_was_done_with_a_month_is_refused_in_one_sentence_however_long_it_is()
    {
        const string Closed = """
            {"position":7,"month":"2026-02","version":1,"type":"month_closed","recordedAt":"2026-03-02T10:00:00Z",
             "data":{"position":6,"rules":"r","figures":"{\"own\":[]}"}}
            """;
        var line = Closed.ReplaceLineEndings("");
        string[] lines =
        [
            line, line.Replace("_closed", "_reopened"), line.Replace("[]", new string('x', 70_000)),
            line.Replace("\"month\":\"2026-02\"", "\"iin\":\"month-2026-02\""),
        ];

        var rows = await ReadAsync(string.Join('\n', lines));

        rows.Select(row => (row.Kind, row.Problem!.Code)).ShouldBe(
            Enumerable.Repeat((RowKind.Refused, "closing-not-imported"), lines.Length));
        rows.Select(row => row.Problem!.Detail).Distinct().ShouldHaveSingleItem().ShouldBe(
            "A month's closing or reopening is about positions of the ledger that it was made in. All other events "
            + "are read; close the month in this ledger.");
    }

    [Fact]
    public async Task Damage_is_told_and_never_throws_and_every_line_is_a_row()
    {
        var file = System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Repeat(Line, 4)));
        var commands = 0;
        for (var seed = 0; seed < 3_000; seed++)
        {
            var damaged = ImportFuzzTests.Damaged(file, seed);
            var rows = await Importing.Rows(ImportFormat.Events, damaged);
            rows.ShouldHoldTogether();
            rows.ShouldAllBe(r => r.Command == null || r.Before != null, $"seed {seed}");
            rows.Count.ShouldBe(ImportFuzzTests.NonBlankLines(damaged).Count, $"seed {seed}");
            commands += rows.Count(r => r.Command is not null);
        }

        commands.ShouldBeInRange(3_000, 4 * 3_000 - 1_000);
    }

    [Fact]
    public async Task Blank_lines_are_no_rows_and_others_have_their_number()
    {
        var rows = await ReadAsync($"\n{Line}\r\n\n[]\n{new string('x', 70_000)}\n{Line}");

        rows.Short().ShouldBe(
            ["2 Command", "4 Unreadable: 4 unreadable", "5 Unreadable: 5 line-too-long", "6 Command"]);
    }

    [Theory]
    [InlineData("""{"position":1,"type":"x"}""", ImportFormat.Events)]
    [InlineData("""{"data":{"a":[1]},"type":"x","position":1""", ImportFormat.Events)]
    [InlineData("""{"type":"x","position""", ImportFormat.Ndjson)]
    [InlineData("""{"data":{"position":1,"type":"x"}}""", ImportFormat.Ndjson)]
    [InlineData("""{"type":"x"}{"position":1}""", ImportFormat.Ndjson)]
    [InlineData("""{"command":"annul-fact","version":1,"type":"x"}""", ImportFormat.Ndjson)]
    [InlineData("""{"position":1,"type":"x",]""", ImportFormat.Events)]
    [InlineData("{\"\\ud800\":1,", ImportFormat.Ndjson)]
    public void Events_are_told_from_commands_by_the_first_object(string start, ImportFormat format) =>
        ImportFormats.OfContent(System.Text.Encoding.UTF8.GetBytes(start)).ShouldBe(format);

    private static Task<List<ImportRow>> ReadAsync(string text) =>
        Importing.Rows(ImportFormat.Events, System.Text.Encoding.UTF8.GetBytes(text));
}
