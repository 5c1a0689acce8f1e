using System.Reflection;
using Osms.Ledger.Api.Endpoints;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;

namespace Osms.Ledger.Api.Hosting;

/// <summary>The HTTP service from its database to its last request.</summary>
internal static partial class Service
{
    /// <summary>Runs until it is told to stop; then its own PostgreSQL stops too, if nobody else uses it.</summary>
    internal static async Task RunAsync(string[] args, TextWriter output, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateBuilder(args);
        Logging(builder.Logging);
        using var early = LoggerFactory.Create(Logging);
        await using var database = await LedgerDatabase.OpenAsync(
            builder.Configuration, early.CreateLogger("Osms.Ledger"), cancellation);
        await using var app = Build(builder, database.ConnectionString);
        await app.Services.PrepareLedgerAsync(cancellation);
        await StartAsync(app, cancellation);
        await GreetAsync(app, database, output);
        await app.WaitForShutdownAsync(cancellation);
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

    private static WebApplication Build(WebApplicationBuilder builder, string connectionString)
    {
        var options = LedgerSettings.Read(builder.Configuration) with { ConnectionString = connectionString };
        builder.Services.AddOsmsLedger(options);
        builder.Services.AddHostedService<HighWaterKeeper>();
        builder.Services.AddHostedService<ReadModelKeeper>();
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context =>
        {
            // Answers of the framework itself (no such route, wrong method) get a code too.
            var status = context.ProblemDetails.Status ?? StatusCodes.Status500InternalServerError;
            context.ProblemDetails.Extensions.TryAdd("code", CodeOf(status));
        });
        builder.Services.AddExceptionHandler<Http.Failures>();
        builder.Services.ConfigureHttpJsonOptions(json => LedgerJson.Configure(json.SerializerOptions));
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
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

    private static void Logging(ILoggingBuilder logs)
    {
        logs.ClearProviders();
        logs.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.UseUtcTimestamp = true;
        });
        logs.AddFilter("Microsoft", LogLevel.Warning);
        logs.AddFilter("Npgsql", LogLevel.Warning);

        // A failed start is told in one sentence by whoever started it.
        logs.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

        // Its one message per failed request repeats what Failures logs.
        logs.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);
    }

    private static async Task GreetAsync(WebApplication app, LedgerDatabase database, TextWriter output)
    {
        var version = typeof(Service).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];
        var rules = app.Services.GetRequiredService<RuleBook>();
        var position = app.Services.GetRequiredService<HighWater>().Current;
        var copy = app.Services.GetRequiredService<BulkRole>().ForeignKey
            ? "with the foreign key (the role may not switch it off: imports are slower)"
            : "without the foreign key";
        var where = database.Own is { } own
            ? $"PostgreSQL of its own in {own.DataDirectory}"
            : $"PostgreSQL as configured in {LedgerDatabase.ConnectionSetting}";
        await output.WriteLineAsync($"Osms.Ledger {version}, rules {rules.Digest}, position {position}");
        await output.WriteLineAsync($"{where}; imports copy {copy}");
        foreach (var url in app.Urls)
        {
            await output.WriteLineAsync($"Listening on {url}");
        }

        await output.WriteLineAsync("""
            Try next, in another terminal:
              dotnet run --project Osms.Ledger.Api -- import docs/samples/register.ndjson docs/samples/employer-2026-10.mt102
            """);
        await output.FlushAsync();
    }
}
