namespace Osms.Ledger.Import;

/// <summary>The stable codes of what the readers themselves find; all others are refusals of the decider.</summary>
public static class ImportCodes
{
    /// <summary>Not a command, or not a line of a list.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>Unreadable because a line, or a record, is longer than is read.</summary>
    public const string LineTooLong = "line-too-long";

    /// <summary>Unreadable because a free text is longer than is stored.</summary>
    public const string TextTooLong = "text-too-long";

    /// <summary>Unreadable because JSON is nested deeper than is read.</summary>
    public const string NestedTooDeep = "nested-too-deep";

    /// <summary>The lines of a list do not add up to its total.</summary>
    public const string ListSumDiffers = "list-sum-differs";

    /// <summary>A list that breaks off, or lacks what all its lines need.</summary>
    public const string ListIncomplete = "list-incomplete";

    /// <summary>A list of more lines than the format allows.</summary>
    public const string ListTooLong = "list-too-long";

    /// <summary>The code of the payment's purpose (КНП) is none that concerns OSMS.</summary>
    public const string PurposeUnknown = "purpose-unknown";

    /// <summary>A purpose of OSMS that settles no month: a penalty.</summary>
    public const string PurposeNotAContribution = "purpose-not-a-contribution";

    /// <summary>What was done with a month of another ledger: it is about positions of that one.</summary>
    public const string ClosingNotImported = "closing-not-imported";

    /// <summary>The code of a row that could not be read, as opposed to one that was refused.</summary>
    internal static bool IsUnreadable(string code) =>
        code is Unreadable or LineTooLong or TextTooLong or NestedTooDeep;
}
