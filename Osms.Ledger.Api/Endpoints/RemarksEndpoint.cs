using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Queries;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Api.Endpoints;

/// <summary><c>POST /v1/contributions/remarks</c>: payments to work through.</summary>
internal static class RemarksEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        new ListCall<RemarksAsked, RemarkedPayment>(
            ["month", "kind", "remark", "all"],
            fields => new RemarksAsked(
                fields.MonthOrNull("month"), fields.CodeOrNull<PaymentKind>("kind"),
                fields.CodeOrNull<RemarkKind>("remark"), fields.Flag("all")),
            _ => RemarksShown.Form).Map(routes, $"{ContributionsEndpoint.Path}/remarks")
            .Described(EmployerContracts.Remarks);
}
