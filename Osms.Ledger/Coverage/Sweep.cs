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
    // Of each thread one, taken by its latest sweep, which runs at once: their memory costs as much as the sweep.
    [ThreadStatic]
    private static MonthsSeen? _monthsOfThread;

    [ThreadStatic]
    private static List<(DateOnly From, Standing Standing)>? _runsOfThread;

    private readonly IReadOnlyList<Era> _eras;
    private readonly List<Circumstances> _register;
    private readonly List<SettlementChange> _settlements;
    private readonly List<(DateOnly From, Standing Standing)> _runs;
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
    private (int RegisterAt, Bases Bases, NotInsured Reason) _latest = (-1, Bases.None, NotInsured.None);

    internal Sweep(Iin iin, Register register, List<SettlementChange> settlements, RuleBook rules)
    {
        _eras = rules.Eras;
        _era = _eras[0];
        _register = register.Steps();
        _settlements = settlements;
        _adult = iin.EighteenthBirthday is { } birthday ? MonthNumber.Of(Month.Of(birthday)) : 0;
        foreach (var settlement in settlements)
        {
            _lastPaid = Math.Max(_lastPaid, MonthNumber.Of(settlement.Month));
        }

        // So many months after the last change every window holds the same, whatever month it ends with.
        foreach (var era in rules.Eras)
        {
            _quietAfter = Math.Max(_quietAfter, era.Retrospective + Math.Max(era.Grace, era.LongGrace) + 1);
        }

        _lastMonth = Math.Min(LastBusyMonth() + _quietAfter, MonthNumber.Last);
        (_months, _runs) = (_monthsOfThread ??= new MonthsSeen(), _runsOfThread ??= []);
        _months.Begin(_lastMonth + 1, _lastPaid, _adult, _register);
        _runs.Clear();
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

            ref readonly var now = ref CollectionsMarshal.AsSpan(_register)[_registerAt];
            if (now.Covered)
            {
                _months.Covered(month, month + 1);
            }

            Continue(day, now, HoldsIn(month, now));
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

    // Most months nothing changes: then nothing is made to be compared.
    private void Continue(DateOnly day, in Circumstances now, (Bases Bases, NotInsured Reason) holds)
    {
        if (_latest == (_registerAt, holds.Bases, holds.Reason))
        {
            return;
        }

        _latest = (_registerAt, holds.Bases, holds.Reason);
        var standing = holds.Bases == Bases.None ? Against(holds.Reason, now) : InFavour(holds.Bases, now);
        if (_runs.Count == 0 || _runs[^1].Standing != standing)
        {
            _runs.Add((day, standing));
        }
    }

    private (Bases Bases, NotInsured Reason) HoldsIn(int month, in Circumstances now)
    {
        if (now.Departed)
        {
            return (Bases.None, NotInsured.Departed);
        }

        if (!now.Participant)
        {
            return (Bases.None, NotInsured.NotAParticipant);
        }

        var bases = (Bases.Transition
            | (now.Category is null ? Bases.None : Bases.Category)
            | (now.Welfare ? Bases.Welfare : Bases.None)
            | (_era.Grace > 0 && _months.Contributed(month, _era) ? Bases.Contributions : Bases.None)
            | (_era.Prospective > 0 && _months.Prepaid(month) ? Bases.PrepaidYear : Bases.None)) & (Bases)_era.Known;
        return bases != Bases.None ? (bases, NotInsured.None)
            : (Bases.None, _months.Owes(month, _era) ? NotInsured.Owed : NotInsured.NothingPaid);
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
