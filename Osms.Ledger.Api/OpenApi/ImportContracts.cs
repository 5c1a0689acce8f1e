using System.Security.Cryptography;
using System.Text;
using Microsoft.OpenApi;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Import;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.OpenApi;

/// <summary><c>POST /v1/imports</c> and <c>GET /v1/imports/{id}</c>.</summary>
internal static class ImportContracts
{
    private const string Lines = """
        {"command": "record-residence", "iin": "120504699914", "residence": "citizen", "from": "2012-05-04"}
        {"command": "record-region", "iin": "120504699914", "region": "75", "from": "2020-01-01"}
        {"command": "record-region", "iin": "120504699914", "region": "02", "from": "2021-01-01"}
        """;

    private const string Payments = """
        reference;iin;kind;period;amount;paid_on;payer
        2610-1;881006499706;self;2026-10;4250,00;2026-11-05;881006499706
        2609-2;840328499856;employer;2026-09;13500,00;2026-10-05;990540001230
        2610-2;840328499856;employer;2026-10;13500,00;2026-11-05;990540001230
        2610-3;840328499856;employer;2026-10;13500,00;2026-11-06;990540001230
        2609-4;910702499379;employer;2026-09;9000,00;2026-10-05;990540001230
        2610-5;030726599262;employer;2026-10;8250,50;2026-11-05;990540001230
        2610-6;941216499543;self;2026-10;2000,00;2026-11-05;941216499543
        2610-7;880909399746;self;2026-10;12750,00;2026-11-05;880909399746
        """;

    private const string Transfers = """
        reference,payer,month,amount,received_on,corrects
        R-2026-02/1,republican,2026-02,1500000000,2026-03-04,
        71-2026-02/1,71,2026-02,250000.50,2026-03-05,
        71-2026-02/2,71,2026-02,-50000.50,2026-03-06,71-2026-02/1
        """;

    private const string List = """
        {1:F01K059140000000010001000117}
        {2:I102SGROSS000000U3003}
        {4:
        :20:ZP2610-000118
        :50:/D/KZ869261501100000117
        /NAME/TOO Samal
        /IDN/120440983692
        :70:/NUM/118
        /DATE/261105
        /KNP/122
        :21:1
        :32B:KZT5950,
        :70://FM/Nurlan
        //IDN/881006499706
        //PERIOD/102026
        :32A:261105KZT5950,
        -}
        """;

    private const string Exported = """
        {"position":7,"iin":"940227399118","version":1,"type":"region_recorded",
        "recordedAt":"2026-11-05T06:30:00Z","by":"registry","data":{"region":"75","from":"2020-01-01"}}
        """;

    internal static CallContract Import { get; } = new(
        "importFile", "Imports", "Record every row of a file",
        "Takes a file of any size as the body, also with gzip, and answers with a report on every row: accepted + "
        + "repeated + refused + unreadable = rows. Rows that are refused do not keep the others out. The same file "
        + "again changes nothing: all its rows are repeated. Once all of it is here it is imported whether or not its "
        + "sender waits, and goes on where it stopped if the service or the database stops in between.")
    {
        Parameters =
        [
            new CallParameter(
                "format", ParameterLocation.Query, Fields.OneOf(ImportFormats.Codes, "A format."),
                "The file's format. Left out: told by `Content-Type`, by the content, or by the name.", "mt102"),
            new CallParameter(
                "ownKind", ParameterLocation.Query, Fields.OneOf(Code<OwnKind>.All, "A kind of payment."),
                "In MT102 lists: what people who pay for themselves are. Left out: self.", "entrepreneur"),
            new CallParameter(
                "name", ParameterLocation.Query, Fields.Free("At most 200 visible characters."),
                "What the file is called: kept with its events.", "employer-2026-10.mt102"),
            new CallParameter(
                "wait", ParameterLocation.Query, Fields.OneOf(["true", "false"], "Left out: true."),
                "`false`: answer 202 at once, and ask `Location` how it stands.", "true"),
            new CallParameter(
                "dryRun", ParameterLocation.Query, Fields.OneOf(["true", "false"], "Left out: false."),
                "`true`: the report that the import would give; nothing is recorded.", "false"),
            new CallParameter(
                "impact", ParameterLocation.Query, Fields.OneOf(["true", "false"], "Left out: false."),
                "With `dryRun=true`: whose answer for a day the import would change, as NDJSON like "
                + "`askImportImpact`, with the `lines` of the file instead of positions, and the report as a field of "
                + "the last line. Before is what was recorded when the last row of that person was decided.", "false"),
            new CallParameter(
                "at", ParameterLocation.Query, Fields.Day("A day, also one to come."),
                "With `impact=true`: the day. Left out: today in Kazakhstan.", "2026-11-22"),
            HeaderParameters.Actor,
        ],
        Bodies =
        [
            new CallBody(Ndjson.MediaType, Fields.File(
                "One command a line, as in `POST /v1/commands`; with `format=events` one exported event.")),
            new CallBody(Csv.MediaType, Fields.File(
                "Under a header, with ',' or ';': payments (reference, iin, kind, period, amount, paid_on, payer) or "
                + "transfers of budgets (reference, payer, month, amount, received_on, and corrects or not).")),
            new CallBody("application/octet-stream", Fields.File("A file whose format is told by its content.")),
        ],
        Answers =
        [
            new CallAnswer(200, "application/json", typeof(ImportReport), "The report."),
            new CallAnswer(
                200, Ndjson.MediaType, null,
                "With `impact=true`: `{iin, at, before, after, lines}` a line; the last line is the list in numbers."),
            new CallAnswer(202, "application/json", typeof(ImportBody), "Accepted: it is imported by and by.")
            {
                Headers = new Dictionary<string, string> { ["Location"] = "Where to ask how it stands." },
            },
        ],
        Problems =
        [
            .. KnownProblem.OfEvery, "unreadable", "sent-too-slowly", "format-unknown", "conflict",
            "database-unavailable", "database-full", "body-too-large", "unpacked-too-large",
            "spool-unavailable", "import-interrupted",
        ],
        Examples =
        [
            new CallExample("ndjson", "A register, of which one row is refused", Ndjson.MediaType, Lines),
            new CallExample("csv", "Payments", Csv.MediaType, Payments),
            new CallExample(
                "mt102", "A bank's list", "application/octet-stream", List, Query: "?name=employer-2026-10.mt102"),
            new CallExample(
                "events", "What another ledger exported", Ndjson.MediaType, Exported.ReplaceLineEndings(""),
                Query: "?format=events"),
            new CallExample("again", "The same list again", "application/octet-stream", List),
            new CallExample("dry-run", "What a list would come to", Csv.MediaType, Payments, Query: "?dryRun=true"),
            new CallExample(
                "impact", "Whose answers a list would change", Ndjson.MediaType,
                """{"command": "record-departure", "iin": "120504699914", "on": "2026-11-01", "kind": "death"}""",
                Query: "?dryRun=true&impact=true&at=2026-11-22")
            {
                AnswerType = Ndjson.MediaType,
            },
            new CallExample(
                "not-waited-for", "Payments, without waiting", Csv.MediaType, Payments, 202, "?wait=false"),
            new CallExample(
                "unknown", "What is no file of payments", "application/octet-stream", "hello", 415),
            new CallExample(
                "transfers", "What transfers of budgets would come to", Csv.MediaType, Transfers,
                Query: "?dryRun=true"),
        ],
    };

    internal static CallContract Ask { get; } = new(
        "askImport", "Imports", "How does an import stand?",
        "Its state (`queued`, `running`, `done`, `interrupted`), its counts up to the last checkpoint, and its "
        + "problems in pages: ask again with `after` = `next` until there is no `next`.")
    {
        Parameters =
        [
            new CallParameter(
                "id", ParameterLocation.Path, Fields.Text("^[0-9a-f]{64}$", "Hexadecimal, in small letters."),
                "SHA-256 of the file as it was sent.", IdOf(Lines)),
            new CallParameter(
                "after", ParameterLocation.Query, Fields.Whole("From 0."),
                "The problem after which the page begins. Left out: 0.", "0"),
            new CallParameter(
                "limit", ParameterLocation.Query, Fields.Whole("1 to 1000."),
                "Problems in a page. Left out: 100.", "100"),
        ],
        Answers = [new CallAnswer(200, "application/json", typeof(ImportBody), "How it stands.")],
        Problems = [.. KnownProblem.OfDatabase, "unreadable", "import-unknown"],
        Examples =
        [
            new CallExample("done", "A register, of which one row was refused", null, "")
            {
                Path = $"/v1/imports/{IdOf(Lines)}",
            },
            new CallExample("unknown", "A file that was never sent", null, "", 404)
            {
                Path = $"/v1/imports/{IdOf("")}",
            },
        ],
    };

    internal static string IdOfLines => IdOf(Lines);

    private static string IdOf(string file) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file)));
}
