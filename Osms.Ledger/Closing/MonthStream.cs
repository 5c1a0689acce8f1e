using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Closing;

/// <summary>The stream of a month: <c>month-2026-02</c>.</summary>
public static class MonthStream
{
    /// <summary>The type of these streams.</summary>
    public const string Type = StreamType.Month;

    /// <summary>The first month there is.</summary>
    public static Month First { get; } = Month.Of(RuleBook.Beginning);

    public static string IdOf(Month month) => StreamType.MonthPrefix + month;

    /// <summary>False when the stream is not a month's.</summary>
    public static bool TryRead(string stream, out Month month)
    {
        month = default;
        return stream.StartsWith(StreamType.MonthPrefix, StringComparison.Ordinal)
            && Month.TryParse(stream[StreamType.MonthPrefix.Length..], out month);
    }
}
