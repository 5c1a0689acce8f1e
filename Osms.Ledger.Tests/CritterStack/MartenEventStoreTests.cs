using System.Text.Json;
using Marten;
using Npgsql;
using Osms.Ledger.CritterStack;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Store;
using IEventStore = Osms.Ledger.Store.IEventStore;

namespace Osms.Ledger.Tests.CritterStack;

/// <summary>What every driver must do, on Marten.</summary>
public sealed class MartenEventStoreTests : EventStoreContract
{
    private static readonly EventKinds Kinds = new(
        new Dictionary<string, Type> { ["noted"] = typeof(Noted) },
        (_, json) => new Noted(JsonDocument.Parse(json).RootElement.GetProperty("text").GetString()!),
        happened => JsonSerializer.SerializeToUtf8Bytes(new { text = ((Noted)happened).Text }));

    private DocumentStore? _marten;

    protected override async Task<IEventStore> OpenAsync(NpgsqlDataSource database, string connectionString)
    {
        var role = new BulkRole();
        await role.DetectAsync(database, default);
        _marten = DocumentStore.For(options => MartenSetup.Configure(options, database, Kinds));
        return new MartenEventStore(_marten, database, role, Kinds);
    }

    protected override async Task CloseAsync(NpgsqlDataSource database) => await _marten!.DisposeAsync();

    private sealed record Noted(string Text);
}
