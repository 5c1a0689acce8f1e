using System.Text;
using System.Text.RegularExpressions;
using Osms.Ledger.Tests.Api;

namespace Osms.Ledger.Tests.Golden;

/// <summary>
/// A reply as a text to compare: every byte of the body is kept, line breaks are only put between its tokens.
/// </summary>
internal static partial class HttpText
{
    private static readonly (Regex What, string With)[] Volatile =
    [
        (At(), "\"$1At\":\"<$1At>\""),
        (TraceId(), "\"traceId\":\"<traceId>\""),
        (CorrelationId(), "\"correlationId\":\"<correlationId>\""),
        (Rules(), "\"rules\":\"<rules>\""),
        (InstantInCsv(), "<recordedAt>"),
        (CorrelationIdInCsv(), "<correlationId>"),
    ];

    internal static string Of(Reply reply)
    {
        var text = new StringBuilder($"{reply.Status}\ncontent-type: {reply.ContentType}\n");
        if (reply.RetryAfter is { } seconds)
        {
            text.Append($"retry-after: {seconds}\n");
        }

        if (reply.Location is { } location)
        {
            text.Append($"location: {location}\n");
        }

        var body = Volatile.Aggregate(reply.Text, (whole, one) => one.What.Replace(whole, one.With));
        return text.Append('\n').Append(reply.Json.ValueKind == default ? body : Laid(body)).Append('\n').ToString();
    }

    /// <summary>Breaks lines after commas and brackets outside of texts; removes nothing.</summary>
    internal static string Laid(string json)
    {
        var text = new StringBuilder();
        var depth = 0;
        var isText = false;
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            var closes = !isText && c is '}' or ']' && !isText;
            if (closes && json[i - 1] is not ('{' or '['))
            {
                Break(--depth);
            }
            else if (closes)
            {
                depth--;
            }

            text.Append(c);
            isText = c == '"' ? !isText : isText;
            if (isText && c == '\\')
            {
                text.Append(json[++i]);
            }
            else if (!isText && c is '{' or '[' && !isText)
            {
                depth++;
                if (json[i + 1] is not ('}' or ']'))
                {
                    Break(depth);
                }
            }
            else if (!isText && c == ',')
            {
                Break(depth);
            }
        }

        return text.ToString();

        void Break(int to) => text.Append('\n').Append(' ', 2 * to);
    }

    [GeneratedRegex("\"(recorded|started|updated|finished)At\":\"[^\"]+\"")]
    private static partial Regex At();

    [GeneratedRegex("\"traceId\":\"[^\"]+\"")]
    private static partial Regex TraceId();

    [GeneratedRegex("\"correlationId\":\"[0-9a-f]{32}\"")]
    private static partial Regex CorrelationId();

    [GeneratedRegex("\"rules\":\"[0-9a-f]{16}\"")]
    private static partial Regex Rules();

    [GeneratedRegex("(?<=,)[0-9]{4}-[0-9]{2}-[0-9]{2}T[^,]+(?=,)")]
    internal static partial Regex InstantInCsv();

    [GeneratedRegex("(?<=,)[0-9a-f]{32}(?=,)")]
    internal static partial Regex CorrelationIdInCsv();
}
