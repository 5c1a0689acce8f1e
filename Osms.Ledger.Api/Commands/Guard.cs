using Osms.Ledger.Api.Hosting;
using Osms.Ledger.Projections;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Api.Commands;

/// <summary>
/// What goes wrong outside the program ends with one sentence and exit code 1, without a stack trace.
/// </summary>
internal static class Guard
{
    internal static async Task<int> RunAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (Sentence(e) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return CommandLine.Refused;
        }
    }

    /// <summary>Null for a bug: that one should be seen whole.</summary>
    private static string? Sentence(Exception e) => e switch
    {
        EmbeddedPostgresException or RuleDataException or WrongSettingException or RebuildException
            or FiguresNotReadyException => e.Message,
        IOException or UnauthorizedAccessException => e.Message,
        OperationCanceledException => "Stopped. What was committed stays; run it again to go on.",
        _ => DatabaseFailure.Sentence(e),
    };
}
