using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Insured;

/// <summary>
/// The stored form of <see cref="InsuredState"/>: a format byte, the version, then each list with its length. Days
/// and months are counted from January 2020, versions from the one before; enumerations by their number, so their
/// order is part of the format. An unknown format means: fold the events again.
/// </summary>
public static class InsuredStateCodec
{
    private const byte Format = 1;

    // Of each thread one: its memory costs more than what is written into it.
    [ThreadStatic]
    private static PackedWriter? _writer;

    private static readonly int DayZero = RuleBook.Beginning.DayNumber;
    private static readonly int MonthZero = Month.Of(RuleBook.Beginning).Index;

    public static byte[] Encode(InsuredState state)
    {
        var facts = state.FactsForCodec;
        var to = _writer ??= new PackedWriter();
        to.Clear();
        to.Byte(Format);
        to.Unsigned((ulong)facts.Version);
        List(to, facts.Payments, static p => p.Version, static (to, p) =>
        {
            to.Byte((byte)((int)p.Kind << 1 | (p.RefundedOn is null ? 0 : 1)));
            to.Fixed(p.ReferenceKey);
            to.Signed(p.Period.Index - MonthZero);
            to.Unsigned((ulong)p.Amount.Tiyn);
            Day(to, p.PaidOn);
            if (p.RefundedOn is { } refundedOn)
            {
                Day(to, refundedOn);
            }
        });
        List(to, facts.Grants, static g => g.Version, static (to, g) =>
        {
            to.Text(g.Category);
            Day(to, g.Granted.From);
            Day(to, g.Granted.Until);
        });
        List(to, facts.Ends, static e => e.Version, static (to, e) =>
        {
            to.Unsigned((ulong)e.GrantVersion);
            Day(to, e.On);
        });
        Since(to, facts.Residences, static (to, r) => to.Byte((byte)r));
        Since(to, facts.Regions, static (to, r) => to.Text(r));
        Since(to, facts.WelfareLevels, static (to, l) => to.Byte((byte)l));
        On(to, facts.Care, static (to, c) => to.Text(c));
        On(to, facts.Departures, static (to, d) => to.Byte((byte)d));
        to.Unsigned((ulong)facts.Fingerprints.Count);
        foreach (var fingerprint in facts.Fingerprints)
        {
            to.Fixed(fingerprint);
        }

        return to.ToArray();
    }

    /// <summary>Null when the format is another version's.</summary>
    public static InsuredState? Decode(ReadOnlySpan<byte> packed)
    {
        var state = new InsuredState(new Facts());
        return Decode(packed, state) ? state : null;
    }

    /// <summary>
    /// Into a state that is used again and again, for many people one after another: whatever it held is gone.
    /// </summary>
    /// <returns>False when the format is another version's; the state then says nothing.</returns>
    internal static bool Decode(ReadOnlySpan<byte> packed, InsuredState into)
    {
        var facts = into.FactsForCodec;
        facts.Clear();
        var from = new PackedReader(packed);
        if (from.Byte() != Format)
        {
            return false;
        }

        facts.Version = from.Int();
        var payments = from.Int();

        // With room for the next one; the bytes bound the number that a damaged row may claim.
        facts.Payments.EnsureCapacity(Math.Min(payments, packed.Length) + 1);
        for (var version = 0; payments > 0; payments--)
        {
            version += from.Int();
            facts.Payments.Add(Payment(ref from, version));
        }

        for (int count = from.Int(), version = 0; count > 0; count--)
        {
            version += from.Int();
            facts.Grants.Add(new GrantFact(version, from.Text(), new DateSpan(Day(ref from), Day(ref from))));
        }

        for (int count = from.Int(), version = 0; count > 0; count--)
        {
            version += from.Int();
            facts.Ends.Add(new EndFact(version, from.Int(), Day(ref from)));
        }

        Since(ref from, facts.Residences, static (ref r) => (Residence)r.Byte());
        Since(ref from, facts.Regions, static (ref r) => r.Text());
        Since(ref from, facts.WelfareLevels, static (ref r) => (WelfareLevel)r.Byte());
        On(ref from, facts.Care, static (ref r) => r.Text());
        On(ref from, facts.Departures, static (ref r) => (DepartureKind)r.Byte());
        for (var count = from.Int(); count > 0; count--)
        {
            facts.Fingerprints.Add(from.Fixed());
        }

        return true;
    }

    private delegate T Reads<T>(ref PackedReader from);

    private static PaymentFact Payment(ref PackedReader from, int version)
    {
        var kindAndRefund = from.Byte();
        var key = from.Fixed();
        var period = new Month(checked((int)from.Signed() + MonthZero));
        var amount = new Tenge(checked((long)from.Unsigned()));
        var paidOn = Day(ref from);
        DateOnly? refundedOn = (kindAndRefund & 1) == 0 ? null : Day(ref from);
        return new PaymentFact(version, key, (PaymentKind)(kindAndRefund >> 1), period, amount, paidOn, refundedOn);
    }

    // Nothing is captured: a state is encoded for every fact that comes in.
    private static void List<T>(
        PackedWriter to, List<T> facts, Func<T, int> version, Action<PackedWriter, T> write)
    {
        var before = Begin(to, facts.Count);
        foreach (var fact in facts)
        {
            before = Next(to, before, version(fact));
            write(to, fact);
        }
    }

    private static void Since<T>(PackedWriter to, List<SinceFact<T>> facts, Action<PackedWriter, T> value)
    {
        var before = Begin(to, facts.Count);
        foreach (var fact in facts)
        {
            before = Next(to, before, fact.Version);
            Day(to, fact.From);
            value(to, fact.Value);
        }
    }

    private static void On<T>(PackedWriter to, List<DayFact<T>> facts, Action<PackedWriter, T> value)
    {
        var before = Begin(to, facts.Count);
        foreach (var fact in facts)
        {
            before = Next(to, before, fact.Version);
            Day(to, fact.On);
            value(to, fact.Value);
        }
    }

    private static int Begin(PackedWriter to, int count)
    {
        to.Unsigned((ulong)count);
        return 0;
    }

    private static int Next(PackedWriter to, int before, int version)
    {
        to.Unsigned((ulong)(version - before));
        return version;
    }

    private static void Since<T>(ref PackedReader from, List<SinceFact<T>> facts, Reads<T> value)
    {
        for (int count = from.Int(), version = 0; count > 0; count--)
        {
            version += from.Int();
            facts.Add(new SinceFact<T>(version, Day(ref from), value(ref from)));
        }
    }

    private static void On<T>(ref PackedReader from, List<DayFact<T>> facts, Reads<T> value)
    {
        for (int count = from.Int(), version = 0; count > 0; count--)
        {
            version += from.Int();
            facts.Add(new DayFact<T>(version, Day(ref from), value(ref from)));
        }
    }

    private static void Day(PackedWriter to, DateOnly day) => to.Signed(day.DayNumber - DayZero);

    private static DateOnly Day(ref PackedReader from) => DateOnly.FromDayNumber(checked((int)from.Signed() + DayZero));
}
