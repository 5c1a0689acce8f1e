using System.Globalization;
using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Reconciliation;

/// <summary>
/// Goes along a person's events and says what each changes in the figures. It begins at any state and needs of the
/// events before it only those that refunds take back.
/// </summary>
public sealed class PersonFigures(Iin iin, RuleBook rules)
{
    private static readonly List<RegisterSpan> Nobody = [new(0, FigureMonth.NoEnd, PayerCode.None)];

    private readonly MonthOfPayments _month = new(rules);
    private Register? _register;
    private List<RegisterSpan>? _spans;

    /// <summary>In the order of the events.</summary>
    public List<PayerChange> Payers { get; } = [];

    /// <summary>In the order of the events.</summary>
    public List<Contribution> Contributions { get; } = new(1);

    /// <summary>Moves the state on by an event, and takes what it changes.</summary>
    /// <param name="state">Before the event; moved on, so only its owner may hand it over.</param>
    /// <param name="happened">The event.</param>
    /// <param name="history">The events before it; null only where it is no refund.</param>
    internal void MoveOn(InsuredState state, InsuredEvent happened, IReadOnlyList<InsuredEvent>? history)
    {
        var isFirst = state.Version == 0;
        switch (happened)
        {
            case InsuredEvent.PaymentRecorded payment:
                state.MoveOn(happened);
                Begin(isFirst, state, ChangeCause.Payment);
                Add(state, payment);
                break;
            case InsuredEvent.PaymentRefunded refund:
                TakeBack(state, refund, history ?? throw new InvalidOperationException("A refund needs the history."));
                break;
            default:
                var before = isFirst ? Nobody : SpansOf(state);
                _spans = null;
                state.MoveOn(happened);
                var cause = ChangeCauses.Of(happened);
                Begin(isFirst, state, cause);
                _register = new Register(iin, state, rules);
                Compare(before, SpansOf(state), state, cause);
                break;
        }
    }

    /// <summary>
    /// The register after the latest event, for what else is made of it: most of the time it is there already. It is
    /// given away, as with it the state would live as long as the figures.
    /// </summary>
    internal Register TakeRegister(InsuredState state)
    {
        var register = _register ?? new Register(iin, state, rules);
        (_register, _spans) = (null, null);
        return register;
    }

    // Whoever is known of is nobody's in every month, until more is known.
    private void Begin(bool isFirst, InsuredState state, ChangeCause cause)
    {
        if (isFirst)
        {
            Payers.Add(new PayerChange(
                state.Version, 0, FigureMonth.NoEnd, PayerCode.NotKnown, PayerCode.None, cause));
        }
    }

    private void Add(InsuredState state, InsuredEvent.PaymentRecorded payment)
    {
        _month.LookAt(state.Payments, state.Payments[^1]);
        var month = FigureMonth.Of(payment.Period);
        var isTurn = _month.Decides && IsOpen(state, payment.Period);
        Contributions.Add(new Contribution(
            state.Version, NumberOf(payment.Payer), payment.Amount.Tiyn, month, payment.Kind, isTurn ? 1 : 0,
            _month.IsOnlyOne ? 1 : 0, _month.Outcome));
    }

    private void TakeBack(InsuredState state, InsuredEvent.PaymentRefunded refund, IReadOnlyList<InsuredEvent> history)
    {
        var key = Fingerprint.OfReference(refund.Reference);
        var payment = state.Payments.First(p => p.ReferenceKey == key && p.RefundedOn is null);
        var recorded = (InsuredEvent.PaymentRecorded)history[payment.Version - 1];
        _month.LookAt(state.Payments, payment);
        var month = FigureMonth.Of(payment.Period);
        var isTurn = _month.Decides && IsOpen(state, payment.Period);
        state.MoveOn(refund);
        Contributions.Add(new Contribution(
            state.Version, NumberOf(recorded.Payer), -payment.Amount.Tiyn, month, payment.Kind, isTurn ? -1 : 0,
            _month.IsOnlyOne ? -1 : 0, PaymentOutcome.None));
    }

    // Most who pay have never been in a category, moved or left.
    private bool IsOpen(InsuredState state, Month month) =>
        _register is null && RegisterPayers.IsSurelyOpen(iin, state, month)
        || RegisterPayers.In(SpansOf(state), FigureMonth.Of(month)) == RegisterPayers.Open;

    // Payments change nothing of it.
    private List<RegisterSpan> SpansOf(InsuredState state) =>
        _spans ??= RegisterPayers.Of(_register ??= new Register(iin, state, rules));

    private void Compare(List<RegisterSpan> before, List<RegisterSpan> after, InsuredState state, ChangeCause cause)
    {
        List<Month>? paid = null;
        for (int i = 0, j = 0; i < before.Count && j < after.Count;)
        {
            var (was, now) = (before[i], after[j]);
            var first = Math.Max(was.First, now.First);
            var until = Math.Min(was.Until, now.Until);
            if (was.Code != now.Code)
            {
                paid ??= was.Code == RegisterPayers.Open || now.Code == RegisterPayers.Open
                    ? Settlements.PaidForGood(state.Payments, rules)
                    : null;
                Change(first, until, was.Code, now.Code, paid ?? [], state.Version, cause);
            }

            i += was.Until == until ? 1 : 0;
            j += now.Until == until ? 1 : 0;
        }
    }

    private void Change(
        short first, short until, int was, int now, List<Month> paid, int version, ChangeCause cause)
    {
        if (was == RegisterPayers.Open || now == RegisterPayers.Open)
        {
            foreach (var settled in paid)
            {
                var month = FigureMonth.Of(settled);
                if (month >= first && month < until)
                {
                    Take(first, month, PayerCode.None);
                    Take(month, (short)(month + 1), PayerCode.Contributors);
                    first = (short)(month + 1);
                }
            }
        }

        Take(first, until, PayerCode.None);

        void Take(short from, short to, int open)
        {
            var change = new PayerChange(
                version, from, to, was == RegisterPayers.Open ? open : was, now == RegisterPayers.Open ? open : now,
                cause);
            if (from < to && change.Was != change.Now)
            {
                Payers.Add(change);
            }
        }
    }

    private static long NumberOf(string payer) =>
        long.Parse(payer, NumberStyles.None, CultureInfo.InvariantCulture);
}
