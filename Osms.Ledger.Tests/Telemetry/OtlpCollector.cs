using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Osms.Ledger.Tests.Telemetry;

/// <summary>Takes what OTLP sends over HTTP and keeps it.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<byte[]> _traces = [];
    private readonly ConcurrentQueue<byte[]> _metrics = [];

    private OtlpCollector(WebApplication app) => _app = app;

    internal string Url => _app.Urls.Single();

    internal List<OtlpSpan> Spans => [.. _traces.SelectMany(request => Otlp.Spans(request))];

    internal List<OtlpPoint> Points => [.. _metrics.SelectMany(request => Otlp.Points(request))];

    /// <summary>Everything that was sent, as it was sent.</summary>
    internal IEnumerable<byte[]> Requests => _traces.Concat(_metrics);

    internal static async Task<OtlpCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var collector = new OtlpCollector(app);
        app.MapPost("/v1/traces", (HttpRequest request) => KeepAsync(request, collector._traces));
        app.MapPost("/v1/metrics", (HttpRequest request) => KeepAsync(request, collector._metrics));
        await app.StartAsync();
        return collector;
    }

    /// <summary>Waits until all of these have been sent.</summary>
    internal async Task UntilSentAsync(params (string What, Func<OtlpCollector, bool> IsThere)[] expected)
    {
        var missing = expected;
        for (var clock = Stopwatch.StartNew(); ;)
        {
            missing = [.. missing.Where(one => !one.IsThere(this))];
            if (missing.Length == 0)
            {
                return;
            }

            if (clock.Elapsed > Patience)
            {
                Assert.Fail($"""
                    Not sent: {string.Join(", ", missing.Select(one => one.What))}. There are the spans
                    {string.Join('\n', Spans.Select(s => $"{s.Scope} {s.Name} {Text(s.Tags)}").Distinct())}
                    and the metrics
                    {string.Join('\n', Points.Select(p => $"{p.Scope} {p.Metric} {Text(p.Tags)}").Distinct())}
                    """);
            }

            await Task.Delay(100);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task<IResult> KeepAsync(HttpRequest request, ConcurrentQueue<byte[]> kept)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        kept.Enqueue(body.ToArray());
        return Results.Bytes([], "application/x-protobuf");
    }

    private static string Text(IReadOnlyDictionary<string, string> tags) =>
        string.Join(' ', tags.Select(tag => $"{tag.Key}={tag.Value}"));
}
