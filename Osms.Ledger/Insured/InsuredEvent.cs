using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Insured;

/// <summary>
/// A fact about one insured person, as recorded in the stream of their IIN. Closed: the kinds below are all there are.
/// Days are inclusive. <see cref="Reference"/> is the sender's own number; two facts with different references differ.
/// </summary>
public abstract record InsuredEvent : ILedgerEvent
{
    private InsuredEvent(string? reference) => Reference = reference;

    public string? Reference { get; init; }

    /// <summary>The residence holds from a day until the next record.</summary>
    public sealed record ResidenceRecorded(Residence Residence, DateOnly From, string? Reference = null)
        : InsuredEvent(Reference);

    /// <summary>The region (KATO, two digits) holds from a day until the next record.</summary>
    public sealed record RegionRecorded(string Region, DateOnly From, string? Reference = null)
        : InsuredEvent(Reference);

    /// <summary>Money for exactly one month. <paramref name="Payer"/> is a BIN or an IIN.</summary>
    public sealed record PaymentRecorded(
        string Reference, PaymentKind Kind, Month Period, Tenge Amount, DateOnly PaidOn, string Payer)
        : InsuredEvent(Reference)
    {
        public new string Reference => base.Reference!;
    }

    /// <summary>The payment with this reference is taken back; it counts for days up to the one before.</summary>
    public sealed record PaymentRefunded(string Reference, DateOnly On, RefundReason Reason) : InsuredEvent(Reference)
    {
        public new string Reference => base.Reference!;
    }

    /// <summary>A category from a day through a day, or without an end.</summary>
    public sealed record CategoryGranted(
        string Category, DateOnly From, DateOnly? Through, string Document, string? Reference = null)
        : InsuredEvent(Reference);

    /// <summary>
    /// The period of the category that contains the day ends with it; it belongs to that grant for good.
    /// </summary>
    public sealed record CategoryEnded(string Category, DateOnly On, string Reason, string? Reference = null)
        : InsuredEvent(Reference);

    /// <summary>The welfare level holds from a day until the next record.</summary>
    public sealed record WelfareLevelRecorded(WelfareLevel Level, DateOnly From, string? Reference = null)
        : InsuredEvent(Reference);

    /// <summary>The person sought care at a provider (BIN).</summary>
    public sealed record CareSought(DateOnly On, string Provider, string? Reference = null) : InsuredEvent(Reference);

    /// <summary>Cover ends after the day.</summary>
    public sealed record DepartureRecorded(DateOnly On, DepartureKind Kind, string? Reference = null)
        : InsuredEvent(Reference);

    /// <summary>The event with this version and type counts as never having happened, from this position on.</summary>
    public sealed record FactAnnulled(int Version, string Type, string Reason, string? Reference = null)
        : InsuredEvent(Reference);
}
