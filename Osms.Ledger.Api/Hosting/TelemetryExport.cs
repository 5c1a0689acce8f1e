using System.Reflection;
using System.Runtime.CompilerServices;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Osms.Ledger.Telemetry;

namespace Osms.Ledger.Api.Hosting;

/// <summary>
/// Spans and metrics by OTLP, when the standard variables name a collector; otherwise nothing of it is loaded. A
/// collector that is away or slow costs nothing but what it would have been told.
/// </summary>
internal static class TelemetryExport
{
    private const string Driver = "Npgsql";

    private static readonly string[] Collectors =
    [
        "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
    ];

    internal static void AddWhenAskedFor(IServiceCollection services, IConfiguration configuration)
    {
        if (Collectors.Any(name => !string.IsNullOrWhiteSpace(configuration[name])))
        {
            Add(services);
        }
    }

    // Kept apart: where nobody asks for it, its assemblies are not even loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(IServiceCollection services) => services.AddOpenTelemetry()
        .ConfigureResource(resource => resource
            .AddService("osms-ledger", serviceVersion: Version)

            // Last, so that OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win.
            .AddEnvironmentVariableDetector())
        .WithTracing(spans => spans
            .AddSource(LedgerTelemetry.Name, Driver)
            .AddAspNetCoreInstrumentation()
            .AddProcessor(new MaskedSpans())
            .AddOtlpExporter())
        .WithMetrics(metrics => metrics
            .AddMeter(LedgerTelemetry.Name, Driver)
            .AddAspNetCoreInstrumentation()
            .AddRuntimeInstrumentation()
            .AddOtlpExporter());

    private static string Version => typeof(TelemetryExport).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
