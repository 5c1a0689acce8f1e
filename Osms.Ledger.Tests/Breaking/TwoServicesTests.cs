using Xunit.Abstractions;

namespace Osms.Ledger.Tests.Breaking;

/// <summary>Two services work on one database at the same time.</summary>
public sealed class TwoServicesTests(ITestOutputHelper output)
{
    private const int Kills = 3;

    [Fact]
    public async Task The_same_and_overlapping_files_and_commands_at_both_while_one_is_killed_are_all_there_once()
    {
        await using var ledger = await BreakableLedger.StartAsync(services: 2);
        var callers = CallBoth(ledger);
        var imported = new List<Fact>();
        foreach (var moment in Moment.Several(Kills))
        {
            var before = await ledger.LastNumberAsync();
            var (files, importing) = ImportAtBoth(ledger, moment);
            imported.AddRange(files[^1].Facts);
            await ledger.ReachedAsync(
                before + moment.Random.Next(files[^1].Facts.Count), () => importing.IsCompleted);
            await moment.ALittleLaterAsync();
            var victim = moment.Random.Next(2);

            await ledger.Services[victim].KillAsync();

            await ledger.RestartAsync(victim);
            await ShouldReportAsync(importing, files, $"{moment}");
        }

        var acknowledged = await callers.EndAsync();
        output.WriteLine($"{acknowledged.Count} facts by callers, {imported.Count} from files.");
        await ledger.ShouldBeWholeAsync(acknowledged, imported);
    }

    [Fact]
    public async Task Where_transactions_are_serializable_by_default_those_that_fail_are_done_again()
    {
        await using var ledger = await BreakableLedger.StartAsync(services: 2);
        await ledger.ExecuteAsync("alter database osms_ledger set default_transaction_isolation to serializable");
        await ledger.ForgetConnectionsAsync();
        var callers = CallBoth(ledger);
        var imported = new List<Fact>();
        foreach (var moment in Moment.Several(1))
        {
            var (files, importing) = ImportAtBoth(ledger, moment);
            imported.AddRange(files[^1].Facts);
            await ShouldReportAsync(importing, files, $"{moment}");
        }

        var acknowledged = await callers.EndAsync();
        output.WriteLine($"{acknowledged.Count} facts by callers, {imported.Count} from files.");
        acknowledged.ShouldNotBeEmpty();
        await ledger.ShouldBeWholeAsync(acknowledged, imported);
    }

    private static Callers CallBoth(BreakableLedger ledger) =>
        Callers.Start("c", callers: 6, seed: 1, random => ledger.Services[random.Next(2)]);

    // The whole at both, its first part at one, its second at the other.
    private static (FactFile[] Files, Task<Api.Reply[]> Importing) ImportAtBoth(BreakableLedger ledger, Moment moment)
    {
        var first = FactFile.Of(moment.Seed, $"f{moment.Seed}", rows: 150);
        var second = FactFile.Of(moment.Seed + 1, $"g{moment.Seed}", rows: 150);
        var whole = first.With(second);
        FactFile[] files = [first, second, whole, whole];
        return (files, Task.WhenAll(files.Select((file, i) => ledger.ImportAsync(file, i % 2))));
    }

    private static async Task ShouldReportAsync(Task<Api.Reply[]> importing, FactFile[] files, string about)
    {
        foreach (var (report, file) in (await importing).Zip(files))
        {
            report.Json.ShouldAddUp(file, about);
        }
    }
}
