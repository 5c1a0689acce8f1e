using Osms.Ledger.Values;

namespace Osms.Ledger.Import;

/// <summary>What all lines of a list share: reference, sender, purpose, day and total.</summary>
internal sealed class Mt102Header
{
    private const int LongestReference = 64;

    internal string? Reference { get; private set; }

    /// <summary>BIN or IIN, 12 digits.</summary>
    internal string? Sender { get; private set; }

    /// <summary>КНП.</summary>
    internal string? Purpose { get; private set; }

    internal long PurposeLine { get; private set; }

    internal DateOnly PaidOn { get; private set; }

    internal Tenge? Total { get; private set; }

    internal long TotalLine { get; private set; }

    /// <summary>The first thing that is wrong; the list cannot be used.</summary>
    internal ImportProblem? Fault { get; private set; }

    /// <summary>The first field that is not there; null when all are.</summary>
    internal string? Missing =>
        Reference is null ? "reference (:20:)"
        : Sender is null ? "sender (/IDN/ in :50:)"
        : Purpose is null ? "purpose (/KNP/ in :70:)"
        : Total is null ? "total (:32A:)"
        : null;

    internal void AddReference(long line, ReadOnlySpan<byte> text)
    {
        var reference = Mt102Syntax.Decode(text);
        if (Reference is not null || reference.Length > LongestReference || TextRule.Broken(reference) is not null)
        {
            Wrong(line, "Expected one :20: with the list's reference, at most 64 characters.");
            return;
        }

        Reference = reference;
    }

    /// <summary>Of <c>:50:</c>, line by line; the IDN of any other field is not the sender's.</summary>
    internal void AddSender(long line, ReadOnlySpan<byte> text)
    {
        var words = new Mt102CodeWords(text);
        while (words.Next())
        {
            if (!words.Word.SequenceEqual("IDN"u8))
            {
                continue;
            }

            var sender = Mt102Syntax.Decode(words.Value);
            if (Sender is not null || !Digits.IsBinOrIin(sender))
            {
                Wrong(line, "Expected one /IDN/ in :50: with the sender's 12 digits.");
                return;
            }

            Sender = sender;
        }
    }

    /// <summary>Of the first <c>:70:</c>, line by line; what follows ASSIGN is free text.</summary>
    /// <returns>Whether the field goes on.</returns>
    internal bool AddDetails(long line, ReadOnlySpan<byte> text)
    {
        var words = new Mt102CodeWords(text);
        while (words.Next())
        {
            if (words.Word.SequenceEqual("ASSIGN"u8))
            {
                return false;
            }

            if (!words.Word.SequenceEqual("KNP"u8))
            {
                continue;
            }

            if (Purpose is not null)
            {
                Wrong(line, "Expected one /KNP/ in :70:.");
                return true;
            }

            Purpose = Mt102Syntax.Decode(words.Value);
            PurposeLine = line;
        }

        return true;
    }

    internal void AddTotal(long line, ReadOnlySpan<byte> text)
    {
        if (Total is not null
            || text.Length < 6
            || !Mt102Syntax.TryDay(text[..6], out var day)
            || !Mt102Syntax.TryAmount(text[6..], out var tiyn))
        {
            Wrong(line, "Expected one :32A: with a day as YYMMDD, KZT and an amount with a comma.");
            return;
        }

        (PaidOn, Total, TotalLine) = (day, new Tenge(tiyn), line);
    }

    internal void Wrong(long line, string detail, string code = ImportCodes.Unreadable) =>
        Fault ??= new ImportProblem(line, code, detail);
}
