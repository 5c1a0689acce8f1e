using Npgsql;
using Osms.Ledger.Projections;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Store;

/// <summary>As a superuser, who may switch the foreign key off for a batch.</summary>
public sealed class NpgsqlEventStoreTests : EventStoreContract
{
    protected override async Task<IEventStore> OpenAsync(NpgsqlDataSource database, string connectionString)
    {
        var role = new BulkRole();
        await role.DetectAsync(database, default);
        role.ForeignKey.ShouldBeFalse();
        return new NpgsqlEventStore(database, role);
    }
}

/// <summary>As a role with no more rights than the work needs: the foreign key stays on.</summary>
public sealed class NpgsqlEventStoreWithForeignKeyTests : EventStoreContract
{
    private readonly PlainRole _role = new();
    private NpgsqlDataSource? _asRole;
    private string _connection = "";

    [Fact]
    public async Task The_service_starts_and_works_with_no_more_rights_than_it_needs()
    {
        await using var service = await OpenLedger.OpenAsync(_connection);

        service.Get<BulkRole>().ForeignKey.ShouldBeTrue();
        (await service.RecordManyAsync(People.Grant(1), People.Grant(2)))
            .ShouldAllBe(r => r is RecordResult.Recorded);
        (await service.RecordAsync(People.Grant(3))).ShouldBeOfType<RecordResult.Recorded>();
        (await service.Positions.TickAsync(default)).Value.ShouldBe(3);
        (await service.Get<Rebuild>().RunAsync(null, default)).ShouldBe(3);
    }

    [Fact]
    public async Task A_role_that_was_granted_the_setting_switches_the_key_off()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        await _role.GrantSettingAsync(ledger.Database);
        var role = new BulkRole();
        await role.DetectAsync(_asRole!, default);

        role.ForeignKey.ShouldBeFalse();
    }

    protected override async Task<IEventStore> OpenAsync(NpgsqlDataSource database, string connectionString)
    {
        await _role.CreateAsync(database);
        _connection = _role.ConnectionString(connectionString);
        _asRole = NpgsqlDataSource.Create(_connection);
        var role = new BulkRole();
        await role.DetectAsync(_asRole, default);
        role.ForeignKey.ShouldBeTrue();
        return new NpgsqlEventStore(_asRole, role);
    }

    protected override async Task CloseAsync(NpgsqlDataSource database)
    {
        await _asRole!.DisposeAsync();
        await _role.DropAsync(database);
    }
}

/// <summary>A role that may read and write the ledger's rows and nothing else.</summary>
internal sealed class PlainRole
{
    private readonly string _name = $"osms_plain_{Guid.NewGuid():N}";
    private readonly string _password = $"{Guid.NewGuid():N}";

    internal string ConnectionString(string admins) =>
        new NpgsqlConnectionStringBuilder(admins) { Username = _name, Password = _password }.ConnectionString;

    internal Task CreateAsync(NpgsqlDataSource database) => ExecuteAsync(database, $"""
        create role {_name} login password '{_password}';
        grant usage on schema ledger to {_name};
        grant select, insert, update, delete on all tables in schema ledger, public to {_name};
        grant select, usage on all sequences in schema ledger to {_name};
        """);

    internal Task GrantSettingAsync(NpgsqlDataSource database) =>
        ExecuteAsync(database, $"grant set on parameter session_replication_role to {_name}");

    internal Task DropAsync(NpgsqlDataSource database) =>
        ExecuteAsync(database, $"drop owned by {_name}; drop role {_name};");

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
