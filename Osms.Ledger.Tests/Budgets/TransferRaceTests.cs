using Osms.Ledger.Audit;
using Osms.Ledger.Budgets;
using Osms.Ledger.Projections;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Budgets;

/// <summary>Many write to one budget at once, and its rows are made again meanwhile.</summary>
public sealed class TransferRaceTests
{
    private const int Writers = 8;
    private const int Each = 12;

    [Fact]
    public async Task Whoever_writes_at_once_each_transfer_is_recorded_once_and_no_more_is_taken_back_than_came_in()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        await ledger.RecordAsync(Transfers.Of("all", "75", "2026-02", 20, "2026-03-01"));

        // Everybody sends some of their own, some that all send, and takes back one tenge after another.
        var results = (await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var mine = new List<RecordResult>();
            for (var n = 0; n < Each; n++)
            {
                mine.Add(await ledger.RecordAsync((n % 3) switch
                {
                    0 => Transfers.Of($"own {writer} {n}", "75", "2026-02", 1, "2026-03-01"),
                    1 => Transfers.Of($"all {n}", n % 2 == 0 ? "75" : "republican", "2026-02", 1, "2026-03-01"),
                    _ => Transfers.Of($"back {writer} {n}", "75", "2026-02", -1, "2026-03-02", "all"),
                }));
            }

            return mine;
        })))).SelectMany(some => some).ToList();
        await ledger.Get<Rebuild>().RunAsync(null, default);

        results.Count(r => r is RecordResult.Recorded).ShouldBe((Writers * 4) + 4 + 20);
        results.Count(r => r is RecordResult.Repeated).ShouldBe((Writers - 1) * 4);
        results.OfType<RecordResult.Refused>().Select(r => r.Refusals[0].CodeText).ShouldBe(
            Enumerable.Repeat("correction-exceeds", (Writers * 4) - 20));
        (await ledger.ScalarAsync<long>(
            "select sum(amount)::bigint from ledger.budget_transfer where 'all' in (reference, corrects)")).ShouldBe(0);
        (await ledger.Get<Verification>().RunAsync(null, 0, null, default)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rebuild_beside_writers_loses_no_row_and_makes_none_twice()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        var sent = 0;
        var writing = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < 25; n++)
            {
                var payer = n % 2 == 0 ? "75" : "71";
                (await ledger.RecordAsync(Transfers.Of($"{writer} {n}", payer, "2026-02", 1, "2026-03-01")))
                    .ShouldBeOfType<RecordResult.Recorded>();
                Interlocked.Increment(ref sent);
            }
        })).ToList();
        while (writing.Exists(w => !w.IsCompleted))
        {
            await ledger.Get<Rebuild>().RunAsync(null, default);
        }

        await Task.WhenAll(writing);
        (await ledger.TransferRowsAsync()).Count.ShouldBe(sent);
        (await ledger.Get<Verification>().RunAsync(null, 0, null, default)).Findings.ShouldBeEmpty();
    }
}
