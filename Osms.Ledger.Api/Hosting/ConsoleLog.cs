using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Osms.Ledger.Api.Hosting;

/// <summary>
/// How the program logs: one line an entry, and whatever could be an IIN masked, whoever wrote it and however much
/// the configuration asks for: a caller may have put one into an address, a server into its complaint.
/// </summary>
internal sealed partial class ConsoleLog() : ConsoleFormatter("osms")
{
    // Set in the images of .NET.
    private const string InContainer = "DOTNET_RUNNING_IN_CONTAINER";

    /// <summary>
    /// Entries from <paramref name="toErrorFrom"/> on go to standard error, the others to standard output.
    /// </summary>
    internal static void Configure(ILoggingBuilder logs, LogFormat format, LogLevel toErrorFrom)
    {
        logs.ClearProviders();
        logs.AddConsoleFormatter<ConsoleLog, ConsoleFormatterOptions>();
        logs.AddConsoleFormatter<JsonLog, ConsoleFormatterOptions>();
        logs.AddConsole(console =>
        {
            console.FormatterName = IsJson(format) ? JsonLog.FormatterName : "osms";
            console.LogToStandardErrorThreshold = toErrorFrom;
        });
        logs.AddFilter("Microsoft", LogLevel.Warning);
        logs.AddFilter("Npgsql", LogLevel.Warning);

        // A failed start is told in one sentence by whoever started it.
        logs.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

        // Its one message per failed request repeats what Failures logs.
        logs.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);
    }

    /// <summary>Whether entries are JSON: whoever reads a container's output is a program.</summary>
    internal static bool IsJson(LogFormat format) => format == LogFormat.Auto
        ? Console.IsOutputRedirected && Environment.GetEnvironmentVariable(InContainer) == "true"
        : format == LogFormat.Json;

    /// <summary>Of 12 digits in a row, or more, the first two and the last are left.</summary>
    internal static string Mask(string text) => LongNumber().Replace(text, found => Values.Iin.Mask(found.Value));

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var entry = $"{DateTimeOffset.UtcNow:HH:mm:ss} {Level(logEntry.LogLevel)}: {logEntry.Category} {message}";
        if (logEntry.Exception is { } exception)
        {
            entry += $" {exception}";
        }

        textWriter.WriteLine(Mask(entry).ReplaceLineEndings(" "));
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };

    [GeneratedRegex("[0-9]{12,}")]
    private static partial Regex LongNumber();
}
