using System.Buffers;
using System.Text.Json;
using Osms.Ledger.Queries;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>An answer in one piece, its length told before it.</summary>
internal sealed class CoverageResult(CoverageAnswer answer, AsOf knownAt, Language language) : IResult
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        var json = _json ??= new Utf8JsonWriter(buffer, CoverageJson.Writing);
        buffer.ResetWrittenCount();
        json.Reset();
        CoverageJson.Write(json, answer, knownAt, LanguageTexts.Of(language));
        json.Flush();
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = buffer.WrittenCount;
        response.BodyWriter.Write(buffer.WrittenSpan);
        var sending = response.BodyWriter.FlushAsync(httpContext.RequestAborted);
        return sending.IsCompletedSuccessfully ? Task.CompletedTask : UntilTakenAsync(sending.AsTask());
    }

    // What is not taken in time ends with its connection.
    private static async Task UntilTakenAsync(Task sending) =>
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
