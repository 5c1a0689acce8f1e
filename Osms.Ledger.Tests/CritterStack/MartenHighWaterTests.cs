using JasperFx.Events;
using Marten;
using Marten.Services;
using Npgsql;
using Osms.Ledger.CritterStack;
using Osms.Ledger.Insured;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.CritterStack;

/// <summary>
/// Numbers are drawn in another order than transactions commit, also when Marten draws them: what is not committed yet
/// is not settled.
/// </summary>
public sealed class MartenHighWaterTests : IAsyncLifetime
{
    private static readonly InsuredEvent Granted = new InsuredEvent.CategoryGranted(
        "disabled", new DateOnly(2021, 1, 1), null, "certificate");

    private static readonly StreamAppend[] Many =
    [
        .. Enumerable.Range(1, 40).Select(n => new StreamAppend(
            People.Person(n).Digits, 0,
            [new("category_granted", LedgerEvents.Serialize(Granted), new EventOrigin("clerk"))])),
    ];

    private OpenLedger _ledger = null!;

    public async Task InitializeAsync() => _ledger = await OpenLedger.CreateAsync();

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_Marten_appended_and_did_not_commit_holds_the_high_water(bool asTheDriverDoes)
    {
        await using var connection = await _ledger.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var session = Store.LightweightSession(SessionOptions.ForTransaction(transaction));
        if (asTheDriverDoes)
        {
            await AppendAsync(session);
        }
        else
        {
            // As anybody does who stands on Marten alone.
            session.Events.StartStream(People.Person(1).Digits, Granted);
            await session.SaveChangesAsync();
        }

        await _ledger.RecordAsync(People.Grant(2));

        (await _ledger.Positions.TickAsync(default)).Value.ShouldBe(0);
        (await _ledger.ColumnAsync<long>("select seq_id from ledger.mt_events")).ShouldBe([2]);
        await transaction.CommitAsync();
        (await _ledger.Positions.TickAsync(default)).Value.ShouldBe(2);
    }

    [Fact]
    public async Task What_Marten_inserted_in_bulk_and_did_not_commit_holds_the_high_water()
    {
        await using (var batch = await _ledger.Store.BeginBatchAsync([.. Many.Select(a => a.Stream)], default))
        {
            await batch.AppendAsync(Many, default);
            await _ledger.RecordAsync(People.Grant(0));

            (await _ledger.Positions.TickAsync(default)).Value.ShouldBe(0);
            await batch.CommitAsync(default);
        }

        (await _ledger.Positions.TickAsync(default)).Value.ShouldBe(Many.Length + 1);
        (await _ledger.ColumnAsync<string>("select name from ledger.mt_event_progression")).ShouldBe(
            ["HighWaterMark"], "Marten's bulk insert leaves its mark: it was in use.");
    }

    [Fact]
    public async Task Control_by_itself_Martens_bulk_insert_draws_its_numbers_before_the_lock()
    {
        await using var rival = await _ledger.Database.OpenConnectionAsync();
        await using var held = await rival.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("lock table ledger.mt_streams in share mode", rival))
        {
            await hold.ExecuteNonQueryAsync();
        }

        var bulk = Store.BulkInsertEventsAsync([StreamAction.Start(
            (Marten.Events.EventGraph)Store.Options.Events, People.Person(1).Digits, Granted)]);
        await _ledger.BlockedAsync(1);

        // Number 1 is drawn, its event is not there, and nobody waits for it: so the ledger never calls it like this.
        (await _ledger.Positions.TickAsync(default)).Value.ShouldBe(1);
        (await _ledger.ColumnAsync<long>("select seq_id from ledger.mt_events")).ShouldBeEmpty();
        await held.CommitAsync();
        await bulk;
    }

    [Fact]
    public async Task An_append_that_fails_in_Marten_leaves_no_mark_among_the_events_and_no_stream()
    {
        await _ledger.RecordAsync(People.Grant(1));
        await FailAsync();
        await _ledger.RecordAsync(People.Grant(3));

        (await _ledger.ColumnAsync<string>("select stream_id || ' ' || type from ledger.mt_events order by seq_id"))
            .ShouldBe(new[] { 1, 3 }.Select(n => $"{People.Person(n).Digits} category_granted"));
        (await _ledger.Positions.TickAsync(default)).Value.ShouldBe(await _ledger.LastNumberAsync());
        await _ledger.ShouldHoldTogetherAsync();
    }

    [Fact]
    public async Task Control_where_the_ledger_lets_it_Marten_makes_its_mark()
    {
        await _ledger.RecordAsync(People.Grant(1));
        await _ledger.ExecuteAsync("alter table ledger.mt_streams drop constraint no_tombstones");

        await FailAsync();

        (await _ledger.ColumnAsync<string>("select id from ledger.mt_streams")).ShouldContain("mt_tombstone");
    }

    /// <summary>Marten makes its mark behind the caller's back, and is not gone before it has tried.</summary>
    private async Task FailAsync()
    {
        await using var marten = DocumentStore.For(
            options => MartenSetup.Configure(options, _ledger.Database, EventKinds.OfTheLedger));
        await using var session = marten.LightweightSession();
        session.Events.Append(People.Person(2).Digits, Granted);
        session.Events.Append(People.Person(1).Digits, 5, Granted);
        await Should.ThrowAsync<EventStreamUnexpectedMaxEventIdException>(() => session.SaveChangesAsync());
    }

    private IDocumentStore Store => _ledger.Get<IDocumentStore>();

    private static async Task AppendAsync(IDocumentSession session)
    {
        var appender = new MartenAppender(session, EventKinds.OfTheLedger, bulk: null);
        (await appender.AppendAsync([Many[0]], 1, default)).ShouldBe([1L]);
    }
}
