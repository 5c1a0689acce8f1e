using Osms.Ledger.Api.CritterStack;

namespace Osms.Ledger.Api.Hosting;

/// <summary>The service on Wolverine.</summary>
internal sealed partial class Service
{
    static partial void UseEdition(WebApplicationBuilder builder, LedgerOptions options) =>
        WolverineHost.Use(builder, options);

    static partial void Serving(IServiceProvider services) => HandlerCode.Make(services);
}
