using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Npgsql;

namespace Osms.Ledger.CritterStack;

/// <summary>Marten on the ledger's own schema, which it finds as it would have made it and never changes.</summary>
internal static class MartenSetup
{
    private const string Schema = "ledger";

    internal static void Configure(StoreOptions marten, NpgsqlDataSource database, EventKinds kinds)
    {
        marten.Connection(database);
        marten.AutoCreateSchemaObjects = AutoCreate.None;
        marten.DatabaseSchemaName = Schema;
        marten.DisableNpgsqlLogging = true;
        marten.UseSystemTextJsonForSerialization(configure: json => json.Converters.Add(new EventConverters(kinds)));

        // Who calls decides whether to try again: after a broken connection it is not known what was recorded.
        marten.ConfigurePolly(_ => { });
        marten.ConfigureWritePolly(_ => { });

        var events = marten.Events;
        events.DatabaseSchemaName = Schema;
        events.StreamIdentity = StreamIdentity.AsString;
        events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        events.EnableBigIntEvents = true;
        events.EnableAdvancedAsyncTracking = false;
        events.MetadataConfig.EnableAll();
        events.MetadataConfig.UserNameEnabled = true;
        foreach (var (name, type) in kinds.Types)
        {
            events.MapEventType(type, name);
        }

        marten.Projections.Add(new InsuredPersonProjection(), ProjectionLifecycle.Live);
    }
}
