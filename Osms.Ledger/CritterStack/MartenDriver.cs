using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Osms.Ledger.Store;
using IEventStore = Osms.Ledger.Store.IEventStore;

namespace Osms.Ledger.CritterStack;

/// <summary>The driver on Marten for a host.</summary>
internal static class MartenDriver
{
    /// <summary>Registers Marten on the ledger's schema, and the driver that stands on it.</summary>
    /// <returns>For what else is to stand on Marten.</returns>
    internal static MartenServiceCollectionExtensions.MartenConfigurationExpression AddMartenDriver(
        this IServiceCollection services)
    {
        services.AddSingleton<IEventStore>(p => new MartenEventStore(
            p.GetRequiredService<IDocumentStore>(), p.GetRequiredService<NpgsqlDataSource>(),
            p.GetRequiredService<BulkRole>(), EventKinds.OfTheLedger));
        return services.AddMarten(p =>
        {
            var options = new StoreOptions();
            MartenSetup.Configure(options, p.GetRequiredService<NpgsqlDataSource>(), EventKinds.OfTheLedger);
            return options;
        });
    }
}
