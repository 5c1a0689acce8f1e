using System.Security.Cryptography;
using System.Text;
using Osms.Ledger.Tests.Import;

namespace Osms.Ledger.Tests.Api;

/// <summary>Files as bodies. Every test that looks at what is new in the ledger has a ledger of its own.</summary>
public sealed class ImportCallTests : LedgerApi
{
    private const string Register = "register.ndjson";
    private const string Employer = "employer-2026-10.mt102";

    [Fact]
    public async Task The_samples_are_accepted_whole_and_repeated_whole()
    {
        foreach (var (name, rows) in ((string, int)[])[(Register, 64), (Employer, 40)])
        {
            var file = await File.ReadAllBytesAsync(SampleFiles.PathOf(name));
            var first = Report(await ImportAsync(file), file, rows);
            var again = Report(await ImportAsync(file), file, rows);

            (first["accepted"].GetInt32(), first["problemsTotal"].GetInt32()).ShouldBe((rows, 0), first.Text);
            (again["repeated"].GetInt32(), again.Position).ShouldBe((rows, first.Position), again.Text);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("?format=events")]
    public async Task Exported_events_keep_who_recorded_them_and_from_where(string query)
    {
        var iin = TestIin.Grown(31);
        const string recorded = "\"recordedAt\":\"2026-11-21T10:00:00+00:00\"";
        string[] lines =
        [
            $$"""{"position":70,"iin":"{{iin}}","version":1,"type":"care_sought",{{recorded}},"by":"clinic","""
                + """ "correlationId":"c1","source":"list.csv","line":9,"""
                + """ "data":{"on":"2026-11-20","provider":"990540001230"}}""",
            $$"""{"position":71,"iin":"{{iin}}","version":2,"type":"salary_paid",{{recorded}},"data":{} }""",
        ];
        var file = Encoding.UTF8.GetBytes(string.Join('\n', lines));

        var report = Report(await ImportAsync(file, query, null, ("Osms-Actor", "who imports")), file, 2);

        Counts(report).ShouldBe((1, 0, 0, 1));
        report["problems"][0].GetProperty("detail").GetString()
            .ShouldBe("type: This program does not know this kind of event; a newer version may have written it.");
        var first = (await PostAsync("/v1/history", $$"""{"iin":"{{iin}}"}"""))["events"][0];
        first.GetProperty("by").GetString().ShouldBe("clinic");
        first.GetProperty("source").GetString().ShouldBe("list.csv:9");
        first.GetProperty("correlationId").GetString().ShouldBe("c1");
    }

    [Fact]
    public async Task A_report_adds_up_and_names_the_line_of_every_problem()
    {
        var person = TestIin.Grown(1);
        var file = Encoding.UTF8.GetBytes(string.Join('\n',
            Line(CommandCallTests.Payment(person)),
            "not json",
            Line(CommandCallTests.Payment("850412499002")),
            Line(CommandCallTests.Payment(person, amount: "-1", paidOn: Today.AddDays(9))),
            Line(CommandCallTests.Payment(person)),
            """{"command":"record-region","iin":"x"}""",
            Line(CommandCallTests.Payment(person, amount: "2"))));

        var report = Report(await ImportAsync(file), file, 7);

        Counts(report).ShouldBe((1, 1, 3, 2));
        report["problems"].EnumerateArray()
            .Select(p => $"{p.GetProperty("line")}: {p.GetProperty("code")}")
            .ShouldBe(
            [
                "2: unreadable", "3: iin-invalid", "4: amount-not-positive", "4: date-in-future",
                "6: unreadable", "7: payment-differs",
            ]);
        report["problemsTotal"].GetInt32().ShouldBe(6);
    }

    [Theory]
    [InlineData("?format=ndjson", null, 200)]
    [InlineData("?name=x.ndjson", null, 200)]
    [InlineData("", "application/x-ndjson", 200)]
    [InlineData("", "application/x-ndjson; charset=utf-8", 200)]
    [InlineData("", null, 200)]
    [InlineData("", "text/plain", 200)]
    [InlineData("?format=xml", null, 400)]
    [InlineData("?ownKind=employer", null, 400)]
    [InlineData("?name=a%0Ab", null, 400)]
    [InlineData("?name=a%00b", null, 400)]
    public async Task The_format_is_told_by_the_query_the_content_type_the_name_or_the_content(
        string query, string? contentType, int status)
    {
        var file = await File.ReadAllBytesAsync(SampleFiles.PathOf(Register));

        (await ImportAsync(file, query, contentType)).ShouldBe(status);
    }

    [Fact]
    public async Task Everything_wrong_with_the_query_is_listed() =>
        (await ImportAsync([], $"?format=xml&ownKind=x&name={new string('a', 201)}"))
            .ShouldBeProblem(400, "unreadable").Errors
            .ShouldBe(["format: unreadable", "ownKind: unreadable", "name: unreadable"]);

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("name;sum\n1;2\n")]
    public async Task A_file_of_no_known_format_is_refused_whole(string text) =>
        (await ImportAsync(Encoding.UTF8.GetBytes(text))).ShouldBeProblem(415, "format-unknown");

    [Fact]
    public async Task An_empty_file_of_a_known_format_is_a_report_of_no_rows() =>
        Counts(Report(await ImportAsync([], "?format=ndjson"), [], 0)).ShouldBe((0, 0, 0, 0));

    [Fact]
    public async Task A_file_larger_than_any_call_may_be_is_read_to_its_end()
    {
        var filler = new string(' ', 1000);
        var file = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"{{{filler}}}\n", 35_000)));
        file.Length.ShouldBeGreaterThan(32_000_000);

        var report = Report(await ImportAsync(file), file, 35_000);

        Counts(report).ShouldBe((0, 0, 0, 35_000));
        (report["problems"].GetArrayLength(), report["problemsTotal"].GetInt32()).ShouldBe((1_000, 35_000));
    }

    [Theory]
    [InlineData("", "self")]
    [InlineData("?ownKind=self", "self")]
    [InlineData("?ownKind=entrepreneur", "entrepreneur")]
    public async Task A_list_of_people_who_pay_for_themselves_takes_the_kind_that_was_asked_for(
        string query, string kind)
    {
        var iin = TestIin.Grown(2);
        var file = Encoding.UTF8.GetBytes(new Mt102List(iin).ToString());

        var report = Report(await ImportAsync(file, query), file, 1);

        report["ownKind"].GetString().ShouldBe(kind);
        var stored = (await HistoryAsync(iin))["events"][0].GetProperty("data");
        (stored.GetProperty("kind").GetString(), stored.GetProperty("payer").GetString()).ShouldBe((kind, iin));
    }

    [Fact]
    public async Task Other_formats_have_no_kind_of_their_own() => (await ImportAsync([], "?format=ndjson"))
        ["ownKind"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);

    [Fact]
    public async Task Every_event_keeps_who_imported_it_and_from_which_line_of_which_file()
    {
        var file = await File.ReadAllBytesAsync(SampleFiles.PathOf(Register));
        var report = await ImportAsync(file, $"?name={Register}", null, ("Osms-Actor", "akimat"));

        var events = (await HistoryAsync("850412499001"))["events"].EnumerateArray().ToList();

        events.Count.ShouldBe(26);
        events.ShouldAllBe(e => e.GetProperty("by").GetString() == "akimat");
        events.Select(e => e.GetProperty("correlationId").GetString()).Distinct()
            .ShouldBe([report["id"].GetString()![..16]]);
        events.Select(e => e.GetProperty("source").GetString())
            .ShouldBe(Enumerable.Range(1, 26).Select(line => $"{Register}:{line}"));
        events.Select(e => e.GetProperty("version").GetInt32()).ShouldBe(Enumerable.Range(1, 26));
    }

    [Fact]
    public async Task A_file_without_a_name_leaves_the_line()
    {
        var iin = TestIin.Grown(3);
        await ImportAsync(Encoding.UTF8.GetBytes("\n" + Line(CommandCallTests.Payment(iin))), "?format=ndjson");

        (await HistoryAsync(iin))["events"][0].GetProperty("source").GetString().ShouldBe(":2");
    }

    private static Reply Report(Reply reply, byte[] file, int rows)
    {
        reply.ShouldBe(200);
        reply["id"].GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(file)));
        var (accepted, repeated, refused, unreadable) = Counts(reply);
        (accepted + repeated + refused + unreadable).ShouldBe(rows);
        reply["rows"].GetInt32().ShouldBe(rows);
        return reply;
    }

    private static (int Accepted, int Repeated, int Refused, int Unreadable) Counts(Reply reply) =>
        (reply["accepted"].GetInt32(), reply["repeated"].GetInt32(), reply["refused"].GetInt32(),
            reply["unreadable"].GetInt32());

    private static string Line(string command) => command.ReplaceLineEndings("");

    private Task<Reply> HistoryAsync(string iin) => PostAsync("/v1/history", $$"""{"iin":"{{iin}}"}""");

    /// <summary>A list in which one person pays for themselves.</summary>
    private sealed record Mt102List(string Iin)
    {
        public override string ToString() => $$"""
            {1:F01K059140000000010001000117}
            {2:I102SGROSS000000U3003}
            {4:
            :20:OWN-1
            :50:/D/KZ869261501100000117
            /NAME/Own
            /IDN/{{Iin}}
            :70:/NUM/1
            /DATE/261105
            /KNP/122
            /ASSIGN/own
            :21:1
            :32B:KZT5950,
            :70://FM/Own
            //NM/Own
            //DT/19850412
            //IDN/{{Iin}}
            //PERIOD/102026
            :32A:261105KZT5950,
            -}

            """.ReplaceLineEndings("\n");
    }
}
