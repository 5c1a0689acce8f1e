using Osms.Ledger.Import;

namespace Osms.Ledger.Journal;

/// <summary>How an import stands.</summary>
public enum ImportState
{
    /// <summary>Accepted, and not yet begun.</summary>
    Queued,

    /// <summary>Somebody reads the file.</summary>
    Running,

    /// <summary>Every row was read and counted.</summary>
    Done,

    /// <summary>Nobody reads the file any more; the same file again goes on where it stopped.</summary>
    Interrupted,
}

/// <summary>What an import is of.</summary>
/// <param name="Id">SHA-256 of the file as it was sent, in hexadecimal.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Name">What the file is called, for the events' origin.</param>
/// <param name="Format">How it is read.</param>
/// <param name="OwnKind">For bank lists: what people who pay for themselves are; else null.</param>
/// <param name="By">Who imports it.</param>
/// <param name="Program">Which program and rule data read it.</param>
public sealed record ImportSubject(
    string Id, long Bytes, string? Name, ImportFormat Format, OwnKind? OwnKind, string? By, string Program)
{
    /// <summary>What its events belong to: the whole id with each of them would cost more than a payment.</summary>
    public string Correlation => Id[..16];

    /// <summary>The rows of the file are read in the same way, so that one can go on where the other stopped.</summary>
    public bool IsReadAs(ImportSubject other) =>
        (Id, Format, OwnKind, Program) == (other.Id, other.Format, other.OwnKind, other.Program);
}

/// <summary>An import as it lies in the journal.</summary>
/// <param name="Subject">What it is of.</param>
/// <param name="State">How it stands.</param>
/// <param name="Attempt">Which of those who took it up it belongs to now.</param>
/// <param name="StartedAt">When it was accepted, or began again from the start.</param>
/// <param name="UpdatedAt">The last checkpoint.</param>
/// <param name="FinishedAt">Null until it is done.</param>
/// <param name="BytesRead">Of the file, up to the last checkpoint.</param>
/// <param name="Counts">The rows up to the last checkpoint.</param>
public sealed record ImportEntry(
    ImportSubject Subject, ImportState State, long Attempt, DateTimeOffset StartedAt, DateTimeOffset UpdatedAt,
    DateTimeOffset? FinishedAt, long BytesRead, ImportCounts Counts);

/// <summary>A problem with its place among all of its file, from 1.</summary>
public sealed record ListedProblem(long Ordinal, ImportProblem Problem);

/// <summary>Somebody else has taken the import over; nothing of this batch was written.</summary>
public sealed class ImportTakenOverException() : Exception("The import has been taken over by another program.");
