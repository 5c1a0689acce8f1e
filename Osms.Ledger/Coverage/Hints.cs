using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>
/// The known mistakes in what somebody paid: at most one for a payment, and no month named by two of them as to be
/// paid. Only what still matters is looked at: months from twelve before the day on, and payments made since then.
/// </summary>
internal sealed class Hints
{
    private const int LookedBackAt = 12;

    private readonly PersonSeen _person;
    private readonly PaymentMistakes _mistakes;
    private readonly List<Hint> _hints = [];
    private readonly HashSet<Month> _advised = [];

    private Hints(PersonSeen person, IReadOnlyList<InsuredEvent> events)
    {
        _person = person;
        _mistakes = new PaymentMistakes(person, events, Earliest);
    }

    private Month Earliest => _person.Month - LookedBackAt;

    /// <param name="person">Whose.</param>
    /// <param name="events">Theirs, in order: for who paid.</param>
    /// <param name="why">What was found of the rules.</param>
    internal static IReadOnlyList<Hint> Of(
        PersonSeen person, IReadOnlyList<InsuredEvent> events, IReadOnlyList<Reason> why)
    {
        var hints = new Hints(person, events);
        var holding = why.Where(reason => reason.Holds).Select(reason => reason.Code).ToList();
        if (holding.Exists(code => Code<NotInsured>.TryParse(code, out _)))
        {
            return [];
        }

        hints.OfPayments();
        hints.OfMonths();
        if (holding.Count == 0 || holding.Contains(Code<Basis>.Of(Basis.Contributions)))
        {
            // Who is insured otherwise need not close a gap.
            hints.OfGaps();
        }

        return [.. hints._hints.OrderBy(hint => hint.Code).ThenBy(hint => hint.Months[0])];
    }

    private void OfPayments()
    {
        foreach (var payment in _person.State.Payments)
        {
            var isRecent = payment.Period >= Earliest || payment.PaidOn >= Earliest.FirstDay;
            if (isRecent && payment.IsLiveOn(_person.Day)
                && (_mistakes.LumpSum(payment) ?? _mistakes.WrongYear(payment, _advised)
                    ?? _mistakes.PaidTwice(payment)) is { } hint)
            {
                Add(hint);
            }
        }
    }

    private void OfMonths()
    {
        var ahead = _person.State.Payments.Select(p => p.Period).Where(month => month > _person.Month);
        foreach (var month in Enumerable.Range(0, LookedBackAt + 1).Select(n => Earliest + n).Concat(ahead.Distinct()))
        {
            if (!_advised.Contains(month) && _person.Months.Of(month) is { State: MonthState.Owed } view
                && (_mistakes.Short(view) ?? _mistakes.Refunded(view)) is { } hint)
            {
                Add(hint);
            }
        }
    }

    private void OfGaps()
    {
        var months = _person.Months.Ending(_person.Month, LookedBackAt + 1);
        var first = Array.FindIndex(months, Counts);
        var last = Array.FindLastIndex(months, Counts);
        for (var i = first + 1; i < last; i++)
        {
            var gap = months[i..last].TakeWhile(m => m.State == MonthState.Owed).Select(m => m.Month).ToList();
            i += gap.Count;
            List<Month> open = [.. gap.Where(month => !_advised.Contains(month))];
            if (first >= 0 && open.Count > 0)
            {
                var each = _person.Rules.Requirement(PaymentKind.Self, _person.Day);
                Add(new Hint(
                    HintCode.Gap, HintTexts.Gap(open), HintTexts.PayEach(open, each), open,
                    Missing: each * open.Count));
            }
        }

        static bool Counts(MonthView month) => month.State is MonthState.Paid or MonthState.Category;
    }

    private void Add(Hint hint)
    {
        _hints.Add(hint);
        if (hint.Missing is not null)
        {
            _advised.UnionWith(hint.Months);
        }
    }
}
