using Marten;
using Osms.Ledger.Budgets;
using Osms.Ledger.Closing;
using Osms.Ledger.CritterStack;
using Osms.Ledger.Insured;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.CritterStack;

/// <summary>Marten aggregates a person's stream by the ledger's own fold.</summary>
public sealed class InsuredPersonTests
{
    [Fact]
    public async Task What_Marten_aggregates_is_the_state_that_the_ledger_decides_on_at_every_version()
    {
        const int Seed = 5;
        await using var ledger = await OpenLedger.CreateAsync();
        await ledger.RecordManyAsync(new RandomCommands(Seed).Take(120, 4));
        await using var session = ledger.Get<IDocumentStore>().QuerySession();
        foreach (var (iin, person) in await ledger.PeopleAsync())
        {
            for (var version = 1; version <= person.Events.Count; version++)
            {
                var aggregated = await session.Events.AggregateStreamAsync<InsuredPerson>(iin, version);

                aggregated.ShouldNotBeNull().Id.ShouldBe(iin);
                LedgerChecks.StateRow(iin, aggregated.State).ShouldBe(
                    LedgerChecks.StateRow(iin, InsuredState.Fold(person.Events.Take(version))), $"{Seed}, {iin}");
            }
        }

        (await session.Events.AggregateStreamAsync<InsuredPerson>(People.Person(99).Digits)).ShouldBeNull();
    }

    [Fact]
    public void Every_kind_of_event_is_registered_under_the_name_it_is_stored_as()
    {
        string[] names = [.. EventCatalogue.Names, .. BudgetCatalogue.Names, .. MonthEvent.Names];

        EventKinds.OfTheLedger.Types.Keys.Order(StringComparer.Ordinal)
            .ShouldBe(names.Order(StringComparer.Ordinal));
    }
}
