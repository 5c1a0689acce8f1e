using System.Diagnostics;
using Osms.Ledger.Tests.Breaking;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Hosting;

/// <summary>A service makes the read model right by itself when it starts.</summary>
public sealed class ReadModelKeeperTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("update ledger.read_model set rules_digest = 'other'; update ledger.coverage set rules = 0", true)]
    [InlineData("create table ledger.coverage_next (left_over integer)", false)]
    public async Task Rows_of_other_rule_data_are_made_again_and_what_a_killed_rebuild_left_is_cleared(
        string found, bool isRebuilt)
    {
        await using var ledger = await OpenLedger.CreateAsync();
        await ledger.RecordManyAsync(Enumerable.Range(0, 20).Select(People.Grant));
        await ledger.ExecuteAsync(found);
        var before = await ledger.ScalarAsync<uint>("select 'ledger.coverage'::regclass::oid");

        using var service = await RunningService.StartAsync(("ConnectionStrings__Ledger", ledger.ConnectionString));

        for (var clock = Stopwatch.StartNew(); !await IsDoneAsync(); await Task.Delay(20))
        {
            clock.Elapsed.ShouldBeLessThan(Patience, service.Wrote);
        }

        (await ledger.ScalarAsync<uint>("select 'ledger.coverage'::regclass::oid") != before).ShouldBe(isRebuilt);
        await ledger.ShouldHoldTogetherAsync();

        async Task<bool> IsDoneAsync() =>
            (await service.GetAsync("/health/ready"))["readModel"].GetString() == "current"
            && await ledger.ScalarAsync<bool>("select to_regclass('ledger.coverage_next') is null");
    }
}
