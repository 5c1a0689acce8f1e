using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;

namespace Osms.Ledger.Api.Endpoints;

/// <summary>
/// What those paid who pay for others: all in a month, one in every month, and the people of one in a month. Who pays
/// may be known by an IIN, so the questions are in bodies.
/// </summary>
internal static class EmployersEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var ledger = services.GetRequiredService<InsuranceLedger>();
        var admission = services.GetRequiredService<Admission>();
        var employers = services.GetRequiredService<EmployersQuery>();
        var employees = services.GetRequiredService<EmployeesQuery>();
        var all = new ListCall<ListEmployers, EmployerMonth>(
            ["month"],
            fields => new ListEmployers(fields.Month("month")),
            (asked, part, cancellation) => EmployersHandler.Handle(asked, part, employers, ledger, cancellation),
            asked => EmployersShown.Employers(asked.Month));
        var people = new ListCall<MonthOfEmployer, Employee>(
            ["payer", "month"],
            fields => new MonthOfEmployer(fields.Payer("payer"), fields.Month("month")),
            (asked, part, cancellation) => EmployersHandler.Handle(asked, part, employees, ledger, cancellation),
            EmployersShown.Employees);
        routes.MapPost(
            $"{ContributionsEndpoint.Path}/employers",
            (Delegate)((HttpContext http) => all.AnswerAsync(http, admission)))
            .Described(EmployerContracts.Employers);
        routes.MapPost($"{ContributionsEndpoint.Path}/employer", OfOneAsync).Described(EmployerContracts.Employer);
        routes.MapPost(
            $"{ContributionsEndpoint.Path}/employer/people",
            (Delegate)((HttpContext http) => people.AnswerAsync(http, admission)))
            .Described(EmployerContracts.Employees);
    }

    private static async Task<IResult> OfOneAsync(
        HttpContext http, EmployersQuery query, InsuranceLedger ledger, Admission admission)
    {
        using var body = await RequestBody.ReadJsonAsync(http, admission);
        if (body.Problem is { } problem)
        {
            return problem;
        }

        var (asked, knownAt, errors) = ListFields.Read(body.Json, ["payer"], (fields, _) => fields.Payer("payer"));
        return asked is null
            ? Problem.UnreadableBody(errors)
            : Answers.Of(
                await EmployersHandler.Handle(new AskEmployer(asked, knownAt), query, ledger, http.RequestAborted),
                months => EmployersShown.Months(asked, months));
    }
}
