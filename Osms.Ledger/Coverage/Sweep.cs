using System.Runtime.InteropServices;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>
/// One pass over the calendar from January 2020 on, stopping wherever something can change: a month begins, the
/// register changes, a month is settled or a settlement is taken back, the law changes. Between two stops every day
/// has the same answer.
/// </summary>
internal sealed class Sweep
{
    internal const int Unsettled = int.MaxValue;

    private readonly RuleBook _rules;
    private readonly List<Circumstances> _register;
    private readonly List<SettlementChange> _settlements;
    private readonly List<(DateOnly From, Standing Standing)> _runs = [];
    private readonly int _adult;
    private readonly int _lastMonth;
    private readonly int _quietAfter;
    private readonly int[] _settledIn;
    private readonly MonthBits _paid;
    private readonly MonthBits _category;
    private readonly MonthBits _counted;
    private readonly PrepaidYears _prepaid;
    private int _registerAt;
    private int _settlementAt;
    private int _eraAt;

    internal Sweep(Iin iin, Register register, List<SettlementChange> settlements, RuleBook rules)
    {
        _rules = rules;
        _register = register.Steps();
        _settlements = settlements;
        _adult = iin.EighteenthBirthday is { } birthday ? MonthNumber.Of(Month.Of(birthday)) : 0;
        _quietAfter = rules.Eras.Max(e => e.Retrospective + Math.Max(e.Grace, e.LongGrace)) + 1;
        var lastPaid = settlements.Count == 0 ? 0 : settlements.Max(s => MonthNumber.Of(s.Month));
        _settledIn = new int[lastPaid + 1];
        Array.Fill(_settledIn, Unsettled);
        _lastMonth = Math.Min(LastBusyMonth(lastPaid) + _quietAfter, MonthNumber.Last);
        _paid = new MonthBits(_lastMonth + 1);
        _category = new MonthBits(_lastMonth + 1);
        _counted = new MonthBits(_lastMonth + 1);
        _prepaid = new PrepaidYears(_lastMonth + 1);
        CountMonths();
    }

    internal Timeline Run()
    {
        var busy = 0;
        for (var month = 0; month <= _lastMonth; month++)
        {
            if (StopsIn(month) || month == _adult)
            {
                busy = month;
            }

            // Long after the last change nothing moves until the next one: a grant "until 2999" costs no more.
            if (month > Math.Max(busy, _settledIn.Length) + _quietAfter && NextBusyMonth(month) is var next && next > month)
            {
                if (_register[_registerAt].Covered)
                {
                    _category.SetRange(month, next);
                }

                month = next - 1;
                continue;
            }
        }

        return Timeline.FromRuns(CollectionsMarshal.AsSpan(_runs));
    }

    /// <summary>Every stop of one month; true when it had more than its first day.</summary>
    private bool StopsIn(int month)
    {
        var first = MonthNumber.ToMonth(month).FirstDay;
        var last = MonthNumber.ToMonth(month).LastDay;
        var day = first;
        while (true)
        {
            Advance(day);
            var now = _register[_registerAt];
            if (now.Covered)
            {
                // Only days up to the one asked about count: the month becomes a category month with its first.
                _category.Set(month);
            }

            Add(day, StandingIn(month, now, _rules.Eras[_eraAt]));
            var next = NextStop();
            if (next > last)
            {
                return day != first;
            }

            day = next;
        }
    }

    private void Advance(DateOnly day)
    {
        while (_registerAt + 1 < _register.Count && _register[_registerAt + 1].From <= day)
        {
            _registerAt++;
        }

        while (_eraAt + 1 < _rules.Eras.Count && _rules.Eras[_eraAt + 1].From <= day)
        {
            _eraAt++;
        }

        _prepaid.Use(_rules.Eras[_eraAt].Prospective, _settledIn);
        while (_settlementAt < _settlements.Count && _settlements[_settlementAt].Seen <= day)
        {
            Settle(_settlements[_settlementAt++]);
        }
    }

    private void Settle(SettlementChange change)
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

    private DateOnly NextStop()
    {
        var next = DateOnly.MaxValue;
        if (_registerAt + 1 < _register.Count)
        {
            next = _register[_registerAt + 1].From;
        }

        if (_settlementAt < _settlements.Count && _settlements[_settlementAt].Seen < next)
        {
            next = _settlements[_settlementAt].Seen;
        }

        return _eraAt + 1 < _rules.Eras.Count && _rules.Eras[_eraAt + 1].From < next
            ? _rules.Eras[_eraAt + 1].From
            : next;
    }

    private Standing StandingIn(int month, in Circumstances now, Era era)
    {
        if (now.Departed)
        {
            return Against(NotInsured.Departed, now);
        }

        if (!now.Participant)
        {
            return Against(NotInsured.NotAParticipant, now);
        }

        var bases = era.Knows(Basis.Transition) ? Bases.Transition : Bases.None;
        if (now.Category is not null && era.Knows(Basis.Category))
        {
            bases |= Bases.Category;
        }

        if (now.Welfare && era.Knows(Basis.Welfare))
        {
            bases |= Bases.Welfare;
        }

        var cover = _paid.EndingWith(month) | _category.EndingWith(month);
        var owed = _counted.EndingWith(month) & ~cover;
        if (era.Knows(Basis.Contributions) && Contributions(month, cover, owed, era))
        {
            bases |= Bases.Contributions;
        }

        if (era.Knows(Basis.PrepaidYear) && _prepaid.Cover(month, _paid[month]))
        {
            bases |= Bases.PrepaidYear;
        }

        if (bases == Bases.None)
        {
            // The months before this one decide between a debt and a newcomer.
            return Against((owed << 1) >> (64 - era.Retrospective) != 0 ? NotInsured.Owed : NotInsured.NothingPaid, now);
        }

        return InFavour(bases, now);
    }

    // The last good month may lie as far back as the grace reaches, with none of its twelve owed.
    private bool Contributions(int month, ulong cover, ulong owed, Era era)
    {
        for (var back = 0; back <= Math.Max(era.Grace, era.LongGrace); back++)
        {
            var isGood = ((cover << back) >> 63) != 0 && (owed << back) >> (64 - era.Retrospective) == 0;
            if (isGood && (back <= era.Grace || (back <= era.LongGrace && IsLongPaid(month - back, era))))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsLongPaid(int month, Era era) => ~_paid.EndingWith(month) >> (64 - era.LongGraceAfter) == 0;

    private static Standing Against(NotInsured reason, in Circumstances now) =>
        new(Bases.None, reason, Payer.None, null, now.Region);

    private static Standing InFavour(Bases bases, in Circumstances now)
    {
        var standing = new Standing(bases, NotInsured.None, Payer.None, null, now.Region);
        return standing.Basis switch
        {
            Basis.Transition => standing,
            Basis.Category => standing with { Payer = now.CategoryPayer, Category = now.Category!.Code },
            Basis.Welfare => standing with { Payer = Payer.Local },
            _ => standing with { Payer = Payer.Contributors },
        };
    }

    private void Add(DateOnly from, Standing standing)
    {
        if (_runs.Count == 0 || _runs[^1].Standing != standing)
        {
            _runs.Add((from, standing));
        }
    }

    /// <summary>A month is counted when the person is a participant on a day of it, and does not end before the 18th birthday.</summary>
    private void CountMonths()
    {
        for (var i = 0; i < _register.Count; i++)
        {
            if (!_register[i].Participant)
            {
                continue;
            }

            var first = Math.Max(Math.Max(MonthNumber.Of(Month.Of(_register[i].From)), _adult), 0);
            var until = i + 1 < _register.Count
                ? MonthNumber.Of(Month.Of(_register[i + 1].From.AddDays(-1))) + 1
                : _lastMonth + 1;
            _counted.SetRange(first, Math.Min(until, _lastMonth + 1));
        }
    }

    private int LastBusyMonth(int lastPaid)
    {
        var busy = Math.Max(Math.Max(lastPaid, _adult), MonthNumber.Of(Month.Of(_register[^1].From)));
        if (_settlements.Count > 0)
        {
            busy = Math.Max(busy, MonthNumber.Of(Month.Of(_settlements[^1].Seen)));
        }

        return Math.Max(busy, MonthNumber.Of(Month.Of(_rules.Eras[^1].From)));
    }

    private int NextBusyMonth(int month)
    {
        var next = MonthNumber.Of(Month.Of(NextStop()));
        return _adult > month ? Math.Min(next, _adult) : Math.Min(next, _lastMonth + 1);
    }
}
