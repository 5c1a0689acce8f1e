using Microsoft.Extensions.DependencyInjection.Extensions;
using Osms.Ledger.Api.Endpoints;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;

namespace Osms.Ledger.Api.Hosting;

/// <summary>The HTTP service from its database to its last request.</summary>
internal sealed partial class Service : IAsyncDisposable
{
    private readonly LedgerDatabase _database;
    private readonly LedgerOptions _options;
    private readonly WebApplication _app;

    private Service(LedgerDatabase database, LedgerOptions options, WebApplication app)
    {
        _database = database;
        _options = options;
        _app = app;
    }

    /// <summary>Where it listens.</summary>
    internal IEnumerable<string> Urls => _app.Urls;

    internal IServiceProvider Services => _app.Services;

    /// <summary>Runs until it is told to stop; then its own PostgreSQL stops too, if nobody else uses it.</summary>
    internal static async Task RunAsync(string[] args, TextWriter output, CancellationToken cancellation)
    {
        await using var service = await StartAsync(args, replace: null, cancellation);
        await Greeting.GiveAsync(
            service, service._database, ConsoleLog.IsJson(service._options.LogFormat), output);
        Serving(service.Services);
        await service.StopWhenToldAsync(cancellation);
    }

    /// <summary>Returns when it answers requests.</summary>
    /// <param name="args">Options of ASP.NET.</param>
    /// <param name="replace">Puts other services in the place of some, a clock for instance; null for none.</param>
    /// <param name="cancellation">Stops starting.</param>
    internal static async Task<Service> StartAsync(
        string[] args, Action<IServiceCollection>? replace, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateBuilder(args);
        var options = LedgerSettings.Read(builder.Configuration);
        ServedAddresses.Check(builder.Configuration);
        ConsoleLog.Configure(builder.Logging, options.LogFormat, toErrorFrom: LogLevel.None);
        using var early = LoggerFactory.Create(
            logs => ConsoleLog.Configure(logs, options.LogFormat, toErrorFrom: LogLevel.None));
        var database = await LedgerDatabase.OpenAsync(
            builder.Configuration, early.CreateLogger("Osms.Ledger"), cancellation);
        WebApplication? app = null;
        try
        {
            builder.Services.AddSingleton(ImportSpool.Of(options.SpoolDirectory, database));
            app = Build(builder, options with { ConnectionString = database.ConnectionString }, replace);
            await app.Services.PrepareLedgerAsync(cancellation);
            await StartAsync(app, cancellation);
            return new Service(database, options, app);
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
        CallThreads.Keep(options.ImportsAtOnce);
        builder.Services.AddOsmsLedger(options);
        UseEdition(builder, options);
        builder.Services.AddHostedService<HighWaterKeeper>();
        builder.Services.AddHostedService<ReadModelKeeper>();
        builder.Services.AddHostedService<FigureKeeper>();
        CallLimits.Configure(builder, options);
        builder.Services.AddSingleton<ImportSlots>();
        builder.Services.AddSingleton<ImportQueue>();
        builder.Services.TryAddSingleton<IImportTurns, ImmediateTurns>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ImportQueue>());
        builder.Services.AddSingleton<Draining>();
        builder.Services.AddSingleton<IHostLifetime, SignalledLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.StopTimeout);
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Http.Problem.Complete);
        builder.Services.AddSingleton<IProblemDetailsWriter, Http.ProblemForAnyone>();
        builder.Services.AddExceptionHandler<Http.Failures>();
        builder.Services.ConfigureHttpJsonOptions(json => LedgerJson.Configure(json.SerializerOptions));
        LedgerDocument.Add(builder.Services);
        TelemetryExport.AddWhenAskedFor(builder.Services, builder.Configuration);
        replace?.Invoke(builder.Services);
        var app = builder.Build();
        if (options.LogRequests)
        {
            app.UseMiddleware<RequestLog>();
        }

        app.Use(app.Services.GetRequiredService<Draining>().CloseConnectionAsync);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        CallLimits.Use(app);
        CommandEndpoint.Map(app);
        ImportEndpoint.Map(app);
        ImportStatusEndpoint.Map(app);
        ImportImpactEndpoint.Map(app);
        CoverageEndpoints.Map(app);
        ChangesEndpoint.Map(app);
        WhatIfEndpoint.Map(app);
        HistoryEndpoint.Map(app);
        CoverageBatchEndpoint.Map(app);
        ContributionsEndpoint.Map(app);
        EmployersEndpoint.Map(app);
        RemarksEndpoint.Map(app);
        ReconciliationEndpoint.Map(app);
        StatisticsEndpoint.Map(app);
        ReconciliationPersonsEndpoint.Map(app);
        HealthEndpoints.Map(app);
        TransferEndpoint.Map(app);
        DifferencesEndpoint.Map(app);
        DifferencePersonsEndpoint.Map(app);
        MonthEndpoints.Map(app);
        RegulationEndpoints.Map(app);
        PackageEndpoints.Map(app);
        LedgerDocument.Map(app);
        return app;
    }

    /// <summary>Lets somebody else host the handlers, in the edition that has one.</summary>
    static partial void UseEdition(WebApplicationBuilder builder, LedgerOptions options);

    /// <summary>What that one does in the background once the service answers.</summary>
    static partial void Serving(IServiceProvider services);

    /// <summary>
    /// Says first that it is not ready, then closes the door, then lets what runs come to its end.
    /// </summary>
    private async Task StopWhenToldAsync(CancellationToken told)
    {
        var stopping = Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(told, stopping))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, either.Token).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing);
        }

        Services.GetRequiredService<Draining>().Begin();
        await Task.Delay(_options.DrainTime, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.StopAsync(CancellationToken.None);
    }
}
