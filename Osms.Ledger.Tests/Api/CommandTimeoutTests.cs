using Npgsql;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Api;

/// <summary>A statement that does not come back is given up, and its connection is as good as before.</summary>
public sealed class CommandTimeoutTests : LedgerApi
{
    protected override string[] Settings => ["--Ledger:CommandTimeout", "00:00:02"];

    [Fact]
    public async Task A_command_that_waits_too_long_is_told_to_come_again_and_leaves_nothing_behind()
    {
        var iin = TestIin.Grown(5);
        (await RecordAsync(CommandCallTests.Payment(iin))).ShouldBe(201);
        await using var other = await OpenLedger.OpenAsync(Database);
        await using (var holder = await other.Database.OpenConnectionAsync())
        {
            await using var transaction = await holder.BeginTransactionAsync();
            await using var hold = new NpgsqlCommand("lock table ledger.insured_state in exclusive mode", holder);
            await hold.ExecuteNonQueryAsync();

            (await RecordAsync(CommandCallTests.Payment(iin, "r-2"))).ShouldBeProblem(503, "database-unavailable")
                .RetryAfter.ShouldBe("5");
            (await GetAsync("/health/live")).ShouldBe(200);
            (await PostAsync("/v1/coverage", $$"""{"iin":"{{iin}}"}""")).ShouldBe(200);
        }

        (await RecordAsync(CommandCallTests.Payment(iin, "r-2"))).ShouldBe(201)["version"].GetInt32().ShouldBe(2);
        (await other.ScalarAsync<long>("""
            select count(*) from pg_stat_activity
            where datname = current_database() and state like 'idle in transaction%'
            """)).ShouldBe(0);
        await other.ShouldHoldTogetherAsync();
    }
}
