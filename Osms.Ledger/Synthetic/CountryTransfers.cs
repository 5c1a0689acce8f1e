using Osms.Ledger.Budgets;
using Osms.Ledger.Coverage;
using Osms.Ledger.Dues;
using Osms.Ledger.Insured;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Synthetic;

/// <summary>
/// What the budgets of a country transfer for each of its months: what they owe for the people that were added up, but
/// for some that is short, late, or sent for a wrong month first. The people are counted and not kept.
/// </summary>
public sealed class CountryTransfers
{
    private const int ShortPercent = 8;
    private const int LatePercent = 8;
    private const int WrongMonthPercent = 4;

    private readonly ulong _seed;
    private readonly Month _first;
    private readonly Month _last;
    private readonly RuleBook _rules;
    private readonly BudgetPayer[] _payers;
    private readonly Dictionary<(BudgetPayer Payer, Month Month), long> _persons = [];

    public CountryTransfers(SyntheticCountry country, RuleBook rules)
    {
        (_seed, _first, _last, _rules) = (country.Seed, country.First, country.Until, rules);
        _payers =
        [
            BudgetPayer.Republican,
            .. rules.Regions.Keys.Order(StringComparer.Ordinal).Select(region => new BudgetPayer(region)),
        ];
    }

    /// <summary>Adds up who pays for somebody.</summary>
    public void Add(SyntheticPerson person, InsuredState state)
    {
        var spans = RegisterPayers.Of(new Register(person.Iin, state, _rules));
        for (var month = _first; month <= _last; month += 1)
        {
            var code = RegisterPayers.In(spans, FigureMonth.Of(month));
            if (code != RegisterPayers.Open && BudgetOf(PayerCode.Unpack(code, _rules)) is { } payer)
            {
                _persons[(payer, month)] = _persons.GetValueOrDefault((payer, month)) + 1;
            }
        }
    }

    /// <summary>Everything that came in by the country's last day, in that order.</summary>
    public IEnumerable<RecordTransfer> Sent() => _payers
        .SelectMany((payer, number) => Enumerable.Range(0, _last - _first + 1)
            .SelectMany(n => Sent(payer, number, _first + n)))
        .Where(transfer => transfer.ReceivedOn <= _last.LastDay)
        .OrderBy(transfer => transfer.ReceivedOn);

    // Nobody's region has no budget.
    private static BudgetPayer? BudgetOf(MonthPayer payer) => payer.Payer switch
    {
        Payer.Republican => BudgetPayer.Republican,
        Payer.Local when payer.Region != MonthPayer.UnknownRegion => new BudgetPayer(payer.Region!),
        _ => null,
    };

    private IEnumerable<RecordTransfer> Sent(BudgetPayer payer, int number, Month month)
    {
        if (!_persons.TryGetValue((payer, month), out var persons))
        {
            return [];
        }

        var each = payer.IsRepublican
            ? ExpectedContribution.Republican(_rules, month)
            : ExpectedContribution.Local(_rules, month, payer.Code);
        var due = (each.Amount * persons).Amount;
        var dice = new Dice(_seed, number, Purpose.Transfer, month.Index);
        var outcome = dice.Below(100);
        var on = month.FirstDay.AddDays(dice.Between(19, 26));
        var later = (month + dice.Between(1, 2)).FirstDay.AddDays(dice.Between(3, 20));
        var paid = new RecordTransfer($"{payer.Code}-{month}", payer.Code, month, due, on);
        if (outcome < ShortPercent)
        {
            return [paid with { Amount = decimal.Truncate(due * dice.Between(80, 97) / 100) }];
        }

        if (outcome < ShortPercent + LatePercent)
        {
            return [paid with { ReceivedOn = later }];
        }

        // A mistake that nobody notices in time is none.
        if (outcome >= ShortPercent + LatePercent + WrongMonthPercent || later > _last.LastDay)
        {
            return [paid];
        }

        var wrong = paid with { Month = month > payer.FirstMonth(_rules) ? month - 1 : month + 1 };
        return
        [
            wrong,
            wrong with
            {
                Reference = $"{paid.Reference}/back", Amount = -due, ReceivedOn = later, Corrects = wrong.Reference,
            },
            paid with { Reference = $"{paid.Reference}/again", ReceivedOn = later },
        ];
    }
}
