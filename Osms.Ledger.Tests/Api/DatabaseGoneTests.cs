using System.Diagnostics;
using Osms.Ledger.Tests.Hosting;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Api;

public sealed class DatabaseGoneTests : LedgerApi
{
    private DatabaseRelay? _relay;
    private string _database = "";

    public override async Task InitializeAsync()
    {
        _database = await TestPostgres.CreateDatabaseAsync();
        _relay = new DatabaseRelay(_database);
        await StartAsync(_relay.ConnectionString);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _relay!.DisposeAsync();
    }

    [Fact]
    public async Task A_service_without_its_database_says_so_and_goes_on_when_it_is_back()
    {
        var iin = TestIin.Grown(1);
        (await GetAsync("/health/ready")).ShouldBe(200)["status"].GetString().ShouldBe("ready");
        (await RecordAsync(CommandCallTests.Payment(iin))).ShouldBe(201);

        _relay!.GoAway();

        (await GetAsync("/health/live")).ShouldBe(200);
        ShouldSayLater(await GetAsync("/health/ready"));
        ShouldSayLater(await SendAsync(HttpMethod.Get, "/health/ready", null, null, [("Accept", "text/html")]));
        ShouldSayLater(await RecordAsync(CommandCallTests.Payment(iin, "r-2")));
        ShouldSayLater(await PostAsync("/v1/coverage", $$"""{"iin":"{{iin}}"}"""));
        ShouldSayLater(await PostAsync("/v1/coverage/timeline", $$"""{"iin":"{{iin}}"}"""));
        ShouldSayLater(await PostAsync("/v1/history", $$"""{"iin":"{{iin}}","knownAt":1}"""));
        ShouldSayLater(await ImportAsync(
            System.Text.Encoding.UTF8.GetBytes(CommandCallTests.Payment(iin).ReplaceLineEndings(""))));

        _relay.ComeBack();

        (await GetAsync("/health/ready")).ShouldBe(200);
        (await RecordAsync(CommandCallTests.Payment(iin, "r-2"))).ShouldBe(201);
        (await PostAsync("/v1/history", $$"""{"iin":"{{iin}}"}"""))["events"].GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_rebuild_that_loses_the_database_goes_on_when_it_is_back()
    {
        await using var direct = await OpenLedger.OpenAsync(_database);
        await direct.RecordManyAsync(Enumerable.Range(0, 5).Select(People.Grant));
        await direct.ExecuteAsync("delete from ledger.read_model; update ledger.coverage set rules = null");
        await using (var rival = await Rival.BeginAsync(direct))
        {
            // Somebody is writing: the rebuild must wait before it puts its tables in their place.
            await rival.ExecuteAsync("lock table ledger.insured_state in row exclusive mode");
            await using var second = new RestartedApi(_relay!.ConnectionString);
            await second.InitializeAsync();
            await direct.BlockedAsync(1);
            (await second.GetAsync("/health/ready"))["readModel"].GetString().ShouldBe("rebuilding");

            _relay.GoAway();
            ShouldSayLater(await second.GetAsync("/health/ready"));
            _relay.ComeBack();
            await rival.DisposeAsync();
            for (var clock = Stopwatch.StartNew(); ; await Task.Delay(50))
            {
                var ready = await second.GetAsync("/health/ready");
                if (ready.Status == 200 && ready["readModel"].GetString() == "current")
                {
                    break;
                }

                clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1), ready.Text);
            }
        }

        await direct.ShouldHoldTogetherAsync();
    }

    [Fact]
    public async Task Ready_says_how_the_ledger_stands()
    {
        await RecordAsync(CommandCallTests.Payment(TestIin.Grown(2)));
        var ready = await GetAsync("/health/ready");

        ready.Json.EnumerateObject().Select(f => f.Name).ShouldBe(["status", "rules", "readModel", "position", "lag"]);
        ready["readModel"].GetString().ShouldBe("current");
        (ready.Position, ready["lag"].GetInt64()).ShouldBe((1, 0));
        (await GetAsync("/health/live")).Text.ShouldBe("""{"status":"live"}""");
    }

    private static void ShouldSayLater(Reply reply)
    {
        reply.ShouldBeProblem(503, "database-unavailable");
        reply.RetryAfter.ShouldBe("5");
    }

    /// <summary>Another service on the same database.</summary>
    private sealed class RestartedApi(string connection) : LedgerApi, IAsyncDisposable
    {
        public override Task InitializeAsync() => StartAsync(connection);

        async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
    }
}
