using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Naive;

/// <summary>What holds on a day, in words; two that read the same are the same.</summary>
internal sealed record NaiveStanding(
    IReadOnlyList<string> Bases, string? Reason, Payer Payer, string? Category, string? Region)
{
    /// <summary>The ledger's answer, put the same way.</summary>
    internal static NaiveStanding Of(Standing real) => new(
        [.. Enum.GetValues<Basis>().Where(b => real.Bases.HasFlag((Bases)(1 << (int)b))).Select(Code<Basis>.Of)],
        real.Reason == NotInsured.None ? null : Code<NotInsured>.Of(real.Reason),
        real.Payer,
        real.Category,
        real.Region);

    public bool Equals(NaiveStanding? other) =>
        other is not null && Bases.SequenceEqual(other.Bases) && Reason == other.Reason && Payer == other.Payer
        && Category == other.Category && Region == other.Region;

    public override int GetHashCode() => HashCode.Combine(Bases.Count, Reason, Payer, Category, Region);

    public override string ToString() =>
        $"[{string.Join(" ", Bases)}] reason {Reason ?? "-"}, payer {Payer}, category {Category ?? "-"}, "
        + $"region {Region ?? "-"}";
}

/// <summary>The day after which a person's cover cannot change any more.</summary>
internal static class NaiveHorizon
{
    private static readonly DateOnly AtLeast = new(2035, 12, 31);

    /// <summary>A year is looked back on and half a year of grace follows; three years are enough.</summary>
    internal static DateOnly Of(Iin iin, IReadOnlyList<InsuredEvent> events)
    {
        var last = events.SelectMany(DaysOf).Append(AtLeast).Append(iin.EighteenthBirthday ?? AtLeast).Max();
        return last.Year > 9990 ? DateOnly.MaxValue : last.AddYears(3);
    }

    /// <summary>Every day that a fact names.</summary>
    internal static IEnumerable<DateOnly> DaysOf(InsuredEvent happened) => happened switch
    {
        InsuredEvent.ResidenceRecorded e => [e.From],
        InsuredEvent.RegionRecorded e => [e.From],
        InsuredEvent.PaymentRecorded e => [e.PaidOn, e.Period.FirstDay, e.Period.LastDay],
        InsuredEvent.PaymentRefunded e => [e.On],
        InsuredEvent.CategoryGranted e => e.Through is { } through ? [e.From, through] : [e.From],
        InsuredEvent.CategoryEnded e => [e.On],
        InsuredEvent.WelfareLevelRecorded e => [e.From],
        InsuredEvent.CareSought e => [e.On],
        InsuredEvent.DepartureRecorded e => [e.On],
        _ => [],
    };
}
