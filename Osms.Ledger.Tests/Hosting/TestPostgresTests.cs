namespace Osms.Ledger.Tests.Hosting;

public sealed class TestPostgresTests
{
    [Fact]
    public async Task Every_test_gets_a_database_of_its_own()
    {
        var first = await TestPostgres.CreateDatabaseAsync();
        var second = await TestPostgres.CreateDatabaseAsync();

        await TestDirectory.AskAsync<int>(first, "create table t as select 7 as n; select n from t");

        (await TestDirectory.AskAsync<bool>(first, "select to_regclass('t') is not null")).ShouldBeTrue();
        (await TestDirectory.AskAsync<bool>(second, "select to_regclass('t') is not null")).ShouldBeFalse();
    }
}
