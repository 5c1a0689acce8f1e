using System.Globalization;
using System.Text;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;

namespace Osms.Ledger.Tests.Import;

public class CommandReaderStrictnessTests
{
    [Theory]
    [InlineData("", "line 1, byte 1")]
    [InlineData("   ", "line 1, byte 4")]
    [InlineData("{", "line 1, byte 2")]
    [InlineData("""{"command":"record-care" """, "line 1, byte 26")]
    [InlineData("""{"command":"record-care",}""", "line 1, byte 26")]
    [InlineData("""{"command":"record-care"} x""", "line 1, byte 27")]
    [InlineData("""{"command":"record-care"}{}""", "line 1, byte 26")]
    [InlineData("{/* a comment */}", "line 1, byte 2")]
    [InlineData("{} // a comment", "line 1, byte 4")]
    [InlineData("{'command':'record-care'}", "line 1, byte 2")]
    [InlineData("{\n\"command\": tru}", "line 2, byte 15")]
    [InlineData("{\"iin\":\"1\u0000\"}", "line 1, byte 10")]
    [InlineData("{\"amount\":01}", "line 1, byte 12")]
    [InlineData("{\"amount\":NaN}", "line 1, byte 11")]
    public void What_is_not_one_json_object_is_unreadable_as_a_whole(string json, string where) =>
        Problems(json).ShouldBe([$": Expected one JSON object; reading stopped in {where}."]);

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"record-care\"")]
    public void Json_that_is_not_an_object_is_unreadable(string json) =>
        Problems(json).ShouldBe([": Expected one JSON object."]);

    [Theory]
    [InlineData("c3")]
    [InlineData("ff")]
    [InlineData("eda080")]
    [InlineData("c0af")]
    public void Bytes_that_are_not_utf8_are_unreadable(string hex)
    {
        byte[] json = [.. "{\"iin\":\""u8, .. Convert.FromHexString(hex), .. "\"}"u8];
        Problems(json).ShouldBe([": Expected UTF-8; these bytes are not."]);
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00")]
    [InlineData("\\udc00\\ud800")]
    [InlineData("a\\ud83dx")]
    public void Half_a_surrogate_pair_is_unreadable_in_text_codes_and_names(string half)
    {
        Problems(Ending($"\"{half}\""))
            .ShouldBe(["reason: Expected whole characters; there is half of a surrogate pair."]);
        Problems($$"""{"command":"record-care","iin":"{{half}}","on":"2026-11-05","provider":"1"}""")
            .ShouldBe(["iin: Expected whole characters; there is half of a surrogate pair."]);
        Problems($$"""{"command":"record-care","iin":"1","on":"2026-11-05","provider":"1","{{half}}":1}""")
            .ShouldBe(["?: This is not a field of any command."]);
    }

    [Theory]
    [InlineData("\"\\u0000\"", "Expected text without control characters.")]
    [InlineData("\"a\\tb\"", "Expected text without control characters.")]
    [InlineData("\"a\\u0085b\"", "Expected text without control characters.")]
    [InlineData("\"\u007f\"", "Expected text without control characters.")]
    [InlineData("\"\"", "Expected text; it is empty.")]
    [InlineData("\"  \\u00a0\"", "Expected text; it is empty.")]
    [InlineData("7", "Expected text.")]
    [InlineData("true", "Expected text.")]
    [InlineData("{\"a\":[1]}", "Expected text.")]
    [InlineData("[\"a\"]", "Expected text.")]
    public void Text_that_could_not_be_stored_or_shown_is_unreadable(string reason, string expected) =>
        Problems(Ending(reason)).ShouldBe([$"reason: {expected}"]);

    [Fact]
    public void Text_has_at_most_200_characters()
    {
        Reason(Ending($"\"{new string('ж', 200)}\"")).ShouldBe(new string('ж', 200));
        Problems(Ending($"\"{new string('ж', 201)}\"")).ShouldBe(
            ["reason: Expected at most 200 characters. (text-too-long)"]);
    }

    [Fact]
    public void Whole_surrogate_pairs_and_all_scripts_are_text() =>
        Reason(Ending("\"Әлі \\ud83d\\ude00 😀 \\\"«№»\\\\\"")).ShouldBe("Әлі 😀 😀 \"«№»\\");

    [Theory]
    [InlineData("\"2026-1-05\"")]
    [InlineData("\"2026-11-5\"")]
    [InlineData("\"2026-11-31\"")]
    [InlineData("\"2025-02-29\"")]
    [InlineData("\"0000-01-01\"")]
    [InlineData("\"10000-01-01\"")]
    [InlineData("\"2026-11-05T00:00:00Z\"")]
    [InlineData("\" 2026-11-05\"")]
    [InlineData("\"2026-11-05 \"")]
    [InlineData("\"2026-11-05\\u0000\"")]
    [InlineData("\"05.11.2026\"")]
    [InlineData("\"٢٠٢٦-11-05\"")]
    [InlineData("\"\"")]
    [InlineData("20261105")]
    [InlineData("[\"2026-11-05\"]")]
    public void A_day_is_a_real_one_written_in_one_way(string day) =>
        Problems($$"""{"command":"record-care","iin":"1","provider":"1","on":{{day}}}""")
            .ShouldBe(["on: Expected a day of the calendar, written yyyy-MM-dd."]);

    [Theory]
    [InlineData("\"2026-00\"")]
    [InlineData("\"2026-13\"")]
    [InlineData("\"2026-1\"")]
    [InlineData("\"2026-10-01\"")]
    [InlineData("\"10.2026\"")]
    [InlineData("\"102026\"")]
    [InlineData("\"0000-10\"")]
    [InlineData("202610")]
    public void A_period_is_a_month_written_in_one_way(string period) =>
        Problems(Paying("4250", period)).ShouldBe(["period: Expected a month, written yyyy-MM."]);

    [Theory]
    [InlineData("4250", "4250")]
    [InlineData("4250.555", "4250.555")]
    [InlineData("-1", "-1")]
    [InlineData("0", "0")]
    [InlineData("4.25e3", "4250")]
    [InlineData("1000000000000000", "1000000000000000")]
    [InlineData("-1000000000000000", "-1000000000000000")]
    [InlineData("999999999999999.000000000001", "999999999999999.000000000001")]
    public void An_amount_is_read_exactly_and_judged_later(string written, string expected) =>
        Payment(Paying(written)).Amount.ShouldBe(decimal.Parse(expected, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("1000000000000000.01")]
    [InlineData("-1000000000000001")]
    [InlineData("1e400")]
    [InlineData("4250.0000000000000000000000001")]
    public void An_amount_that_is_too_large_or_would_be_rounded_is_unreadable(string written) =>
        Problems(Paying(written))
            .ShouldBe(["amount: Expected at most 1 000 000 000 000 000 tenge, in at most 28 characters."]);

    [Theory]
    [InlineData("\"4250\"")]
    [InlineData("true")]
    [InlineData("{}")]
    public void An_amount_is_a_number(string written) =>
        Problems(Paying(written)).ShouldBe(["amount: Expected a number of tenge, not text."]);

    [Theory]
    [InlineData("1", 1)]
    [InlineData("-2147483648", int.MinValue)]
    [InlineData("2147483647", int.MaxValue)]
    public void A_version_is_any_whole_number(string written, int expected) =>
        CommandReader.Read(Encoding.UTF8.GetBytes(Annulling(written))).ShouldBeOfType<ReadResult.Read>()
            .Command.ShouldBeOfType<InsuredCommand.AnnulFact>().Version.ShouldBe(expected);

    [Theory]
    [InlineData("1.0")]
    [InlineData("1.5")]
    [InlineData("1e2")]
    [InlineData("2147483648")]
    [InlineData("\"1\"")]
    public void A_version_is_no_other_number(string written) =>
        Problems(Annulling(written)).ShouldBe(["version: Expected a whole number."]);

    [Fact]
    public void No_problem_repeats_what_was_sent()
    {
        const string iin = "850412300128";
        var json = $$$"""
            {"{{{iin}}}":1,"iin":["{{{iin}}}"],"command":"{{{iin}}}","on":"{{{iin}}}","amount":"{{{iin}}}",
             "period":"{{{iin}}}","version":{{{iin}}},"document":"{{{iin}}}\u0000",
             "a{{{iin}}}bcdefghijklmnopqrstuvwxyzabcdefghijkl":{"x":"{{{iin}}}"}}
            """;
        var problems = Problems(json);
        problems.ShouldNotContain(problem => problem.Contains("850412"));
        problems.ShouldContain("************: This is not a field of any command.");
        problems.ShouldContain("a************bcdefghijklmnopqrstuvwxyzab…: This is not a field of any command.");
    }

    [Fact]
    public void Problems_of_one_object_are_bounded()
    {
        var json = $"{{{string.Join(",", Enumerable.Range(0, 5_000).Select(_ => "\"x\":1"))}}}";
        var problems = Problems(json);
        problems.Length.ShouldBe(33);
        problems[^1].ShouldBe(": There are more problems than are listed here.");
    }

    private static string Paying(string amount, string period = "\"2026-10\"") => $$"""
        {"command":"record-payment","iin":"850412300128","reference":"120440003456/261105/ZP2610/1","kind":"employer",
         "period":{{period}},"amount":{{amount}},"paidOn":"2026-11-05","payer":"120440003456"}
        """;

    private static string Ending(string reason) =>
        $$"""{"command":"end-category","iin":"1","category":"disabled","on":"2026-11-05","reason":{{reason}}}""";

    private static string Annulling(string version) =>
        $$"""{"command":"annul-fact","iin":"1","version":{{version}},"type":"region_recorded","reason":"wrong"}""";

    private static InsuredCommand.RecordPayment Payment(string json) =>
        CommandReader.Read(Encoding.UTF8.GetBytes(json)).ShouldBeOfType<ReadResult.Read>()
            .Command.ShouldBeOfType<InsuredCommand.RecordPayment>();

    private static string Reason(string json) =>
        CommandReader.Read(Encoding.UTF8.GetBytes(json)).ShouldBeOfType<ReadResult.Read>()
            .Command.ShouldBeOfType<InsuredCommand.EndCategory>().Reason;

    private static string[] Problems(string json) => Problems(Encoding.UTF8.GetBytes(json));

    private static string[] Problems(byte[] json) =>
    [
        .. CommandReader.Read(json).ShouldBeOfType<ReadResult.Unreadable>().Problems.Select(problem =>
            $"{problem.Field}: {problem.Detail}{(problem.Code == "unreadable" ? "" : $" ({problem.Code})")}"),
    ];
}
