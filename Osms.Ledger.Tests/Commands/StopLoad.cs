using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Osms.Ledger.Tests.Api;

namespace Osms.Ledger.Tests.Commands;

/// <summary>
/// Callers that go on until the service is gone: commands, questions, batches of lines, one file. Each knows what it
/// was answered.
/// </summary>
internal sealed class StopLoad : IDisposable
{
    internal const int Rows = 30_000;
    private const int Lines = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly HttpClient _client;
    private readonly List<Task> _callers = [];
    private readonly TaskCompletionSource _underWay = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal StopLoad(Uri address) => _client = new HttpClient { BaseAddress = address, Timeout = Patience };

    /// <summary>References of the payments that were answered with 201.</summary>
    internal ConcurrentBag<string> Acknowledged { get; } = [];

    /// <summary>How often each kind of call got each status.</summary>
    internal ConcurrentDictionary<string, int> Answers { get; } = [];

    /// <summary>Answers that had begun and did not come to their end.</summary>
    internal ConcurrentBag<string> CutOff { get; } = [];

    /// <summary>What one caller sends as a file.</summary>
    internal string File { get; } = string.Join('\n', Enumerable.Range(0, Rows).Select(
        row => CommandCallTests.Payment(TestIin.Grown(1_000 + (row % 900)), $"row-{row}").ReplaceLineEndings("")));

    internal void Begin()
    {
        for (var caller = 0; caller < 4; caller++)
        {
            var (first, next) = (caller * 100, 0);
            _callers.Add(UntilGoneAsync("command", () =>
            {
                var reference = $"command-{first}-{next}";
                var command = CommandCallTests.Payment(TestIin.Grown(first + (next++ % 50)), reference);
                return ("/v1/commands", Json(command), _ => Acknowledged.Add(reference));
            }));
        }

        _callers.Add(UntilGoneAsync("question", () =>
            ("/v1/coverage", Json($$"""{"iin":"{{TestIin.Grown(1)}}"}"""), answer => answer.ShouldEndWith("}"))));
        var lines = string.Join('\n', Enumerable.Range(0, Lines).Select(n => $$"""{"iin":"{{TestIin.Grown(n)}}"}"""));
        _callers.Add(UntilGoneAsync("batch", () =>
            ("/v1/coverage/batch", Content(lines, "application/x-ndjson"),
                answer => answer.Count(c => c == '\n').ShouldBe(Lines))));
        _callers.Add(ImportAsync());
    }

    /// <summary>Every caller has been answered, and many commands recorded.</summary>
    internal async Task IsUnderWayAsync() => await _underWay.Task.WaitAsync(Patience);

    /// <summary>The first answer that says the service is not ready.</summary>
    internal async Task<HttpResponseMessage> NotReadyAsync()
    {
        while (true)
        {
            var response = await _client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                return response;
            }

            response.Dispose();
        }
    }

    internal Task EndAsync() => Task.WhenAll(_callers).WaitAsync(Patience);

    public void Dispose() => _client.Dispose();

    private async Task UntilGoneAsync(string kind, Func<(string Path, HttpContent Body, Action<string> Take)> next)
    {
        while (true)
        {
            var (path, body, take) = next();
            if (await SendAsync(kind, path, body) is not { } answer)
            {
                return;
            }

            take(answer);
            if (Acknowledged.Count > 50 && Answers.Count >= 3)
            {
                _underWay.TrySetResult();
            }
        }
    }

    // Its answer is not looked at: a stop may leave the file to be sent again.
    private async Task ImportAsync()
    {
        try
        {
            using var body = Content(File, "application/x-ndjson");
            using var response = await _client.PostAsync(new Uri("/v1/imports", UriKind.Relative), body);
            await response.Content.LoadIntoBufferAsync();
        }
        catch (HttpRequestException e)
        {
            e.ShouldNotBeNull();
        }
    }

    /// <summary>Null once the service takes no more requests.</summary>
    private async Task<string?> SendAsync(string kind, string path, HttpContent body)
    {
        HttpResponseMessage response;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
            response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        }
        catch (HttpRequestException)
        {
            return null;
        }

        using (response)
        {
            try
            {
                var answer = await response.Content.ReadAsStringAsync();
                Answers.AddOrUpdate($"{kind} {(int)response.StatusCode}", 1, (_, count) => count + 1);
                return answer;
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                CutOff.Add($"{kind}: {e.Message}");
                return null;
            }
        }
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static StringContent Content(string text, string mediaType) =>
        new(text, new MediaTypeHeaderValue(mediaType));
}
