using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Reconciliation;

/// <summary>Months as figures count them: from January 2020, which is 0, in 16 bits.</summary>
public static class FigureMonth
{
    /// <summary>After every month.</summary>
    public const short NoEnd = short.MaxValue;

    private static readonly int Zero = Month.Of(RuleBook.Beginning).Index;

    /// <summary>Below 0 before OSMS; months too far ahead are no month that ever ends.</summary>
    public static short Of(Month month) => (short)Math.Clamp(month.Index - Zero, short.MinValue, NoEnd);

    public static Month ToMonth(short number) => new(number + Zero);
}
