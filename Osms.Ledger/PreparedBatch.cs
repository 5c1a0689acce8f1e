using Osms.Ledger.Budgets;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger;

/// <summary>
/// Commands for one transaction: each request checked, what passes brought together by person or budget. Nothing of it
/// depends on the ledger, so it is made while the batch before is still being written.
/// </summary>
internal sealed class PreparedBatch(RuleBook rules, DateOnly today)
{
    private readonly List<RecordResult?> _results = [];
    private readonly Dictionary<string, PersonInBatch> _people = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BudgetInBatch> _budgets = new(StringComparer.Ordinal);

    /// <summary>By IIN.</summary>
    internal IReadOnlyDictionary<string, PersonInBatch> People => _people;

    /// <summary>By stream.</summary>
    internal IReadOnlyDictionary<string, BudgetInBatch> Budgets => _budgets;

    /// <summary>How many commands there are, refused ones included.</summary>
    internal int Count => _results.Count;

    internal void Add(in SourcedCommand sourced)
    {
        var (happened, refusals) = RequestCheck.Of(sourced.Command, rules, today);
        if (happened is null)
        {
            _results.Add(new RecordResult.Refused(refusals));
            return;
        }

        if (!_people.TryGetValue(sourced.Command.Iin, out var person))
        {
            _people.Add(sourced.Command.Iin, person = new PersonInBatch(Iin.Parse(sourced.Command.Iin)));
        }

        person.Asked.Add(new AskedFact(_results.Count, happened, sourced.Origin, sourced.VersionBefore));
        _results.Add(null);
    }

    internal void Add(RecordTransfer transfer, EventOrigin origin)
    {
        var (payer, happened, refusals) = TransferCheck.Of(transfer, rules, today);
        if (happened is null)
        {
            _results.Add(new RecordResult.Refused(refusals));
            return;
        }

        if (!_budgets.TryGetValue(payer.Stream, out var budget))
        {
            _budgets.Add(payer.Stream, budget = new BudgetInBatch(payer));
        }

        budget.Asked.Add(new AskedTransfer(_results.Count, happened, origin));
        _results.Add(null);
    }

    /// <summary>Somebody is in both: one must be committed before the other is decided.</summary>
    internal bool SharesAnybodyWith(PreparedBatch other)
    {
        if (_budgets.Keys.Any(other._budgets.ContainsKey))
        {
            return true;
        }

        var (few, many) = _people.Count < other._people.Count ? (_people, other._people) : (other._people, _people);
        return few.Keys.Any(many.ContainsKey);
    }

    /// <summary>What became of each command, in order, once everybody is decided and appended.</summary>
    internal IReadOnlyList<RecordResult> Report()
    {
        foreach (var person in _people.Values)
        {
            person.Report(_results);
        }

        foreach (var budget in _budgets.Values)
        {
            budget.Report(_results);
        }

        return _results!;
    }
}
