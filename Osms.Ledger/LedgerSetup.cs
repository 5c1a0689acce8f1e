using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Osms.Ledger.Audit;
using Osms.Ledger.Handlers;
using Osms.Ledger.Journal;
using Osms.Ledger.Packages;
using Osms.Ledger.Projections;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;

namespace Osms.Ledger;

/// <summary>Everything a host needs to run the ledger.</summary>
public static partial class LedgerSetup
{
    /// <summary>Registers the ledger; the host calls <see cref="PrepareLedgerAsync"/> before it uses it.</summary>
    public static IServiceCollection AddOsmsLedger(this IServiceCollection services, LedgerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options.ConnectionString);
        services.AddSingleton(options.Validate());
        services.AddSingleton(RuleBook.Embedded);
        services.AddSingleton(PackageBook.Embedded);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => OpenDatabase(
            options.ConnectionString, options.CommandTimeout, provider.GetService<ILoggerFactory>()));
        services.AddSingleton(_ => new BulkRole());
        services.AddSingleton<IEventStore>(p => new NpgsqlEventStore(
            p.GetRequiredService<NpgsqlDataSource>(), p.GetRequiredService<BulkRole>()));
        services.AddSingleton<HighWater>();
        services.AddSingleton(p => new PositionClock(
            p.GetRequiredService<NpgsqlDataSource>(), p.GetRequiredService<HighWater>(), options.SettlePatience));
        services.AddSingleton<CoverageTable>();
        services.AddSingleton<StateTable>();
        services.AddSingleton<FigureStretches>();
        services.AddSingleton<PersonProjection>();
        services.AddSingleton<ReadModel>();
        services.AddSingleton<LedgerGauges>();
        services.AddSingleton<InPlaceRebuild>();
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<Rebuild>(p, options.RebuildWorkers));
        services.AddSingleton<PersonReader>();
        services.AddSingleton<CoverageQuery>();
        services.AddSingleton<CoverageBatchQuery>();
        services.AddSingleton<ImportImpactQuery>();
        services.AddSingleton<RulesImpactQuery>();
        services.AddSingleton<TimelineQuery>();
        services.AddSingleton<ChangesQuery>();
        services.AddSingleton<EntitlementQuery>();
        services.AddSingleton<WhatIfQuery>();
        services.AddSingleton<HistoryQuery>();
        services.AddSingleton<ExportQuery>();
        services.AddSingleton<FigureSums>();
        services.AddSingleton<FigureRanges>();
        services.AddSingleton<ClosingsReader>();
        services.AddSingleton<MonthFiguresQuery>();
        services.AddSingleton<MonthStatementQuery>();
        services.AddSingleton<DifferencesQuery>();
        services.AddSingleton<DifferencePersonsQuery>();
        services.AddSingleton<DifferencePersonsList>();
        services.AddSingleton<MonthLedger>();
        services.AddSingleton<TransfersQuery>();
        services.AddSingleton<ReconciliationQuery>();
        services.AddSingleton<PayerPersonsQuery>();
        services.AddSingleton<ContributionsQuery>();
        services.AddSingleton<EmployersQuery>();
        services.AddSingleton<EmployeesQuery>();
        services.AddSingleton<RemarksQuery>();
        services.AddSingleton<ReadinessQuery>();
        services.AddSingleton<CoverageCounts>();
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<StatisticsQuery>(
            p, options.StatisticsFoldedAtMost));
        services.AddSingleton<Verification>();
        services.AddSingleton<InsuranceLedger>();
        services.AddSingleton(p => new ImportJournal(
            p.GetRequiredService<NpgsqlDataSource>(), options.ImportProblemsKept));
        services.AddSingleton<FileImports>();
        services.AddSingleton<ILedgerCalls, DirectCalls>();
        UseEdition(services);
        return services;
    }

    /// <summary>Puts another driver in the place of the one on Npgsql, in the edition that has one.</summary>
    static partial void UseEdition(IServiceCollection services);

    /// <summary>
    /// Installs or verifies the schema, looks at the read model, and finds out how far the ledger is settled.
    /// </summary>
    /// <exception cref="SchemaException">The database is not one this program can work on.</exception>
    public static async Task PrepareLedgerAsync(this IServiceProvider services, CancellationToken cancellation)
    {
        var database = services.GetRequiredService<NpgsqlDataSource>();
        await Schema.InstallAsync(database, cancellation);
        await services.GetRequiredService<BulkRole>().DetectAsync(database, cancellation);
        await services.GetRequiredService<ReadModel>().PrepareAsync(cancellation);
        await services.GetRequiredService<PositionClock>().TickAsync(cancellation);
    }

    private static NpgsqlDataSource OpenDatabase(
        string connectionString, TimeSpan commandTimeout, ILoggerFactory? logs)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        var seconds = (int)commandTimeout.TotalSeconds;
        builder.ConnectionStringBuilder.CommandTimeout = seconds;

        // A server that hangs takes connections and never greets.
        builder.ConnectionStringBuilder.Timeout = Math.Min(
            seconds, builder.ConnectionStringBuilder.Timeout is > 0 and var given ? given : seconds);

        // The high water keeps one for itself.
        builder.ConnectionStringBuilder.MaxPoolSize = Math.Max(builder.ConnectionStringBuilder.MaxPoolSize, 3);
        builder.ConnectionStringBuilder.MaxAutoPrepare = 40;
        builder.ConnectionStringBuilder.AutoPrepareMinUsages = 2;

        // Whoever sets something for a session takes it back; otherwise each use of a connection would begin with a
        // reset, six statements of it.
        builder.ConnectionStringBuilder.NoResetOnClose = true;

        // Statements ask for a few rows or for thousands, by the same index. Left to itself the server makes a plan
        // for each number of rows again and again, which takes longer than most of them.
        builder.ConnectionStringBuilder.Options =
            $"{builder.ConnectionStringBuilder.Options} -c plan_cache_mode=force_generic_plan".TrimStart();

        // Details of errors quote rows, and rows hold IINs.
        builder.ConnectionStringBuilder.IncludeErrorDetail = false;
        builder.ConnectionStringBuilder.ApplicationName ??= "osms-ledger";

        // What the pool is called in metrics; by default the whole connection string.
        builder.Name = "ledger";

        // Ticks of the background belong to no trace and would each begin one.
        builder.ConfigureTracing(spans => spans
            .ConfigureCommandFilter(_ => Activity.Current is not null)
            .ConfigureBatchFilter(_ => Activity.Current is not null)
            .ConfigureCopyOperationFilter(_ => Activity.Current is not null)
            .EnablePhysicalOpenTracing(false));
        if (logs is not null)
        {
            builder.UseLoggerFactory(logs);
        }

        return builder.Build();
    }
}
