namespace Osms.Ledger.Api.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(LogLevel.Information, "Made a PostgreSQL {Major} cluster in {Directory}")]
    public static partial void MadeCluster(ILogger logger, int major, string directory);

    [LoggerMessage(LogLevel.Information, "Started PostgreSQL {Major} in {Directory} ({Milliseconds} ms)")]
    public static partial void Started(ILogger logger, int major, string directory, long milliseconds);

    [LoggerMessage(LogLevel.Information, "Attached to the PostgreSQL that runs in {Directory}")]
    public static partial void Attached(ILogger logger, string directory);

    [LoggerMessage(LogLevel.Information, "Stopped PostgreSQL in {Directory}")]
    public static partial void Stopped(ILogger logger, string directory);

    [LoggerMessage(LogLevel.Debug, "Other programs use the PostgreSQL in {Directory}: left running")]
    public static partial void LeftRunning(ILogger logger, string directory);

    [LoggerMessage(LogLevel.Warning, "PostgreSQL in {Directory} died and was started again")]
    public static partial void Revived(ILogger logger, string directory);

    [LoggerMessage(
        LogLevel.Error, "PostgreSQL in {Directory} died and could not be started again; it will be tried again")]
    public static partial void NotRevived(ILogger logger, Exception why, string directory);

    [LoggerMessage(LogLevel.Error, "PostgreSQL in {Directory} could not be stopped and may still run")]
    public static partial void NotStopped(ILogger logger, Exception why, string directory);
}
