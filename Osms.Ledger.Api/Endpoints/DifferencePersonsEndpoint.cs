using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Closing;
using Osms.Ledger.Queries;

namespace Osms.Ledger.Api.Endpoints;

/// <summary><c>POST /v1/reconciliation/differences/persons</c>: who is behind a difference.</summary>
internal static class DifferencePersonsEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        new ListCall<DifferencePersonsAsked, ChangedPerson>(
            ["month", "from", "cause", "payer", "region"],
            fields => new DifferencePersonsAsked(
                fields.Month("month"), fields.KnownAt("from"), fields.CodeOrNull<DifferenceCause>("cause"),
                PayerChoice.ReadAccount(fields)),
            asked => DifferencePersonsShown.Form(asked.Month))
        {
            KnownAt = "to",
        }.Map(routes, $"{DifferencesEndpoint.Path}/persons").Described(DifferencesContract.Persons);
}
