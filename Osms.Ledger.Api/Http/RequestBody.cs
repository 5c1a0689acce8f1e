using System.Buffers;
using System.Net.Mime;

namespace Osms.Ledger.Api.Http;

/// <summary>Bodies of single calls: JSON, small, read once, before their turn comes.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int MaxBytesOfACall = 64 * 1024;
    private const int FirstBytes = 1024;

    private static readonly object Whole = new();

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int _length;

    private RequestBody()
    {
    }

    /// <summary>The problem to answer with; null when the body has come and it is its turn.</summary>
    internal IResult? Problem { get; private set; }

    /// <summary>Until it is disposed.</summary>
    internal ReadOnlyMemory<byte> Json => _buffer.AsMemory(0, _length);

    /// <summary>Some of the body of a call has not been sent yet.</summary>
    internal static bool IsStillComing(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method) && !http.Items.ContainsKey(Whole);

    /// <summary>The body once it is its turn to be worked on, or the problem to answer with.</summary>
    internal static Task<RequestBody> ReadJsonAsync(
        HttpContext http, Admission admission, int maxBytes = MaxBytesOfACall) =>
        ReadAsync(http, admission, maxBytes, asLines: false, []);

    /// <summary>The same of a call with parameters, whose answer may be lines without end.</summary>
    internal static Task<RequestBody> ReadQuestionAsync(
        HttpContext http, Admission admission, bool asLines, params string[] parameters) =>
        ReadAsync(http, admission, MaxBytesOfACall, asLines, parameters);

    private static async Task<RequestBody> ReadAsync(
        HttpContext http, Admission admission, int maxBytes, bool asLines, string[] parameters)
    {
        var body = new RequestBody();
        try
        {
            body.Problem = TypeProblem(http.Request)
                ?? QueryFields.Unknown(http.Request, parameters)
                ?? await body.ReadAsync(http, admission, maxBytes)
                ?? await (asLines ? admission.EnterLinesAsync(http) : admission.EnterCallAsync(http));
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private static IResult? TypeProblem(HttpRequest request) =>
        request.ContentType == MediaTypeNames.Application.Json || request.HasJsonContentType()
            ? null
            : Http.Problem.Of(
                StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "Send application/json.");

    private async Task<IResult?> ReadAsync(HttpContext http, Admission admission, int maxBytes)
    {
        int read;
        while ((read = await http.Request.Body.ReadAsync(_buffer.AsMemory(_length), http.RequestAborted)) > 0)
        {
            if (_length + read > maxBytes)
            {
                return Http.Problem.Of(
                    StatusCodes.Status413PayloadTooLarge, "body-too-large",
                    $"A call has at most {maxBytes / 1024} KiB.");
            }

            // Many that send a large one and never end it must not fill the memory.
            var becomesLarge = _length <= MaxBytesOfACall && _length + read > MaxBytesOfACall;
            if (becomesLarge && await admission.EnterLargeAsync(http) is { } busy)
            {
                return busy;
            }

            _length += read;
            if (_length == _buffer.Length)
            {
                Grow();
            }
        }

        http.Items[Whole] = true;
        return null;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        Json.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
