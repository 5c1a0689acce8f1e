using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Commands;
using Osms.Ledger.Tests.Hosting;

namespace Osms.Ledger.Tests.Telemetry;

/// <summary>What a collector is told by the program as it runs.</summary>
public sealed class TelemetryTests
{
    private const string Iin = "850412499001";
    private static readonly string[] AnyPort = ["--urls", "http://127.0.0.1:0"];

    [Fact]
    public async Task Spans_and_metrics_reach_a_collector_and_no_IIN_does()
    {
        await using var collector = await OtlpCollector.StartAsync();
        using var program = LedgerProgram.Start(
            [("ConnectionStrings__Ledger", await TestPostgres.CreateDatabaseAsync()), .. SendTo(collector.Url)],
            AnyPort);
        using (var client = new HttpClient { BaseAddress = await program.ListeningAsync() })
        {
            await CallAsync(client);
        }

        await collector.UntilSentAsync(
            Span("Microsoft.AspNetCore", "POST /v1/commands", "http.response.status_code=201"),
            Span("Osms.Ledger", "command", "osms.command=record-payment", "osms.outcome=recorded"),
            Span("Osms.Ledger", "command", "osms.outcome=repeated"),
            Span("Osms.Ledger", "command", "osms.outcome=refused"),
            Span("Osms.Ledger", "coverage", "osms.outcome=answered"),
            Span("Osms.Ledger", "coverage", "osms.outcome=iin-invalid"),
            Span("Osms.Ledger", "history"), Span("Osms.Ledger", "timeline"),
            Span("Osms.Ledger", "coverage batch", "osms.questions=2"),
            Span("Osms.Ledger", "import", "osms.format=ndjson", "osms.rows=3", "osms.outcome=done"),
            Span("Osms.Ledger", "batch", "osms.commands=2"),
            Span("Npgsql", "", "db.system.name=postgresql"),
            Point("osms.ledger.commands", 1, "osms.command=record-payment", "osms.outcome=recorded"),
            Point("osms.ledger.commands", 1, "osms.command=record-payment", "osms.outcome=repeated"),
            Point("osms.ledger.refusals", 1, "osms.code=amount-not-positive"),
            Point("osms.ledger.import.rows", 1, "osms.outcome=accepted"),
            Point("osms.ledger.import.rows", 1, "osms.outcome=refused"),
            Point("osms.ledger.import.rows", 1, "osms.outcome=unreadable"),
            Point("osms.ledger.batch.questions", 2),
            Point("osms.ledger.handler.duration", 1, "osms.handler=history", "osms.outcome=answered"),
            Point("osms.ledger.position", 2), Point("osms.ledger.position.lag", 0),
            Point("osms.ledger.position.lag.time", 0), Point("osms.ledger.read_model.current", 1),
            Point("http.server.request.duration", 1, "http.route=/v1/history"),
            Point("db.client.connection.count", 0, "db.client.connection.pool.name=ledger"),
            Point("dotnet.process.memory.working_set", 1));
        BelongTogether(collector.Spans);
        await program.SignalAsync("TERM");
        (await program.EndAsync()).ShouldEndWith(0).Error.ShouldBeEmpty();

        Otlp.Resource(collector.Requests.First())["service.name"].ShouldBe("osms-ledger");
        var sent = string.Concat(collector.Requests.Select(Encoding.Latin1.GetString));
        var found = sent.IndexOf(Iin, StringComparison.Ordinal);
        found.ShouldBe(-1, found < 0 ? "" : sent.Substring(Math.Max(0, found - 300), 300));
        foreach (var sign in (string[])["85*********1", "/v1/commands", "mt_quick_append_events"])
        {
            sent.ShouldContain(sign);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_collector_that_is_away_or_never_answers_neither_stops_nor_slows_the_service(bool listens)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var url = $"http://{silent.LocalEndpoint}";
        if (!listens)
        {
            silent.Stop();
        }

        using var program = LedgerProgram.Start(
            [("ConnectionStrings__Ledger", await TestPostgres.CreateDatabaseAsync()), .. SendTo(url)], AnyPort);
        using (var client = new HttpClient { BaseAddress = await program.ListeningAsync() })
        {
            // More than its queue of spans holds.
            for (var call = 0; call < 400; call++)
            {
                (await PostAsync(client, "/v1/history", $$"""{"iin":"{{Iin}}"}""")).ShouldBe(HttpStatusCode.OK);
            }
        }

        await program.SignalAsync("TERM");
        var ended = (await program.EndAsync()).ShouldEndWith(0);
        ended.Error.ShouldBeEmpty();
        ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldAllBe(line => !line.Contains("OpenTelemetry") && !line.Contains(": OTLP"));
    }

    private static (string, string)[] SendTo(string url) =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_EXPORTER_OTLP_TIMEOUT", "1000"), ("OTEL_METRIC_EXPORT_INTERVAL", "300"),
        ("OTEL_METRIC_EXPORT_TIMEOUT", "1000"), ("OTEL_BSP_SCHEDULE_DELAY", "100"), ("OTEL_BSP_MAX_QUEUE_SIZE", "256"),
        ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "128"),
    ];

    private static async Task CallAsync(HttpClient client)
    {
        (string Path, string Body)[] calls =
        [
            ("/v1/commands", CommandCallTests.Payment(Iin)),
            ("/v1/commands", CommandCallTests.Payment(Iin)),
            ("/v1/commands", CommandCallTests.Payment(Iin, amount: "0")),
            ("/v1/coverage", $$"""{"iin":"{{Iin}}"}"""),
            ("/v1/coverage", """{"iin":"850412499002"}"""),
            ("/v1/coverage/timeline", $$"""{"iin":"{{Iin}}"}"""),
            ("/v1/history", $$"""{"iin":"{{Iin}}"}"""),
            ("/v1/coverage/batch", $$"""{"iins":["{{Iin}}","{{TestIin.Grown(1)}}"]}"""),
            ($"/v1/imports?format=ndjson&name={Iin}.ndjson", string.Join('\n',
                CommandCallTests.Payment(Iin, "r-2").ReplaceLineEndings(""), "no command",
                CommandCallTests.Payment(Iin, "r-3", "0").ReplaceLineEndings(""))),
            ($"/v1/history/{Iin}?iin={Iin}", "{}"),
            ($"/v1/commands?iin={Iin}", "{}"),
        ];
        foreach (var (path, body) in calls)
        {
            await PostAsync(client, path, body);
        }
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        foreach (var header in (string[])["Osms-Actor", "X-Correlation-Id", "User-Agent", "baggage", "tracestate"])
        {
            var value = header is "baggage" or "tracestate" ? $"a={Iin}" : Iin;
            request.Headers.TryAddWithoutValidation(header, value).ShouldBeTrue();
        }

        request.Headers.TryAddWithoutValidation(
            "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    // A call, what its handler does and what that asks the database are one trace; a batch of a file is one of its own.
    private static void BelongTogether(List<OtlpSpan> spans)
    {
        var byId = spans.DistinctBy(span => span.SpanId).ToDictionary(span => span.SpanId);
        var command = spans.First(span => span is { Scope: "Osms.Ledger", Name: "command" });
        byId[command.ParentId].Name.ShouldBe("POST /v1/commands");
        spans.ShouldContain(span => span.Scope == "Npgsql" && span.ParentId == command.SpanId);
        var import = spans.Single(span => span is { Scope: "Osms.Ledger", Name: "import" });
        var batch = spans.Single(span => span is { Scope: "Osms.Ledger", Name: "batch" });
        batch.LinkedSpanIds.ShouldBe([import.SpanId]);
        batch.ParentId.ShouldBeEmpty();
        batch.TraceId.ShouldNotBe(import.TraceId);
        spans.ShouldContain(span => span.Scope == "Npgsql" && span.ParentId == batch.SpanId);

        // The ticks of the background are in no trace.
        spans.Where(span => span.Scope == "Npgsql").ShouldAllBe(span => span.ParentId.Length > 0);
    }

    private static (string, Func<OtlpCollector, bool>) Span(string scope, string name, params string[] tags) => (
        $"span {scope} {name} {string.Join(' ', tags)}",
        collector => collector.Spans.Any(
            span => span.Scope == scope && (name.Length == 0 || span.Name == name) && Has(span.Tags, tags)));

    private static (string, Func<OtlpCollector, bool>) Point(string metric, double atLeast, params string[] tags) => (
        $"metric {metric} {string.Join(' ', tags)} {atLeast}",
        collector => collector.Points.Any(
            point => point.Metric == metric && point.Value >= atLeast && Has(point.Tags, tags)));

    private static bool Has(IReadOnlyDictionary<string, string> tags, string[] expected) =>
        expected.All(tag => $"{tags.GetValueOrDefault(tag.Split('=')[0])}" == tag.Split('=')[1]);
}
