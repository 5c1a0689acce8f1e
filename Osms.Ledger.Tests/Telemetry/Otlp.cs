using System.Globalization;

namespace Osms.Ledger.Tests.Telemetry;

/// <summary>A span as a collector sees it; identifiers in hexadecimal.</summary>
internal sealed record OtlpSpan(
    string Scope, string Name, string TraceId, string SpanId, string ParentId, IReadOnlyList<string> LinkedSpanIds,
    IReadOnlyDictionary<string, string> Tags);

/// <summary>A point of a metric: its value, or for a histogram how many were measured.</summary>
internal sealed record OtlpPoint(
    string Scope, string Metric, string Unit, double Value, IReadOnlyDictionary<string, string> Tags);

/// <summary>Reads requests of the OTLP protocol; the numbers are those of its published messages.</summary>
internal static class Otlp
{
    internal static IEnumerable<OtlpSpan> Spans(ReadOnlyMemory<byte> request) =>
        from scoped in Protobuf.Down(request, 1, 2)
        let scope = Scope(scoped)
        from span in Protobuf.Down(scoped, 2)
        select new OtlpSpan(
            scope, Text(span, 5), Id(span, 1), Id(span, 2), Id(span, 4),
            [.. Protobuf.Down(span, 13).Select(link => Id(link, 2))],
            Tags(span, 9));

    internal static IEnumerable<OtlpPoint> Points(ReadOnlyMemory<byte> request) =>
        from scoped in Protobuf.Down(request, 1, 2)
        let scope = Scope(scoped)
        from metric in Protobuf.Down(scoped, 2)
        from point in PointsOf(metric)
        select point with { Scope = scope, Metric = Text(metric, 1), Unit = Text(metric, 3) };

    /// <summary>Of what sends: its service's name, among others.</summary>
    internal static IReadOnlyDictionary<string, string> Resource(ReadOnlyMemory<byte> request) =>
        Tags(Protobuf.Down(request, 1, 1).First(), 1);

    private static IEnumerable<OtlpPoint> PointsOf(ReadOnlyMemory<byte> metric)
    {
        // Gauges (5) and sums (7) have numbers, histograms (9) count and buckets.
        foreach (var point in Protobuf.Down(metric, 5, 1).Concat(Protobuf.Down(metric, 7, 1)))
        {
            var whole = Protobuf.Fields(point, 6).Select(field => (double)(long)field.Value);
            var real = Protobuf.Fields(point, 4).Select(field => field.Double);
            yield return new OtlpPoint("", "", "", whole.Concat(real).First(), Tags(point, 7));
        }

        foreach (var point in Protobuf.Down(metric, 9, 1))
        {
            yield return new OtlpPoint("", "", "", Protobuf.Fields(point, 4).First().Value, Tags(point, 9));
        }
    }

    private static string Scope(ReadOnlyMemory<byte> scoped) => Text(Protobuf.Down(scoped, 1).First(), 1);

    private static string Text(ReadOnlyMemory<byte> message, int number) =>
        Protobuf.Fields(message, number).Select(field => field.Text).FirstOrDefault("");

    private static string Id(ReadOnlyMemory<byte> message, int number) =>
        Convert.ToHexStringLower(Protobuf.Fields(message, number).Select(field => field.Bytes).FirstOrDefault().Span);

    private static Dictionary<string, string> Tags(ReadOnlyMemory<byte> message, int number) =>
        Protobuf.Down(message, number).ToDictionary(tag => Text(tag, 1), tag => Value(Protobuf.Down(tag, 2).First()));

    private static string Value(ReadOnlyMemory<byte> value)
    {
        var text = Protobuf.Fields(value, 1).Select(field => field.Text);
        var flag = Protobuf.Fields(value, 2).Select(field => field.Value == 0 ? "false" : "true");
        var whole = Protobuf.Fields(value, 3).Select(field => $"{(long)field.Value}");
        var real = Protobuf.Fields(value, 4).Select(field => field.Double.ToString(CultureInfo.InvariantCulture));
        return text.Concat(flag).Concat(whole).Concat(real).FirstOrDefault("");
    }
}
