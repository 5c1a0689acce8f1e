using System.Net.Http.Headers;
using System.Text;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Commands;

namespace Osms.Ledger.Tests.Breaking;

/// <summary>The service as a process of its own, called over HTTP.</summary>
internal sealed class RunningService : IDisposable
{
    private const int MostLines = 30;

    private readonly LedgerProgram _program;
    private readonly HttpClient _client;

    private RunningService(LedgerProgram program, Uri address)
    {
        _program = program;
        _client = new HttpClient { BaseAddress = address };
    }

    internal static async Task<RunningService> StartAsync(params (string Name, string Value)[] settings)
    {
        var program = LedgerProgram.Start(settings, "serve", "--urls", "http://127.0.0.1:0");
        try
        {
            return new RunningService(program, await program.ListeningAsync());
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }

    /// <summary>The last it wrote, without what it says of every call while the database is away.</summary>
    internal string Wrote => string.Join('\n', _program.Wrote().Split('\n')
        .Where(line => !line.Contains("is not available", StringComparison.Ordinal)).TakeLast(MostLines));

    internal Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    internal Task<Reply> PostAsync(string path, string json) => SendAsync(
        HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"));

    internal Task<Reply> RecordAsync(Fact fact) => PostAsync("/v1/commands", fact.Json);

    internal Task<Reply> ImportAsync(FactFile file)
    {
        var content = new ByteArrayContent(file.Bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        return SendAsync(HttpMethod.Post, "/v1/imports", content);
    }

    /// <summary>As <c>kill -9</c>.</summary>
    internal Task KillAsync() => _program.KillAsync();

    public void Dispose()
    {
        _program.Dispose();
        _client.Dispose();
    }

    /// <summary>The request got no answer, or one that says to send it again.</summary>
    internal static bool IsLost(Exception failure) =>
        failure is HttpRequestException or IOException or OperationCanceledException;

    private async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var response = await _client.SendAsync(request);
        return new Reply(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.RetryAfter?.ToString(),
            await response.Content.ReadAsStringAsync());
    }
}
