using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Ledger;

/// <summary>Single commands that come at once: each comes to what it would have alone.</summary>
public sealed class CommandGroupTests : IAsyncLifetime
{
    private static readonly Iin First = People.Person(0);
    private static readonly Iin Held = People.Person(1);

    private OpenLedger _ledger = null!;

    public async Task InitializeAsync()
    {
        _ledger = await OpenLedger.CreateAsync();
        await _ledger.RecordManyAsync(Enumerable.Range(0, 12).Select(n => People.Payment(People.Person(n), 0)));
    }

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Fact]
    public async Task Each_of_a_group_is_recorded_repeated_or_refused_as_it_would_be_alone()
    {
        await _ledger.ExecuteAsync($"select ledger.mt_archive_stream('{People.Person(9).Digits}')");
        await _ledger.ExecuteAsync($"delete from ledger.insured_state where iin = '{People.Person(10).Digits}'");
        InsuredCommand[] commands =
        [
            People.Payment(People.Person(2), 1),
            People.Payment(People.Person(3), 0),
            People.Payment(People.Person(4), 0, amount: 1),
            People.Payment(People.Person(20), 1),
            new InsuredCommand.RefundPayment(People.Person(6).Digits, "P0", new DateOnly(2024, 2, 1), "mistaken"),
            new InsuredCommand.RefundPayment(People.Person(7).Digits, "P1", new DateOnly(2024, 2, 1), "mistaken"),
            People.Payment(People.Person(2), 2),
            People.Payment(People.Person(9), 1),
            People.Payment(People.Person(10), 1),
            People.Grant(11),
        ];

        var results = await TogetherAsync(commands);

        string[] expected =
        [
            "recorded 2", "repeated 1", "payment-differs", "recorded 1", "recorded 2", "payment-unknown", "recorded 3",
            "stream-archived", "recorded 2", "recorded 2",
        ];
        results.Select(Said).ShouldBe(expected);
        await _ledger.ShouldHoldTogetherAsync();
    }

    [Fact]
    public async Task Who_waits_for_somebody_holds_nobody_else_up()
    {
        await using var rival = await Rival.BeginAsync(_ledger);
        await rival.StreamAsync(Held);
        var waits = _ledger.RecordAsync(People.Payment(Held, 1));
        await _ledger.BlockedAsync(1);
        var results = await Task.WhenAll(
            Enumerable.Range(0, 12).Where(n => n != 1)
                .Select(n => _ledger.RecordAsync(People.Payment(People.Person(n), 1))));

        results.ShouldAllBe(r => r is RecordResult.Recorded);
        waits.IsCompleted.ShouldBeFalse();
        await rival.CommitAsync();
        (await waits).ShouldBeOfType<RecordResult.Recorded>().Version.ShouldBe(2);
        await _ledger.ShouldHoldTogetherAsync();
    }

    [Fact]
    public async Task A_row_that_cannot_be_written_fails_its_own_command_only()
    {
        await _ledger.ExecuteAsync($"""
            alter table ledger.coverage add constraint not_them check (iin <> '{Held.Digits}' or version < 2)
            """);

        var results = TogetherAsync(People.Payment(People.Person(2), 1), People.Payment(Held, 1), People.Grant(3));

        (await Should.ThrowAsync<Npgsql.PostgresException>(results)).ConstraintName.ShouldBe("not_them");
        var people = await _ledger.ShouldHoldTogetherAsync();
        people[People.Person(2).Digits].Stored.Count.ShouldBe(2);
        people[People.Person(3).Digits].Stored.Count.ShouldBe(2);
        people[Held.Digits].Stored.Count.ShouldBe(1);
    }

    /// <summary>Sent while another command stands still, so that they wait and are then served as one group.</summary>
    private async Task<RecordResult[]> TogetherAsync(params InsuredCommand[] commands)
    {
        await using var rival = await Rival.BeginAsync(_ledger);
        await rival.CoverageAsync(First);
        var standing = _ledger.RecordAsync(People.Payment(First, 1));
        await _ledger.BlockedAsync(1);
        var group = commands.Select(command => _ledger.RecordAsync(command)).ToList();
        group.ShouldAllBe(command => !command.IsCompleted);
        await rival.CommitAsync();
        (await standing).ShouldBeOfType<RecordResult.Recorded>();
        return await Task.WhenAll(group);
    }

    private static string Said(RecordResult result) => result switch
    {
        RecordResult.Recorded recorded => $"recorded {recorded.Version}",
        RecordResult.Repeated repeated => $"repeated {repeated.Version}",
        RecordResult.Refused refused => refused.Refusals[0].CodeText,
        _ => "contended",
    };
}
