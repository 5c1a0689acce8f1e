using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Commands;
using Osms.Ledger.Tests.Hosting;
using Osms.Ledger.Tests.Import;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Tests.Limits;
using Xunit.Abstractions;

namespace Osms.Ledger.Tests.Fuzz;

/// <summary>
/// A real process that may use little memory: bytes that are no HTTP, and bodies that have no end. It lives, says of
/// nothing that it was its mistake, and records what was right between them.
/// </summary>
public sealed class ProcessFuzzTests(ITestOutputHelper output)
{
    private const int Connections = 400;
    private const int AtOnce = 32;
    private const int HeapLimit = 64 << 20;
    private const int LongLine = 100_000_000;
    private const int Many = 1_000_000;

    private static readonly string[] Paid =
        [Mt102Text.Person(1, TestIin.Grown(1), "4250,"), Mt102Text.Person(2, TestIin.Grown(2), "2750,")];

    private int _next;

    [Fact]
    public async Task What_is_no_HTTP_neither_ends_nor_stops_a_service()
    {
        using var service = await StartAsync(("Ledger__CallTimeout", "00:00:02"), ("Ledger__IdleTimeout", "00:00:02"));
        var address = await service.ListeningAsync();
        var statuses = new ConcurrentDictionary<int, int>();
        await Parallel.ForEachAsync(
            Cases.Seeds(Connections), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (seed, _) =>
            {
                var random = new Random(seed);
                using var call = await RawCall.OpenAsync(address);
                await call.SendAsync(Damage.Of(Request(random), random, Corpus.All));
                var status = (await call.ReplyWithinAsync(TimeSpan.FromSeconds(4))).Status;
                (status is < 500 or 505).ShouldBeTrue($"seed {seed} is answered with {status}");
                statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
            });

        output.WriteLine(string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{s.Value} x {s.Key}")));
        statuses[400].ShouldBeGreaterThan(Connections / 4);
        await EndAsync(service);
    }

    [Fact]
    public async Task Bodies_without_end_take_no_memory_and_what_is_right_in_them_is_recorded()
    {
        using var service = await StartAsync();
        using var client = new HttpClient();
        client.BaseAddress = await service.ListeningAsync();
        client.Timeout = TimeSpan.FromMinutes(10);

        (await SendAsync(client, "/v1/imports?format=ndjson", Around(Line, Filled('x', LongLine), "\n")))
            .ShouldBe((3, 2, 1));
        (await SendAsync(client, "/v1/imports?format=ndjson", Around(Line, Filled('\n', Many)))).ShouldBe((2, 2, 0));
        (await SendAsync(client, "/v1/imports?format=csv", Around(
            n => $"{(n % 2 == 0 ? CsvText.Header + "\n" : "")}{Record(n)}\n", Filled('y', LongLine), "\n")))
            .ShouldBe((3, 2, 1));
        (await SendAsync(client, "/v1/imports?format=mt102", Around(
            n => new Mt102Text { Reference = $":20:R{n}", People = Paid }.ToString(), Repeated("{1:}{4:\n-}\n", Many))))
            .ShouldBe((Many + 4, 4, Many));
        (await SendAsync(client, "/v1/imports?format=ndjson", Around(
            Line, Filled('[', LongLine), "\n"))).ShouldBe((3, 2, 1));

        using (var bomb = new ByteArrayContent(GzipTests.Pack(Filled('\n', 10 * LongLine))))
        using (var reply = await client.PostAsync(new Uri("/v1/imports?format=ndjson", UriKind.Relative), bomb))
        {
            ((int)reply.StatusCode).ShouldBe(413);
        }

        var peak = service.PeakMegabytes;
        output.WriteLine($"Peak memory {peak} MB, of which the heap may have {HeapLimit >> 20} MB.");
        peak.ShouldBeLessThan(400);
        await EndAsync(service);
    }


    [Fact]
    public async Task A_batch_that_cannot_be_kept_is_told_to_come_again()
    {
        using var service = await StartAsync(("TMPDIR", "/proc/nowhere"));
        using var client = new HttpClient();
        using var lines = new StringContent("{}\n", null, "application/x-ndjson");

        using var reply = await client.PostAsync(new Uri(await service.ListeningAsync(), "/v1/coverage/batch"), lines);

        ((int)reply.StatusCode).ShouldBe(503);
        (await reply.Content.ReadAsStringAsync()).ShouldContain("\"code\":\"spool-unavailable\"");
        await EndAsync(service);
    }

    private static async Task<LedgerProgram> StartAsync(params (string, string)[] settings) => LedgerProgram.Start(
        [
            .. settings,
            ("ConnectionStrings__Ledger", await TestPostgres.CreateDatabaseAsync()),
            ("DOTNET_GCHeapHardLimit", HeapLimit.ToString("x", CultureInfo.InvariantCulture)),
        ],
        "--urls", "http://127.0.0.1:0");

    // Of nothing that came it says that it was its mistake.
    private static async Task EndAsync(LedgerProgram service)
    {
        await service.SignalAsync("TERM");
        var ended = (await service.EndAsync()).ShouldEndWith(0);
        ended.All.ShouldNotContain("A request to");
        ended.All.ShouldNotContain("Unhandled");
    }

    private static byte[] Request(Random random)
    {
        var body = random.Pick(Corpus.All);
        var method = random.Pick(["POST", "POST", "POST", "GET", "HEAD", "OPTIONS"]);
        var path = random.Pick(["/v1/commands", "/v1/imports?format=ndjson", "/v1/coverage/batch", "/health/live"]);
        var version = random.Pick(["1.1", "1.1", "1.1", "1.0", "2.0"]);
        var chunked = random.Next(3) == 0;
        string[] head =
        [
            $"{method} {path} HTTP/{version}",
            "Host: localhost",
            $"Content-Type: {random.Pick(["application/json", "application/x-ndjson", "text/csv"])}",
            chunked ? "Transfer-Encoding: chunked" : $"Content-Length: {body.Length}",
            random.Pick(["Accept: */*", "Connection: close", "Connection: Upgrade", "Upgrade: h2c", "Te: x"]),
        ];
        return
        [
            .. Encoding.UTF8.GetBytes(RawCall.Head(head)),
            .. chunked ? Encoding.ASCII.GetBytes($"{body.Length:x}\r\n") : [],
            .. body,
            .. chunked ? "\r\n0\r\n\r\n"u8 : [],
        ];
    }

    private string Line(int number) =>
        CommandCallTests.Payment(People.Person(number).Digits, $"r{number}").ReplaceLineEndings("") + "\n";

    private static string Record(int number) =>
        $"r{number},{People.Person(number).Digits},employer,2026-10,4250,2026-11-05,120440003456";

    /// <summary>Something right, something endless, and something right again.</summary>
    private IEnumerable<byte[]> Around(Func<int, string> right, IEnumerable<byte[]> endless, string end = "") =>
        [Encoding.UTF8.GetBytes(right(_next++)), .. endless, Encoding.UTF8.GetBytes(end + right(_next++))];

    private static IEnumerable<byte[]> Filled(char with, int length)
    {
        var piece = new byte[64 * 1024];
        piece.AsSpan().Fill((byte)with);
        for (var left = length; left > 0; left -= piece.Length)
        {
            yield return left < piece.Length ? piece[..left] : piece;
        }
    }

    private static IEnumerable<byte[]> Repeated(string text, int times)
    {
        const int atOnce = 1_000;
        var piece = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, atOnce)));
        return Enumerable.Repeat(piece, times / atOnce);
    }

    private static async Task<(long Rows, long Accepted, long Not)> SendAsync(
        HttpClient client, string call, IEnumerable<byte[]> pieces)
    {
        using var content = new PiecesContent(pieces);
        using var response = await client.PostAsync(new Uri(call, UriKind.Relative), content);
        var reply = new Reply(
            (int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), null,
            await response.Content.ReadAsStringAsync());
        reply.ShouldBe(200);
        return (reply["rows"].GetInt64(), reply["accepted"].GetInt64(),
            reply["refused"].GetInt64() + reply["unreadable"].GetInt64());
    }

    private sealed class PiecesContent(IEnumerable<byte[]> pieces) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            foreach (var piece in pieces)
            {
                await stream.WriteAsync(piece);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
