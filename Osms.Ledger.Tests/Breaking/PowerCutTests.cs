using Osms.Ledger.Api.Hosting;
using Osms.Ledger.Tests.Hosting;
using Osms.Ledger.Tests.Ledger;
using Xunit.Abstractions;

namespace Osms.Ledger.Tests.Breaking;

/// <summary>
/// What lies on the disk when the power goes: the server is held in the middle of its work and its files are copied.
/// </summary>
public sealed class PowerCutTests(ITestOutputHelper output)
{
    private const int Cuts = 3;

    [Fact]
    public async Task A_server_that_starts_from_its_files_as_they_were_has_all_that_was_acknowledged_by_then()
    {
        await using var ledger = await BreakableLedger.StartAsync();
        var callers = Callers.Start("c", callers: 6, seed: 1, _ => ledger.Service);
        foreach (var moment in Moment.Several(Cuts))
        {
            var file = FactFile.Of(moment.Seed, $"f{moment.Seed}", rows: 300);
            var importing = ledger.ImportAsync(file);
            await callers.ReachedAsync(callers.Acknowledged.Count + moment.Random.Next(10, 60));
            await moment.ALittleLaterAsync();
            await using var image = new TestDirectory();
            Acknowledged[] acknowledged = [];
            await new ServerProcesses(ledger.Directory).WhileHeldAsync(async () =>
            {
                await ledger.Directory.CopyToAsync(image);
                // Nothing was recorded since it is held; these answers were on their way.
                acknowledged = [.. callers.Acknowledged];
            });

            await ShouldHoldAsync(image, acknowledged, file);
            await importing;
            output.WriteLine($"{moment}: {acknowledged.Length} facts were acknowledged");
        }

        await callers.EndAsync();
    }

    private static async Task ShouldHoldAsync(TestDirectory image, Acknowledged[] acknowledged, FactFile file)
    {
        // They name the server that was copied, which goes on here and would be found.
        File.Delete(image.PidFile);
        File.Delete(Path.Combine(image.ServerDirectory, ServerAddress.SocketName + ".lock"));
        await using var server = await image.StartAsync();
        server.StartedHere.ShouldBeTrue();
        await using var open = await OpenLedger.OpenAsync(server.ConnectionString);
        await open.ShouldBeSoundAsync();
        var places = await open.ColumnAsync<string>(
            "select (data ->> 'reference') || ' ' || seq_id || ' ' || version from ledger.mt_events");
        acknowledged.Select(a => $"{a.Fact.Reference} {a.Position} {a.Version}").Except(places).ShouldBeEmpty();
        (await open.HighWater.LookAsync(default)).Settled.Value.ShouldBeGreaterThanOrEqualTo(
            acknowledged.Max(a => a.Position));

        // What the file's checkpoint counts is what is there of it.
        var prefix = file.Facts[0].Reference.Split('-')[0];
        (await open.ScalarAsync<long>($"""
            select (select coalesce(sum(accepted), 0)::bigint from ledger.import where id = '{file.Id}')
                - (select count(*) from ledger.mt_events where data ->> 'reference' like '{prefix}-%')
            """)).ShouldBe(0);
    }
}
