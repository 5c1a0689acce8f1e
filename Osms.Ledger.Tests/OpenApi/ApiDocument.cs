using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Osms.Ledger.Tests.Api;

namespace Osms.Ledger.Tests.OpenApi;

/// <summary>The document of a running service, and whether an answer is one that it describes.</summary>
internal sealed partial class ApiDocument
{
    private readonly JsonElement _root;
    private readonly JsonShape _shape;

    internal ApiDocument(JsonElement root)
    {
        _root = root;
        _shape = new JsonShape(root);
    }

    internal JsonElement Root => _root;

    /// <summary>Method and template, in the order of the document.</summary>
    internal IEnumerable<string> Calls =>
        from path in _root.GetProperty("paths").EnumerateObject()
        from call in path.Value.EnumerateObject()
        select $"{call.Name.ToUpperInvariant()} {path.Name}";

    internal static async Task<ApiDocument> OfAsync(LedgerApi api) =>
        new((await api.GetAsync("/openapi/v1.json")).ShouldBe(200).Json);

    /// <summary>One call; null when there is none like it.</summary>
    internal JsonElement? Find(string method, string path)
    {
        var plain = path.Split('?')[0].Split('/');
        foreach (var described in _root.GetProperty("paths").EnumerateObject())
        {
            var template = described.Name.Split('/');
            if (template.Length == plain.Length
                && template.Zip(plain).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second)
                && described.Value.TryGetProperty(method.ToLowerInvariant(), out var call))
            {
                return call;
            }
        }

        return null;
    }

    /// <summary>The codes of problems that a call describes, with their status.</summary>
    internal static IEnumerable<(int Status, string Code)> ProblemsOf(JsonElement call) =>
        from response in call.GetProperty("responses").EnumerateObject()
        from Match code in Listed().Matches(response.Value.GetProperty("description").GetString()!)
        select (int.Parse(response.Name, CultureInfo.InvariantCulture), code.Groups[1].Value);

    /// <summary>What the document does not say about an answer; empty when it says everything.</summary>
    internal IReadOnlyList<string> Undescribed(string method, string path, Reply reply)
    {
        if (Find(method, path) is not { } call)
        {
            // Of what is no call only these are said.
            return reply.Code is "not-found" or "method-not-allowed" or "address-too-long"
                ? []
                : [$"{method} {path} is not described"];
        }

        var status = reply.Status.ToString(CultureInfo.InvariantCulture);
        if (!call.GetProperty("responses").TryGetProperty(status, out var response)
            || !response.GetProperty("content").TryGetProperty(reply.ContentType ?? "", out var media))
        {
            return [$"{method} {path} does not describe {status} {reply.ContentType}"];
        }

        if (reply.Status >= 400 && !ProblemsOf(call).Contains((reply.Status, reply.Code!)))
        {
            return [$"{method} {path} does not describe {status} {reply.Code}"];
        }

        if (reply.RetryAfter is not null && !HasHeader(response, "Retry-After"))
        {
            return [$"{method} {path} does not describe the Retry-After of {status}"];
        }

        return reply.ContentType!.EndsWith("json", StringComparison.Ordinal) && !reply.ContentType.Contains("ndjson")
            ? _shape.Differences(media.GetProperty("schema"), reply.Json)
            : [];
    }

    internal IReadOnlyList<string> Differences(JsonElement schema, JsonElement value) =>
        _shape.Differences(schema, value);

    private static bool HasHeader(JsonElement response, string name) =>
        response.TryGetProperty("headers", out var headers) && headers.TryGetProperty(name, out _);

    [GeneratedRegex("(?m)^- `([a-z0-9-]+)`: ")]
    private static partial Regex Listed();
}
