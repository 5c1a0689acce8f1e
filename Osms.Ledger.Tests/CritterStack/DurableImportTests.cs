using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Osms.Ledger.Api.Hosting;
using Osms.Ledger.Handlers;
using Osms.Ledger.Import;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Breaking;
using Osms.Ledger.Tests.Hosting;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.CritterStack;

/// <summary>An accepted import is a message in a durable queue; the spool keeps its bytes.</summary>
public sealed class DurableImportTests : IAsyncLifetime
{
    private static readonly string Held = TestIin.Grown(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("osms-durable-");
    private string _database = "";

    private (string, string)[] Settings =>
    [
        ("ConnectionStrings__Ledger", _database), ("Ledger__SpoolDirectory", _folder.FullName),
        ("Ledger__ImportBatchRows", "2"),
    ];

    public async Task InitializeAsync() => _database = await TestPostgres.CreateDatabaseAsync();

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task An_import_is_in_the_inbox_until_it_is_done_also_over_a_kill()
    {
        var file = FileOf("killed");
        using (var service = await RunningService.StartAsync(Settings))
        {
            await using var held = await HeldPerson.HoldAsync(_database, Held);
            (await SendAsync(service, file)).ShouldBe(202);
            await held.WantedAsync();
            (await StatesAsync()).ShouldBe(["Incoming"]);
            await service.KillAsync();
        }

        (await StatesAsync()).ShouldBe(["Incoming"]);
        using var next = await RunningService.StartAsync(Settings);

        await DoneAsync(next, file);
        await Eventually.TrueAsync(
            async () => (await StatesAsync()).All(state => state == "Handled"), "A message is left in the inbox.");
    }

    [Fact]
    public async Task A_service_that_stops_leaves_those_that_run_and_those_that_wait_in_the_inbox()
    {
        // Two at once.
        byte[][] files = [FileOf("runs"), FileOf("runs too"), FileOf("waits")];
        await using (var service = await ServiceAsync())
        {
            await using var held = await HeldPerson.HoldAsync(_database, Held);
            foreach (var file in files)
            {
                (await service.ImportAsync(file, "?wait=false&format=ndjson")).ShouldBe(202);
            }

            await held.WantedAsync();
        }

        var states = await StatesAsync();
        states.Count.ShouldBe(files.Length);
        states.ShouldNotContain("Handled");
        using var next = await RunningService.StartAsync(Settings);
        foreach (var file in files)
        {
            await DoneAsync(next, file);
        }
    }

    [Theory]
    [InlineData("wolverine.wolverine_incoming_envelopes")]
    [InlineData("ledger.import")]
    public async Task The_row_of_the_journal_and_the_message_are_written_both_or_not_at_all(string table)
    {
        var file = FileOf("together");
        using var service = await RunningService.StartAsync(Settings);
        await ExecuteAsync($"""
            create function public.refuse() returns trigger language plpgsql as
                $$ begin raise exception 'not now'; end $$;
            create constraint trigger refuse after insert on {table} deferrable initially deferred
                for each row execute function public.refuse();
            """);

        (await SendAsync(service, file)).Status.ShouldBe(500);

        (await service.GetAsync(PathOf(file))).ShouldBeProblem(404, "import-unknown");
        (await StatesAsync()).ShouldBeEmpty();
        await ExecuteAsync($"drop trigger refuse on {table}");
        (await SendAsync(service, file)).ShouldBe(202);
        await DoneAsync(service, file);
    }

    [Fact]
    public async Task What_the_other_edition_left_in_the_spool_is_put_in_the_queue()
    {
        var file = FileOf("other edition");
        await using (var other = await OpenLedger.OpenAsync(_database))
        {
            using var content = new MemoryStream(file);
            var known = (FileInspection.Readable)await other.Imports.InspectAsync(
                content, ImportFormat.Ndjson, null, default);
            await other.Imports.AcceptAsync(other.Imports.SubjectOf(known, null, OwnKind.Self, null), default);
        }

        var spool = ImportSpool.Of(_folder.FullName, new LedgerDatabase(_database, Own: null));
        using (var body = new MemoryStream(file))
        using (var kept = await spool.ReceiveAsync(body, default))
        {
            spool.Keep(kept, IdOf(file));
        }

        using var service = await RunningService.StartAsync(Settings);

        await DoneAsync(service, file);
        (await StatesAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_message_whose_file_is_with_another_service_ends_without_a_word()
    {
        await using var service = await ServiceAsync();
        var imports = service.Services.GetRequiredService<Osms.Ledger.Api.CritterStack.IAcceptedImports>();

        await imports.ImportAsync($"{new string('a', 64)}.elsewhere");
    }

    private async Task<OwnService> ServiceAsync()
    {
        var service = new OwnService(_folder.FullName);
        await service.RunAsync(_database);
        return service;
    }

    private static byte[] FileOf(string reference) => Encoding.UTF8.GetBytes(string.Join('\n',
        Enumerable.Range(1, 6).Select(
            i => CommandCallTests.Payment(TestIin.Grown(i), reference).ReplaceLineEndings(""))));

    private static string IdOf(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file));

    private static string PathOf(byte[] file) => $"/v1/imports/{IdOf(file)}";

    private static Task<Reply> SendAsync(RunningService service, byte[] file) =>
        service.PostAsync("/v1/imports?wait=false&format=ndjson", Encoding.UTF8.GetString(file));

    private static Task DoneAsync(RunningService service, byte[] file) => Eventually.TrueAsync(
        async () => (await service.GetAsync(PathOf(file)))["state"].GetString() == "done", "It is not done.");

    private async Task<List<string>> StatesAsync()
    {
        await using var database = NpgsqlDataSource.Create(_database);
        await using var command = database.CreateCommand("""
            select status from wolverine.wolverine_incoming_envelopes where message_type like '%ImportAccepted'
            """);
        await using var rows = await command.ExecuteReaderAsync();
        var states = new List<string>();
        while (await rows.ReadAsync())
        {
            states.Add(rows.GetString(0));
        }

        return states;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create(_database);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private sealed class OwnService(string spool) : LedgerApi, IAsyncDisposable
    {
        protected override string Spool => spool;

        protected override string[] Settings => ["--Ledger:ImportBatchRows", "2"];

        internal Task RunAsync(string database) => StartAsync(database);

        ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());
    }
}
