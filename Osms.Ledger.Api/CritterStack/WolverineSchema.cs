using Npgsql;
using Osms.Ledger.Store;

namespace Osms.Ledger.Api.CritterStack;

/// <summary>
/// The schema of Wolverine's own tables, which it makes itself when it starts; before that somebody has to be allowed
/// to.
/// </summary>
internal sealed class WolverineSchema(NpgsqlDataSource database) : IHostedService
{
    internal const string Name = "wolverine";

    private const string MayBeMade = $"""
        select case when exists (select from pg_namespace where nspname = '{Name}')
            then has_schema_privilege('{Name}', 'usage')
            else has_database_privilege(current_database(), 'create') end
        """;

    /// <exception cref="SchemaException">It is not there and cannot be made; says what to do.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(MayBeMade);
        if (!(bool)(await command.ExecuteScalarAsync(cancellationToken))!)
        {
            throw new SchemaException(
                $"The role may not make the schema {Name}, where Wolverine keeps its messages. Run once as a role that "
                + $"may: create schema {Name}; grant all on schema {Name} to the role of the service.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
