using Osms.Ledger.Values;

namespace Osms.Ledger.Insured;

/// <summary>
/// A request to record one fact about a person, as it was sent: codes are still text and are checked by
/// <see cref="RequestCheck"/>. Every accepted command becomes exactly one <see cref="InsuredEvent"/>.
/// </summary>
public abstract record InsuredCommand
{
    private InsuredCommand(string iin, string? reference)
    {
        Iin = iin;
        Reference = reference;
    }

    /// <summary>Whose stream; not yet known to be valid.</summary>
    public string Iin { get; init; }

    public string? Reference { get; init; }

    // An IIN must never reach a log through a record's own ToString.
    public sealed override string ToString() => $"{GetType().Name} for {Values.Iin.Mask(Iin)}";

    /// <summary>How the person resides from a day on.</summary>
    public sealed record RecordResidence(string Iin, string Residence, DateOnly From, string? Reference = null)
        : InsuredCommand(Iin, Reference);

    /// <summary>Where (KATO, two digits) from a day on.</summary>
    public sealed record RecordRegion(string Iin, string Region, DateOnly From, string? Reference = null)
        : InsuredCommand(Iin, Reference);

    /// <summary><paramref name="Amount"/> in tenge, at most two decimals.</summary>
    public sealed record RecordPayment(
        string Iin, string Reference, string Kind, Month Period, decimal Amount, DateOnly PaidOn, string Payer)
        : InsuredCommand(Iin, Reference)
    {
        public new string Reference => base.Reference!;
    }

    /// <summary><paramref name="Reference"/> is that of the payment.</summary>
    public sealed record RefundPayment(string Iin, string Reference, DateOnly On, string Reason)
        : InsuredCommand(Iin, Reference)
    {
        public new string Reference => base.Reference!;
    }

    /// <summary>A category from a day through a day; without a last day until it is ended.</summary>
    public sealed record GrantCategory(
        string Iin, string Category, DateOnly From, DateOnly? Through, string Document, string? Reference = null)
        : InsuredCommand(Iin, Reference);

    /// <summary>The last day of the granted period that contains it.</summary>
    public sealed record EndCategory(string Iin, string Category, DateOnly On, string Reason, string? Reference = null)
        : InsuredCommand(Iin, Reference);

    /// <summary>The level from a day on.</summary>
    public sealed record RecordWelfareLevel(string Iin, string Level, DateOnly From, string? Reference = null)
        : InsuredCommand(Iin, Reference);

    /// <summary>Care sought at a provider (BIN).</summary>
    public sealed record RecordCare(string Iin, DateOnly On, string Provider, string? Reference = null)
        : InsuredCommand(Iin, Reference);

    /// <summary>A death or an emigration; cover ends after the day.</summary>
    public sealed record RecordDeparture(string Iin, DateOnly On, string Kind, string? Reference = null)
        : InsuredCommand(Iin, Reference);

    /// <summary>The event with this version and type is to count as never having happened.</summary>
    public sealed record AnnulFact(string Iin, int Version, string Type, string Reason, string? Reference = null)
        : InsuredCommand(Iin, Reference);
}
