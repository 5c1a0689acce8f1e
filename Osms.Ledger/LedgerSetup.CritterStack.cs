using Microsoft.Extensions.DependencyInjection;
using Osms.Ledger.CritterStack;

namespace Osms.Ledger;

/// <summary>The ledger on Marten.</summary>
public static partial class LedgerSetup
{
    // Kept among the services, for what else a host puts on Marten.
    static partial void UseEdition(IServiceCollection services) => services.AddSingleton(services.AddMartenDriver());
}
