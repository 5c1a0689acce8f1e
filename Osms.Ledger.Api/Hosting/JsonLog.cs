using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Osms.Ledger.Api.Hosting;

/// <summary>
/// The same log for programs: one JSON object a line. Every text in it is masked like a line of text, also where it
/// is the value, or the name, of a field; a number as long as an IIN becomes a masked text.
/// </summary>
internal sealed class JsonLog() : ConsoleFormatter(FormatterName)
{
    internal const string FormatterName = "osms-json";
    private const string Template = "{OriginalFormat}";
    private const int DigitsOfAnIin = 12;

    // Only line ends, quotes and control characters need escaping here: nobody puts this into a page.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(line, Writing))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", DateTime.UtcNow);
            json.WriteString("level", logEntry.LogLevel.ToString());
            Text(json, "category", logEntry.Category);
            json.WriteNumber("eventId", logEntry.EventId.Id);
            if (logEntry.EventId.Name is { } name)
            {
                Text(json, "event", name);
            }

            Text(json, "message", logEntry.Formatter(logEntry.State, logEntry.Exception));
            Fields(json, logEntry.State);
            Trace(json);
            Failure(json, logEntry.Exception);
            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(line.WrittenSpan));
    }

    private static void Fields<TState>(Utf8JsonWriter json, TState state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> fields)
        {
            return;
        }

        json.WriteStartObject("fields");
        foreach (var (name, value) in fields)
        {
            if (name != Template)
            {
                Field(json, ConsoleLog.Mask(name), value);
            }
        }

        json.WriteEndObject();
    }

    private static void Field(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(name);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case byte or sbyte or short or ushort or int or uint or long or ulong or decimal
                or double and not (double.NaN or double.PositiveInfinity or double.NegativeInfinity):
                Number(json, name, ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                Text(json, name, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
                break;
        }
    }

    private static void Number(Utf8JsonWriter json, string name, string number)
    {
        if (number.Count(char.IsAsciiDigit) < DigitsOfAnIin)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(number);
        }
        else
        {
            Text(json, name, number);
        }
    }

    private static void Trace(Utf8JsonWriter json)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
        {
            json.WriteString("traceId", TraceId(activity.TraceId.ToHexString()));
            json.WriteString("spanId", activity.SpanId.ToHexString());
        }
    }

    // A caller chooses it. Masked only where an IIN is really in it: one of forty has twelve digits in a row by chance,
    // and would no longer lead to its trace.
    private static string TraceId(string hex)
    {
        for (var from = 0; from + DigitsOfAnIin <= hex.Length; from++)
        {
            if (Values.Iin.TryParse(hex.Substring(from, DigitsOfAnIin), out _))
            {
                return ConsoleLog.Mask(hex);
            }
        }

        return hex;
    }

    private static void Failure(Utf8JsonWriter json, Exception? exception)
    {
        if (exception is null)
        {
            return;
        }

        json.WriteStartObject("exception");
        Text(json, "type", exception.GetType().FullName ?? exception.GetType().Name);
        Text(json, "message", exception.Message);
        Text(json, "detail", exception.ToString());
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string text) =>
        json.WriteString(name, ConsoleLog.Mask(text));
}
