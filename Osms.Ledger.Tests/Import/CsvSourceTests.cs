using System.Text;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;
using static Osms.Ledger.Tests.Import.CsvText;

namespace Osms.Ledger.Tests.Import;

public class CsvSourceTests
{
    private const string Wrong = "No row can be read, since this is not the header of payments. ";
    private static readonly InsuredCommand Payment = Command(Json);

    [Theory]
    [InlineData(Header + "\n" + Row)]
    [InlineData("\uFEFF" + Header + "\r\n" + Row + "\r\n")]
    [InlineData("\"reference\",\"iin\",kind,period,amount,paid_on,\"payer\"\r\n" + Row)]
    [InlineData("payer,paid_on,amount,period,kind,iin,reference\n"
        + "120440003456,2026-11-05,4250.5,2026-10,employer,850412300128,ZP2610/1")]
    [InlineData("reference;iin;kind;period;amount;paid_on;payer\n"
        + "ZP2610/1;850412300128;employer;2026-10;4250,5;2026-11-05;120440003456")]
    [InlineData("reference;iin;kind;period;amount;paid_on;payer\n"
        + "ZP2610/1;850412300128;employer;2026-10;4250.50;2026-11-05;\"120440003456\"\r\n")]
    [InlineData(Header + "\n\"ZP2610/1\",\"850412300128\",\"employer\",\"2026-10\",\"4250.50\",\"2026-11-05\","
        + "\"120440003456\"\r\n")]
    public async Task The_same_payment_is_the_same_command_however_it_is_written(string text) =>
        (await Importing.Csv(text)).Select(row => row.Command).ShouldBe([Payment]);

    [Fact]
    public async Task A_file_of_payments_gives_the_commands_that_its_NDJSON_gives()
    {
        var payments = SampleFiles.Lines("register.ndjson").Select(Command)
            .OfType<InsuredCommand.RecordPayment>().ToList();
        var lines = payments.Select(p => FormattableString.Invariant(
            $"\"{p.Reference}\",{p.Iin},{p.Kind},{p.Period},{p.Amount},{p.PaidOn:yyyy-MM-dd},{p.Payer}"));
        payments.Count.ShouldBeGreaterThan(20);

        (await Importing.Csv(string.Join('\n', [Header, .. lines]))).Select(row => row.Command).ShouldBe(payments);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Blank_lines_are_no_rows_and_a_row_has_the_line_where_it_begins(string end)
    {
        string[] lines = ["", Header, "", Row, " \t ", With("reference", "\"a\n\nb\""), "nonsense", Row, ""];
        var rows = await Importing.Csv(string.Join(end, lines));
        rows.Short().ShouldBe(
            ["4 Command", "6 Unreadable: 6 unreadable", "9 Unreadable: 9 unreadable", "10 Command"]);
        rows.Details().ShouldBe(
            ["reference: Expected text without control characters.", "Expected 7 fields; there are 1."]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\uFEFF\r\n \r\n")]
    [InlineData(Header)]
    [InlineData(Header + "\r\n\r\n")]
    public async Task A_file_without_payments_has_no_rows(string text) =>
        (await Importing.Csv(text)).ShouldBeEmpty();

    [Theory]
    [InlineData("reference,iin,kind,period,amount,paid_on", "payer: This column is missing.")]
    [InlineData(Header + ",iin", "iin: This field is there twice.")]
    [InlineData(Header + ",region", "region: This is not a column of payments.")]
    [InlineData(Header + ",", ": This is not a column of payments.")]
    [InlineData("reference,iin,kind,period,amount,paidOn,payer",
        "paidOn: This is not a column of payments. paid_on: This column is missing.")]
    [InlineData("reference,iin,kind,period,amount,paid_on,850412300128",
        "************: This is not a column of payments. payer: This column is missing.")]
    [InlineData(Header + "\"", "Expected quotes around a whole field, and doubled within it.")]
    public async Task A_wrong_header_refuses_the_file_with_one_problem(string header, string detail)
    {
        var rows = await Importing.Csv($"{header}\n{Row}\n\n{Row}");
        rows.Short().ShouldBe(["1 Unreadable: 1 unreadable", "2 Unreadable", "4 Unreadable"]);
        rows.Details().ShouldBe([Wrong + detail.TrimStart(':', ' ')]);
    }

    [Theory]
    [InlineData("reference", "", "reference: This field is missing.")]
    [InlineData("reference", " ", "reference: Expected text; it is empty.")]
    [InlineData("iin", "\"\"", "iin: This field is missing.")]
    [InlineData("period", "2026-13", "period: Expected a month, written yyyy-MM.")]
    [InlineData("period", "10.2026", "period: Expected a month, written yyyy-MM.")]
    [InlineData("paid_on", "2026-02-30", "paid_on: Expected a day of the calendar, written yyyy-MM-dd.")]
    [InlineData("paid_on", "", "paid_on: This field is missing.")]
    [InlineData("paid_on", "05.11.2026", "paid_on: Expected a day of the calendar, written yyyy-MM-dd.")]
    [InlineData("payer", "1\",2", "Expected quotes around a whole field, and doubled within it.")]
    [InlineData("payer", "\"1\"2", "Expected quotes around a whole field, and doubled within it.")]
    [InlineData("payer", "\"1", "Expected a closing quote; the file ends without it.")]
    [InlineData("payer", "1,2", "Expected 7 fields; there are 8.")]
    public async Task What_is_wrong_with_a_row_names_its_column_and_no_value(
        string column, string value, string detail) =>
        (await Importing.Csv($"{Header}\n{With(column, value)}")).Details().ShouldBe([detail]);

    [Fact]
    public async Task A_row_with_several_problems_names_them_all_in_one() =>
        (await Importing.Csv($"{Header}\n,,employer,x,1e3,2026-11-05,\n")).Details().ShouldBe(
        [
            "period: Expected a month, written yyyy-MM. "
            + "amount: Expected a number of tenge, with at most two decimals after a point. "
            + "iin: This field is missing. reference: This field is missing. payer: This field is missing.",
        ]);

    [Theory]
    [InlineData("4250", ",;", 4250)]
    [InlineData("-1", ",;", -1)]
    [InlineData("0.5", ",;", 0.5)]
    [InlineData("4250,5", ";", 4250.5)]
    [InlineData("4250,05", ";", 4250.05)]
    [InlineData("4,250", "", 0)]
    [InlineData("4.250", "", 0)]
    [InlineData("4,250.00", "", 0)]
    [InlineData("4 250", "", 0)]
    [InlineData("+1", "", 0)]
    [InlineData(".5", "", 0)]
    [InlineData("5.", "", 0)]
    [InlineData("1e3", "", 0)]
    [InlineData("1-", "", 0)]
    [InlineData("1000000000000001", "", 0)]
    [InlineData("99999999999999999999999999999999", "", 0)]
    public async Task An_amount_has_two_decimals_at_most_after_a_point_or_beside_semicolons_a_comma(
        string amount, string separators, double expected)
    {
        foreach (var separator in ",;")
        {
            var lines = $"{Header}\n{With("amount", "@")}".Replace(',', separator).Replace("@", $"\"{amount}\"");
            var row = (await Importing.Csv(lines)).ShouldHaveSingleItem();
            ((row.Command as InsuredCommand.RecordPayment)?.Amount).ShouldBe(
                separators.Contains(separator) ? (decimal)expected : null, lines);
        }
    }

    [Fact]
    public async Task Quotes_hold_separators_and_quotes()
    {
        var rows = await Importing.Csv($"{Header}\n{With("reference", "\"№ 1, \"\"a\"\";\"")}");
        rows.ShouldHaveSingleItem().Command!.Reference.ShouldBe("№ 1, \"a\";");
    }

    [Fact]
    public async Task What_is_not_UTF_8_is_unreadable_and_the_rows_around_it_are_not()
    {
        var file = Encoding.UTF8.GetBytes($"{Header}\n{Row}\n@{Row}\n{Row}");
        file[file.IndexOf((byte)'@')] = 0xCF;
        var rows = await Importing.Rows(ImportFormat.Csv, file);
        rows.Short().ShouldBe(["2 Command", "3 Unreadable: 3 unreadable", "4 Command"]);
        rows.Details().ShouldBe(["Expected UTF-8; these bytes are not."]);
    }

    [Theory]
    [InlineData(0, "\n", true)]
    [InlineData(0, "\r\n", true)]
    [InlineData(0, "", true)]
    [InlineData(1, "\n", false)]
    [InlineData(1, "\r\n", false)]
    [InlineData(1, "", false)]
    [InlineData(900, "\n", false)]
    public async Task A_record_may_be_as_long_as_the_limit_and_no_longer(int over, string end, bool readable)
    {
        var options = Importing.Options with { MaxLineBytes = 100 };
        var row = With("reference", new string('r', "ZP2610/1".Length + 100 + over - Row.Length));
        var rows = await Importing.Csv($"\uFEFF{Header}\r\n{row}{end}", options);
        rows.Short().ShouldBe([readable ? "2 Command" : "2 Unreadable: 2 line-too-long"]);
        rows.Details().ShouldBe(readable ? [] : ["The record is longer than 100 bytes."]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task However_the_bytes_arrive_the_rows_are_the_same(int bytesAtATime)
    {
        var far = With("reference", $"\"{new string('\n', 70_000)}\"");
        var text = $"\uFEFF{Header}\r\n{Row}\r\n\r\n{far}\n{Row}\n{new string(',', 200_000)}\n{Row}";
        await using var stream = new TricklingStream(Encoding.UTF8.GetBytes(text), bytesAtATime);
        var rows = await Importing.Rows(ImportFormat.Csv, stream);
        rows.Short().ShouldBe(
        [
            "2 Command", "4 Unreadable: 4 line-too-long", "70005 Command",
            "70006 Unreadable: 70006 line-too-long", "70007 Command",
        ]);
        stream.CanRead.ShouldBeTrue();
    }

    private static InsuredCommand Command(string json) =>
        CommandReader.Read(Encoding.UTF8.GetBytes(json)).ShouldBeOfType<ReadResult.Read>().Command;
}
