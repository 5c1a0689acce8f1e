using System.Text.Json;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Dues;
using Osms.Ledger.Handlers;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Api.Endpoints;

/// <summary>
/// <c>GET /v1/regulation?on=</c>: the law as it holds on a day; <c>POST /v1/calculator</c>: what is due by it.
/// </summary>
internal static class RegulationEndpoints
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/regulation", AskAsync).Described(RegulationContract.Regulation);
        routes.MapPost("/v1/calculator", CalculateAsync).Described(RegulationContract.Calculator);
    }

    private static async Task<IResult> AskAsync(HttpContext http, ILedgerCalls calls)
    {
        if (QueryFields.Unknown(http.Request, "on", "lang") is { } unknown)
        {
            return unknown;
        }

        var given = new QueryValues(http.Request);
        var question = new AskRegulation(given.Day("on"));
        var language = AskedLanguage.Of(http.Request, given.Language("lang"));
        return given.Errors.Count > 0
            ? Problem.UnreadableBody(given.Errors)
            : Results.Json(
                RegulationShown.ToBody(await calls.CallAsync(question, http.RequestAborted), language),
                LedgerJson.Options);
    }

    private static async Task<IResult> CalculateAsync(
        HttpContext http, ILedgerCalls calls, RuleBook rules, Admission admission)
    {
        using var body = await RequestBody.ReadJsonAsync(http, admission);
        if (body.Problem is { } problem)
        {
            return problem;
        }

        using var fields = BodyFields.Read(body.Json, "on", "kind", "incomes", "category", "region");
        var question = new Calculate(
            fields.Day("on"), fields.Needed("kind", "A text: what the person lives on."), Incomes(fields),
            fields.Text("category"), fields.Text("region"));
        if (CalculatorRequest.IncomesProblem(question.Kind, question.Incomes.Count) is { } wrong)
        {
            fields.Wrong("incomes", wrong);
        }

        return fields.Problem ?? await calls.CallAsync(question, http.RequestAborted) switch
        {
            CalculationResult.Calculated(var answer, var digest) => Results.Json(
                RegulationShown.ToBody(answer, rules.RegulationOn(answer.On)!.Version, digest), LedgerJson.Options),
            CalculationResult.Refused(var refusals) => Answers.Refused("This cannot be calculated.", refusals),
            var other => throw new InvalidOperationException($"The calculator answered {other.GetType().Name}."),
        };
    }

    private static List<IncomeGiven> Incomes(BodyFields fields)
    {
        var incomes = new List<IncomeGiven>();
        if (fields.Given("incomes") is not { } list)
        {
            return incomes;
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            fields.Wrong("incomes", "A list of {payer, amount}.");
            return incomes;
        }

        foreach (var (index, item) in list.EnumerateArray().Index())
        {
            var income = fields.Within($"incomes[{index}]", item, "payer", "amount");
            incomes.Add(new IncomeGiven(income.Text("payer"), income.Amount("amount")));
        }

        return incomes;
    }
}
