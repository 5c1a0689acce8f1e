using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Closing;

/// <summary>Adds up persons and money by month and payer; what comes to nothing is left out.</summary>
public sealed class AccountSheet(RuleBook rules)
{
    private readonly SortedDictionary<(Month Month, Account Account), (long Persons, Tenge Received)> _sums = new();

    public void AddPersons(Month month, Account account, long persons) => Add(month, account, persons, Tenge.Zero);

    public void AddReceived(Month month, Account account, Tenge amount) => Add(month, account, 0, amount);

    /// <summary>What was added, with what is owed for it.</summary>
    /// <param name="month">The month whose own figures these are; all others are adjustments.</param>
    /// <param name="at">The position up to which was added.</param>
    public MonthFigures FiguresOf(Month month, LedgerPosition at) => new(
        month,
        at,
        [
            .. from sum in Sums()
               where sum.Month == month
               select new FigureLine(sum.Payer, sum.Region, sum.Persons, sum.Expected, sum.Received),
        ],
        [.. Sums().Where(sum => sum.Month != month)]);

    private IEnumerable<AdjustmentLine> Sums() =>
        from sum in _sums
        where sum.Value != default
        let due = sum.Key.Account.Due(sum.Key.Month, rules)
        select new AdjustmentLine(
            sum.Key.Month, sum.Key.Account.Payer, sum.Key.Account.Region, sum.Value.Persons,
            due * sum.Value.Persons, sum.Value.Received);

    private void Add(Month month, Account account, long persons, Tenge received)
    {
        var (before, amount) = _sums.GetValueOrDefault((month, account));
        _sums[(month, account)] = (checked(before + persons), amount + received);
    }
}
