using System.Reflection;
using Osms.Ledger.Api.Endpoints;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;

namespace Osms.Ledger.Api.Hosting;

/// <summary>The HTTP service from its database to its last request.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly LedgerDatabase _database;
    private readonly WebApplication _app;

    private Service(LedgerDatabase database, WebApplication app)
    {
        _database = database;
        _app = app;
    }

    /// <summary>Where it listens.</summary>
    internal IEnumerable<string> Urls => _app.Urls;

    internal IServiceProvider Services => _app.Services;

    /// <summary>Runs until it is told to stop; then its own PostgreSQL stops too, if nobody else uses it.</summary>
    internal static async Task RunAsync(string[] args, TextWriter output, CancellationToken cancellation)
    {
        await using var service = await StartAsync(args, replace: null, cancellation);
        await service.GreetAsync(output);
        await service._app.WaitForShutdownAsync(cancellation);
    }

    /// <summary>Returns when it answers requests.</summary>
    /// <param name="args">Options of ASP.NET.</param>
    /// <param name="replace">Puts other services in the place of some, a clock for instance; null for none.</param>
    /// <param name="cancellation">Stops starting.</param>
    internal static async Task<Service> StartAsync(
        string[] args, Action<IServiceCollection>? replace, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateBuilder(args);
        ConsoleLog.Configure(builder.Logging, toErrorFrom: LogLevel.None);
        var options = LedgerSettings.Read(builder.Configuration);
        using var early = LoggerFactory.Create(logs => ConsoleLog.Configure(logs, toErrorFrom: LogLevel.None));
        var database = await LedgerDatabase.OpenAsync(
            builder.Configuration, early.CreateLogger("Osms.Ledger"), cancellation);
        WebApplication? app = null;
        try
        {
            app = Build(builder, options with { ConnectionString = database.ConnectionString }, replace);
            await app.Services.PrepareLedgerAsync(cancellation);
            await StartAsync(app, cancellation);
            return new Service(database, app);
        }
        catch
        {
            await DisposeAsync(app, database);
            throw;
        }
    }

    private static async Task StartAsync(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch
        {
            // What had started must stop in good order, or it complains of being cut off.
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }

    public ValueTask DisposeAsync() => DisposeAsync(_app, _database);

    private static async ValueTask DisposeAsync(WebApplication? app, LedgerDatabase database)
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }

        await database.DisposeAsync();
    }

    private static WebApplication Build(
        WebApplicationBuilder builder, LedgerOptions options, Action<IServiceCollection>? replace)
    {
        builder.Services.AddOsmsLedger(options);
        builder.Services.AddHostedService<HighWaterKeeper>();
        builder.Services.AddHostedService<ReadModelKeeper>();
        CallLimits.Configure(builder, options);
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context =>
        {
            // Answers of the framework itself (no such route, wrong method) get a code too.
            var status = context.ProblemDetails.Status ?? StatusCodes.Status500InternalServerError;
            if (context.ProblemDetails.Extensions.TryAdd("code", CodeOf(status)))
            {
                context.ProblemDetails.Type = Http.Problem.TypeOf(CodeOf(status));
            }
        });
        builder.Services.AddExceptionHandler<Http.Failures>();
        builder.Services.ConfigureHttpJsonOptions(json => LedgerJson.Configure(json.SerializerOptions));
        replace?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        CallLimits.Use(app);
        CommandEndpoint.Map(app);
        ImportEndpoint.Map(app);
        CoverageEndpoints.Map(app);
        CoverageBatchEndpoint.Map(app);
        HealthEndpoints.Map(app);
        return app;
    }

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => "not-found",
        StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
        StatusCodes.Status415UnsupportedMediaType => "unsupported-media-type",
        _ => status >= 500 ? "internal" : Http.Problem.Unreadable,
    };

    private async Task GreetAsync(TextWriter output)
    {
        var version = typeof(Service).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];
        var rules = Services.GetRequiredService<RuleBook>();
        var position = Services.GetRequiredService<HighWater>().Current;
        var copy = Services.GetRequiredService<BulkRole>().ForeignKey
            ? "with the foreign key (the role may not switch it off: imports are slower)"
            : "without the foreign key";
        var where = _database.Own is { } own
            ? $"PostgreSQL of its own in {own.DataDirectory}"
            : $"PostgreSQL as configured in {LedgerDatabase.ConnectionSetting}";
        await output.WriteLineAsync($"Osms.Ledger {version}, rules {rules.Digest}, position {position}");
        await output.WriteLineAsync($"{where}; imports copy {copy}");
        foreach (var url in Urls)
        {
            await output.WriteLineAsync($"Listening on {url}");
        }

        await output.WriteLineAsync("Try next, in another terminal:");
        await output.WriteLineAsync(
            "  dotnet run --project Osms.Ledger.Api -- import "
            + "docs/samples/register.ndjson docs/samples/employer-2026-10.mt102");
        await output.FlushAsync();
    }
}
