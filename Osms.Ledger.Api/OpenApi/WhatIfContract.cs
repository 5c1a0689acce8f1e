using Microsoft.OpenApi;
using Osms.Ledger.Api.Http;

namespace Osms.Ledger.Api.OpenApi;

/// <summary><c>POST /v1/coverage/what-if</c>.</summary>
internal static class WhatIfContract
{
    internal static CallContract Ask { get; } = new(
        "askWhatIf", "Questions", "Is this person insured if these commands are recorded?",
        "Tries commands one after another on top of what is recorded, with the same refusals, and answers as if they "
        + "had been recorded. Nothing is written. Events that are only tried are numbered on from the position of the "
        + "answer.")
    {
        Bodies =
        [
            new CallBody("application/json", Fields.Object(
                new Dictionary<string, IOpenApiSchema>
                {
                    ["iin"] = Fields.Iin,
                    ["at"] = Fields.Day("The day asked about. Left out: the day on which the commands are tried."),
                    ["today"] = Fields.Day(
                        "The day on which they are tried: nothing may have happened after it. Left out: the latest day "
                        + "on which they say that something happened, or today in Kazakhstan if that is later."),
                    ["commands"] = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Array,
                        Items = Fields.Command,
                        Description = $"1 to {TriedCommands.Most} of them, in the order in which they are tried, about "
                            + "the person of the question.",
                    },
                    ["explain"] = Fields.Flag("Whether to say why, and the ways back. Left out: yes."),
                    ["lang"] = Fields.Language,
                },
                ["iin", "commands"],
                "A question.")),
        ],
        Answers = [new CallAnswer(200, "application/json", typeof(WhatIfBody), "As it would be.")],
        Problems =
        [
            .. KnownProblem.OfJson, "position-not-settled", "text-too-long", .. RefusalMeanings.OfFacts,
        ],
        Examples =
        [
            CallExample.Json("payment", "A payment next month", """
                {"iin": "850412499001", "at": "2026-12-20", "explain": false, "commands": [
                  {"command": "record-payment", "iin": "850412499001", "reference": "x", "kind": "self",
                   "period": "2026-12", "amount": 4250, "paidOn": "2026-12-20", "payer": "850412499001"}]}
                """),
            CallExample.Json("refused", "A refund of a payment that is not there", """
                {"iin": "850412499001", "commands": [
                  {"command": "refund-payment", "iin": "850412499001", "reference": "none",
                   "on": "2026-11-20", "reason": "mistaken"}]}
                """, 422),
            CallExample.Json("unreadable", "Nothing to try", """{"iin": "850412499001", "commands": []}""", 400),
        ],
    };
}
