using Microsoft.OpenApi;
using Osms.Ledger.Api.Http;

namespace Osms.Ledger.Api.OpenApi;

/// <summary><c>GET /v1/statistics</c>.</summary>
internal static class StatisticsContract
{
    internal static CallContract Ask { get; } = new(
        "askStatistics", ReconciliationContracts.Tag, "How many people are insured on a day?",
        "Everybody of whom something is recorded, insured and not insured on a day: by basis or reason against, by "
        + "payer, by category, by region and by age. The lines of each list add up to all people; those of "
        + "notInsuredByWelfareLevel to the participants who are not insured. As known now: "
        + "everything recorded by the moment of the question.")
    {
        Parameters =
        [
            new CallParameter(
                "on", ParameterLocation.Query, Fields.Day("A day, also one to come."),
                "The day asked about. Left out: today in Kazakhstan.", "2026-11-22"),
            new CallParameter(
                "levels", ParameterLocation.Query, Fields.OneOf(["true", "false"], "Left out: false."),
                "Also by welfare level how many participants are not insured; takes some three times as long.", "true"),
            new CallParameter(
                "format", ParameterLocation.Query, Fields.OneOf(["json", "csv"], "A format."),
                "`csv`: a table of `dimension,value,insured,notInsured`, of welfare levels without `insured`. Left "
                + "out: as `Accept` says, else `json`.",
                "json"),
        ],
        Answers =
        [
            new CallAnswer(200, "application/json", typeof(StatisticsBody), "The numbers."),
            new CallAnswer(200, Csv.MediaType, null, "The same as a table."),
        ],
        Problems =
            [.. KnownProblem.OfDatabase, "unreadable", "position-not-settled", "figures-not-ready", "busy"],
        Examples =
        [
            new CallExample("today", "Today", null, ""),
            new CallExample("levels", "With welfare levels", null, "", Query: "?on=2026-10-31&levels=true"),
            new CallExample("csv", "On a day, as a table", null, "", Query: "?on=2020-03-15&format=csv")
            {
                AnswerType = Csv.MediaType,
            },
            new CallExample("unreadable", "A day that is none", null, "", 400, "?on=2026-02-30"),
        ],
    };
}
