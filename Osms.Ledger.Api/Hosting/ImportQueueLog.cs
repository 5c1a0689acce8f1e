namespace Osms.Ledger.Api.Hosting;

/// <summary>What the queue of imports logs.</summary>
internal static partial class ImportQueueLog
{
    [LoggerMessage(LogLevel.Information, "Import {Id} was left by a service that is gone: going on with it")]
    internal static partial void Resumed(ILogger logger, string id);

    [LoggerMessage(LogLevel.Warning, "The file of import {Id} is not whole on the disk and is deleted: send it again")]
    internal static partial void Torn(ILogger logger, string id);

    [LoggerMessage(LogLevel.Warning, "Files that were left cannot be looked at and will be later: {Reason}")]
    internal static partial void NotResumed(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Warning, "Import {Id} is interrupted and will be tried again: {Reason}")]
    internal static partial void Interrupted(ILogger logger, string id, string reason);

    [LoggerMessage(LogLevel.Error, "Import {Id} failed")]
    internal static partial void Failed(ILogger logger, Exception exception, string id);
}
