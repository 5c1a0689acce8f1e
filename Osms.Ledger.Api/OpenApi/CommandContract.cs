using Osms.Ledger.Api.Http;

namespace Osms.Ledger.Api.OpenApi;

/// <summary><c>POST /v1/commands</c>, with an example of every command: the history of one person.</summary>
internal static class CommandContract
{
    private const string Payment = """
        {
          "command": "record-payment",
          "iin": "850412499001",
          "reference": "120440983692/261105/ZP2610-000117/1",
          "kind": "employer",
          "period": "2026-10",
          "amount": 12750,
          "paidOn": "2026-11-05",
          "payer": "120440983692"
        }
        """;

    internal static CallContract Record { get; } = new(
        "recordFact", "Commands", "Record one fact",
        "Records one fact about one person, or says why not. The same fact again changes nothing and is answered with "
        + "the event that already says so, so that a call whose answer was lost can be sent again.")
    {
        Parameters = [HeaderParameters.Actor, HeaderParameters.Correlation],
        Bodies = [new CallBody("application/json", Fields.Command)],
        Answers =
        [
            new CallAnswer(201, "application/json", typeof(RecordedBody), "Recorded as this event."),
            new CallAnswer(200, "application/json", typeof(RecordedBody), "It was recorded before, as this event."),
        ],
        Problems = [.. KnownProblem.OfJson, .. RefusalMeanings.OfFacts, "text-too-long", "conflict"],
        Examples =
        [
            Of("record-residence", """ "residence": "citizen", "from": "1985-04-12" """),
            Of("record-region", """ "region": "75", "from": "2020-01-01" """),
            CallExample.Json("record-payment", "A payment for one month", Payment, 201),
            CallExample.Json("again", "The same payment again", Payment),
            Of("refund-payment", """
                "reference": "120440983692/261105/ZP2610-000117/1", "on": "2026-11-20", "reason": "mistaken"
                """),
            Of("grant-category", """
                "category": "registered-unemployed", "from": "2026-01-01", "through": "2026-12-31", "document": "75-118"
                """),
            Of("end-category", """
                "category": "registered-unemployed", "on": "2026-06-30", "reason": "found work"
                """),
            Of("record-welfare-level", """ "level": "D", "from": "2026-07-01" """),
            Of("record-care", """ "on": "2026-11-20", "provider": "990540001230" """),
            Of("annul-fact", """ "version": 8, "type": "care_sought", "reason": "another person" """),
            Of("record-departure", """ "on": "2026-11-21", "kind": "emigration" """),
            CallExample.Json(
                "refused", "Two things are wrong with it",
                Payment.Replace("12750", "0", StringComparison.Ordinal)
                    .Replace("2026-11-05", "2126-11-05", StringComparison.Ordinal),
                422),
            CallExample.Json(
                "unreadable", "Fields are missing, unknown and of the wrong kind",
                """{"command": "record-care", "on": "1", "where": "here"}""", 400),
        ],
    };

    private static CallExample Of(string command, string fields) => CallExample.Json(
        command, command, $$"""{ "command": "{{command}}", "iin": "850412499001", {{fields.Trim()}} }""", 201);
}
