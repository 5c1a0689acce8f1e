using Marten;
using Osms.Ledger.Journal;
using Wolverine;
using Wolverine.Attributes;

namespace Osms.Ledger.Api.CritterStack;

/// <summary>Enter an import in the journal, and its turn in the queue: both, or none of them.</summary>
/// <param name="Subject">What it is of.</param>
/// <param name="File">Its name in the spool.</param>
public sealed record AcceptImport(ImportSubject Subject, string File);

/// <summary>A file was accepted and is to be imported: a message in the durable queue.</summary>
/// <param name="File">Its name in the spool, which begins with the id of its import.</param>
public sealed record ImportAccepted(string File);

/// <summary>The way in for files that are accepted.</summary>
public static class AcceptImportHandler
{
    /// <returns>How the import stands, and what is put in the queue.</returns>
    [Transactional]
    public static async Task<(ImportEntry Entry, ImportAccepted Turn)> Handle(
        AcceptImport message, IDocumentSession session, CancellationToken cancellation)
    {
        await session.BeginTransactionAsync(cancellation);
        var entry = await ImportJournal.EnterAsync(
            session.Connection!, message.Subject, ImportState.Queued, cancellation);
        return (entry, new ImportAccepted(message.File));
    }
}

/// <summary>The way in for what comes out of the queue.</summary>
public static class ImportAcceptedHandler
{
    /// <exception cref="ImportInterruptedException">It is to be gone on with later.</exception>
    public static Task Handle(ImportAccepted message, IAcceptedImports imports) => imports.ImportAsync(message.File);
}

/// <summary>Those who import what was accepted.</summary>
public interface IAcceptedImports
{
    /// <summary>
    /// Imports a file to its end; where it is done, or another service has it, nothing. Failures are told to whoever
    /// waits for them, not here.
    /// </summary>
    /// <param name="file">Its name in the spool.</param>
    /// <exception cref="ImportInterruptedException">It is to be gone on with later.</exception>
    Task ImportAsync(string file);
}

/// <summary>An import stopped before its end: the service stops, or the database is away for too long.</summary>
public sealed class ImportInterruptedException() : Exception("The import stopped before its end.");
