using Osms.Ledger.Import;

namespace Osms.Ledger;

/// <summary>What became of a file that was to be imported.</summary>
public abstract record ImportResult
{
    private ImportResult()
    {
    }

    /// <summary>Every row was read and counted.</summary>
    public sealed record Done(ImportReport Report) : ImportResult;

    /// <summary>Nothing can be read of it.</summary>
    public sealed record NotRead(FileInspection Why) : ImportResult;

    /// <summary>
    /// The database was away for too long; what was recorded stays, and the same file again goes on where it stopped.
    /// </summary>
    public sealed record Interrupted(Exception Why) : ImportResult;
}
