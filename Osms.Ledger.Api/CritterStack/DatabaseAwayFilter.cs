using Osms.Ledger.Api.Hosting;

namespace Osms.Ledger.Api.CritterStack;

/// <summary>
/// Loggers as they are, but for those of Wolverine: that the database is away it would say many times a second, with
/// all of its stack, where the service says it once.
/// </summary>
internal sealed class DatabaseAwayFilter(ILoggerFactory loggers) : ILoggerFactory
{
    private const string Filtered = "Wolverine";

    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith(Filtered, StringComparison.Ordinal)
            ? new Filter(loggers.CreateLogger(categoryName))
            : loggers.CreateLogger(categoryName);

    public void AddProvider(ILoggerProvider provider) => loggers.AddProvider(provider);

    public void Dispose() => loggers.Dispose();

    /// <summary>Puts it in front of the loggers of a host.</summary>
    internal static void Add(IServiceCollection services) =>
        services.AddSingleton<ILoggerFactory>(provider =>
            new DatabaseAwayFilter(ActivatorUtilities.CreateInstance<LoggerFactory>(provider)));

    private static bool IsAway(Exception? failure) => failure is not null
        && (DatabaseFailure.IsUnavailable(failure) || IsAway(failure.InnerException));

    private sealed class Filter(ILogger log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => log.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (!IsAway(exception))
            {
                log.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
