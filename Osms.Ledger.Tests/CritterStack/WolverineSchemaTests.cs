using Npgsql;
using Osms.Ledger.Api.Hosting;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Hosting;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.CritterStack;

/// <summary>Wolverine makes its tables itself, as far as the role may.</summary>
public sealed class WolverineSchemaTests
{
    [Fact]
    public async Task A_role_that_may_not_make_the_schema_is_told_what_to_do_and_then_starts()
    {
        var (admin, role) = await LimitedAsync();

        var refused = await Should.ThrowAsync<SchemaException>(() => StartAsync(role));

        refused.Message.ShouldStartWith("The role may not make the schema wolverine");
        DatabaseFailure.Sentence(refused).ShouldBe(refused.Message);
        var name = new NpgsqlConnectionStringBuilder(role).Username;
        await ExecuteAsync(admin, $"create schema wolverine; grant all on schema wolverine to {name}");
        await using var service = await StartAsync(role);
        await using var again = await StartAsync(role);
    }

    // Owns the ledger, and may make nothing beside it.
    private static async Task<(string Admin, string Role)> LimitedAsync()
    {
        var admin = await TestPostgres.CreateDatabaseAsync();
        var name = $"osms_{Guid.NewGuid():N}"[..20];
        var database = new NpgsqlConnectionStringBuilder(admin).Database;
        await ExecuteAsync(
            admin, $"create role {name} login password 'limited'; grant create on database {database} to {name}");
        var role = new NpgsqlConnectionStringBuilder(admin) { Username = name, Password = "limited" }.ToString();
        await (await OpenLedger.OpenAsync(role)).DisposeAsync();
        await ExecuteAsync(admin, $"revoke create on database {database} from {name}");
        return (admin, role);
    }

    private static Task<Service> StartAsync(string database) => Service.StartAsync(
        [
            "--urls", "http://127.0.0.1:0", $"--{LedgerDatabase.ConnectionSetting}", database,
            "--Logging:LogLevel:Default", "None",
        ],
        replace: null,
        default);

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
