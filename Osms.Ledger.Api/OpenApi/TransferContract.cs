using Microsoft.OpenApi;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Budgets;

namespace Osms.Ledger.Api.OpenApi;

/// <summary><c>POST /v1/budget-transfers</c>.</summary>
internal static class TransferContract
{
    private const string Transfer = """
        {
          "reference": "75-2026-02/1",
          "payer": "75",
          "month": "2026-02",
          "amount": 1500000.50,
          "receivedOn": "2026-03-05"
        }
        """;

    private const string TakenBack = """
        {
          "reference": "75-2026-02/2",
          "payer": "75",
          "month": "2026-02",
          "amount": -500000,
          "receivedOn": "2026-03-12",
          "corrects": "75-2026-02/1"
        }
        """;

    internal static CallContract Record { get; } = new(
        "recordTransfer", "Finance", "Record a transfer of a budget",
        "Records what a budget paid in for a month, or says why not. The same transfer again changes nothing. What was "
        + "wrong is corrected by adding: an amount below 0 takes back what `corrects` names, for the same month; for "
        + "another month the money is then transferred again.")
    {
        Parameters = [HeaderParameters.Actor, HeaderParameters.Correlation],
        Bodies = [new CallBody("application/json", Body)],
        Answers =
        [
            new CallAnswer(201, "application/json", typeof(RecordedBody), "Recorded as this event."),
            new CallAnswer(200, "application/json", typeof(RecordedBody), "It was recorded before, as this event."),
        ],
        Problems = [.. KnownProblem.OfJson, .. RefusalMeanings.OfTransfers, "text-too-long", "conflict"],
        Examples =
        [
            CallExample.Json("transfer", "A local budget pays for a month", Transfer, 201),
            CallExample.Json("again", "The same transfer again", Transfer),
            CallExample.Json("taken-back", "A part of it is taken back", TakenBack, 201),
            CallExample.Json(
                "refused", "More than is left of it",
                TakenBack.Replace("02/2", "02/3", StringComparison.Ordinal)
                    .Replace("-500000", "-1500000", StringComparison.Ordinal),
                422),
        ],
    };

    private static OpenApiSchema Body => Fields.Object(
        new Dictionary<string, IOpenApiSchema>
        {
            ["reference"] = Fields.Free("The sender's own number, unique within the budget."),
            ["payer"] = Fields.Text(
                "^(republican|[0-9]{2})$", $"`{BudgetPayer.Republican.Code}`, or the first two digits of KATO."),
            ["month"] = Fields.Month("The month that it pays for, yyyy-MM."),
            ["amount"] = Fields.Amount("Tenge, with at most two decimals; below 0 to take back."),
            ["receivedOn"] = Fields.Day("The day on which the money moved."),
            ["corrects"] = Fields.Free("The reference of the transfer that is taken back."),
        },
        ["reference", "payer", "month", "amount", "receivedOn"],
        "A transfer.");
}
