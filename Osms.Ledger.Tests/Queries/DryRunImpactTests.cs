using Osms.Ledger.Insured;
using Osms.Ledger.Tests.Journal;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Queries;

/// <summary>What a file would change is what it then changes.</summary>
public sealed class DryRunImpactTests
{
    private static readonly DateOnly Day = new(2025, 3, 1);

    [Theory]
    [InlineData(7, 101)]
    [InlineData(40, 102)]
    [InlineData(1_000, 103)]
    public async Task Tried_out_a_random_file_says_what_it_changes_when_it_is_imported(int batchRows, int seed)
    {
        await using var ledger = await OpenLedger.CreateAsync(new LedgerOptions { ImportBatchRows = batchRows });
        await ledger.RecordManyAsync(new RandomCommands(seed + 7).Take(120, 40));
        var changed = 0L;
        for (var file = 0; file < 3; file++)
        {
            // A person is in many batches, and events of one are refunded or annulled in another.
            var bytes = new RandomFile(seed + (1_000 * file), 160, people: 40).Bytes;
            var day = Day.AddDays(300 * (file - 1));

            var (dry, dryReport) = await ledger.TryOutAsync(bytes, day);
            var last = await ledger.LastNumberAsync();
            var report = await ledger.ImportAsync(bytes);
            var real = await ledger.ImpactAsync(bytes, day);

            dry.TextOfAnswers.ShouldBe(real.TextOfAnswers, $"seed {seed}");
            dryReport.Counts().ShouldBe(report.Counts());
            real.Summary.From!.Value.Value.ShouldBeGreaterThanOrEqualTo(last, "the dry run recorded nothing");
            dry.Changed.Select(c => c.Behind.Count).ShouldBe(real.Changed.Select(c => c.Behind.Count));
            changed += dry.Summary.Changed;
        }

        changed.ShouldBeGreaterThan(10, $"a control, seed {seed}");
    }

    [Fact]
    public async Task Lines_of_the_file_are_behind_each_answer()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        var paid = People.Person(1);
        var file = ImpactLedger.FileOf(
        [
            .. Enumerable.Range(0, 6).Select(month => People.Payment(paid, month)), People.Grant(2),
            .. Enumerable.Range(6, 6).Select(month => People.Payment(paid, month)), People.Grant(2),
        ]);

        var (impact, report) = await ledger.TryOutAsync(file, new DateOnly(2025, 1, 15));

        (report.Accepted, report.Repeated).ShouldBe((13, 1));
        impact.Changed.ToDictionary(c => c.Iin, c => string.Join(' ', c.Behind)).ShouldBe(
            new Dictionary<Osms.Ledger.Values.Iin, string>
            {
                [paid] = "1 2 3 4 5 6 8 9 10 11 12 13",
                [People.Person(2)] = "7",
            },
            ignoreOrder: true);
        (impact.Summary.From, impact.Summary.To, impact.Summary.BecameInsured).ShouldBe((null, null, 2));
        (await ledger.LastNumberAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task More_people_than_a_page_holds_come_once_each()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        var commands = Enumerable.Range(0, 1_350).Where(n => !People.Person(n).IsForeigner).Take(1_203)
            .Select(People.Grant).ToList();
        var file = ImpactLedger.FileOf([.. commands, .. commands.Select(c => new InsuredCommand.EndCategory(
            c.Iin, "disabled", new DateOnly(2029, 1, 1), "lost")).Where((_, n) => n % 2 == 0)]);

        var (impact, _) = await ledger.TryOutAsync(file, new DateOnly(2030, 1, 1));

        (impact.Summary.People, impact.Summary.Changed).ShouldBe((1_203, 601));
        impact.Changed.Select(c => c.Iin.Digits).ShouldBeInOrder();
    }

    [Fact]
    public async Task What_others_record_meanwhile_is_in_both_answers_or_in_neither()
    {
        await using var ledger = await OpenLedger.CreateAsync(new LedgerOptions { ImportBatchRows = 1 });
        var (inTwo, inOne, last) = (People.Person(1), People.Person(2), People.Person(3));
        var file = ImpactLedger.FileOf(
            People.Payment(inTwo, 0), People.Grant(2), People.Grant(3), People.Payment(inTwo, 1));
        var told = 0;

        var (impact, _) = await ledger.TryOutAsync(file, Day, new Told(_ =>
        {
            // After the second batch: before the second of one, after the only one of the other.
            if (++told == 2)
            {
                ledger.RecordManyAsync(People.Grant(1), Departure(inOne), Departure(last)).Wait();
            }
        }));

        impact.Changed.ToDictionary(c => c.Iin, c => (c.Before.BasisCode, c.After.BasisCode)).ShouldBe(
            new Dictionary<Osms.Ledger.Values.Iin, (string, string)> { [inOne] = ("owed", "category") });
        impact.Summary.People.ShouldBe(3);
        told.ShouldBe(4);
    }

    private static InsuredCommand.RecordDeparture Departure(Osms.Ledger.Values.Iin iin) =>
        new(iin.Digits, new DateOnly(2024, 1, 1), "death");
}
