using Microsoft.Extensions.DependencyInjection;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Api;

/// <summary>Somebody else is always first.</summary>
public sealed class ConflictCallTests : LedgerApi
{
    private const int Attempts = 3;
    private RivalStore? _store;

    protected override string[] Settings => ["--Ledger:MaxAttempts", $"{Attempts}"];

    [Theory]
    [InlineData(Attempts, 409, Attempts)]
    [InlineData(Attempts - 1, 201, Attempts)]
    [InlineData(0, 201, 1)]
    public async Task A_conflict_is_decided_again_and_told_when_it_outlives_its_attempts(
        int rivals, int status, int versions)
    {
        var iin = TestIin.Grown(1);
        _store!.Rivals = rivals;

        var reply = await RecordAsync(CommandCallTests.Payment(iin));

        if (status == 409)
        {
            reply.ShouldBeProblem(409, "conflict").RetryAfter.ShouldBe("1");
        }

        reply.Status.ShouldBe(status);
        _store.Rivals = 0;
        (await PostAsync("/v1/history", $$"""{"iin":"{{iin}}"}"""))["events"].GetArrayLength().ShouldBe(versions);
        (await RecordAsync(CommandCallTests.Payment(iin))).ShouldBe(status == 409 ? 201 : 200);
    }

    [Theory]
    [InlineData(Attempts, 409)]
    [InlineData(Attempts - 1, 200)]
    public async Task A_file_that_keeps_meeting_deadlocks_may_be_sent_again(int deadlocks, int status)
    {
        var line = CommandCallTests.Payment(TestIin.Grown(2)).ReplaceLineEndings(" ");
        var file = System.Text.Encoding.UTF8.GetBytes(line);
        _store!.Deadlocks = deadlocks;

        var reply = await ImportAsync(file, "?format=ndjson");

        reply.Status.ShouldBe(status);
        if (status == 409)
        {
            reply.ShouldBeProblem(409, "conflict").RetryAfter.ShouldBe("1");
        }

        _store.Deadlocks = 0;
        var again = await ImportAsync(file, "?format=ndjson");
        again[status == 409 ? "accepted" : "repeated"].GetInt64().ShouldBe(1);
    }

    protected override void Replace(IServiceCollection services)
    {
        base.Replace(services);
        services.AddInFrontOfStore(real =>
        {
            (var store, _store) = RivalStore.InFrontOf(real);
            return store;
        });
    }
}
