using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Queries;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Hosting;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Ledger;

/// <summary>The events are the truth: what is kept beside them comes out of them, and none is skipped.</summary>
public sealed class ReplayTests : IAsyncLifetime
{
    private static readonly Iin Iin = People.Person(1);

    private OpenLedger _ledger = null!;

    public async Task InitializeAsync() => _ledger = await OpenLedger.CreateAsync();

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Fact]
    public async Task The_fold_of_what_is_stored_is_the_state_that_lived()
    {
        const int Seed = 77;
        var random = new RandomCommands(Seed);
        var live = new Dictionary<string, InsuredState>();
        foreach (var command in random.Take(200, 3))
        {
            if (await _ledger.RecordAsync(command) is RecordResult.Recorded recorded)
            {
                live[command.Iin] = live.GetValueOrDefault(command.Iin, InsuredState.Empty).Evolve(
                    (InsuredEvent)recorded.Event);
            }
        }

        var people = await _ledger.ShouldHoldTogetherAsync($"seed {Seed}");
        people.Keys.ShouldBe(live.Keys, ignoreOrder: true);
        foreach (var (iin, person) in people)
        {
            LedgerChecks.StateRow(iin, person.State).ShouldBe(LedgerChecks.StateRow(iin, live[iin]), $"seed {Seed}");
        }
    }

    [Fact]
    public async Task A_rebuild_makes_both_tables_again_from_nothing_and_from_wrong_rows()
    {
        await _ledger.RecordManyAsync(new RandomCommands(8).Take(150, 5));
        await _ledger.ExecuteAsync("""
            update ledger.coverage set runs = '{0}', version = 99;
            delete from ledger.insured_state where iin = (select min(iin) from ledger.insured_state);
            update ledger.insured_state set facts = '\xff00';
            """);

        var rebuilt = await _ledger.Get<Rebuild>().RunAsync(progress: null, default);

        rebuilt.ShouldBe((await _ledger.ShouldHoldTogetherAsync()).Count);
    }

    [Fact]
    public async Task A_rebuild_goes_on_beside_commands_and_leaves_the_rows_of_the_latest_event()
    {
        await _ledger.RecordManyAsync(Enumerable.Range(0, 1_200).Select(People.Grant));
        var writing = Task.Run(async () =>
        {
            for (var person = 0; person < 1_200; person += 30)
            {
                await _ledger.RecordAsync(People.Payment(People.Person(person), 0));
                await _ledger.RecordManyAsync(People.Payment(People.Person(person), 1));
            }
        });

        await _ledger.Get<Rebuild>().RunAsync(progress: null, default);
        await writing;

        (await _ledger.ShouldHoldTogetherAsync()).Values.Sum(p => p.Stored.Count).ShouldBe(1_280);
    }

    [Theory]
    [InlineData("salary_paid", "{}")]
    [InlineData("care_sought", """{"on": "2024-05-06"}""")]
    [InlineData("care_sought", """{"on": "2024-05-06", "provider": "150140002345", "room": 7}""")]
    public async Task A_stored_event_that_is_not_known_is_an_error_and_not_skipped(string type, string data)
    {
        await _ledger.RecordAsync(People.Grant(1));
        await _ledger.ExecuteAsync($"""
            insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp)
            values (
                nextval('ledger.mt_events_sequence'), gen_random_uuid(), '{Iin.Digits}', 2, '{data}', '{type}', now());
            update ledger.mt_streams set version = 2;
            """);

        await Should.ThrowAsync<UnknownEventException>(() => _ledger.RecordAsync(People.Payment(Iin, 0)));
        await Should.ThrowAsync<UnknownEventException>(() => _ledger.RecordManyAsync(People.Payment(Iin, 0)));
        await Should.ThrowAsync<UnknownEventException>(() => _ledger.Get<Rebuild>().RunAsync(null, default));
        foreach (AsOf known in (AsOf[])[AsOf.Now.Instance, new AsOf.Position(new(2))])
        {
            await Should.ThrowAsync<UnknownEventException>(
                () => _ledger.Get<PersonReader>().ReadAsync(Iin, known, default));
        }

        (await _ledger.LastNumberAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Who_always_loses_gives_up_after_so_many_attempts()
    {
        var losing = new LosingStore(losses: int.MaxValue);
        await using var service = await OpenAsync(losing, attempts: 5);

        (await service.RecordAsync(People.Grant(1))).ShouldBeOfType<RecordResult.Contended>();
        losing.Appends.ShouldBe(5);
        (await service.PeopleAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_loses_all_but_the_last_attempt_succeeds()
    {
        var losing = new LosingStore(losses: 4);
        await using var service = await OpenAsync(losing, attempts: 5);

        (await service.RecordAsync(People.Grant(1))).ShouldBeOfType<RecordResult.Recorded>();
        losing.Appends.ShouldBe(5);
        await service.ShouldHoldTogetherAsync();
    }

    private static async Task<OpenLedger> OpenAsync(LosingStore losing, int attempts) => await OpenLedger.OpenAsync(
        await TestPostgres.CreateDatabaseAsync(),
        new LedgerOptions { MaxAttempts = attempts },
        services => services.AddInFrontOfStore(real =>
        {
            losing.Inner = real;
            return losing;
        }));

    /// <summary>Somebody else is always first, so many times.</summary>
    private sealed class LosingStore(int losses) : IEventStore
    {
        internal IEventStore Inner { get; set; } = null!;

        internal int Appends { get; private set; }

        public Task<AppendResult> AppendAsync(
            StreamAppend append, IReadOnlyList<TableWrite> rows, CancellationToken cancellation) => ++Appends <= losses
                ? Task.FromResult<AppendResult>(AppendResult.Conflict.Instance)
                : Inner.AppendAsync(append, rows, cancellation);

        public Task<IReadOnlyList<LedgerPosition?>> AppendEachAsync(
            IReadOnlyList<StreamAppend> appends, IReadOnlyList<TableWrite> rows, CancellationToken cancellation) =>
            Inner.AppendEachAsync(appends, rows, cancellation);

        public Task<IReadOnlyList<StoredEvent>> LoadAsync(
            string stream, LedgerPosition? through, CancellationToken cancellation) =>
            Inner.LoadAsync(stream, through, cancellation);

        public Task<IReadOnlyDictionary<string, IReadOnlyList<StoredEvent>>> LoadAsync(
            IReadOnlyCollection<string> streams, LedgerPosition? through, CancellationToken cancellation) =>
            Inner.LoadAsync(streams, through, cancellation);

        public Task<IReadOnlyList<StoredFact>> LoadFactsAsync(
            string stream, LedgerPosition through, CancellationToken cancellation) =>
            Inner.LoadFactsAsync(stream, through, cancellation);

        public Task<IReadOnlyList<IReadOnlyList<StoredFact>>> LoadFactsAsync(
            IReadOnlyList<string> streams, LedgerPosition through, CancellationToken cancellation) =>
            Inner.LoadFactsAsync(streams, through, cancellation);

        public Task<IStreamBatch> BeginBatchAsync(
            IReadOnlyCollection<StreamClaim> streams, CancellationToken cancellation) =>
            Inner.BeginBatchAsync(streams, cancellation);

        public IAsyncEnumerable<StoredEvent> ReadAsync(
            LedgerPosition after, LedgerPosition through, CancellationToken cancellation) =>
            Inner.ReadAsync(after, through, cancellation);
    }
}
