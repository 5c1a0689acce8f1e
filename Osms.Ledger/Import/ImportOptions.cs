namespace Osms.Ledger.Import;

/// <summary>What somebody's payment for themselves is, when a list does not tell (ownKind).</summary>
public enum OwnKind
{
    Self,
    Entrepreneur,
}

/// <summary>Limits of a file, and what the file itself does not say.</summary>
public sealed record ImportOptions
{
    /// <summary>
    /// The codes of purpose (КНП) that concern OSMS, as the law's data lists them. 121 and 122 are contributions;
    /// any other known one is refused line by line, an unknown one with its whole list.
    /// </summary>
    public required IReadOnlySet<string> KnownPurposes { get; init; }

    public OwnKind OwnKind { get; init; } = OwnKind.Self;

    /// <summary>A longer line (its end mark aside) is unreadable; the rest of it is skipped, not kept.</summary>
    public int MaxLineBytes { get; init; } = 64 * 1024;

    /// <summary>Lines of one MT102 list, which is kept until its total is known (about 60 bytes a line).</summary>
    public int MaxListLines { get; init; } = 100_000;
}
