using Osms.Ledger.Handlers;
using Wolverine.Runtime.Handlers;

namespace Osms.Ledger.Api.CritterStack;

/// <summary>
/// Wolverine writes and compiles the code that calls a handler when its first message comes. The first takes seconds,
/// for the compiler itself has to be compiled; so those that are asked most do not wait for a caller.
/// </summary>
internal static partial class HandlerCode
{
    private static readonly Type[] AskedMost =
        [typeof(AskCoverage), typeof(RecordFact), typeof(AcceptImport), typeof(ImportAccepted)];

    /// <summary>Returns at once, and makes it in the background.</summary>
    internal static void Make(IServiceProvider services)
    {
        var handlers = services.GetRequiredService<HandlerGraph>();
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("Osms.Ledger");
        _ = Task.Run(
            () =>
            {
                try
                {
                    foreach (var message in AskedMost.TakeWhile(_ => !stopping.IsCancellationRequested))
                    {
                        handlers.HandlerFor(message);
                    }
                }
#pragma warning disable CA1031 // Nobody awaits this: the first caller would be told the same.
                catch (Exception e) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    NotMade(log, e);
                }
            },
            stopping);
    }

    [LoggerMessage(LogLevel.Error, "The code of handlers cannot be made")]
    private static partial void NotMade(ILogger logger, Exception why);
}
