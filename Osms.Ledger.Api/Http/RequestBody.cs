namespace Osms.Ledger.Api.Http;

/// <summary>Bodies of single calls: JSON, small, read once, before their turn comes.</summary>
internal static class RequestBody
{
    private const int MaxBytesOfACall = 64 * 1024;

    private static readonly object Whole = new();

    /// <summary>Some of the body of a call has not been sent yet.</summary>
    internal static bool IsStillComing(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method) && !http.Items.ContainsKey(Whole);

    /// <summary>The body once it is its turn to be worked on, or the problem to answer with.</summary>
    internal static async Task<(ReadOnlyMemory<byte> Body, IResult? Problem)> ReadJsonAsync(
        HttpContext http, int maxBytes = MaxBytesOfACall)
    {
        if (!http.Request.HasJsonContentType())
        {
            return (default, Problem.Of(
                StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "Send application/json."));
        }

        if (QueryFields.Unknown(http.Request) is { } unknown)
        {
            return (default, unknown);
        }

        var admission = http.RequestServices.GetRequiredService<Admission>();
        using var body = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            if (body.Length + read > maxBytes)
            {
                var limit = $"A call has at most {maxBytes / 1024} KiB.";
                return (default, Problem.Of(StatusCodes.Status413PayloadTooLarge, "body-too-large", limit));
            }

            // Many that send a large one and never end it must not fill the memory.
            var becomesLarge = body.Length <= MaxBytesOfACall && body.Length + read > MaxBytesOfACall;
            if (becomesLarge && await admission.EnterLargeAsync(http) is { } busy)
            {
                return (default, busy);
            }

            body.Write(buffer, 0, read);
        }

        http.Items[Whole] = true;
        return (body.ToArray(), await admission.EnterCallAsync(http));
    }
}
