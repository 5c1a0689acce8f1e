using System.Diagnostics;
using Npgsql;
using Osms.Ledger.Insured;
using Osms.Ledger.Tests.Hosting;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Api;

/// <summary>
/// The connection to the database breaks while a command is committed: nobody can say whether it was, until it is sent
/// again.
/// </summary>
public sealed partial class UnknownOutcomeTests : LedgerApi
{
    private DatabaseRelay? _relay;
    private string _database = "";

    public override async Task InitializeAsync()
    {
        _database = await TestPostgres.CreateDatabaseAsync();
        _relay = new DatabaseRelay(_database);
        await StartAsync(_relay.ConnectionString);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _relay!.DisposeAsync();
    }

    [Theory]
    [InlineData(Cut.BeforeItIsSent)]
    [InlineData(Cut.HalfWay)]
    [InlineData(Cut.AfterItWasSent)]
    public async Task A_command_cut_off_is_told_to_come_again_and_is_then_recorded_or_repeated(Cut cut)
    {
        var isCommitted = cut == Cut.AfterItWasSent;
        InThisEdition(ref isCommitted);
        for (var seed = 1; seed <= 5; seed++)
        {
            var iin = TestIin.Grown(seed % 3);
            var reference = $"{cut}-{seed}";
            _relay!.CutAt(reference, cut);

            (await RecordAsync(CommandCallTests.Payment(iin, reference))).ShouldBeProblem(503, "database-unavailable")
                .RetryAfter.ShouldBe("5");
            _relay.Cuts.ShouldBe(seed);
            if (isCommitted)
            {
                await ArrivedAsync(reference);
            }

            var again = await AgainAsync(CommandCallTests.Payment(iin, reference));
            again.ShouldBe(isCommitted ? 200 : 201);
            (await RecordAsync(CommandCallTests.Payment(iin, reference))).ShouldBe(200).Position
                .ShouldBe(again.Position);
        }

        await using var ledger = await OpenLedger.OpenAsync(_database);
        (await ledger.ShouldHoldTogetherAsync()).Values.Sum(p => p.Stored.Count).ShouldBe(5);
    }

    [Theory]
    [InlineData(Cut.BeforeItIsSent)]
    [InlineData(Cut.HalfWay)]
    [InlineData(Cut.AfterItWasSent)]
    public async Task A_batch_cut_off_at_its_commit_is_recorded_or_repeated_as_a_whole_when_it_is_sent_again(Cut cut)
    {
        // Nobody else commits by this way.
        await using var relay = new DatabaseRelay(_database);
        await using var ledger = await OpenLedger.OpenAsync(relay.ConnectionString);
        InsuredCommand[] commands = [.. Enumerable.Range(0, 20).Select(n => People.Payment(People.Person(n % 6), n))];

        // With its end: every transaction begins as READ COMMITTED.
        relay.CutAt("COMMIT\0", cut);

        await Should.ThrowAsync<NpgsqlException>(() => ledger.RecordManyAsync(commands));
        relay.Cuts.ShouldBe(1);

        var again = await ledger.RecordManyAsync(commands);
        again.ShouldAllBe(r => cut == Cut.AfterItWasSent ? r is RecordResult.Repeated : r is RecordResult.Recorded);
        await ledger.ShouldHoldTogetherAsync();
    }

    // A command is committed with what is sent of it, where nothing else is said.
    static partial void InThisEdition(ref bool isCommitted);

    // What is sent again could be faster than what the server was sent before, and be recorded in its place.
    private async Task ArrivedAsync(string reference)
    {
        await using var database = NpgsqlDataSource.Create(_database);
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(5))
        {
            await using var command = database.CreateCommand(
                "select exists (select from ledger.mt_events where data ->> 'reference' = $1)");
            command.Parameters.Add(new NpgsqlParameter { Value = reference });
            if (await command.ExecuteScalarAsync() is true)
            {
                return;
            }

            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30), reference);
        }
    }

    // Other connections may have broken with it; each is found out once.
    private async Task<Reply> AgainAsync(string command)
    {
        for (var attempt = 0; ; attempt++)
        {
            var reply = await RecordAsync(command);
            if (reply.Status != 503 || attempt == 5)
            {
                return reply;
            }
        }
    }
}
