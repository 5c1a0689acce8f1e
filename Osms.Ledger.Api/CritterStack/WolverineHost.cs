using JasperFx;
using JasperFx.CodeGeneration;
using Marten;
using Osms.Ledger.Api.Hosting;
using Osms.Ledger.Handlers;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Marten;
using Wolverine.RuntimeCompilation;

namespace Osms.Ledger.Api.CritterStack;

/// <summary>Wolverine as the host of the handlers.</summary>
internal static class WolverineHost
{
    private const string Imports = "imports";

    private static readonly TimeSpan UntilGoneOnWith = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenSignsOfLife = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UntilThoughtDead = TimeSpan.FromSeconds(15);

    internal static void Use(WebApplicationBuilder builder, LedgerOptions options)
    {
        var services = builder.Services;
        services.Select(service => service.ImplementationInstance)
            .OfType<MartenServiceCollectionExtensions.MartenConfigurationExpression>().Single()
            .IntegrateWithWolverine(integration =>
            {
                integration.MessageStorageSchemaName = WolverineSchema.Name;
                integration.AutoCreate = AutoCreate.CreateOrUpdate;
            });
        services.AddHostedService<WolverineSchema>();
        services.AddWolverine(ExtensionDiscovery.ManualOnly, wolverine => Configure(wolverine, options));
        services.AddSingleton<ILedgerCalls, WolverineCalls>();
        services.AddSingleton<IImportTurns, DurableTurns>();
        services.AddSingleton<IAcceptedImports, AcceptedImports>();
        TryOnce(services, options);
        Quiet(builder.Logging);
        DatabaseAwayFilter.Add(services);
    }

    private static void Configure(WolverineOptions wolverine, LedgerOptions options)
    {
        wolverine.ApplicationAssembly = typeof(WolverineHost).Assembly;
        wolverine.ServiceName = "osms-ledger";
        wolverine.UseRuntimeCompilation();
        wolverine.CodeGeneration.TypeLoadMode = TypeLoadMode.Dynamic;
        wolverine.Discovery.DisableConventionalDiscovery();
        Type[] handlers =
        [
            .. HandlerMethod.All.Select(handler => handler.Method.DeclaringType!).Distinct(),
            typeof(AcceptImportHandler), typeof(ImportAcceptedHandler),
        ];
        Array.ForEach(handlers, type => wolverine.Discovery.IncludeType(type));
        Contention.HandleAgain(wolverine, options.MaxAttempts);
        wolverine.PublishMessage<ImportAccepted>().ToLocalQueue(Imports)
            .UseDurableInbox().MaximumParallelMessages(options.ImportsAtOnce);
        wolverine.OnException<ImportInterruptedException>().ScheduleRetryIndefinitely(UntilGoneOnWith);

        // A service that is thought dead too early loses nothing: whose file is open is somebody's.
        wolverine.Durability.Mode = DurabilityMode.Balanced;
        wolverine.Durability.HealthCheckPollingTime = BetweenSignsOfLife;
        wolverine.Durability.StaleNodeTimeout = UntilThoughtDead;
    }

    // Wolverine tries again; a file counts its batches, so it does so itself.
    private static void TryOnce(IServiceCollection services, LedgerOptions options)
    {
        var once = options with { MaxAttempts = 1 };
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<InsuranceLedger>(p, once));
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<MonthLedger>(p, once));
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<FileImports>(
            p, ActivatorUtilities.CreateInstance<InsuranceLedger>(p, options)));
    }

    // Of a message that fails its text is logged, which may hold an IIN; what fails is told by whoever sent it.
    private static void Quiet(ILoggingBuilder logs)
    {
        logs.AddFilter(typeof(HandlerMethod).Namespace, LogLevel.None);
        logs.AddFilter(typeof(WolverineHost).Namespace, LogLevel.None);
        logs.AddFilter("Wolverine", LogLevel.Warning);
        logs.AddFilter("JasperFx", LogLevel.Warning);
        logs.AddFilter("Marten", LogLevel.Warning);
    }
}
