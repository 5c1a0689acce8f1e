using Osms.Ledger.Handlers;
using Osms.Ledger.Insured;
using Osms.Ledger.Queries;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Journal;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Tests.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Queries;

/// <summary>Whose answer an import changed is what asking everybody at both positions comes to.</summary>
public sealed class ImportImpactTests : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2025, 3, 1);

    private OpenLedger _ledger = null!;

    public async Task InitializeAsync() =>
        _ledger = await OpenLedger.CreateAsync(new LedgerOptions { ImportBatchRows = 40 });

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Theory]
    [InlineData(81)]
    [InlineData(82)]
    [InlineData(83)]
    public async Task Random_files_changed_whose_answers_are_others_when_everybody_is_asked(int seed)
    {
        var random = new Random(seed);
        var changed = 0L;
        await _ledger.RecordManyAsync(new RandomCommands(seed + 100).Take(150, 60));
        for (var file = 0; file < 3; file++)
        {
            var bytes = new RandomFile(seed + (1_000 * file), 200, people: 60).Bytes;
            await _ledger.ImportAsync(bytes);
            await _ledger.RecordManyAsync(new RandomCommands(seed + 200 + file).Take(40, 60));
            for (var asked = 0; asked < 4; asked++)
            {
                var day = new DateOnly(2019, 12, 1).AddDays(random.Next(3_000));
                var impact = await _ledger.ImpactAsync(bytes, day);

                impact.Text.ShouldBe((await _ledger.NaivelyAsync(bytes, day)).Text, $"seed {seed}, {day:O}");
                impact.Summary.ByPayer.Sum(p => p.Before).ShouldBe(impact.Summary.Changed);
                impact.Summary.ByPayer.Sum(p => p.After).ShouldBe(impact.Summary.Changed);
                impact.Summary.ByRegion.Sum(r => r.Changed).ShouldBe(impact.Summary.Changed);
                changed += impact.Summary.Changed;
            }
        }

        changed.ShouldBeGreaterThan(20, $"a control, seed {seed}");
    }

    [Fact]
    public async Task A_grant_a_refund_and_an_annulment_in_files_each_change_one_answer()
    {
        var (granted, refunded, annulled) = (People.Person(1), People.Person(2), People.Person(3));
        await _ledger.RecordManyAsync(
            [.. Enumerable.Range(0, 14).Select(month => People.Payment(refunded, month)), People.Grant(3)]);
        var file = ImpactLedger.FileOf(
            People.Grant(1),
            new InsuredCommand.RefundPayment(refunded.Digits, "P5", new DateOnly(2024, 6, 1), "mistaken"),
            new InsuredCommand.AnnulFact(annulled.Digits, 1, "category_granted", "entered by mistake"));

        (await _ledger.ImportAsync(file)).Accepted.ShouldBe(3);
        var impact = await _ledger.ImpactAsync(file, Day);

        impact.Text.ShouldBe((await _ledger.NaivelyAsync(file, Day)).Text);
        impact.Changed.ToDictionary(c => c.Iin, c => (c.Before.BasisCode, c.After.BasisCode)).ShouldBe(
            new Dictionary<Iin, (string, string)>
            {
                [granted] = ("owed", "category"),
                [refunded] = ("contributions", "owed"),
                [annulled] = ("category", "owed"),
            },
            ignoreOrder: true);
        var (summary, first) = (impact.Summary, (await _ledger.LastNumberAsync()) - 2);
        (summary.People, summary.Changed, summary.BecameInsured, summary.LostCover).ShouldBe((3, 3, 1, 2));
        (summary.From!.Value.Value, summary.To!.Value.Value).ShouldBe((first - 1, first + 2));
    }

    [Fact]
    public async Task Files_that_change_no_answer_have_an_impact_without_people()
    {
        var payment = People.Payment(People.Person(1), 0);
        await _ledger.RecordAsync(payment);
        var care = ImpactLedger.FileOf(new InsuredCommand.RecordCare(
            People.Person(1).Digits, new DateOnly(2024, 2, 1), "150140002345"));
        var (repeats, nothing) = (ImpactLedger.FileOf(payment), "no command\n{}\n"u8.ToArray());
        var transfers = "reference,payer,month,amount,received_on\nR1,republican,2026-02,15,2026-03-04\n"u8.ToArray();
        foreach (var file in (byte[][])[care, repeats, nothing, transfers])
        {
            await _ledger.ImportAsync(file);
        }

        var (ofCare, ofRepeats) = (await _ledger.ImpactAsync(care, Day), await _ledger.ImpactAsync(repeats, Day));

        (ofCare.Summary.People, ofCare.Summary.Changed, ofCare.Changed.Count).ShouldBe((1, 0, 0));
        ofCare.Summary.To!.Value.Value.ShouldBe(2);
        (ofRepeats.Summary.People, ofRepeats.Summary.From).ShouldBe((0, null));
        ofCare.Summary.ByPayer.ShouldBeEmpty();
        (await _ledger.ImpactAsync(nothing, Day)).Text.ShouldBe(ofRepeats.Text);
        (await _ledger.ImpactAsync(transfers, Day)).Text.ShouldBe(ofRepeats.Text);
    }

    [Fact]
    public async Task A_file_that_is_sent_again_still_has_its_own_impact()
    {
        var file = new RandomFile(91, 120, people: 30).Bytes;
        await _ledger.ImportAsync(file);
        var before = await _ledger.ImpactAsync(file, Day);

        await _ledger.RecordManyAsync(new RandomCommands(5).Take(60, 30));
        await _ledger.ImportAsync(file);
        var after = await _ledger.ImpactAsync(file, Day);

        before.Summary.Changed.ShouldBeGreaterThan(3);
        after.Text.ShouldBe((await _ledger.NaivelyAsync(file, Day)).Text);
        if (after.Summary.To == before.Summary.To)
        {
            after.Text.ShouldBe(before.Text);
        }
    }

    [Fact]
    public async Task Beside_other_writers_what_they_recorded_in_between_is_known_after_it()
    {
        using var done = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var n = 0; !done.IsCancellationRequested; n++)
            {
                await _ledger.RecordManyAsync(
                    People.Grant(n % 45), People.Payment(People.Person((n + 7) % 45), n / 45));
            }
        });
        var files = new List<byte[]>();
        for (var seed = 95; seed < 99; seed++)
        {
            files.Add(new RandomFile(seed, 150, people: 45).Bytes);
            await _ledger.ImportAsync(files[^1]);
        }

        await done.CancelAsync();
        await writing;
        foreach (var file in files)
        {
            var impact = await _ledger.ImpactAsync(file, Day);
            impact.Text.ShouldBe((await _ledger.NaivelyAsync(file, Day)).Text);
            impact.Summary.Changed.ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public async Task A_command_that_claims_to_belong_to_an_import_is_not_of_it()
    {
        var file = ImpactLedger.FileOf(People.Grant(1));
        await _ledger.ImportAsync(file);
        await _ledger.Commands.RecordAsync(
            People.Grant(2), new EventOrigin("somebody", ImpactLedger.IdOf(file)[..16]), default);
        await _ledger.ImportAsync(file);

        (await _ledger.ImpactAsync(file, Day)).Changed.ShouldHaveSingleItem().Iin.ShouldBe(People.Person(1));
    }

    [Fact]
    public async Task More_people_than_a_page_holds_come_once_each_and_in_order()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        var grants = Enumerable.Range(0, 2_250).Where(n => !People.Person(n).IsForeigner).Take(2_003)
            .Select(People.Grant).ToList();
        var file = ImpactLedger.FileOf(grants);
        await ledger.ImportAsync(file);

        var impact = await ledger.ImpactAsync(file, new DateOnly(2030, 1, 1));

        (impact.Summary.People, impact.Summary.Changed).ShouldBe((2_003, 2_003));
        impact.Changed.Select(c => c.Iin.Digits).ShouldBe(grants.Select(g => g.Iin).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_has_no_impact_to_tell_is_refused_by_its_reason()
    {
        (await _ledger.AskImpactAsync(new string('0', 64))).ShouldBe(new ImpactAnswer.Unknown());
        var file = new RandomFile(33, 120).Bytes;
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(
            _ledger.ImportAsync(file, new Told(_ => stop.Cancel()), cancellation: stop.Token));

        (await _ledger.AskImpactAsync(ImpactLedger.IdOf(file)))
            .ShouldBe(new ImpactAnswer.NotDone(Osms.Ledger.Journal.ImportState.Interrupted));
    }

    [Fact]
    public async Task A_transaction_below_its_last_event_is_waited_for()
    {
        await using var impatient = await OpenLedger.OpenAsync(
            _ledger.ConnectionString, new LedgerOptions { SettlePatience = TimeSpan.FromMilliseconds(60) });
        await using var stalled = await StalledWriter.BeginAsync(_ledger, Stall.AfterTheNumber, People.Person(9));
        var file = ImpactLedger.FileOf(People.Grant(1));
        await _ledger.ImportAsync(file);

        (await impatient.AskImpactAsync(ImpactLedger.IdOf(file)))
            .ShouldBe(new ImpactAnswer.Unsettled(new Settlement.NotSettled()));
        await stalled.CommitAsync();

        (await _ledger.ImpactAsync(file, Day)).Summary.Changed.ShouldBe(1);
    }
}
