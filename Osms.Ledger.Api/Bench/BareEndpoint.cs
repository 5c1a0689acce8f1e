using System.Collections.Concurrent;
using Npgsql;

namespace Osms.Ledger.Api.Bench;

/// <summary>
/// The limit of the service: the same lookup behind a minimal endpoint in this process, with nothing around it. JSON
/// comes in, the row goes out as JSON.
/// </summary>
internal sealed class BareEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentBag<BareLookup> _lookups;

    private BareEndpoint(WebApplication app, ConcurrentBag<BareLookup> lookups) => (_app, _lookups) = (app, lookups);

    /// <summary>Where to post questions to.</summary>
    internal Uri Address => new(new Uri(_app.Urls.Single()), "/lookup");

    internal static async Task<BareEndpoint> StartAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var lookups = new ConcurrentBag<BareLookup>();
        for (var i = 0; i < Callers.OverHttp; i++)
        {
            lookups.Add(await BareLookup.OpenAsync(database, cancellation));
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/lookup", async (BareQuestion question, CancellationToken aborted) =>
        {
            // There are as many as callers.
            lookups.TryTake(out var lookup);
            var row = await lookup!.FindAsync(question.Iin, aborted);
            lookups.Add(lookup);
            return row;
        });
        await app.StartAsync(cancellation);
        return new BareEndpoint(app, lookups);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        foreach (var lookup in _lookups)
        {
            await lookup.DisposeAsync();
        }
    }

    private sealed record BareQuestion(string Iin, DateOnly At);
}
