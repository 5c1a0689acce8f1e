using Osms.Ledger.Api.Commands;
using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Synthetic;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Bench;

/// <summary>Somebody and what the pure functions say of them.</summary>
internal sealed record KnownPerson(Iin Iin, InsuredState State, Timeline Timeline);

/// <summary>
/// The people that are measured with, their histories as a file, and payments after it. Everything can be made again
/// from numbers, so that what the ledger answers is compared with what was really sent.
/// </summary>
internal sealed class BenchCountry
{
    /// <summary>So many months are over since the histories end: payments in them can be recorded.</summary>
    internal const int MonthsAfter = 8;

    // About twelve events each.
    private const int MonthsOfHistory = 20;
    private const int PeopleCompared = 20_000;
    private const int Employers = 500;
    private const decimal Amount = 12_750;

    private readonly DateOnly _today;
    private readonly SyntheticCountry _country;
    private readonly List<(int Number, Iin Iin, int FirstRow)> _people = [];
    private readonly Dictionary<int, List<InsuredCommand>> _added = [];
    private readonly Dictionary<int, KnownPerson> _known = [];

    private BenchCountry(int people, DateOnly today)
    {
        _today = today;
        _country = new SyntheticCountry(
            1, people, MonthsOfHistory, Month.Of(today) - MonthsAfter - 1, RuleBook.Embedded);
    }

    /// <summary>Those who have a history; by their index they are called in the bench.</summary>
    internal int People => _people.Count;

    /// <summary>Whole histories, person after person.</summary>
    internal CountryFile History { get; private set; } = new("", 0);

    /// <summary>Whose answers are compared with the pure functions.</summary>
    internal IEnumerable<int> Compared => Enumerable.Range(0, People).Where(IsCompared);

    private int Stride => (People + PeopleCompared - 1) / PeopleCompared;

    internal static BenchCountry Make(int people, DateOnly today, string folder, CancellationToken cancellation)
    {
        var country = new BenchCountry(people, today);
        country.WriteHistories(folder, cancellation);
        return country;
    }

    internal Iin IinOf(int index) => _people[index].Iin;

    /// <summary>Of the person's history in its file, from 1, both inclusive.</summary>
    internal (int First, int Last) RowsOf(int index) => (
        _people[index].FirstRow, (index + 1 < People ? _people[index + 1].FirstRow : (int)History.Rows + 1) - 1);

    internal bool IsCompared(int index) => index % Stride == 0;

    /// <summary>With their histories alone.</summary>
    internal IEnumerable<SyntheticPerson> Everybody() => _people.Select(person => _country.PersonAt(person.Number));

    /// <summary>A payment, which from now on is known of the person.</summary>
    /// <param name="index">Who.</param>
    /// <param name="month">In which of the months after the histories, from 0.</param>
    /// <param name="number">Of the payment: no other of the person's in that month has it.</param>
    internal InsuredCommand.RecordPayment Pay(int index, int month, int number)
    {
        var paidIn = _country.Until + 1 + month;
        var payer = $"9905400{index % Employers:D5}";
        var on = paidIn.FirstDay.AddDays(number % 28);
        var payment = new InsuredCommand.RecordPayment(
            IinOf(index).Digits, $"{payer}/{on:yyMMdd}/OO{paidIn.FirstDay:yyMM}-{number:D4}/{index}",
            Code<PaymentKind>.Of(PaymentKind.Employer), paidIn, Amount, on, payer);
        if (IsCompared(index))
        {
            _known.Remove(index);
            (_added.TryGetValue(index, out var added) ? added : _added[index] = []).Add(payment);
        }

        return payment;
    }

    /// <summary>What the pure functions say of somebody who is compared.</summary>
    internal KnownPerson Known(int index)
    {
        Check.That("Somebody is compared whose payments were not kept", IsCompared(index));
        if (!_known.TryGetValue(index, out var known))
        {
            known = Know(index, HistoryOf(index).Concat(_added.GetValueOrDefault(index, [])));
            _known.Add(index, known);
        }

        return known;
    }

    /// <summary>What they say of anybody after so many events of the history.</summary>
    internal KnownPerson KnownAfter(int index, int events) => Know(index, HistoryOf(index).Take(events));

    private IEnumerable<InsuredCommand> HistoryOf(int index) =>
        _country.PersonAt(_people[index].Number).Arrivals.Select(arrival => arrival.Command);

    private KnownPerson Know(int index, IEnumerable<InsuredCommand> commands)
    {
        var history = new List<InsuredEvent>();
        var state = InsuredState.Empty;
        foreach (var command in commands)
        {
            var decision = InsuredDecider.Decide(state, history, command, RuleBook.Embedded, _today);
            if (decision is not Decision.Accepted { Event: var happened })
            {
                throw new BenchFailedException($"A command that the bench made is not accepted: {decision}.");
            }

            history.Add(happened);
            state = state.Evolve(happened);
        }

        var iin = _people[index].Iin;
        return new KnownPerson(iin, state, Determination.Of(iin, state, RuleBook.Embedded));
    }

    private void WriteHistories(string folder, CancellationToken cancellation)
    {
        using var all = new FileBuffer(Path.Combine(folder, "histories.ndjson"));
        using var files = new CountryFiles(CountryForm.Ndjson, _ => all);
        for (var number = 0; number < _country.People; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            var person = _country.PersonAt(number);
            if (person.Arrivals.Count > 0)
            {
                _people.Add((number, person.Iin, checked((int)files.Rows) + 1));
                files.Write(person);
            }
        }

        History = new CountryFile(all.Path, files.Rows);
    }
}
