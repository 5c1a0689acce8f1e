using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Osms.Ledger.Api.Hosting;
using Osms.Ledger.Tests.Hosting;

namespace Osms.Ledger.Tests.Api;

/// <summary>
/// The service as it runs, on a loopback port and a database of its own; its day is 22 November 2026 in Kazakhstan.
/// </summary>
public class LedgerApi : IAsyncLifetime
{
    public static readonly DateOnly Today = new(2026, 11, 22);

    private readonly HttpClient _client = new();
    private readonly DirectoryInfo _spool = Directory.CreateTempSubdirectory("osms-spool-");
    private Service? _service;

    /// <summary>Where its database is.</summary>
    public string Database { get; private set; } = "";

    /// <summary>Where it listens.</summary>
    public Uri Address => _client.BaseAddress!;

    /// <summary>Where its files wait until they are imported.</summary>
    protected virtual string Spool => Path.Combine(_spool.FullName, "imports");

    /// <summary>Those of the service.</summary>
    public IServiceProvider Services => _service!.Services;

    /// <summary>Settings beside the database, as arguments.</summary>
    protected virtual string[] Settings => [];

    public virtual async Task InitializeAsync()
    {
        Database = await TestPostgres.CreateDatabaseAsync();
        await StartAsync(Database);
    }

    public virtual async Task DisposeAsync()
    {
        _client.Dispose();
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }

        _spool.Delete(recursive: true);
    }

    /// <summary>As a signal does: what runs ends in good order.</summary>
    public void TellToStop() =>
        _service!.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>()
            .StopApplication();

    public Task<Reply> RecordAsync(string command) => PostAsync("/v1/commands", command);

    /// <summary>Sends JSON.</summary>
    public Task<Reply> PostAsync(string path, string body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(body), "application/json", headers);

    /// <summary>Sends a file.</summary>
    public Task<Reply> ImportAsync(
        byte[] file, string query = "", string? contentType = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, $"/v1/imports{query}", file, contentType, headers);

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null, null, []);

    public async Task<Reply> SendAsync(
        HttpMethod method, string path, byte[]? body, string? contentType, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType =
                contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        }

        // Whoever sends much asks first: an answer that comes before the end would break the connection.
        request.Headers.ExpectContinue = body?.Length > 1_000_000;
        foreach (var (name, value) in headers)
        {
            (request.Headers.TryAddWithoutValidation(name, value)
                || request.Content!.Headers.TryAddWithoutValidation(name, value)).ShouldBeTrue();
        }

        using var response = await _client.SendAsync(request);
        return new Reply(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.RetryAfter?.ToString(),
            await response.Content.ReadAsStringAsync())
        {
            Location = response.Headers.Location?.ToString(),
            Call = (method.Method, path),
        };
    }

    /// <summary>Starts the service on a database, which need not be reached as it was made.</summary>
    protected async Task StartAsync(string connection)
    {
        string[] args =
        [
            "--urls", "http://127.0.0.1:0", $"--{LedgerDatabase.ConnectionSetting}", connection,
            "--Ledger:SpoolDirectory", Spool, "--Logging:LogLevel:Default", "None", .. Settings,
        ];
        _service = await Service.StartAsync(args, Replace, default);
        _client.BaseAddress = new Uri(_service.Urls.Single());
    }

    /// <summary>Puts other services in the place of some.</summary>
    protected virtual void Replace(IServiceCollection services) =>
        services.AddSingleton<TimeProvider>(new FixedClock());

    // Half past one at night in Kazakhstan: in UTC it is still the day before.
    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 21, 20, 30, 0, TimeSpan.Zero);
    }
}
