using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Closing;
using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Endpoints;

/// <summary><c>POST /v1/reconciliation/differences/persons</c>: who is behind a difference.</summary>
internal static class DifferencePersonsEndpoint
{
    private const int PersonsByDefault = 100;
    private const int MostPersons = 1_000;

    private static readonly string[] Names = ["month", "from", "to", "cause", "payer", "region", "limit"];

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost($"{ReconciliationEndpoint.Path}/differences/persons", AskAsync)
        .Described(DifferencesContract.Persons);

    private static async Task<IResult> AskAsync(HttpContext http, DifferencePersonsQuery query, Admission admission)
    {
        using var body = await RequestBody.ReadJsonAsync(http, admission);
        if (body.Problem is { } problem)
        {
            return problem;
        }

        using var fields = BodyFields.Read(body.Json, Names);
        if (!Month.TryParse(fields.Text("month"), out var month))
        {
            fields.Wrong("month", "A month is needed: yyyy-MM.");
        }

        var from = fields.Position("from");
        if (from is null)
        {
            fields.Wrong("from", "A position is needed.");
        }

        AsOf to = fields.Position("to") is { } end ? new AsOf.Position(end) : AsOf.Now.Instance;
        var cause = Code<DifferenceCause>(fields, "cause");
        var payer = Code<Payer>(fields, "payer");
        var region = fields.Text("region");
        if (region is not null && (payer != Payer.Local || !IsRegion(region)))
        {
            fields.Wrong("region", "Of a local budget: two digits, or unknown.");
        }

        var limit = fields.Number("limit", 1, MostPersons) ?? PersonsByDefault;
        if (fields.Problem is { } wrong)
        {
            return wrong;
        }

        return month < MonthStream.First
            ? MonthBodies.Refused(ClosingRefusal.OutOfRange)
            : Answers.Of(
                await AskDifferencePersonsHandler.Handle(
                    new AskDifferencePersons(
                        month, from!.Value, to, cause, payer is { } whose ? new Account(whose, region) : null,
                        (int)limit),
                    query,
                    http.RequestAborted),
                answer => DifferenceBodies.Of(month, answer));
    }

    private static bool IsRegion(string text) => text == Reconciliation.MonthPayer.UnknownRegion
        || (text.Length == 2 && text.All(char.IsAsciiDigit));

    private static T? Code<T>(BodyFields fields, string name)
        where T : struct, Enum
    {
        var text = fields.Text(name);
        if (Values.Code<T>.TryParse(text, out var value))
        {
            return value;
        }

        _ = text is null ? null : fields.Wrong(name, $"There is {string.Join(", ", Values.Code<T>.All)}.");
        return null;
    }
}
