using Osms.Ledger.Regulation;

namespace Osms.Ledger.Reconciliation;

/// <summary>What is remarkable about a payment when it is recorded; several may hold.</summary>
[Flags]
public enum PaymentOutcome
{
    None = 0,

    /// <summary>Payments of its kind do not reach what the month requires, with it included.</summary>
    Short = 1,

    /// <summary>Payments of its kind had reached what the month requires before.</summary>
    Again = 2,

    /// <summary>At least twice what the month requires: perhaps for several months, but it counts for one.</summary>
    Lump = 4,
}

/// <summary>A payment, or a refund of one, as finance adds it up.</summary>
/// <param name="Version">Of the event.</param>
/// <param name="Payer">BIN or IIN of who paid.</param>
/// <param name="Amount">Tiyn; negative for a refund.</param>
/// <param name="Month">The period, see <see cref="FigureMonth"/>.</param>
/// <param name="Kind">Of the payment.</param>
/// <param name="Turn">1: by it the month is the contributors'; -1: by it it no longer is; else 0.</param>
/// <param name="Person">1: the person's first of this month and kind; -1: their last is taken back; else 0.</param>
/// <param name="Outcome">Of a payment; nothing of a refund.</param>
public readonly record struct Contribution(
    int Version, long Payer, long Amount, short Month, PaymentKind Kind, int Turn, int Person, PaymentOutcome Outcome);
