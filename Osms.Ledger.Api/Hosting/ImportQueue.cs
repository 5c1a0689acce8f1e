using System.Collections.Concurrent;
using Npgsql;
using Osms.Ledger.Handlers;
using Osms.Ledger.Import;
using Osms.Ledger.Journal;
using Osms.Ledger.Telemetry;

namespace Osms.Ledger.Api.Hosting;

/// <summary>
/// Imports the files that were accepted, a few at once, whether or not their senders wait; also those that a service
/// before this one was killed with.
/// </summary>
internal sealed partial class ImportQueue(
    FileImports imports, ILedgerCalls calls, ImportJournal journal, ImportSpool spool, LedgerOptions options,
    IHostApplicationLifetime lifetime, ILogger<ImportQueue> log) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _slots = new(options.ImportsAtOnce);
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
            return await StartAsync(file, known, subject, ownKind);
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

    /// <summary>What the report would be, when one of the places is free.</summary>
    internal async Task<ImportResult> TryOutAsync(ImportFile file, CancellationToken cancellation)
    {
        await _slots.WaitAsync(cancellation);
        try
        {
            return await calls.CallAsync(file with { DryRun = true }, cancellation);
        }
        finally
        {
            _slots.Release();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_running.Keys).WaitAsync(cancellationToken).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing);
    }

    public override void Dispose()
    {
        base.Dispose();
        _slots.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks);
        do
        {
            try
            {
                await ResumeAsync(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or UnauthorizedAccessException)
            {
                NotResumed(e.Message);
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

            try
            {
                await ResumeAsync(id, file, cancellation);
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
    }

    private async Task ResumeAsync(string id, SpooledFile file, CancellationToken cancellation)
    {
        // Without an entry its sender was never told that it is accepted.
        if (await journal.FindAsync(id, cancellation) is not { State: not ImportState.Done } entry)
        {
            file.Delete();
            return;
        }

        var (_, _, name, format, ownKind, by, _) = entry.Subject;
        if (await imports.InspectAsync(file.Content, format, name, cancellation) is not FileInspection.Readable known
            || known.Id != id)
        {
            // The power went before all of it was on the disk.
            Torn(id);
            file.Delete();
            return;
        }

        Resumed(id);
        var kind = ownKind ?? OwnKind.Self;
        await StartAsync(file, known, imports.SubjectOf(known, name, kind, by), kind);
    }

    private async Task<ImportTicket> StartAsync(
        SpooledFile file, FileInspection.Readable known, ImportSubject subject, OwnKind ownKind)
    {
        var entry = await imports.AcceptAsync(subject, Stopping);
        var content = imports.ContentOf(file.Content, known, ownKind);
        var result = Task.Run(
            () => RunAsync(file, content, subject, joins: entry.State == ImportState.Running), CancellationToken.None);
        var ticket = new ImportTicket(entry, result);
        _underway[subject.Id] = ticket;
        _running[result] = true;
        _ = result.ContinueWith(
            ended =>
            {
                _running.TryRemove(ended, out _);
                _underway.TryRemove(new KeyValuePair<string, ImportTicket>(subject.Id, ticket));
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return ticket;
    }

    private async Task<ImportResult> RunAsync(
        SpooledFile file, ImportContent content, ImportSubject subject, bool joins)
    {
        try
        {
            await TakeSlotAsync();
            try
            {
                var result = await imports.RunAsync(content, subject, joins, progress: null, Stopping);
                if (result is ImportResult.Done)
                {
                    file.Delete();
                }
                else if (result is ImportResult.Interrupted { Why.Message: var reason })
                {
                    Interrupted(subject.Id, reason);
                }

                return result;
            }
            finally
            {
                _slots.Release();
            }
        }
        catch (OperationCanceledException e) when (Stopping.IsCancellationRequested)
        {
            return new ImportResult.Interrupted(e);
        }
        catch (Exception e)
        {
            // A mistake of ours would be made again and again; a conflict with others passes.
            if (!DatabaseFailure.IsConflict(e))
            {
                _givenUp[subject.Id] = true;
            }

            Failed(e, subject.Id);
            throw;
        }
        finally
        {
            file.Dispose();
        }
    }

    private async Task TakeSlotAsync()
    {
        LedgerTelemetry.ImportsQueued.Add(1);
        try
        {
            await _slots.WaitAsync(Stopping);
        }
        finally
        {
            LedgerTelemetry.ImportsQueued.Add(-1);
        }
    }

    [LoggerMessage(LogLevel.Information, "Import {Id} was left by a service that is gone: going on with it")]
    private partial void Resumed(string id);

    [LoggerMessage(LogLevel.Warning, "The file of import {Id} is not whole on the disk and is deleted: send it again")]
    private partial void Torn(string id);

    [LoggerMessage(LogLevel.Warning, "Files that were left cannot be looked at and will be later: {Reason}")]
    private partial void NotResumed(string reason);

    [LoggerMessage(LogLevel.Warning, "Import {Id} is interrupted and will be tried again: {Reason}")]
    private partial void Interrupted(string id, string reason);

    [LoggerMessage(LogLevel.Error, "Import {Id} failed")]
    private partial void Failed(Exception exception, string id);
}
