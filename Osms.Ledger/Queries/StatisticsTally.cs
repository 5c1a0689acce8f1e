using System.Diagnostics;
using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>Adds people up in every way that statistics show.</summary>
/// <param name="rules">The law.</param>
/// <param name="levels">
/// By welfare level, the last without any; goes on being counted in. Null when nobody asks for them.
/// </param>
internal sealed class StatisticsTally(RuleBook rules, long[]? levels)
{
    private const string None = "none";

    private readonly Dictionary<string, (long Insured, long NotInsured)> _bases = [];
    private readonly Dictionary<string, (long Insured, long NotInsured)> _payers = [];
    private readonly Dictionary<string, (long Insured, long NotInsured)> _categories = [];
    private readonly Dictionary<string, (long Insured, long NotInsured)> _regions = [];
    private readonly Dictionary<string, (long Insured, long NotInsured)> _ages = [];
    private long _people;
    private long _participants;
    private long _insured;
    private long _statePays;

    internal void Add(in Standing standing, string ageBand, long people)
    {
        _people += people;
        _participants += TakesPart(standing) ? people : 0;
        _insured += standing.IsInsured ? people : 0;
        _statePays += standing is { Basis: Basis.Category, Payer: Payer.Republican or Payer.Local } ? people : 0;
        Add(_bases, standing.BasisCode, standing, people);
        Add(_payers, Code<Payer>.Of(standing.Payer), standing, people);
        Add(_categories, standing.Category ?? None, standing, people);
        Add(_regions, standing.Region ?? MonthPayer.UnknownRegion, standing, people);
        Add(_ages, ageBand, standing, people);
    }

    /// <summary>The level of one person more; of who does not take part, or is insured, it is not counted.</summary>
    internal void AddLevel(in Standing standing, int level)
    {
        if (levels is not null && TakesPart(standing) && !standing.IsInsured)
        {
            AddLevel(level);
        }
    }

    internal void AddLevel(int level) => levels![level]++;

    internal StatisticsAnswer ToAnswer(DateOnly on, LedgerPosition position) => new(
        on, position, rules.Digest, _people, _participants, _insured, _statePays,
        Lines(_bases, [.. Code<Basis>.All, .. Code<NotInsured>.All]),
        Lines(_payers, [.. Code<Payer>.All.Skip(1)]),
        Lines(_categories, [.. rules.Categories.Select(category => category.Code)]),
        Lines(_regions, [.. _regions.Keys.Where(region => region != MonthPayer.UnknownRegion).Order()]),
        Lines(_ages, [.. AgeBands.All]),
        levels is null ? null : Levels(levels));

    private static bool TakesPart(in Standing standing) =>
        standing.Reason is NotInsured.None or NotInsured.Owed or NotInsured.NothingPaid;

    private static void Add(
        Dictionary<string, (long Insured, long NotInsured)> counts, string value, in Standing standing, long people)
    {
        var (insured, notInsured) = counts.GetValueOrDefault(value);
        counts[value] = standing.IsInsured ? (insured + people, notInsured) : (insured, notInsured + people);
    }

    private List<UninsuredLine> Levels(long[] people)
    {
        string[] values = [.. Code<WelfareLevel>.All, None];
        return people.Sum() == _participants - _insured
            ? [.. values.Zip(people, (value, count) => new UninsuredLine(value, count)).Where(l => l.People > 0)]
            : throw new UnreachableException("The welfare levels do not add up to the people who are not insured.");
    }

    /// <summary>In the order of a list; what is not in it comes last.</summary>
    private List<StatisticsLine> Lines(
        Dictionary<string, (long Insured, long NotInsured)> counts, List<string> order)
    {
        var lines = counts
            .OrderBy(count => order.IndexOf(count.Key) is >= 0 and var place ? place : order.Count)
            .Select(count => new StatisticsLine(count.Key, count.Value.Insured, count.Value.NotInsured))
            .ToList();
        return lines.Sum(line => line.Insured) == _insured
            && lines.Sum(line => line.NotInsured) == _people - _insured
            ? lines
            : throw new UnreachableException("The lines of statistics do not add up to all people.");
    }
}
