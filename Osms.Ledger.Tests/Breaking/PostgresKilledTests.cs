using Xunit.Abstractions;

namespace Osms.Ledger.Tests.Breaking;

/// <summary>
/// PostgreSQL, or one process of it, is killed with <c>kill -9</c> under a service, which starts it again and goes on
/// without being restarted itself.
/// </summary>
public sealed class PostgresKilledTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_file_goes_on_when_the_server_is_back_and_its_sender_gets_the_report()
    {
        await using var ledger = await BreakableLedger.StartAsync();
        await Of(ledger).CutFilesAsync(withItsSender: false);
    }

    [Fact]
    public async Task Facts_acknowledged_before_the_server_died_are_there_once_and_the_others_when_they_are_sent_again()
    {
        await using var ledger = await BreakableLedger.StartAsync();
        await Of(ledger).InterruptCallersAsync();
    }

    private Kills Of(BreakableLedger ledger) => new(
        ledger, output, moment => ledger.KillPostgresAsync(moment.Random), ledger.ReadyAgainAsync);
}
