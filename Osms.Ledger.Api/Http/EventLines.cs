using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using Osms.Ledger.Budgets;
using Osms.Ledger.Closing;
using Osms.Ledger.Store;

namespace Osms.Ledger.Api.Http;

/// <summary>Events as NDJSON, one a line, each with where it came from and as it is stored.</summary>
internal static class EventLines
{
    private const int FlushedAt = 64 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>How many there were.</returns>
    internal static async Task<long> WriteAsync(
        IAsyncEnumerable<StoredEvent> events, Stream output, CancellationToken cancellation)
    {
        var pipe = PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true));
        await using var json = new Utf8JsonWriter(pipe, Options);
        var count = 0L;
        await foreach (var stored in events.WithCancellation(cancellation))
        {
            Write(json, stored);
            json.Flush();
            json.Reset();
            pipe.GetSpan(1)[0] = (byte)'\n';
            pipe.Advance(1);
            if (pipe.UnflushedBytes >= FlushedAt)
            {
                await pipe.FlushAsync(cancellation);
            }

            count++;
        }

        await pipe.FlushAsync(cancellation);
        await pipe.CompleteAsync();
        return count;
    }

    private static void Write(Utf8JsonWriter json, StoredEvent stored)
    {
        json.WriteStartObject();
        json.WriteNumber("position", stored.Position.Value);
        if (BudgetPayer.OfStream(stored.Stream) is { } payer)
        {
            json.WriteString("payer", payer.Code);
        }
        else if (MonthStream.TryRead(stored.Stream, out var month))
        {
            json.WriteString("month", month.ToString());
        }
        else
        {
            json.WriteString("iin", stored.Stream);
        }

        json.WriteNumber("version", stored.Version);
        json.WriteString("type", stored.Type);
        json.WriteString("recordedAt", stored.RecordedAt);
        WriteGiven(json, "by", stored.Origin.By);
        WriteGiven(json, "correlationId", stored.Origin.CorrelationId);
        WriteGiven(json, "source", stored.Origin.Source);
        if (stored.Origin.Line is { } line)
        {
            json.WriteNumber("line", line);
        }

        json.WritePropertyName("data");
        using (var data = JsonDocument.Parse(stored.Data))
        {
            data.RootElement.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static void WriteGiven(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
