using Osms.Ledger.Insured;
using Osms.Ledger.Tests.Hosting;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Ledger;

/// <summary>The same command again, a known reference with other content, a kept state that is not right.</summary>
public sealed class RepeatTests : IAsyncLifetime
{
    private static readonly Iin Iin = People.Person(3);
    private static readonly InsuredCommand.GrantCategory Grant =
        new(Iin.Digits, "disabled", new DateOnly(2024, 1, 1), new DateOnly(2024, 12, 31), "certificate");

    private OpenLedger _ledger = null!;

    public async Task InitializeAsync() => _ledger = await OpenLedger.CreateAsync();

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Fact]
    public async Task A_fact_that_was_annulled_is_still_repeated_and_never_revived()
    {
        await _ledger.RecordAsync(Grant);
        await _ledger.RecordAsync(new InsuredCommand.AnnulFact(Iin.Digits, 1, "category_granted", "mistake"));

        PureLedger.Short(await _ledger.RecordAsync(Grant)).ShouldStartWith("repeated 1 ");
        PureLedger.Short((await _ledger.RecordManyAsync(Grant))[0]).ShouldStartWith("repeated 1 ");
        PureLedger.Short(await _ledger.RecordAsync(Grant with { Reference = "again" })).ShouldStartWith("recorded 3 ");
        (await _ledger.ShouldHoldTogetherAsync())[Iin.Digits].State.Grants.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_payment_with_a_known_reference_and_other_content_is_refused_with_the_fields_named()
    {
        var payment = People.Payment(Iin, 1);
        await _ledger.RecordAsync(payment);
        await _ledger.RecordAsync(new InsuredCommand.RefundPayment(
            Iin.Digits, payment.Reference, new DateOnly(2024, 2, 1), "mistaken"));
        var other = payment with { Amount = 1m, Period = new Month(2024, 9), Payer = "970512300019" };

        Refused(await _ledger.RecordAsync(other)).ShouldBe(["payment-differs: period, amount, payer"]);
        Refused((await _ledger.RecordManyAsync(payment with { PaidOn = new(2024, 1, 14) }))[0])
            .ShouldBe(["payment-differs: paidOn"]);
        PureLedger.Short(await _ledger.RecordAsync(payment)).ShouldStartWith("repeated 1 ");
    }

    [Fact]
    public async Task Within_one_batch_a_repeat_is_told_from_another_content()
    {
        var payment = People.Payment(Iin, 1);

        var results = await _ledger.RecordManyAsync(payment, payment, payment with { Kind = "contract" }, payment);

        results.Select(PureLedger.Short).Select(s => s.Split(" Pay")[0]).ShouldBe(
        [
            "recorded 1",
            "repeated 1",
            "refused payment-differs (kind: This reference is recorded with another kind.)",
            "repeated 1",
        ]);
    }

    [Theory]
    [InlineData("delete from ledger.insured_state")]
    [InlineData("update ledger.insured_state set version = 1, facts = (select facts from public.old)")]
    [InlineData("update ledger.insured_state set facts = '\\xff00'")]
    [InlineData("delete from ledger.insured_state; delete from ledger.coverage")]
    public async Task A_kept_state_that_is_missing_behind_or_in_another_format_decides_nothing(string damage)
    {
        InsuredCommand annul = new InsuredCommand.AnnulFact(Iin.Digits, 1, "category_granted", "mistake");
        foreach (var alone in new[] { true, false })
        {
            await using var ledger = await OpenLedger.OpenAsync(await TestPostgres.CreateDatabaseAsync());
            await RecordAsync(ledger, Grant);
            await ledger.ExecuteAsync("create table public.old as select facts from ledger.insured_state");
            await RecordAsync(ledger, People.Payment(Iin, 1), annul);
            InsuredCommand[] next =
            [
                Grant,
                Grant with { Reference = "N1" },
                People.Payment(Iin, 1),
                People.Payment(Iin, 1, 7m),
                annul,
                People.Payment(Iin, 2),
                new InsuredCommand.RefundPayment(Iin.Digits, "P1", new DateOnly(2024, 3, 1), "mistaken"),
            ];
            var pure = new PureLedger(RandomCommands.Today);
            foreach (var before in (InsuredCommand[])[Grant, People.Payment(Iin, 1), annul])
            {
                pure.Record(before);
            }

            foreach (var command in next)
            {
                await ledger.ExecuteAsync(damage);
                var result = alone ? await ledger.RecordAsync(command) : (await ledger.RecordManyAsync(command))[0];
                PureLedger.Short(result).ShouldBe(pure.Short(command, pure.Record(command)), $"alone: {alone}");
            }

            (await ledger.PeopleAsync()).ShouldBe(pure);
        }
    }

    [Fact]
    public async Task A_state_that_fell_behind_is_put_right_by_the_next_command()
    {
        await RecordAsync(_ledger, Grant, People.Payment(Iin, 1));
        await _ledger.ExecuteAsync("delete from ledger.insured_state; delete from ledger.coverage");

        await RecordAsync(_ledger, People.Payment(Iin, 2));

        (await _ledger.ShouldHoldTogetherAsync())[Iin.Digits].Stored.Count.ShouldBe(3);
    }

    private static async Task RecordAsync(OpenLedger ledger, params InsuredCommand[] commands)
    {
        foreach (var command in commands)
        {
            (await ledger.RecordAsync(command)).ShouldBeOfType<RecordResult.Recorded>();
        }
    }

    private static string[] Refused(RecordResult result) =>
        [.. result.ShouldBeOfType<RecordResult.Refused>().Refusals.Select(r => $"{r.CodeText}: {r.Field}")];
}
