using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Golden;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Fuzz;

/// <summary>
/// Every route with damaged bodies, addresses and headers, several at once: no answer is the service's mistake, each
/// problem has a code that is known, each report adds up, and right commands sent meanwhile are all recorded, once.
/// </summary>
public sealed partial class CallFuzzTests(LedgerApi api) : IClassFixture<LedgerApi>
{
    private const int Calls = 3_000;
    private const int AtOnce = 4;
    private const int GoodEvery = 10;

    private static readonly string[] Paths =
    [
        "/v1/commands", "/v1/coverage", "/v1/coverage/timeline", "/v1/history", "/v1/coverage/batch", "/v1/imports",
        "/v1/imports", "/v1/coverage/batch", "/health/ready", "/v1/commands/", "//v1/commands", "/v1//coverage",
        "/v1/%00", "/v1/..%2f", "/V1/History", "/v1/imports/x", "/openapi/v1.json", "/%ff", "/*",
    ];

    private static readonly HttpMethod[] Methods =
        [HttpMethod.Get, HttpMethod.Put, HttpMethod.Options, HttpMethod.Patch, new("FOO")];

    private static readonly string[] Queries =
    [
        "", "", "", "?format=ndjson", "?format=csv", "?format=mt102", "?format=csv&format=mt102", "?name=%00",
        "?name=%ED%A0%80", "?name=%E2%80%AEtxt.exe", "?name=..%2f..%2fx",
        "?ownKind=entrepreneur", "?ownKind=%F0%9F%98%80", "?at=9999-12-31", "?at=0001-01-01", "?at=2026-02-30",
        "?at=2026-01-01&at=2026-01-02", "?knownAt=0",
        "?knownAt=9223372036854775807", "?knownAt=99999999999999999999", "?knownAt=0001-01-01T00:00:00Z",
        "?knownAt=9999-12-31T23:59:59.9999999Z", "?knownAt=9999-12-31T23:59:59-14:00", "?%", "?=&&=", "?x=%zz",
        "?a[]=1",
    ];

    private static readonly string?[] Types =
    [
        "application/json", "application/json", "application/json", "application/x-ndjson", "application/x-ndjson",
        "text/csv", null, "", "application/json; charset=utf-16", "application/JSON;charset=windows-1251", "text/plain",
        "multipart/form-data; boundary=x", "application/x-ndjson;;;", ";", "*/*", "application/problem+json",
    ];

    private static readonly string[] Names =
        ["clinic-7", "Айгуль", "😀", "\u202Egnp", new('a', 200), new string('a', 199) + "😀", "a,b", "\u0001", "%00"];

    private static readonly HashSet<string> Known =
        [.. CodePattern().Matches(GoldenFile.AllText("Answers")).Select(match => match.Groups[1].Value)];

    private readonly ConcurrentDictionary<int, int> _statuses = new();

    [Fact]
    public async Task No_call_however_damaged_is_answered_with_a_mistake_and_nothing_right_is_lost()
    {
        using var client = new HttpClient(
            new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 });
        client.BaseAddress = api.Address;
        await Parallel.ForEachAsync(
            Cases.Seeds(Calls), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (seed, _) =>
            {
                if (seed % GoodEvery == 0)
                {
                    (await api.RecordAsync(CommandCallTests.Payment(Good(seed)))).ShouldBe(201);
                }

                await SendAsync(client, seed);
            });

        _statuses.Keys.ShouldBeSubsetOf([200, 201, 400, 404, 405, 413, 415, 422]);
        _statuses[200].ShouldBeGreaterThan(50);
        _statuses[400].ShouldBeGreaterThan(500);
        foreach (var seed in Cases.Seeds(Calls).Where(seed => seed % GoodEvery == 0))
        {
            var history = await api.PostAsync("/v1/history", $$"""{"iin":"{{Good(seed)}}"}""");
            history["events"].GetArrayLength().ShouldBe(1, $"seed {seed}");
        }
    }

    private async Task SendAsync(HttpClient client, int seed)
    {
        var random = new Random(seed);
        var method = random.Next(12) == 0 ? random.Pick(Methods) : HttpMethod.Post;
        var address = random.Pick(Paths) + random.Pick(Queries);
        using var request = new HttpRequestMessage(method, new Uri(
            $"{api.Address.GetLeftPart(UriPartial.Authority)}{address}",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        var right = random.Next(3) == 0 ? random.Pick(Corpus.Files) : random.Pick(Corpus.All);
        var body = random.Next(20) == 0 ? right : Damage.Of(right, random, Corpus.All);
        request.Content = new ByteArrayContent(body);
        if (random.Pick(Types) is { } type)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        request.Headers.TryAddWithoutValidation("Osms-Actor", random.Pick(Names));
        request.Headers.TryAddWithoutValidation("X-Correlation-Id", random.Pick(Names));
        if (random.Next(10) == 0)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", random.Pick(["gzip", "br", "x"]));
            request.Headers.TryAddWithoutValidation("Accept", random.Pick(["text/html", "image/*", "x"]));
        }

        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        _statuses.AddOrUpdate((int)response.StatusCode, 1, (_, count) => count + 1);
        var about = $"seed {seed}: {method} {address}\n{text}";
        Check(response.StatusCode, response.Content.Headers.ContentType, text, about);
    }

    private static void Check(HttpStatusCode status, MediaTypeHeaderValue? type, string text, string about)
    {
        ((int)status).ShouldBeLessThan(500, about);
        if (status >= HttpStatusCode.BadRequest && text.Length > 0)
        {
            type?.MediaType.ShouldBe("application/problem+json", about);
            using var problem = JsonDocument.Parse(text);
            Known.ShouldContain(problem.RootElement.GetProperty("code").GetString()!, about);
        }
        else if (status >= HttpStatusCode.BadRequest)
        {
            // Before the service is asked: no HTTP, or an address that is none.
            status.ShouldBe(HttpStatusCode.BadRequest, about);
        }
        else if (text.StartsWith("{\"id\":", StringComparison.Ordinal))
        {
            using var report = JsonDocument.Parse(text);
            string[] parts = ["accepted", "repeated", "refused", "unreadable"];
            parts.Sum(part => report.RootElement.GetProperty(part).GetInt64())
                .ShouldBe(report.RootElement.GetProperty("rows").GetInt64(), about);
        }
    }

    private static string Good(int seed) => People.Person(100_000 + seed).Digits;

    [GeneratedRegex("\"code\":\"([a-z0-9-]+)\"")]
    private static partial Regex CodePattern();
}
