using System.Collections.Concurrent;
using Npgsql;
using Osms.Ledger.Handlers;
using Osms.Ledger.Import;
using Osms.Ledger.Journal;

namespace Osms.Ledger.Api.Hosting;

/// <summary>
/// Imports the files that were accepted, a few at once, whether or not their senders wait; also those that a service
/// before this one was killed with.
/// </summary>
internal sealed class ImportQueue(
    FileImports imports, ILedgerCalls calls, ImportJournal journal, ImportSpool spool, IImportTurns turns,
    ImportSlots slots, IHostApplicationLifetime lifetime, ILogger<ImportQueue> log) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, ImportTurn> _turns = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ImportTicket> _underway = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, bool> _running = [];
    private readonly ConcurrentDictionary<string, bool> _givenUp = new(StringComparer.Ordinal);

    // Earlier than the end of this service, which comes after that of the requests that wait for their imports.
    private CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <summary>Accepts a file that has been received; from here on it is the queue's.</summary>
    /// <exception cref="SpoolException">It cannot be kept.</exception>
    internal async Task<ImportTicket> AcceptAsync(
        SpooledFile file, ImportFormat? format, string? name, OwnKind ownKind, string? by)
    {
        try
        {
            var inspected = await imports.InspectAsync(file.Content, format, name, Stopping);
            if (inspected is not FileInspection.Readable known)
            {
                file.Delete();
                return new ImportTicket(null, Task.FromResult<ImportResult>(new ImportResult.NotRead(inspected)));
            }

            var subject = imports.SubjectOf(known, name, ownKind, by);
            if (_underway.TryGetValue(subject.Id, out var same) && same.Entry!.Subject.IsReadAs(subject))
            {
                file.Delete();
                return same;
            }

            spool.Keep(file, subject.Id);
            return await StartAsync(
                turns, new ImportTurn(file, imports.ContentOf(file.Content, known, ownKind), subject));
        }
        catch (OperationCanceledException e) when (Stopping.IsCancellationRequested)
        {
            file.Delete();
            return new ImportTicket(null, Task.FromResult<ImportResult>(new ImportResult.Interrupted(e)));
        }
        catch
        {
            file.Delete();
            throw;
        }
    }

    /// <summary>Goes on, here and now, with a file that was kept.</summary>
    /// <param name="name">Its name in the spool.</param>
    /// <returns>
    /// True when it has to be gone on with later. What fails for good is told to whoever waits for it.
    /// </returns>
    internal async Task<bool> GoOnAsync(string name)
    {
        if (_turns.TryGetValue(name, out var turn))
        {
            await TakeAsync(turn);
            return await ImportTurn.IsInterruptedAsync(turn.Ended.Task);
        }

        try
        {
            // It is done, or somebody else has it, when there is none.
            return spool.Find(name) is ({ } id, { } file)
                && await ResumeAsync(id, file, new ImmediateTurns(imports), Stopping) is { Result: var result }
                && await ImportTurn.IsInterruptedAsync(result);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or UnauthorizedAccessException)
        {
            ImportQueueLog.NotResumed(log, e.Message);
            return true;
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
            return true;
        }
    }

    /// <summary>What the report would be, when one of the places is free.</summary>
    internal Task<ImportResult> TryOutAsync(ImportFile file, CancellationToken cancellation) =>
        slots.TakeAsync(() => calls.CallAsync(file with { DryRun = true }, cancellation), cancellation);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_running.Keys).WaitAsync(cancellationToken).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var giving = Stopping.Register(GiveBack);
        using var timer = new PeriodicTimer(BetweenLooks);
        do
        {
            try
            {
                await ResumeAsync(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or UnauthorizedAccessException)
            {
                ImportQueueLog.NotResumed(log, e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ResumeAsync(CancellationToken cancellation)
    {
        foreach (var (id, file) in spool.Left())
        {
            if (_givenUp.ContainsKey(id))
            {
                file.Dispose();
                continue;
            }

            await ResumeAsync(id, file, turns, cancellation);
        }
    }

    private async Task<ImportTicket?> ResumeAsync(
        string id, SpooledFile file, IImportTurns how, CancellationToken cancellation)
    {
        try
        {
            return await TurnOfAsync(id, file, cancellation) is { } turn ? await StartAsync(how, turn) : null;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // Null, and the file is gone, when there is nothing to go on with.
    private async Task<ImportTurn?> TurnOfAsync(string id, SpooledFile file, CancellationToken cancellation)
    {
        // Without an entry its sender was never told that it is accepted.
        if (await journal.FindAsync(id, cancellation) is not { State: not ImportState.Done } entry)
        {
            file.Delete();
            return null;
        }

        var (_, _, name, format, ownKind, by, _) = entry.Subject;
        if (await imports.InspectAsync(file.Content, format, name, cancellation) is not FileInspection.Readable known
            || known.Id != id)
        {
            // The power went before all of it was on the disk.
            ImportQueueLog.Torn(log, id);
            file.Delete();
            return null;
        }

        ImportQueueLog.Resumed(log, id);
        var kind = ownKind ?? OwnKind.Self;
        return new ImportTurn(
            file, imports.ContentOf(file.Content, known, kind), imports.SubjectOf(known, name, kind, by));
    }

    private async Task<ImportTicket> StartAsync(IImportTurns how, ImportTurn turn)
    {
        var (name, id) = (turn.File.Name, turn.Subject.Id);
        _turns[name] = turn;
        try
        {
            var entry = await how.AcceptAsync(turn.Subject, name, () => TakeAsync(turn), Stopping);
            var ticket = new ImportTicket(entry, turn.Ended.Task);
            _underway[id] = ticket;
            _running[ticket.Result] = true;
            turn.Waits();
            turn.Accepted.SetResult(entry);
            _ = ticket.Result.ContinueWith(
                ended =>
                {
                    _turns.TryRemove(name, out _);
                    _running.TryRemove(ended, out _);
                    _underway.TryRemove(new KeyValuePair<string, ImportTicket>(id, ticket));
                },
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return ticket;
        }
        catch
        {
            _turns.TryRemove(name, out _);
            turn.Accepted.SetCanceled(CancellationToken.None);
            throw;
        }
    }

    // Whoever takes it second waits with the others for what becomes of it.
    private async Task TakeAsync(ImportTurn turn)
    {
        if (!turn.IsMine())
        {
            return;
        }

        try
        {
            var entry = await turn.Accepted.Task;
            turn.Ended.SetResult(await slots.RunAsync(turn, joins: entry.State == ImportState.Running, Stopping));
        }
        catch (OperationCanceledException e) when (turn.Accepted.Task.IsCanceled)
        {
            turn.Ended.SetCanceled(e.CancellationToken);
        }
#pragma warning disable CA1031 // Whoever waits for the end of the turn is told.
        catch (Exception e)
#pragma warning restore CA1031
        {
            // A mistake of ours would be made again and again; a conflict with others passes.
            if (!DatabaseFailure.IsConflict(e))
            {
                _givenUp[turn.Subject.Id] = true;
            }

            ImportQueueLog.Failed(log, e, turn.Subject.Id);
            turn.Ended.SetException(e);
        }
    }

    // What has not had its turn is for the next service; nobody is to wait for it here.
    private void GiveBack()
    {
        foreach (var turn in _turns.Values.Where(turn => turn.Accepted.Task.IsCompleted && turn.IsMine()))
        {
            turn.File.Dispose();
            turn.NoLongerWaits();
            turn.Ended.SetResult(new ImportResult.Interrupted(new OperationCanceledException(Stopping)));
        }
    }
}
