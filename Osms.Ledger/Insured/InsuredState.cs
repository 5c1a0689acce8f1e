using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Insured;

/// <summary>A payment as far as later decisions and cover depend on it; its reference only as a fingerprint.</summary>
public readonly record struct PaymentFact(
    int Version, ulong ReferenceKey, PaymentKind Kind, Month Period, Tenge Amount, DateOnly PaidOn,
    DateOnly? RefundedOn)
{
    /// <summary>Counts on <paramref name="day"/>: paid by then and not refunded by then.</summary>
    public bool IsLiveOn(DateOnly day) => PaidOn <= day && !(RefundedOn <= day);
}

/// <summary>A granted category with the period first granted; endings shorten it.</summary>
public readonly record struct GrantFact(int Version, string Category, DateSpan Granted);

/// <summary>An ending, bound to its grant when it was recorded.</summary>
public readonly record struct EndFact(int Version, int GrantVersion, DateOnly On);

/// <summary>
/// A value that holds from a day until the next record; of two with the same day the later version wins.
/// </summary>
public readonly record struct SinceFact<T>(int Version, DateOnly From, T Value);

/// <summary>Something that happened on a day.</summary>
public readonly record struct DayFact<T>(int Version, DateOnly On, T Value);

/// <summary>
/// All that is known of one person up to a position: the fold of their events, without what was annulled.
/// Everything cover needs, and of past requests a fingerprint each, by which a repeat is recognised.
/// </summary>
public sealed class InsuredState
{
    /// <summary>Nobody has recorded anything yet.</summary>
    public static readonly InsuredState Empty = new();

    private readonly Facts _facts;

    private InsuredState() => _facts = new Facts();

    internal InsuredState(Facts facts) => _facts = facts;

    /// <summary>Number of events folded in: the version of the last.</summary>
    public int Version => _facts.Version;

    /// <summary>In the order they were recorded.</summary>
    public IReadOnlyList<PaymentFact> Payments => _facts.Payments;

    public IReadOnlyList<GrantFact> Grants => _facts.Grants;

    public IReadOnlyList<EndFact> Ends => _facts.Ends;

    public IReadOnlyList<SinceFact<Residence>> Residences => _facts.Residences;

    public IReadOnlyList<SinceFact<string>> Regions => _facts.Regions;

    public IReadOnlyList<SinceFact<WelfareLevel>> WelfareLevels => _facts.WelfareLevels;

    public IReadOnlyList<DayFact<string>> Care => _facts.Care;

    public IReadOnlyList<DayFact<DepartureKind>> Departures => _facts.Departures;

    /// <summary>Of every event but payments, also annulled ones: <see cref="Fingerprint"/> of its content.</summary>
    public IReadOnlyList<ulong> Fingerprints => _facts.Fingerprints;

    internal Facts FactsForCodec => _facts;

    /// <summary>The state after one more event; this one stays as it is.</summary>
    public InsuredState Evolve(InsuredEvent happened) => Evolve([happened]);

    /// <summary>The state after more events, in order.</summary>
    public InsuredState Evolve(IEnumerable<InsuredEvent> happened)
    {
        var facts = _facts.Copy();
        foreach (var one in happened)
        {
            facts.Apply(one);
        }

        return new InsuredState(facts);
    }

    /// <summary>
    /// A copy for one owner, who moves it on event by event: a copy for each would cost as much as the whole history.
    /// </summary>
    internal InsuredState ToBeMovedOn() => new(_facts.Copy());

    /// <summary>Changes this state; only its owner may, see <see cref="ToBeMovedOn"/>.</summary>
    internal void MoveOn(InsuredEvent happened) => _facts.Apply(happened);

    /// <summary>The state after a person's events from the first on.</summary>
    public static InsuredState Fold(IEnumerable<InsuredEvent> happened) => Empty.Evolve(happened);

    /// <summary>
    /// The same for answers alone, which need no fingerprints: only a refund asks for a payment by its reference.
    /// </summary>
    internal static InsuredState FoldForAnswers(InsuredEvent[] happened)
    {
        var facts = new Facts { Recognises = Array.Exists(happened, one => one is InsuredEvent.PaymentRefunded) };
        Array.ForEach(happened, facts.Apply);
        return new InsuredState(facts);
    }

    /// <summary>A grant's period as shortened so far.</summary>
    public DateSpan EffectiveSpan(GrantFact grant) => _facts.EffectiveSpan(grant, ignoredEnd: 0);

    /// <summary>
    /// A grant's period if the ending with version <paramref name="ignoredEnd"/> had not been recorded.
    /// </summary>
    public DateSpan EffectiveSpan(GrantFact grant, int ignoredEnd) => _facts.EffectiveSpan(grant, ignoredEnd);
}
