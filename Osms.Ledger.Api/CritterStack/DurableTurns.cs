using System.Runtime.ExceptionServices;
using Marten.Exceptions;
using Npgsql;
using Osms.Ledger.Api.Hosting;
using Osms.Ledger.Journal;
using Wolverine;
using Wolverine.Runtime;

namespace Osms.Ledger.Api.CritterStack;

/// <summary>
/// An import waits for its turn as a message in a durable queue of Wolverine's, put there in the transaction of its row
/// in the journal.
/// </summary>
internal sealed class DurableTurns(FileImports imports, IWolverineRuntime runtime) : IImportTurns
{
    public async Task<ImportEntry> AcceptAsync(
        ImportSubject subject, string file, Func<Task> take, CancellationToken cancellation)
    {
        var entry = await imports.AcceptAsync(subject, EnterAsync, cancellation);
        if (entry.State == ImportState.Running)
        {
            // Somebody imports it and has entered it: this turn waits for theirs.
            await new MessageBus(runtime).PublishAsync(new ImportAccepted(file));
        }

        return entry;

        async Task<ImportEntry> EnterAsync()
        {
            try
            {
                return await new MessageBus(runtime).InvokeAsync<ImportEntry>(
                    new AcceptImport(subject, file), cancellation);
            }
            catch (MartenCommandException e) when (e.InnerException is NpgsqlException why)
            {
                throw ExceptionDispatchInfo.SetCurrentStackTrace(why);
            }
        }
    }
}

/// <summary>What comes out of the queue goes on as what was left behind does.</summary>
internal sealed class AcceptedImports(ImportQueue queue) : IAcceptedImports
{
    public async Task ImportAsync(string file)
    {
        if (await queue.GoOnAsync(file))
        {
            throw new ImportInterruptedException();
        }
    }
}
