using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>A rule that was tried, with the positions of the events it rests on.</summary>
/// <param name="Reason">The rule; its facts are versions.</param>
/// <param name="Events">Their positions, ascending.</param>
/// <param name="Months">For contributions: the months looked back at.</param>
public sealed record WhyAnswer(
    Reason Reason, IReadOnlyList<LedgerPosition> Events, IReadOnlyList<MonthAnswer> Months);

/// <summary>A month as seen on the day, with who paid for it.</summary>
/// <param name="View">Its state, and what decides it beside what is required.</param>
/// <param name="Payments">All that count on the day, in the order in which they count.</param>
/// <param name="CoveredBy">Positions of the events by which it is a category month.</param>
public sealed record MonthAnswer(
    MonthView View, IReadOnlyList<PaidAnswer> Payments, IReadOnlyList<LedgerPosition> CoveredBy);

/// <summary>A payment, with its position.</summary>
public sealed record PaidAnswer(LedgerPosition Position, InsuredEvent.PaymentRecorded Payment);

/// <summary>A known mistake, with the position of the payment; null of a gap.</summary>
public sealed record HintAnswer(Hint Hint, LedgerPosition? Position);
