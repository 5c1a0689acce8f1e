using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Queries;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Ledger;

/// <summary>Somebody has archived a person's stream with Marten's function.</summary>
public sealed class ArchivedStreamTests : IAsyncLifetime
{
    private static readonly Iin Archived = People.Person(1);
    private static readonly Iin Other = People.Person(2);

    private OpenLedger _ledger = null!;

    public async Task InitializeAsync()
    {
        _ledger = await OpenLedger.CreateAsync();
        await _ledger.RecordAsync(People.Payment(Archived, 0));
        await _ledger.ExecuteAsync($"select ledger.mt_archive_stream('{Archived.Digits}')");
    }

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Fact]
    public async Task A_new_fact_is_refused_a_repeat_is_repeated_and_questions_are_answered()
    {
        ShouldBeRefused(await _ledger.RecordAsync(People.Payment(Archived, 1)), RefusalCode.StreamArchived);
        (await _ledger.RecordAsync(People.Payment(Archived, 0))).ShouldBeOfType<RecordResult.Repeated>();
        ShouldBeRefused(
            await _ledger.RecordAsync(People.Payment(Archived, 0, amount: 7m)), RefusalCode.PaymentDiffers);

        var history = await _ledger.Get<HistoryQuery>().AskAsync(
            Archived, new DateOnly(2026, 11, 22), LedgerPosition.Start, AsOf.Now.Instance, default);
        history.ShouldBeOfType<Answered<HistoryAnswer>.Found>().Answer.Events.Count.ShouldBe(1);
        (await _ledger.Get<Rebuild>().RunAsync(null, default)).ShouldBe(1);
        (await _ledger.LastNumberAsync()).ShouldBe(1);
        await _ledger.ShouldHoldTogetherAsync();
    }

    [Fact]
    public async Task In_a_batch_only_its_own_rows_are_refused()
    {
        var results = await _ledger.RecordManyAsync(
            People.Payment(Other, 0), People.Payment(Archived, 1), People.Payment(Archived, 0),
            People.Payment(Archived, 1), People.Payment(Other, 1), People.Payment(Archived, 0, amount: 7m));

        (results[0], results[4]).ShouldBe((
            new RecordResult.Recorded(new(2), 1, ((RecordResult.Recorded)results[0]).Event),
            new RecordResult.Recorded(new(3), 2, ((RecordResult.Recorded)results[4]).Event)));
        ShouldBeRefused(results[1], RefusalCode.StreamArchived);
        results[2].ShouldBeOfType<RecordResult.Repeated>().Position.ShouldBe(new LedgerPosition(1));
        ShouldBeRefused(results[3], RefusalCode.StreamArchived);
        ShouldBeRefused(results[5], RefusalCode.PaymentDiffers);
        await _ledger.ShouldHoldTogetherAsync();
    }

    private static void ShouldBeRefused(RecordResult result, RefusalCode code) =>
        result.ShouldBeOfType<RecordResult.Refused>().Refusals.Select(r => r.Code).ShouldBe([code]);
}

/// <summary>The same over HTTP, in a file.</summary>
public sealed class ArchivedStreamImportTests : LedgerApi
{
    [Fact]
    public async Task A_file_loses_only_the_rows_of_an_archived_stream()
    {
        (await RecordAsync(CommandCallTests.Payment(TestIin.Grown(1)))).ShouldBe(201);
        await using var other = await OpenLedger.OpenAsync(Database);
        await other.ExecuteAsync($"select ledger.mt_archive_stream('{TestIin.Grown(1)}')");
        string[] lines =
        [
            CommandCallTests.Payment(TestIin.Grown(2)), CommandCallTests.Payment(TestIin.Grown(1), "r-2"),
            CommandCallTests.Payment(TestIin.Grown(3)),
        ];
        var file = string.Join('\n', lines.Select(line => line.ReplaceLineEndings(" ")));

        var report = (await ImportAsync(System.Text.Encoding.UTF8.GetBytes(file))).ShouldBe(200);

        (report["rows"].GetInt64(), report["accepted"].GetInt64(), report["refused"].GetInt64()).ShouldBe((3, 2, 1));
        var problem = report["problems"].EnumerateArray().ShouldHaveSingleItem();
        (problem.GetProperty("line").GetInt64(), problem.GetProperty("code").GetString())
            .ShouldBe((2, "stream-archived"));
    }
}
