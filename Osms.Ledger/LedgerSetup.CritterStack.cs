using Microsoft.Extensions.DependencyInjection;
using Osms.Ledger.CritterStack;

namespace Osms.Ledger;

/// <summary>The ledger on Marten.</summary>
public static partial class LedgerSetup
{
    static partial void UseEdition(IServiceCollection services) => services.AddMartenDriver();
}
