using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;
using Osms.Ledger.Values;

namespace Osms.Ledger.Import;

/// <summary>How MT102 writes fields and values. All that decides is ASCII, so text is looked at as bytes.</summary>
internal static class Mt102Syntax
{
    // SWIFT's 15d: at most 15 characters, the comma among them.
    private const int LongestAmount = 15;

    private static readonly Encoding Windows1251 =
        CodePagesEncodingProvider.Instance.GetEncoding(1251)
        ?? throw new InvalidOperationException("The runtime has no Windows-1251.");

    /// <summary><c>:32B:KZT4250,</c> is tag <c>32B</c> and content; a line without a tag continues a field.</summary>
    internal static bool TryTag(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> tag, out ReadOnlySpan<byte> content)
    {
        tag = default;
        content = line;
        if (line is not [(byte)':', var first, var second, ..] || !IsDigit(first) || !IsDigit(second))
        {
            return false;
        }

        var length = line.Length > 3 && char.IsAsciiLetterUpper((char)line[3]) ? 3 : 2;
        if (line.Length <= length + 1 || line[length + 1] != ':')
        {
            return false;
        }

        tag = line.Slice(1, length);
        content = line[(length + 2)..].Trim((byte)' ');
        return true;
    }

    /// <summary><c>{1:</c>, <c>{2:</c>, … : the blocks around a list.</summary>
    internal static bool IsBlock(ReadOnlySpan<byte> line) =>
        line is [(byte)'{', var digit, (byte)':', ..] && IsDigit(digit);

    /// <summary><c>KZT4250,</c> or <c>KZT4250,50</c>. The comma may be left out; a point is not a comma.</summary>
    internal static bool TryAmount(ReadOnlySpan<byte> text, out long tiyn)
    {
        tiyn = 0;
        if (!text.StartsWith("KZT"u8) || text.Length > 3 + LongestAmount)
        {
            return false;
        }

        text = text[3..];
        var comma = text.IndexOf((byte)',');
        var whole = comma < 0 ? text : text[..comma];
        var fraction = comma < 0 ? [] : text[(comma + 1)..];
        if (!TryNumber(whole, out var tenge) || fraction.Length > 2)
        {
            return false;
        }

        long part = 0;
        if (fraction.Length > 0 && !TryNumber(fraction, out part))
        {
            return false;
        }

        tiyn = (tenge * 100) + (fraction.Length == 1 ? part * 10 : part);
        return true;
    }

    /// <summary>YYMMDD of this century, the first six bytes.</summary>
    internal static bool TryDay(ReadOnlySpan<byte> text, out DateOnly day)
    {
        day = default;
        if (text.Length != 6 || !TryNumber(text, out var number))
        {
            return false;
        }

        var (year, month, date) = (2000 + (int)(number / 10_000), (int)(number / 100 % 100), (int)(number % 100));
        if (month is < 1 or > 12 || date < 1 || date > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        day = new DateOnly(year, month, date);
        return true;
    }

    /// <summary>MMYYYY.</summary>
    internal static bool TryPeriod(ReadOnlySpan<byte> text, out Month month)
    {
        month = default;
        if (text.Length != 6
            || !TryNumber(text, out var number)
            || number % 10_000 == 0
            || number / 10_000 is < 1 or > 12)
        {
            return false;
        }

        month = new Month((int)(number % 10_000), (int)(number / 10_000));
        return true;
    }

    /// <summary>ASCII digits only, at most 18 of them.</summary>
    internal static bool TryNumber(ReadOnlySpan<byte> text, out long number)
    {
        number = 0;
        return text.Length is > 0 and <= 18
            && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && Utf8Parser.TryParse(text, out number, out _);
    }

    /// <summary>Text of a file in UTF-8 or Windows-1251: what is not UTF-8 can only be the other.</summary>
    internal static string Decode(ReadOnlySpan<byte> text) =>
        (Utf8.IsValid(text) ? Encoding.UTF8 : Windows1251).GetString(text);

    private static bool IsDigit(byte value) => char.IsAsciiDigit((char)value);
}
