using System.Text.Json;

namespace Osms.Ledger.Tests.Api;

/// <summary>What the service answered.</summary>
public sealed record Reply(int Status, string? ContentType, string? RetryAfter, string Text)
{
    /// <summary>Where to ask further.</summary>
    public string? Location { get; init; }

    /// <summary>Method and path of the call.</summary>
    public (string Method, string Path) Call { get; init; } = ("", "");

    public JsonElement Json { get; } = ContentType?.Contains("json") == true ? Parse(Text) : default;

    /// <summary>The stable code of a problem.</summary>
    public string? Code => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("code", out var code)
        ? code.GetString()
        : null;

    /// <summary>Field and code of each error of a problem, in order.</summary>
    public IReadOnlyList<string> Errors =>
    [
        .. Json.GetProperty("errors").EnumerateArray()
            .Select(error => $"{error.GetProperty("field")}: {error.GetProperty("code")}"),
    ];

    public long Position => Json.GetProperty("position").GetInt64();

    public JsonElement this[string field] => Json.GetProperty(field);

    /// <summary>The reply, once it is a problem with this status and code.</summary>
    public Reply ShouldBeProblem(int status, string code)
    {
        (Status, Code, ContentType).ShouldBe((status, code, "application/problem+json"), Text);
        this["status"].GetInt32().ShouldBe(status);
        this["title"].GetString().ShouldNotBeNullOrWhiteSpace();
        return this;
    }

    /// <summary>The reply, once it has this status.</summary>
    public Reply ShouldBe(int status)
    {
        Status.ShouldBe(status, Text);
        return this;
    }

    private static JsonElement Parse(string text)
    {
        if (text.Length == 0)
        {
            return default;
        }

        // Of several lines the first.
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(text), isFinalBlock: false, default);
        return JsonElement.ParseValue(ref reader);
    }
}
