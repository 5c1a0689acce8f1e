using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Queries;

namespace Osms.Ledger.Api.Endpoints;

/// <summary><c>POST /v1/reconciliation/persons</c>: who stands behind a figure.</summary>
internal static class ReconciliationPersonsEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        new ListCall<PersonsOfPayer, PayerPerson>(
            ["month", "payer", "region", "category"],
            fields => new PersonsOfPayer(fields.Month("month"), PayerChoice.Read(fields)),
            PersonsShown.Form).Map(routes, $"{ReconciliationEndpoint.Path}/persons")
            .Described(ReconciliationContracts.Persons);
}
