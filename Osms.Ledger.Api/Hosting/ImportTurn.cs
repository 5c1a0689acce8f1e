using Osms.Ledger.Import;
using Osms.Ledger.Journal;
using Osms.Ledger.Telemetry;

namespace Osms.Ledger.Api.Hosting;

/// <summary>A kept file that waits for its turn, or has it.</summary>
/// <param name="File">Open until the end of the turn.</param>
/// <param name="Content">Its rows.</param>
/// <param name="Subject">What the import is of.</param>
internal sealed record ImportTurn(SpooledFile File, ImportContent Content, ImportSubject Subject)
{
    private int _takers;
    private int _waits;

    /// <summary>As it was accepted; cancelled when it was not.</summary>
    internal TaskCompletionSource<ImportEntry> Accepted { get; } = Later<ImportEntry>();

    /// <summary>What became of it.</summary>
    internal TaskCompletionSource<ImportResult> Ended { get; } = Later<ImportResult>();

    /// <summary>True for the first who asks: the turn is theirs.</summary>
    internal bool IsMine() => Interlocked.Increment(ref _takers) == 1;

    /// <summary>From here on it counts as queued.</summary>
    internal void Waits()
    {
        Interlocked.Exchange(ref _waits, 1);
        LedgerTelemetry.ImportsQueued.Add(1);
    }

    /// <summary>It has its place, or will get none.</summary>
    internal void NoLongerWaits()
    {
        if (Interlocked.Exchange(ref _waits, 0) == 1)
        {
            LedgerTelemetry.ImportsQueued.Add(-1);
        }
    }

    /// <summary>Waits for the end of a turn: whether it has to be gone on with later.</summary>
    internal static async Task<bool> IsInterruptedAsync(Task<ImportResult> result)
    {
        await ((Task)result).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return result.IsCompletedSuccessfully && await result is ImportResult.Interrupted;
    }

    private static TaskCompletionSource<T> Later<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
