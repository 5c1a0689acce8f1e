using Microsoft.Extensions.Logging;
using Npgsql;
using Osms.Ledger.Api.CritterStack;

namespace Osms.Ledger.Tests.CritterStack;

/// <summary>That the database is away is said once, by the service.</summary>
public sealed class DatabaseAwayFilterTests
{
    private static readonly NpgsqlException Away = new("away", new IOException("broken"));

    [Theory]
    [InlineData("Wolverine.RDBMS.DurabilityAgent", 1)]
    [InlineData("Osms.Ledger.Api.Hosting.HighWaterKeeper", 3)]
    public void Of_Wolverine_only_what_is_no_absence_of_the_database_is_logged(string category, int logged)
    {
        using var heard = new Heard();
        using var loggers = new DatabaseAwayFilter(LoggerFactory.Create(logs => logs.AddProvider(heard)));
        var log = loggers.CreateLogger(category);

        log.Log(LogLevel.Error, 0, "away", Away, (text, _) => text);
        log.Log(LogLevel.Error, 0, "within", new InvalidOperationException("", Away), (text, _) => text);
        log.Log(LogLevel.Error, 0, "a mistake", new InvalidOperationException("mine"), (text, _) => text);

        heard.Logged.Count.ShouldBe(logged);
        heard.Logged[^1].ShouldBe("a mistake");
    }

    private sealed class Heard : ILoggerProvider, ILogger
    {
        internal List<string> Logged { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Logged.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
