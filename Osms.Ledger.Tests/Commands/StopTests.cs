using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Hosting;

namespace Osms.Ledger.Tests.Commands;

/// <summary>A service that is told to stop, as a process of its own.</summary>
public sealed class StopTests
{
    private static readonly string[] AnyPort = ["--urls", "http://127.0.0.1:0"];

    [Fact]
    public async Task What_is_in_the_ledger_after_a_stop_under_load_is_just_what_was_acknowledged()
    {
        var database = await TestPostgres.CreateDatabaseAsync();
        using var program = LedgerProgram.Start(
            [
                ("ConnectionStrings__Ledger", database), ("Ledger__DrainTime", "00:00:01.5"),
                ("DOTNET_RUNNING_IN_CONTAINER", "true"),
            ],
            AnyPort);
        using var load = new StopLoad(await program.ListeningAsync());
        load.Begin();
        await load.IsUnderWayAsync();

        await program.SignalAsync("TERM");
        using (var notReady = await load.NotReadyAsync())
        {
            (await notReady.Content.ReadAsStringAsync()).ShouldContain("\"code\":\"stopping\"");
            notReady.Headers.ConnectionClose.ShouldBe(true);
        }

        var ended = (await program.EndAsync()).ShouldEndWith(0);
        await load.EndAsync();

        load.CutOff.ShouldBeEmpty();
        load.Answers.Keys.Order().ShouldBe(["batch 200", "command 201", "question 200"]);
        var recorded = await TestDirectory.AskAsync<string[]>(
            database,
            "select array_agg(data->>'reference') from ledger.mt_events where data->>'reference' like 'command-%'");
        recorded.Order().ShouldBe(load.Acknowledged.Order());
        await FileIsWholeAsync(database, load.File);

        // In a container the log is for programs: all that was written is.
        ended.Error.ShouldBeEmpty();
        foreach (var line in ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            JsonDocument.Parse(line).Dispose();
        }
    }

    [Fact]
    public async Task Whoever_never_ends_a_request_cannot_keep_it_from_stopping()
    {
        var database = await TestPostgres.CreateDatabaseAsync();
        using var program = LedgerProgram.Start(
            [("ConnectionStrings__Ledger", database), ("Ledger__StopTimeout", "00:00:01")], AnyPort);
        var address = await program.ListeningAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync("""
            POST /v1/commands HTTP/1.1
            Host: localhost
            Content-Type: application/json
            Content-Length: 100

            {"command":
            """.ReplaceLineEndings("\r\n").Select(c => (byte)c).ToArray());
        using (var client = new HttpClient { BaseAddress = address })
        {
            (await client.GetAsync(new Uri("/health/live", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await program.SignalAsync("TERM");

        (await program.EndAsync()).ShouldEndWith(0).Error.ShouldBeEmpty();
    }

    // Where the file was stopped nobody need know: the same file again leaves every row recorded once.
    private static async Task FileIsWholeAsync(string database, string file)
    {
        var path = Path.Combine(Path.GetTempPath(), $"osms-stop-{Guid.NewGuid():N}.ndjson");
        await File.WriteAllTextAsync(path, file);
        try
        {
            var again = await LedgerProgram.RunAsync([("ConnectionStrings__Ledger", database)], "import", path);
            again.ShouldEndWith(0).Output.ShouldContain($"{StopLoad.Rows} rows = ");
        }
        finally
        {
            File.Delete(path);
        }

        (await TestDirectory.AskAsync<long>(
            database, "select count(*) from ledger.mt_events where data->>'reference' like 'row-%'"))
            .ShouldBe(StopLoad.Rows);
    }
}
