using Npgsql;
using Osms.Ledger.Closing;
using Osms.Ledger.Projections;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>A person whose payer of a month an event changed.</summary>
/// <param name="Was">Null: nothing was known of the person.</param>
/// <param name="Now">The payer after it.</param>
/// <param name="Cause">What kind of fact it was.</param>
/// <param name="Event">The event behind it.</param>
public sealed record ChangedPerson(MonthPayer? Was, MonthPayer Now, DifferenceCause Cause, StoredEvent Event);

/// <summary>A page of people, in the order of the events that changed their payer.</summary>
/// <param name="From">Exclusive.</param>
/// <param name="To">Inclusive; the same on all pages.</param>
/// <param name="Persons">A page of them.</param>
/// <param name="Next">What the next page begins after; null on the last one.</param>
public sealed record DifferencePersonsAnswer(
    LedgerPosition From, LedgerPosition To, IReadOnlyList<ChangedPerson> Persons, LedgerPosition? Next);

/// <summary>Who is behind the difference of a month's figures between two positions.</summary>
public sealed class DifferencePersonsQuery(
    NpgsqlDataSource database, CoverageTable coverage, PositionClock clock, RuleBook rules)
{
    // Few people may be spread over many positions: a page looks at no more than these.
    private const int PositionsAtOnce = 100_000;

    private static readonly string Changes = $"""
        select at, old, new, fact from ledger.payer_steps($1, $2)
        where from_month <= $3 and until_month > $3 and ($4 < 0 or fact = $4)
            and (old & {Account.CodeBits}) <> (new & {Account.CodeBits}) and rule_data = $5
            and ($7 < 0 or old >= 0 and (old & {Account.CodeBits}) = $7 or (new & {Account.CodeBits}) = $7)
        order by at limit $6
        """;

    private const string Events = $"select {EventRows.Columns} from ledger.mt_events where seq_id = any ($1)";

    /// <param name="month">Not before January 2020.</param>
    /// <param name="from">Exclusive; of a later page what the page before said.</param>
    /// <param name="to">The other end.</param>
    /// <param name="cause">Only this one; null for all.</param>
    /// <param name="account">Only people who came to this payer or left it; null for all.</param>
    /// <param name="limit">At least 1: how many a page has at the most.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<Answered<DifferencePersonsAnswer>> AskAsync(
        Month month, LedgerPosition from, AsOf to, DifferenceCause? cause, Account? account, int limit,
        CancellationToken cancellation)
    {
        var settlement = await clock.FixAsync(to, cancellation);
        if (settlement is not Settlement.At { Position: var end })
        {
            return new Answered<DifferencePersonsAnswer>.Unsettled(settlement);
        }

        var through = new LedgerPosition(Math.Min(from.Value + PositionsAtOnce, end.Value));
        var steps = await StepsAsync(month, from, through, cause, account, limit, cancellation);

        // An event has two changes at most: the last one of a full page may have another.
        if (steps.Count == StepsOf(limit))
        {
            through = new LedgerPosition(steps[^1].At - 1);
            steps.RemoveAll(step => step.At > through.Value);
        }

        var byEvent = steps.GroupBy(step => step.At).ToList();
        if (byEvent.Count > limit)
        {
            through = new LedgerPosition(byEvent[limit - 1].Key);
            byEvent.RemoveRange(limit, byEvent.Count - limit);
        }

        var events = await EventsAsync([.. byEvent.Select(group => group.Key)], cancellation);
        return new Answered<DifferencePersonsAnswer>.Found(new DifferencePersonsAnswer(
            from, end, [.. byEvent.Select(group => Person([.. group], events[group.Key]))],
            through < end ? through : null));
    }

    // More than a page has, so that without the last event one is left.
    private static int StepsOf(int limit) => 2 * (limit + 1);

    // Money has no persons: no fact is of such a kind.
    private static short FactOf(DifferenceCause? cause) => cause is null ? (short)-1
        : (short)Enum.GetValues<ChangeCause>().FirstOrDefault(fact => DifferenceCauses.Of(fact) == cause);

    private static int CodeOf(Account account) => PayerCode.Pack(account.Payer, null, account.Region);

    private ChangedPerson Person(Step[] steps, StoredEvent happened)
    {
        // Of a person's first event the one change makes them known, the other gives them a payer.
        var was = steps.First(step => steps.All(other => other.New != step.Old)).Old;
        var now = steps.First(step => steps.All(other => other.Old != step.New)).New;
        return new ChangedPerson(
            was == PayerCode.NotKnown ? null : PayerCode.Unpack(was, rules), PayerCode.Unpack(now, rules),
            DifferenceCauses.Of(steps[0].Fact), happened);
    }

    private async Task<List<Step>> StepsAsync(
        Month month, LedgerPosition from, LedgerPosition through, DifferenceCause? cause, Account? account,
        int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Changes);
        command.Parameters.Add(new NpgsqlParameter { Value = from.Value });
        command.Parameters.Add(new NpgsqlParameter { Value = through.Value });
        command.Parameters.Add(new NpgsqlParameter { Value = FigureMonth.Of(month) });
        command.Parameters.Add(new NpgsqlParameter { Value = FactOf(cause) });
        command.Parameters.Add(new NpgsqlParameter { Value = coverage.RulesTag });
        command.Parameters.Add(new NpgsqlParameter { Value = StepsOf(limit) });
        command.Parameters.Add(new NpgsqlParameter { Value = account is { } one ? CodeOf(one) : -1 });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var steps = new List<Step>();
        while (await rows.ReadAsync(cancellation))
        {
            steps.Add(new Step(
                rows.GetInt64(0), rows.GetInt32(1), rows.GetInt32(2), (ChangeCause)rows.GetInt16(3)));
        }

        return steps;
    }

    private async Task<Dictionary<long, StoredEvent>> EventsAsync(long[] positions, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Events);
        command.Parameters.Add(new NpgsqlParameter { Value = positions });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var events = new Dictionary<long, StoredEvent>();
        while (await rows.ReadAsync(cancellation))
        {
            var stored = EventRows.Read(rows);
            events.Add(stored.Position.Value, stored);
        }

        return events;
    }

    private readonly record struct Step(long At, int Old, int New, ChangeCause Fact);
}
