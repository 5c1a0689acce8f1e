using Osms.Ledger.Journal;

namespace Osms.Ledger.Handlers;

/// <summary>How an import stands, with a page of its problems.</summary>
/// <param name="Id">SHA-256 of the file, in hexadecimal.</param>
/// <param name="After">The ordinal that the page begins after; 0 for the first.</param>
/// <param name="Limit">Problems at most.</param>
public sealed record AskImport(string Id, long After, int Limit) : IMessage<ImportStanding?>;

/// <summary>An import with a page of its problems.</summary>
/// <param name="Next">What the next page begins after; null when this is the last.</param>
public sealed record ImportStanding(ImportEntry Entry, IReadOnlyList<ListedProblem> Problems, long? Next);

/// <summary>The way in for questions about imports.</summary>
public static class AskImportHandler
{
    /// <returns>Null when there is no such import.</returns>
    public static async Task<ImportStanding?> Handle(
        AskImport message, ImportJournal journal, CancellationToken cancellation)
    {
        if (await journal.FindAsync(message.Id, cancellation) is not { } entry)
        {
            return null;
        }

        var page = await journal.ProblemsAsync(message.Id, message.After, message.Limit + 1, cancellation);
        return page.Count > message.Limit
            ? new ImportStanding(entry, [.. page.SkipLast(1)], page[^2].Ordinal)
            : new ImportStanding(entry, page, null);
    }
}
