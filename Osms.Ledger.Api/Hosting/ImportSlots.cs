using Osms.Ledger.Import;
using Osms.Ledger.Telemetry;

namespace Osms.Ledger.Api.Hosting;

/// <summary>The places of imports: so many run at once, and others wait.</summary>
internal sealed class ImportSlots(FileImports imports, LedgerOptions options, ILogger<ImportSlots> log) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.ImportsAtOnce);

    /// <summary>Does something when one of the places is free.</summary>
    internal async Task<T> TakeAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await _slots.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Imports a kept file; it is deleted when its import is done, and closed in any case.</summary>
    internal async Task<ImportResult> RunAsync(ImportTurn turn, bool joins, CancellationToken stopping)
    {
        using var file = turn.File;
        try
        {
            return await TakeAsync(
                async () =>
                {
                    turn.NoLongerWaits();
                    var result = await imports.RunAsync(turn.Content, turn.Subject, joins, progress: null, stopping);
                    if (result is ImportResult.Done)
                    {
                        file.Delete();
                    }
                    else if (result is ImportResult.Interrupted { Why.Message: var reason })
                    {
                        ImportQueueLog.Interrupted(log, turn.Subject.Id, reason);
                    }

                    return result;
                },
                stopping);
        }
        catch (OperationCanceledException e) when (stopping.IsCancellationRequested)
        {
            return new ImportResult.Interrupted(e);
        }
        finally
        {
            turn.NoLongerWaits();
        }
    }

    public void Dispose() => _slots.Dispose();
}
