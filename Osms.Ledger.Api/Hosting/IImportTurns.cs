using Osms.Ledger.Journal;

namespace Osms.Ledger.Api.Hosting;

/// <summary>Enters an import that was accepted in the journal, and sees to it that its turn comes.</summary>
internal interface IImportTurns
{
    /// <param name="subject">What it is of.</param>
    /// <param name="file">Its name in the spool.</param>
    /// <param name="take">Takes the turn, from beginning to end; never fails.</param>
    /// <param name="cancellation">Stops entering it.</param>
    /// <returns>How it stands: queued, or running where somebody imports it already.</returns>
    Task<ImportEntry> AcceptAsync(
        ImportSubject subject, string file, Func<Task> take, CancellationToken cancellation);
}

/// <summary>Every turn begins as soon as it is accepted.</summary>
internal sealed class ImmediateTurns(FileImports imports) : IImportTurns
{
    public async Task<ImportEntry> AcceptAsync(
        ImportSubject subject, string file, Func<Task> take, CancellationToken cancellation)
    {
        var entry = await imports.AcceptAsync(subject, cancellation);
        _ = Task.Run(take, CancellationToken.None);
        return entry;
    }
}
