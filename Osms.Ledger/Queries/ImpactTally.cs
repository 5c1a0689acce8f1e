using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>Changed answers by who paid for the day before and who pays after; both columns add up to all.</summary>
public sealed record PayerImpact(string Payer, long Before, long After);

/// <summary>Changed answers by the person's own region after; each column adds up to its total.</summary>
public sealed record RegionImpact(string Region, long Changed, long BecameInsured, long LostCover);

/// <summary>A list of changed answers, in numbers.</summary>
/// <param name="From">The position of all answers before; null when nothing is recorded.</param>
/// <param name="To">The position of all answers after; null likewise.</param>
/// <param name="People">How many were looked at.</param>
/// <param name="Changed">Whose answer is another one.</param>
/// <param name="BecameInsured">Of them: not insured before, insured after.</param>
/// <param name="LostCover">Of them: insured before, not insured after.</param>
/// <param name="ByPayer">In the order of payers; nobody last.</param>
/// <param name="ByRegion">In order of the codes; unknown last.</param>
public sealed record ImpactSummary(
    LedgerPosition? From, LedgerPosition? To, long People, long Changed, long BecameInsured, long LostCover,
    IReadOnlyList<PayerImpact> ByPayer, IReadOnlyList<RegionImpact> ByRegion);

/// <summary>Adds a list of changed answers up while it passes by.</summary>
public sealed class ImpactTally
{
    private readonly Dictionary<Payer, PayerImpact> _payers = [];
    private readonly Dictionary<string, RegionImpact> _regions = new(StringComparer.Ordinal);
    private LedgerPosition? _from;
    private LedgerPosition? _to;
    private long _people;
    private long _changed;
    private long _becameInsured;
    private long _lostCover;

    public void Add(ImpactPage page)
    {
        (_from, _to) = (page.From, page.To);
        _people += page.People;
        foreach (var one in page.Changed)
        {
            Add(one);
        }
    }

    public ImpactSummary ToSummary() => new(
        _from, _to, _people, _changed, _becameInsured, _lostCover,
        [.. _payers.OrderBy(p => p.Key == Payer.None).ThenBy(p => p.Key).Select(p => p.Value)],
        [
            .. _regions.Values.OrderBy(r => r.Region == MonthPayer.UnknownRegion)
                .ThenBy(r => r.Region, StringComparer.Ordinal),
        ]);

    private void Add(ChangedAnswer one)
    {
        var became = one.After.IsInsured && !one.Before.IsInsured ? 1 : 0;
        var lost = one.Before.IsInsured && !one.After.IsInsured ? 1 : 0;
        _changed++;
        _becameInsured += became;
        _lostCover += lost;
        var before = PayerOf(one.Before.Payer);
        _payers[one.Before.Payer] = before with { Before = before.Before + 1 };
        var after = PayerOf(one.After.Payer);
        _payers[one.After.Payer] = after with { After = after.After + 1 };
        var region = one.After.Region ?? MonthPayer.UnknownRegion;
        var known = _regions.GetValueOrDefault(region) ?? new RegionImpact(region, 0, 0, 0);
        _regions[region] = new RegionImpact(
            region, known.Changed + 1, known.BecameInsured + became, known.LostCover + lost);
    }

    private PayerImpact PayerOf(Payer payer) =>
        _payers.GetValueOrDefault(payer) ?? new PayerImpact(Code<Payer>.Of(payer), 0, 0);
}
