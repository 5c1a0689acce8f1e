using Osms.Ledger.Handlers;
using Osms.Ledger.Import;
using Osms.Ledger.Journal;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Journal;

/// <summary>A ledger that files are imported into, with a hand on its store.</summary>
internal static class ImportedLedger
{
    /// <summary>Opens one on a database, with a store that can be made to fail.</summary>
    internal static async Task<(OpenLedger Ledger, RivalStore Store)> OpenAsync(
        string database, LedgerOptions options)
    {
        RivalStore? control = null;
        var ledger = await OpenLedger.OpenAsync(database, options, services => services.AddInFrontOfStore(real =>
        {
            (var store, control) = RivalStore.InFrontOf(real);
            return store;
        }));
        _ = ledger.Store;
        return (ledger, control!);
    }

    internal static async Task<ImportReport> ImportAsync(
        this OpenLedger ledger, byte[] file, IProgress<ImportProgress>? progress = null, bool dryRun = false,
        OwnKind ownKind = OwnKind.Self, CancellationToken cancellation = default)
    {
        var import = new ImportFile(new MemoryStream(file), null, "file.ndjson", ownKind, "clerk", dryRun, progress);
        var result = await ImportFileHandler.Handle(import, ledger.Imports, cancellation);
        return result.ShouldBeOfType<ImportResult.Done>().Report;
    }

    internal static async Task<ImportEntry> JournalAsync(this OpenLedger ledger, string id) =>
        (await ledger.Get<ImportJournal>().FindAsync(id, default)).ShouldNotBeNull();

    /// <summary>But for the position and the number of problems.</summary>
    internal static ImportCounts Counts(this ImportReport report) => ImportCounts.None with
    {
        Accepted = report.Accepted,
        Repeated = report.Repeated,
        Refused = report.Refused,
        Unreadable = report.Unreadable,
    };
}

/// <summary>Does something at once after every batch.</summary>
internal sealed class Told(Action<ImportProgress> what) : IProgress<ImportProgress>
{
    private bool _began;

    public void Report(ImportProgress value)
    {
        // The first sign of progress is where the import begins.
        if (_began)
        {
            what(value);
        }

        _began = true;
    }
}
