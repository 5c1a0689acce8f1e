using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>
/// The states of all months as seen on the day the sweep has come to, as bits, and what follows from them: cover by
/// contributions, by a prepaid year, or a debt.
/// </summary>
internal sealed class MonthsSeen
{
    internal const int Unsettled = int.MaxValue;

    // Room for the payments of some years to come.
    private const int MoreMonths = 64;

    private int[] _settledIn = [];
    private int _settledUntil;
    private MonthBits _paid;
    private MonthBits _category;
    private MonthBits _counted;
    private readonly PrepaidYears _prepaid = new();

    /// <summary>Forgets everything before.</summary>
    /// <param name="months">How many months the sweep goes through.</param>
    /// <param name="lastPaid">The last month any payment is for.</param>
    /// <param name="adult">The month of the 18th birthday; earlier ones are not counted.</param>
    /// <param name="register">For the months with a day as a participant.</param>
    internal void Begin(int months, int lastPaid, int adult, List<Circumstances> register)
    {
        _settledUntil = lastPaid + 1;
        if (_settledIn.Length < _settledUntil)
        {
            _settledIn = new int[_settledUntil + MoreMonths];
        }

        _settledIn.AsSpan(0, _settledUntil).Fill(Unsettled);
        _paid = _paid.Cleared(months);
        _category = _category.Cleared(months);
        _counted = _counted.Cleared(months);
        _prepaid.Begin(months);
        for (var i = 0; i < register.Count; i++)
        {
            if (register[i].Participant)
            {
                var first = Math.Max(Math.Max(MonthNumber.Of(Month.Of(register[i].From)), adult), 0);
                var until = i + 1 < register.Count
                    ? MonthNumber.Of(Month.Of(register[i + 1].From.AddDays(-1))) + 1
                    : months;
                _counted.SetRange(first, Math.Min(until, months));
            }
        }
    }

    /// <summary>The law asks for this many months of a prepaid year from now on; 0 when it knows none.</summary>
    internal void PrepaidLengthIs(int months) => _prepaid.Use(months, _settledIn.AsSpan(0, _settledUntil));

    /// <summary>Only days up to the one asked about count: a month becomes a category month with its first.</summary>
    internal void Covered(int from, int until) => _category.SetRange(from, until);

    internal void Settle(SettlementChange change)
    {
        var month = MonthNumber.Of(change.Month);
        var now = change.SettledOn is { } on ? MonthNumber.Of(Month.Of(on)) : Unsettled;
        _prepaid.Change(month, _settledIn[month], now);
        _settledIn[month] = now;
        if (now == Unsettled)
        {
            _paid.Clear(month);
        }
        else
        {
            _paid.Set(month);
        }
    }

    /// <summary>A prepaid year covers the month.</summary>
    internal bool Prepaid(int month) => _prepaid.Cover(month, _paid[month]);

    /// <summary>
    /// There is a last good month within the grace, with none of its twelve owed. The long grace asks for sixty paid
    /// months in a row up to it.
    /// </summary>
    internal bool Contributed(int month, Era era)
    {
        var good = _paid.EndingWith(month) | _category.EndingWith(month);
        var owed = _counted.EndingWith(month) & ~good;
        for (var back = 0; back <= Math.Max(era.Grace, era.LongGrace); back++)
        {
            if ((good << back) >> 63 != 0 && (owed << back) >> (64 - era.Retrospective) == 0
                && (back <= era.Grace || IsLongPaid(month - back, era)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>One of the months looked back at, before this one, is owed.</summary>
    internal bool Owes(int month, Era era)
    {
        var good = _paid.EndingWith(month) | _category.EndingWith(month);
        var owed = _counted.EndingWith(month) & ~good;
        return (owed << 1) >> (64 - era.Retrospective) != 0;
    }

    private bool IsLongPaid(int month, Era era) => ~_paid.EndingWith(month) >> (64 - era.LongGraceAfter) == 0;
}
