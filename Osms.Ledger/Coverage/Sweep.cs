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
    private const int UsualRuns = 8;

    private readonly IReadOnlyList<Era> _eras;
    private readonly List<Circumstances> _register;
    private readonly List<SettlementChange> _settlements;
    private readonly List<(DateOnly From, Standing Standing)> _runs = new(UsualRuns);
    private readonly MonthsSeen _months;
    private readonly int _adult;
    private readonly int _lastPaid;
    private readonly int _lastMonth;
    private readonly int _quietAfter;
    private int _registerAt;
    private int _settlementAt;
    private int _eraAt;
    private Era _era;
    private DateOnly _nextStop = DateOnly.MinValue;

    internal Sweep(Iin iin, Register register, List<SettlementChange> settlements, RuleBook rules)
    {
        _eras = rules.Eras;
        _era = _eras[0];
        _register = register.Steps();
        _settlements = settlements;
        _adult = iin.EighteenthBirthday is { } birthday ? MonthNumber.Of(Month.Of(birthday)) : 0;
        _lastPaid = settlements.Count == 0 ? 0 : settlements.Max(s => MonthNumber.Of(s.Month));

        // So many months after the last change every window holds the same, whatever month it ends with.
        _quietAfter = _eras.Max(e => e.Retrospective + Math.Max(e.Grace, e.LongGrace)) + 1;
        _lastMonth = Math.Min(LastBusyMonth() + _quietAfter, MonthNumber.Last);
        _months = new MonthsSeen(_lastMonth + 1, _lastPaid, _adult, _register);
    }

    /// <param name="first">What held before this month is not asked for; 0 is the beginning.</param>
    internal Timeline Run(int first = 0)
    {
        // After the last change only a whole pass has its run.
        first = first > _lastMonth ? 0 : first;
        CoverBefore(first);
        var busy = first;
        for (var month = first; month <= _lastMonth; month++)
        {
            if (StopsIn(month) || month == _adult)
            {
                busy = month;
            }

            // Long after the last change nothing moves until the next one: a grant "until 2999" costs no more.
            if (month > Math.Max(busy, _lastPaid) + _quietAfter && NextBusyMonth(month) is var next && next > month)
            {
                if (_register[_registerAt].Covered)
                {
                    _months.Covered(month, next);
                }

                month = next - 1;
            }
        }

        return Timeline.FromRuns(CollectionsMarshal.AsSpan(_runs));
    }

    // A month stays a category month once it was one.
    private void CoverBefore(int first)
    {
        for (var i = 0; i < _register.Count && first > 0; i++)
        {
            if (_register[i].Covered)
            {
                var from = Math.Max(MonthNumber.Of(Month.Of(_register[i].From)), 0);
                var until = i + 1 < _register.Count
                    ? MonthNumber.Of(Month.Of(_register[i + 1].From.AddDays(-1))) + 1
                    : first;
                _months.Covered(from, Math.Min(until, first));
            }
        }
    }

    /// <summary>Every stop of one month; true when anything but the month itself changed in it.</summary>
    private bool StopsIn(int month)
    {
        var changed = false;
        var day = MonthNumber.FirstDay(month);
        var end = MonthNumber.FirstDay(month + 1);
        while (true)
        {
            if (_nextStop <= day)
            {
                Advance(day);
                changed = true;
            }

            if (_register[_registerAt].Covered)
            {
                _months.Covered(month, month + 1);
            }

            var standing = StandingIn(month, _register[_registerAt], _era);
            if (_runs.Count == 0 || _runs[^1].Standing != standing)
            {
                _runs.Add((day, standing));
            }

            if (_nextStop >= end)
            {
                return changed;
            }

            day = _nextStop;
        }
    }

    private void Advance(DateOnly day)
    {
        while (_registerAt + 1 < _register.Count && _register[_registerAt + 1].From <= day)
        {
            _registerAt++;
        }

        while (_eraAt + 1 < _eras.Count && _eras[_eraAt + 1].From <= day)
        {
            _eraAt++;
        }

        _era = _eras[_eraAt];
        _months.PrepaidLengthIs(_era.Prospective);
        while (_settlementAt < _settlements.Count && _settlements[_settlementAt].Seen <= day)
        {
            _months.Settle(_settlements[_settlementAt++]);
        }

        _nextStop = NextStop();
    }

    // The last day of the calendar stands for "no further stop" and is itself no stop.
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

        return _eraAt + 1 < _eras.Count && _eras[_eraAt + 1].From < next ? _eras[_eraAt + 1].From : next;
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

        var bases = Holds(Basis.Transition, true)
            | Holds(Basis.Category, now.Category is not null)
            | Holds(Basis.Welfare, now.Welfare)
            | Holds(Basis.Contributions, era.Grace > 0 && _months.Contributed(month, era))
            | Holds(Basis.PrepaidYear, era.Prospective > 0 && _months.Prepaid(month));
        if (bases == Bases.None)
        {
            return Against(_months.Owes(month, era) ? NotInsured.Owed : NotInsured.NothingPaid, now);
        }

        return InFavour(bases, now);

        Bases Holds(Basis basis, bool holds) => holds && era.Knows(basis) ? (Bases)(1 << (int)basis) : Bases.None;
    }

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

    private int LastBusyMonth()
    {
        var busy = Math.Max(Math.Max(_lastPaid, _adult), MonthNumber.Of(Month.Of(_register[^1].From)));
        if (_settlements.Count > 0)
        {
            busy = Math.Max(busy, MonthNumber.Of(Month.Of(_settlements[^1].Seen)));
        }

        return Math.Max(busy, MonthNumber.Of(Month.Of(_eras[^1].From)));
    }

    private int NextBusyMonth(int month)
    {
        var next = MonthNumber.Of(Month.Of(_nextStop));
        return _adult > month ? Math.Min(next, _adult) : Math.Min(next, _lastMonth + 1);
    }
}
