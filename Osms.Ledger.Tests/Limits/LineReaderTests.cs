using System.Text;
using Osms.Ledger.Tests.Api;

namespace Osms.Ledger.Tests.Limits;

/// <summary>Readers of long batches: as many as may, and none who does not read.</summary>
public sealed class LineReaderTests
{
    // Their answers are more than the sockets between a service and its reader hold.
    private const int ManyLines = 100_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string Line = $$"""{"iin":"{{TestIin.Grown(1)}}"}""" + "\n";

    [Fact]
    public async Task Who_does_not_read_keeps_others_out_until_the_connection_is_ended()
    {
        await using var api = await NarrowApi.OpenAsync(
            null, "LineBatchesAtOnce=1", "CallsWaiting=0", "IdleTimeout=00:00:05");
        using var deaf = await RawCall.OpenAsync(api.Address);
        var body = new StringBuilder().Insert(0, Line, ManyLines).ToString();
        await deaf.SendAsync(RawCall.Head(
            "POST /v1/coverage/batch HTTP/1.1", "Host: x", "Content-Type: application/x-ndjson",
            $"Content-Length: {body.Length}") + body);

        // The first byte of its answer: it has its turn.
        (await deaf.EndsAsync()).ShouldBeFalse();
        (await AskAsync(api)).ShouldBeProblem(503, "busy").RetryAfter.ShouldBe("1");

        // The one who did not read is cut off, and can tell that it is not all.
        await UntilAsync(api, 200);
        (await deaf.ReplyAsync()).Text.Split('\n').Length.ShouldBeLessThan(ManyLines);
    }

    private static Task<Reply> AskAsync(NarrowApi api) => api.SendAsync(
        HttpMethod.Post, "/v1/coverage/batch", Encoding.UTF8.GetBytes(Line), "application/x-ndjson", []);

    private static async Task UntilAsync(NarrowApi api, int status)
    {
        using var patience = new CancellationTokenSource(Patience);
        while ((await AskAsync(api)).Status != status)
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
