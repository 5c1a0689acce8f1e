using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Osms.Ledger.Api.CritterStack;
using Osms.Ledger.Handlers;
using Osms.Ledger.Tests.Api;
using Wolverine.Runtime.Handlers;

namespace Osms.Ledger.Tests.CritterStack;

/// <summary>Wolverine hosts the handlers, all of them and no others.</summary>
public sealed class HostedHandlersTests : LedgerApi
{
    [Fact]
    public void Wolverine_hosts_every_handler_of_the_ledger()
    {
        var hosted = Services.GetRequiredService<HandlerGraph>();

        Services.GetRequiredService<ILedgerCalls>().ShouldBeOfType<WolverineCalls>();
        foreach (var handler in HandlerMethod.All)
        {
            // Its code is made and compiled here, so that one that cannot be is found.
            hosted.HandlerFor(handler.Message).ShouldNotBeNull($"{handler.Message}");
        }

        hosted.Chains.Select(chain => chain.MessageType).Where(type => type.Namespace!.StartsWith("Osms.Ledger"))
            .ShouldBe(
                [.. HandlerMethod.All.Select(h => h.Message), typeof(AcceptImport), typeof(ImportAccepted)],
                ignoreOrder: true);
    }

    [Fact]
    public async Task Envelopes_lie_in_a_schema_of_their_own_and_the_ledgers_has_nothing_of_them()
    {
        await using var database = Npgsql.NpgsqlDataSource.Create(Database);
        await using var tables = database.CreateCommand("""
            select string_agg(distinct schemaname, ' ') from pg_tables where tablename like '%wolverine%'
            """);

        (await tables.ExecuteScalarAsync()).ShouldBe("wolverine");
    }

    [Fact]
    public async Task Nothing_about_anybody_is_kept_by_Wolverine()
    {
        var iin = TestIin.Grown(1);
        (await RecordAsync(CommandCallTests.Payment(iin))).ShouldBe(201);
        var line = CommandCallTests.Payment(iin, "in a file").ReplaceLineEndings(" ");
        (await ImportAsync(Encoding.UTF8.GetBytes(line), $"?format=ndjson&name={iin}.ndjson")).ShouldBe(200);
        await using var database = Npgsql.NpgsqlDataSource.Create(Database);
        await using var kept = database.CreateCommand("""
            select coalesce(string_agg(encode(body, 'escape'), ' '), '') from (
                select body from wolverine.wolverine_incoming_envelopes
                union all select body from wolverine.wolverine_outgoing_envelopes
                union all select body from wolverine.wolverine_dead_letters) as all_of_them
            """);

        var texts = (string)(await kept.ExecuteScalarAsync())!;

        texts.ShouldContain(nameof(ImportAccepted));
        texts.ShouldNotContain(iin);
    }
}
