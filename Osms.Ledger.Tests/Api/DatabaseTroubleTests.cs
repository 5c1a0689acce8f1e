using System.Text;
using Npgsql;

namespace Osms.Ledger.Tests.Api;

/// <summary>The database answers, but cannot do what it is asked.</summary>
public sealed class DatabaseTroubleTests : LedgerApi
{
    protected override string[] Settings => ["--Ledger:MaxAttempts", "3", "--Ledger:ImportPatience", "0"];

    [Theory]
    [InlineData(PostgresErrorCodes.DiskFull, false, 503, "database-full")]
    [InlineData(PostgresErrorCodes.DiskFull, true, 503, "database-full")]
    [InlineData(PostgresErrorCodes.OutOfMemory, false, 503, "database-unavailable")]
    [InlineData(PostgresErrorCodes.TooManyConnections, false, 503, "database-unavailable")]
    [InlineData(PostgresErrorCodes.QueryCanceled, false, 503, "database-unavailable")]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction, false, 503, "database-unavailable")]
    [InlineData(PostgresErrorCodes.AdminShutdown, true, 503, "database-unavailable")]
    [InlineData(PostgresErrorCodes.LockNotAvailable, false, 409, "conflict")]
    [InlineData(PostgresErrorCodes.SerializationFailure, true, 409, "conflict")]
    [InlineData(PostgresErrorCodes.DeadlockDetected, false, 409, "conflict")]
    public async Task What_a_database_cannot_do_now_is_told_by_its_code_and_nothing_of_it_is_written(
        string sqlState, bool atCommit, int status, string code)
    {
        var iin = TestIin.Grown(3);
        (await RecordAsync(CommandCallTests.Payment(iin))).ShouldBe(201);
        await ExecuteAsync(DatabaseTrouble.Raising(sqlState, atCommit));

        (await RecordAsync(CommandCallTests.Payment(iin, "r-2"))).ShouldBeProblem(status, code)
            .RetryAfter.ShouldNotBeNull();
        (await ImportAsync(Line(iin, "r-3"))).ShouldBeProblem(status, status == 503 ? "import-interrupted" : code)
            .RetryAfter.ShouldNotBeNull();

        // Questions and what needs no writing go on.
        (await RecordAsync(CommandCallTests.Payment(iin))).ShouldBe(200);
        (await PostAsync("/v1/history", $$"""{"iin":"{{iin}}"}"""))["events"].GetArrayLength().ShouldBe(1);
        await ExecuteAsync(DatabaseTrouble.Over);
        (await RecordAsync(CommandCallTests.Payment(iin, "r-2"))).ShouldBe(201)["version"].GetInt32().ShouldBe(2);
        (await ImportAsync(Line(iin, "r-3")))["accepted"].GetInt64().ShouldBe(1);
    }

    private static byte[] Line(string iin, string reference) =>
        Encoding.UTF8.GetBytes(CommandCallTests.Payment(iin, reference).ReplaceLineEndings(" "));

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(Database) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
