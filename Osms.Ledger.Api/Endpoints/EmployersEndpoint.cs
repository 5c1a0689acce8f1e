using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Endpoints;

/// <summary>
/// What those paid who pay for others: all in a month, one in every month, and the people of one in a month. Who pays
/// may be known by an IIN, so the questions are in bodies.
/// </summary>
internal static class EmployersEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        new ListCall<ListEmployers, EmployerMonth>(
            ["month"],
            fields => new ListEmployers(fields.Month("month")),
            asked => EmployersShown.Employers(asked.Month)).Map(routes, $"{ContributionsEndpoint.Path}/employers")
            .Described(EmployerContracts.Employers);
        routes.MapPost($"{ContributionsEndpoint.Path}/employer", OfOneAsync).Described(EmployerContracts.Employer);
        new ListCall<MonthOfEmployer, Employee>(
            ["payer", "month"],
            fields => new MonthOfEmployer(fields.Payer("payer"), fields.Month("month")),
            EmployersShown.Employees).Map(routes, $"{ContributionsEndpoint.Path}/employer/people")
            .Described(EmployerContracts.Employees);
    }

    private static async Task<IResult> OfOneAsync(
        HttpContext http, ILedgerCalls calls, Admission admission)
    {
        using var body = await RequestBody.ReadJsonAsync(http, admission);
        if (body.Problem is { } problem)
        {
            return problem;
        }

        using var fields = BodyFields.Read(body.Json, "payer", "knownAt");
        var asked = new AskEmployer(fields.Payer("payer"), fields.KnownAt("knownAt") ?? AsOf.Now.Instance);
        return fields.Problem ?? Answers.Of(
            await calls.CallAsync(asked, http.RequestAborted),
            months => EmployersShown.MonthsOf(asked.Payer).Page(months, null));
    }
}
