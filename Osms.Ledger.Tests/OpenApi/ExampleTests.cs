using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Golden;

namespace Osms.Ledger.Tests.OpenApi;

/// <summary>Every example is sent to a service on an empty ledger and answered as the document shows.</summary>
public sealed partial class ExampleTests(LedgerApi api) : IClassFixture<LedgerApi>
{
    private static readonly string Folder = Path.Combine("..", "..", "Osms.Ledger.Api", "OpenApi", "Examples");

    // Differ from run to run; the document shows one of them.
    private static readonly (Regex What, string With)[] Volatile =
    [
        (Instant(), "\"$1At\":\"2026-11-22T09:30:00.123456+05:00\""),
        (TraceId(), "\"traceId\":\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00\""),
        (CorrelationId(), "\"correlationId\":\"0af7651916cd43dd8448eb211c80319c\""),
        (Rules(), "\"rules\":\"5dc401f3c949ba00\""),
        (HttpText.InstantInCsv(), "2026-11-22T09:30:00.123456+05:00"),
        (HttpText.CorrelationIdInCsv(), "0af7651916cd43dd8448eb211c80319c"),
    ];

    [Fact]
    public async Task Every_example_is_answered_as_the_document_shows()
    {
        var calls = from endpoint in api.Services.GetRequiredService<EndpointDataSource>().Endpoints
                    let contract = endpoint.Metadata.GetMetadata<CallContract>()
                    where contract is not null
                    let method = endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Single()
                    select (method, ((RouteEndpoint)endpoint).RoutePattern.RawText!, contract);
        var replies = new List<(string Method, string Path, CallContract Contract, CallExample Example, Reply Reply)>();
        foreach (var (method, route, contract) in calls)
        {
            foreach (var example in contract.Examples)
            {
                // Looks how far the ledger is settled: that is the position of what is answered next.
                (await api.GetAsync("/health/ready")).ShouldBe(200);
                var path = example.Path ?? route;
                var reply = await api.SendAsync(
                    HttpMethod.Parse(method), path + example.Query,
                    example.MediaType is null ? null : Encoding.UTF8.GetBytes(example.Body), example.MediaType, []);
                reply.ShouldBe(example.Status);
                replies.Add((method, path, contract, example, reply));
            }
        }

        replies.Count.ShouldBeGreaterThan(25);
        replies.Select(r => Difference($"{r.Contract.Id}.{r.Example.Name}.txt", r.Reply)).ToList()
            .FirstOrDefault(difference => difference is not null)
            .ShouldBeNull();
        var document = await ApiDocument.OfAsync(api);
        foreach (var (method, path, _, example, reply) in replies)
        {
            document.Undescribed(method, path, reply).ShouldBeEmpty($"{path} {example.Name}");
            if (example.MediaType == "application/json" && example.Status < 400)
            {
                var schema = document.Find(method, path)!.Value.GetProperty("requestBody").GetProperty("content")
                    .GetProperty(example.MediaType).GetProperty("schema");
                document.Differences(schema, JsonDocument.Parse(example.Body).RootElement)
                    .ShouldBeEmpty($"{path} {example.Name}");
            }
        }
    }

    private static string? Difference(string file, Reply reply)
    {
        var text = Volatile.Aggregate(reply.Text, (whole, one) => one.What.Replace(whole, one.With));
        return GoldenFile.Difference(Folder, file, $"{text.TrimEnd('\n')}\n");
    }

    [GeneratedRegex("\"(recorded|started|updated|finished)At\":\"[^\"]+\"")]
    private static partial Regex Instant();

    [GeneratedRegex("\"traceId\":\"[^\"]+\"")]
    private static partial Regex TraceId();

    [GeneratedRegex("\"correlationId\":\"[0-9a-f]{32}\"")]
    private static partial Regex CorrelationId();

    [GeneratedRegex("\"rules\":\"[0-9a-f]{16}\"")]
    private static partial Regex Rules();
}
