using Osms.Ledger.Closing;
using Osms.Ledger.Queries;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Closing;

/// <summary>The people behind a difference are those that it counts.</summary>
public sealed class DifferencePersonsTests
{
    [Theory]
    [InlineData(21)]
    public async Task The_persons_of_every_cause_are_those_that_it_counts_page_by_page(int seed)
    {
        await using var ledger = await OpenLedger.CreateAsync();
        await ledger.RecordManyAsync(new RandomCommands(seed).Take(400, 40));
        var month = new Month(2025, 6);
        var answer = await ledger.DifferencesAsync(month, 0, (await ledger.SettledAsync()).Value);
        var counted = answer.Accounts.SelectMany(a => a.Causes.Select(c => (a.Account, c.Cause, c.Change.Persons)))
            .Where(line => line.Persons != 0);

        foreach (var limit in (int[])[1, 7, 1_000])
        {
            var found = new List<ChangedPerson>();
            for (LedgerPosition? from = new LedgerPosition(0); from is { } after;)
            {
                var page = (await ledger.Get<DifferencePersonsQuery>().AskAsync(
                    month, after, new AsOf.Position(answer.To), null, null, limit, default))
                    .ShouldBeOfType<Answered<DifferencePersonsAnswer>.Found>().Answer;
                page.Persons.Count.ShouldBeLessThanOrEqualTo(limit);
                found.AddRange(page.Persons);
                from = page.Next;
            }

            found.Select(person => person.Event.Position).ShouldBeInOrder(SortDirection.Ascending);
            found.SelectMany(person => new[]
                {
                    (Account: AccountOf(person.Now), person.Cause, Persons: 1L),
                    (Account: AccountOf(person.Was ?? default), person.Cause, Persons: person.Was is null ? 0L : -1L),
                })
                .GroupBy(line => (line.Account, line.Cause))
                .Select(group => (group.Key.Account, group.Key.Cause, Persons: group.Sum(line => line.Persons)))
                .Where(line => line.Persons != 0)
                .ShouldBe(counted, ignoreOrder: true, $"seed {seed}, {limit} in a page");
        }
    }

    private static Account AccountOf(MonthPayer payer) => new(payer.Payer, payer.Region);
}
