using Xunit.Abstractions;

namespace Osms.Ledger.Tests.Breaking;

/// <summary>The service is killed with <c>kill -9</c>, started again, and gets the same input again.</summary>
public sealed class ServiceKilledTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_file_cut_off_by_a_kill_goes_on_with_the_next_service_or_when_it_is_sent_again()
    {
        await using var ledger = await BreakableLedger.StartAsync();
        await Of(ledger).CutFilesAsync(withItsSender: true);
    }

    [Fact]
    public async Task Facts_acknowledged_before_a_kill_are_there_once_and_the_others_once_they_are_sent_again()
    {
        await using var ledger = await BreakableLedger.StartAsync();
        await Of(ledger).InterruptCallersAsync();
    }

    private Kills Of(BreakableLedger ledger) =>
        new(ledger, output, _ => ledger.Service.KillAsync(), () => ledger.RestartAsync());
}
