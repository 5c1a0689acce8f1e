using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Osms.Ledger.Api.Hosting;

namespace Osms.Ledger.Tests.Hosting;

public sealed class JsonLogTests
{
    private const string Iin = "850412499001";
    private const string Masked = "85*********1";

    [Fact]
    public void An_entry_is_one_object_on_one_line_with_the_fields_of_its_template()
    {
        var text = Written(
            LogLevel.Warning, new EventId(7, "Moved"), new InvalidOperationException("outer", new IOException("inner")),
            "Moved 12\n", ("Count", 12), ("Name", "Ә \"x\"\r\n\ud800"), ("None", null), ("Right", true));

        text.TrimEnd('\r', '\n').ShouldNotContain('\n');
        using var json = JsonDocument.Parse(text);
        var entry = json.RootElement;
        entry.EnumerateObject().Select(p => p.Name).ShouldBe(
            ["timestamp", "level", "category", "eventId", "event", "message", "fields", "exception"]);
        entry.GetProperty("timestamp").GetDateTime().Kind.ShouldBe(DateTimeKind.Utc);
        (entry.GetProperty("level").GetString(), entry.GetProperty("category").GetString())
            .ShouldBe(("Warning", $"Osms.Ledger.Test {Masked}"));
        (entry.GetProperty("eventId").GetInt32(), entry.GetProperty("event").GetString()).ShouldBe((7, "Moved"));
        entry.GetProperty("fields").EnumerateObject().Select(p => $"{p.Name}={p.Value}").ShouldBe(
            ["Count=12", "Name=Ә \"x\"\r\n\ufffd", "None=", "Right=True"]);
        entry.GetProperty("message").GetString().ShouldBe("Moved 12\n");
        var exception = entry.GetProperty("exception");
        exception.GetProperty("type").GetString().ShouldBe("System.InvalidOperationException");
        exception.GetProperty("message").GetString().ShouldBe("outer");
        exception.GetProperty("detail").GetString()!.ShouldContain("System.IO.IOException: inner");
    }

    [Fact]
    public void No_IIN_gets_through_whatever_carries_it()
    {
        var failure = new InvalidOperationException($"a {Iin}", new InvalidOperationException($"b {Iin}"));
        object[] values = [Iin, 850412499001L, 850412499001m, 850412499001.5, new Uri($"http://x/{Iin}"), true];

        foreach (var value in values)
        {
            var text = Written(LogLevel.Error, new EventId(0, $"e{Iin}"), failure, $"m {Iin}", ($"n{Iin}", value));
            JsonDocument.Parse(text).Dispose();
            text.ShouldNotContain(Iin);
            text.ShouldContain($"\"n{Masked}\":");
            text.ShouldContain($"\"event\":\"e{Masked}\"");
        }
    }

    [Theory]
    [InlineData("850412499001ffff850412499001ffff", true)]
    [InlineData("ff850412499001008504124990010000", true)]
    [InlineData("000000000000123456789012345fffff", false)]
    public void A_trace_is_named_unless_an_IIN_was_put_into_its_id(string traceId, bool isMasked)
    {
        using var activity = new Activity("call")
            .SetParentId(ActivityTraceId.CreateFromString(traceId), ActivitySpanId.CreateRandom())
            .Start();

        using var json = JsonDocument.Parse(Written(LogLevel.Information, default, null, "x"));

        json.RootElement.GetProperty("traceId").GetString()!.Contains('*').ShouldBe(isMasked);
        json.RootElement.GetProperty("spanId").GetString().ShouldBe(activity.SpanId.ToHexString());
    }

    [Theory]
    [InlineData(LogFormat.Text, false)]
    [InlineData(LogFormat.Json, true)]
    public void The_format_is_as_asked_for(LogFormat format, bool isJson) =>
        ConsoleLog.IsJson(format).ShouldBe(isJson);

    private static string Written(
        LogLevel level, EventId id, Exception? exception, string message, params (string, object?)[] fields)
    {
        var writer = new StringWriter();
        var state = fields.Append(("{OriginalFormat}", "not shown"))
            .Select(field => KeyValuePair.Create(field.Item1, field.Item2)).ToList();
        var entry = new LogEntry<List<KeyValuePair<string, object?>>>(
            level, $"Osms.Ledger.Test {Iin}", id, state, exception, (_, _) => message);
        new JsonLog().Write(in entry, null, writer);
        return writer.ToString();
    }
}
