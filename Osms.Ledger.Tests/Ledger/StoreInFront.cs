using Microsoft.Extensions.DependencyInjection;
using Osms.Ledger.Store;

namespace Osms.Ledger.Tests.Ledger;

/// <summary>A store of a test in front of the one that the edition has.</summary>
internal static class StoreInFront
{
    internal static IServiceCollection AddInFrontOfStore(
        this IServiceCollection services, Func<IEventStore, IEventStore> another)
    {
        var real = services.Last(service => service.ServiceType == typeof(IEventStore)).ImplementationFactory!;
        return services.AddSingleton(provider => another((IEventStore)real(provider)));
    }
}
