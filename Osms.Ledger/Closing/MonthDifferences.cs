using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Closing;

/// <summary>Persons and money, or a difference of them.</summary>
/// <param name="Persons">How many people, net.</param>
/// <param name="Expected">What is owed for them.</param>
/// <param name="Received">What was transferred.</param>
public readonly record struct Sums(long Persons, Tenge Expected, Tenge Received)
{
    public static Sums operator +(Sums left, Sums right) => new(
        checked(left.Persons + right.Persons), left.Expected + right.Expected, left.Received + right.Received);

    public static Sums operator -(Sums left, Sums right) => new(
        checked(left.Persons - right.Persons), left.Expected - right.Expected, left.Received - right.Received);
}

/// <summary>What one cause changed for one payer.</summary>
/// <param name="Cause">Why.</param>
/// <param name="People">How many different people it changed something for.</param>
/// <param name="Change">What it comes to.</param>
public sealed record CauseOfDifference(DifferenceCause Cause, long People, Sums Change);

/// <summary>One payer's figures at two positions, and why they are not the same.</summary>
/// <param name="Account">Whose.</param>
/// <param name="From">As known at the first.</param>
/// <param name="To">As known at the second.</param>
/// <param name="Causes">By cause.</param>
public sealed record AccountDifference(Account Account, Sums From, Sums To, IReadOnlyList<CauseOfDifference> Causes)
{
    /// <summary>What is left when all that causes changed is taken off: nothing, or the ledger is wrong.</summary>
    public Sums Unexplained => Causes.Aggregate(To - From, (rest, cause) => rest - cause.Change);

    /// <summary>Puts together figures at both ends and what causes changed, each added up on its own.</summary>
    /// <param name="from">At the first position.</param>
    /// <param name="to">At the second.</param>
    /// <param name="causes">Between them.</param>
    public static IReadOnlyList<AccountDifference> Of(
        IReadOnlyList<FigureLine> from, IReadOnlyList<FigureLine> to,
        ILookup<Account, CauseOfDifference> causes)
    {
        var (before, after) = (ByAccount(from), ByAccount(to));
        return
        [
            .. from account in before.Keys.Union(after.Keys).Union(causes.Select(c => c.Key)).Order()
               let line = new AccountDifference(
                   account, before.GetValueOrDefault(account), after.GetValueOrDefault(account),
                   [.. causes[account].OrderBy(cause => cause.Cause)])
               where line.From != line.To || line.Causes.Count > 0
               select line,
        ];
    }

    private static Dictionary<Account, Sums> ByAccount(IReadOnlyList<FigureLine> lines) => lines.ToDictionary(
        line => new Account(line.Payer, line.Region),
        line => new Sums(line.Persons, line.Expected, line.Received));
}

/// <summary>Collects what causes changed in one month.</summary>
public sealed class CauseSheet(Month month, RuleBook rules)
{
    private readonly Dictionary<(Account Account, DifferenceCause Cause), (Sums Change, long People)> _causes = [];

    /// <param name="account">Of which payer.</param>
    /// <param name="cause">Why.</param>
    /// <param name="people">How many different people, all at once.</param>
    /// <param name="persons">How many more or fewer these are.</param>
    public void AddPersons(Account account, DifferenceCause cause, long people, long persons) => Add(
        account, cause, new Sums(persons, account.Due(month, rules) * persons, Tenge.Zero), people);

    public void Add(Account account, DifferenceCause cause, Sums change) => Add(account, cause, change, people: 0);

    public ILookup<Account, CauseOfDifference> All() => _causes.ToLookup(
        cause => cause.Key.Account,
        cause => new CauseOfDifference(cause.Key.Cause, cause.Value.People, cause.Value.Change));

    private void Add(Account account, DifferenceCause cause, Sums change, long people)
    {
        var (before, others) = _causes.GetValueOrDefault((account, cause));
        _causes[(account, cause)] = (before + change, others + people);
    }
}
