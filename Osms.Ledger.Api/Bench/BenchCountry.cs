using Osms.Ledger.Api.Commands;
using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Synthetic;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Bench;

/// <summary>Somebody of the country and all that the bench recorded about them, as the pure functions see it.</summary>
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
    private const int PeopleToWarmUp = 1_000;
    private const int PeopleCompared = 20_000;
    private const int Employers = 500;
    private const decimal Amount = 12_750;

    private readonly DateOnly _today;
    private readonly SyntheticCountry _country;
    private readonly List<(int Number, Iin Iin)> _people = [];
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
    internal required CountryFile History { get; init; }

    /// <summary>The same of a few people.</summary>
    internal required CountryFile Some { get; init; }

    /// <summary>Of so many people one is compared with the pure function.</summary>
    private int Stride => (People + PeopleCompared - 1) / PeopleCompared;

    internal static BenchCountry Make(int people, DateOnly today, string folder, CancellationToken cancellation)
    {
        var country = new BenchCountry(people, today)
        {
            History = new CountryFile(Path.Combine(folder, "histories.ndjson")),
            Some = new CountryFile(Path.Combine(folder, "some-histories.ndjson")),
        };
        country.WriteHistories(cancellation);
        return country;
    }

    internal string IinOf(int index) => _people[index].Iin.Digits;

    /// <summary>Whether this one's answers are compared.</summary>
    internal bool IsCompared(int index) => index % Stride == 0;

    internal IEnumerable<int> Compared => Enumerable.Range(0, People).Where(IsCompared);

    /// <summary>A payment, and what is known of the person with it.</summary>
    /// <param name="index">Who.</param>
    /// <param name="month">In which of the months after the histories, from 0.</param>
    /// <param name="number">Of the payment: no other of the person's has it.</param>
    internal InsuredCommand.RecordPayment Pay(int index, int month, int number)
    {
        var paidIn = _country.Until + 1 + month;
        var payer = $"9905400{index % Employers:D5}";
        var on = paidIn.FirstDay.AddDays(number % 28);
        var payment = new InsuredCommand.RecordPayment(
            IinOf(index), $"{payer}/{on:yyMMdd}/OO{paidIn.FirstDay:yyMM}-{number:D4}/{index}",
            Code<PaymentKind>.Of(PaymentKind.Employer), paidIn, Amount, on, payer);
        if (IsCompared(index))
        {
            _known.Remove(index);
            (_added.TryGetValue(index, out var added) ? added : _added[index] = []).Add(payment);
        }

        return payment;
    }

    /// <summary>A payment for everybody in one month, in random order, as CSV.</summary>
    internal CountryFile WriteMonth(int month, string folder)
    {
        var file = new CountryFile(Path.Combine(folder, $"payments-{month}.csv"));
        var order = Enumerable.Range(0, People).ToArray();
        new Random(month).Shuffle(order);
        using var buffer = new FileBuffer(file.Path);
        using var files = new CountryFiles(CountryForm.Csv, _ => buffer);
        foreach (var index in order)
        {
            var payment = Pay(index, month, number: 0);
            var iin = _people[index].Iin;
            files.Write(new SyntheticPerson(
                iin, default, false, [new Arrival(payment.Period, payment, List: null)]));
        }

        return file with { Rows = files.Rows };
    }

    /// <summary>What the pure functions say of somebody who is compared.</summary>
    internal KnownPerson Known(int index)
    {
        Check.That("Somebody is compared whose payments were not kept", IsCompared(index));
        if (!_known.TryGetValue(index, out var known))
        {
            var (number, iin) = _people[index];
            var commands = _country.PersonAt(number).Arrivals.Select(arrival => arrival.Command)
                .Concat(_added.GetValueOrDefault(index, []));
            var state = StateOf(commands);
            known = new KnownPerson(iin, state, Determination.Of(iin, state, RuleBook.Embedded));
            _known.Add(index, known);
        }

        return known;
    }

    private InsuredState StateOf(IEnumerable<InsuredCommand> commands)
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

        return state;
    }

    private void WriteHistories(CancellationToken cancellation)
    {
        using var all = new FileBuffer(History.Path);
        using var some = new FileBuffer(Some.Path);
        using var allFiles = new CountryFiles(CountryForm.Ndjson, _ => all);
        using var someFiles = new CountryFiles(CountryForm.Ndjson, _ => some);
        for (var number = 0; number < _country.People; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            var person = _country.PersonAt(number);
            if (person.Arrivals.Count > 0)
            {
                _people.Add((number, person.Iin));
                allFiles.Write(person);
                if (_people.Count <= PeopleToWarmUp)
                {
                    someFiles.Write(person);
                }
            }
        }

        History.Rows = allFiles.Rows;
        Some.Rows = someFiles.Rows;
    }
}

/// <summary>A file to import.</summary>
internal sealed record CountryFile(string Path)
{
    internal long Rows { get; set; }
}
