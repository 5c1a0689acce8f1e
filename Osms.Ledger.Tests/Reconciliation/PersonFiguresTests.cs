using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Naive;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Reconciliation;

/// <summary>
/// The changes of a person's figures, added up to any version, are what the facts up to it come to.
/// </summary>
public sealed class PersonFiguresTests
{
    private const int People = 1_500;

    private static readonly RuleBook Rules = RuleBook.Embedded;
    private static readonly Month First = new(2020, 1);
    private static readonly Month[] Months = [.. Enumerable.Range(0, 108).Select(i => First + i), new(2046, 3)];

    [Fact]
    public void The_changes_up_to_any_version_give_the_one_payer_of_every_month()
    {
        foreach (var person in RandomPeople.Several(People).Where(p => p.Events.Count > 0))
        {
            var figures = FiguresOf(person.Iin, person.Events);
            foreach (var version in Versions(person))
            {
                foreach (var month in Months)
                {
                    var expected = MonthPayer.Of(person.Iin, person.States[version], Rules, month);
                    var summed = PayersIn(figures, version, month);

                    summed.ShouldBe(
                        version == 0 ? [] : [PayerCode.Of(expected, Rules)!.Value],
                        $"seed {person.Seed}, version {version}, {month}: {expected}");
                }
            }
        }
    }

    [Fact]
    public void Changes_made_on_the_way_are_those_made_from_any_state_on()
    {
        foreach (var person in RandomPeople.Several(People / 5).Where(p => p.Events.Count > 1))
        {
            var whole = FiguresOf(person.Iin, person.Events);
            var from = person.Random.Next(person.Events.Count);
            var rest = FiguresOf(person.Iin, person.Events, from);

            rest.Payers.ShouldBe(whole.Payers.Where(p => p.Version > from), $"seed {person.Seed}");
            rest.Contributions.ShouldBe(whole.Contributions.Where(c => c.Version > from), $"seed {person.Seed}");
        }
    }

    [Fact]
    public void The_register_that_is_left_over_is_that_of_the_latest_facts()
    {
        foreach (var person in RandomPeople.Several(People / 5).Where(p => p.Events.Count > 0))
        {
            var from = person.Random.Next(person.Events.Count);
            var state = InsuredState.Fold(person.Events.Take(from)).ToBeMovedOn();
            var figures = new PersonFigures(person.Iin, Rules);
            foreach (var happened in person.Events.Skip(from))
            {
                figures.MoveOn(state, happened, person.Events);
            }

            Determination.Of(person.Iin, state, figures.TakeRegister(state), Rules).Runs.ShouldBe(
                Determination.Of(person.Iin, person.States[^1], Rules).Runs, $"seed {person.Seed}, from {from}");
        }
    }

    [Fact]
    public void Payments_and_refunds_add_up_to_what_is_left_of_them()
    {
        foreach (var person in RandomPeople.Several(People).Where(p => p.Events.Count > 0))
        {
            var figures = FiguresOf(person.Iin, person.Events);
            var version = person.Random.Next(person.Events.Count + 1);
            var live = person.States[version].Payments.Where(p => p.RefundedOn is null).ToList();
            var entries = figures.Contributions.Where(c => c.Version <= version).ToList();

            Sums(entries.Select(c => (c.Month, c.Kind, c.Amount, c.Person))).ShouldBe(
                Sums(live.GroupBy(p => (p.Period, p.Kind)).Select(g =>
                    (FigureMonth.Of(g.Key.Period), g.Key.Kind, g.Sum(p => p.Amount.Tiyn), 1))),
                $"seed {person.Seed}, version {version}");
        }
    }

    [Fact]
    public void A_change_that_is_left_out_is_noticed()
    {
        var person = RandomPeople.Several(People).First(p => p.Events.Count > 5
            && FiguresOf(p.Iin, p.Events).Payers.Count > 2);
        var figures = FiguresOf(person.Iin, person.Events);
        figures.Payers.RemoveAt(1);

        Months.Any(month => !PayersIn(figures, person.Events.Count, month).SequenceEqual(
            [PayerCode.Of(MonthPayer.Of(person.Iin, person.States[^1], Rules, month), Rules)!.Value])).ShouldBeTrue();
    }

    [Theory]
    [InlineData("self", 4250, PaymentOutcome.None)]
    [InlineData("self", 4249.99, PaymentOutcome.Short)]
    [InlineData("self", 51_000, PaymentOutcome.Lump)]
    [InlineData("entrepreneur", 5_950, PaymentOutcome.None)]
    [InlineData("entrepreneur", 5_949, PaymentOutcome.Short)]
    [InlineData("employer", 1, PaymentOutcome.None)]
    [InlineData("employer", 900_000, PaymentOutcome.None)]
    public void What_is_remarkable_about_a_payment(string kind, decimal amount, PaymentOutcome outcome)
    {
        var figures = FiguresOf(Iin.Parse("900101300017"), [Payment("a", kind, amount)]);

        figures.Contributions.ShouldHaveSingleItem().Outcome.ShouldBe(outcome);
    }

    [Fact]
    public void A_month_paid_twice_by_oneself_is_remarked_and_one_paid_in_two_parts_is_short_once()
    {
        var figures = FiguresOf(
            Iin.Parse("900101300017"),
            [Payment("a", "self", 4_000), Payment("b", "self", 250), Payment("c", "self", 4_250)]);

        figures.Contributions.Select(c => (c.Turn, c.Person, c.Outcome)).ShouldBe(
        [
            (0, 1, PaymentOutcome.Short), (1, 0, PaymentOutcome.None), (0, 0, PaymentOutcome.Again),
        ]);
    }

    private static InsuredEvent.PaymentRecorded Payment(string reference, string kind, decimal amount) => new(
        reference, Code<PaymentKind>.Parse(kind), new Month(2026, 2), Tenge.From(amount), new DateOnly(2026, 2, 20),
        "900101300017");

    private static PersonFigures FiguresOf(Iin iin, IReadOnlyList<InsuredEvent> events, int after = 0)
    {
        var state = InsuredState.Fold(events.Take(after)).ToBeMovedOn();
        var figures = new PersonFigures(iin, Rules);
        foreach (var happened in events.Skip(after))
        {
            figures.MoveOn(state, happened, events);
        }

        return figures;
    }

    // Every version of short histories, some of long ones.
    private static IEnumerable<int> Versions(RandomPerson person) => Enumerable.Range(0, person.Events.Count + 1)
        .Where(v => person.Events.Count < 12 || v == person.Events.Count || person.Random.Next(8) == 0);

    private static IEnumerable<int> PayersIn(PersonFigures figures, int version, Month at)
    {
        var month = FigureMonth.Of(at);
        var sums = new Dictionary<int, int>();
        foreach (var change in figures.Payers)
        {
            if (change.Version <= version && change.First <= month && month < change.Until)
            {
                Add(change.Was, -1);
                Add(change.Now, 1);
            }
        }

        foreach (var payment in figures.Contributions.Where(c => c.Version <= version && c.Month == month))
        {
            Add(PayerCode.None, -payment.Turn);
            Add(PayerCode.Contributors, payment.Turn);
        }

        sums.Remove(PayerCode.NotKnown);
        return sums.Where(s => s.Value != 0).SelectMany(s => Enumerable.Repeat(s.Key, s.Value));

        void Add(int code, int persons) => sums[code] = sums.GetValueOrDefault(code) + persons;
    }

    private static List<(short, PaymentKind, long, int)> Sums(
        IEnumerable<(short Month, PaymentKind Kind, long Amount, int Person)> entries) =>
    [
        .. entries.GroupBy(e => (e.Month, e.Kind))
            .Select(g => (g.Key.Month, g.Key.Kind, g.Sum(e => e.Amount), g.Sum(e => e.Person)))
            .Where(g => g.Item3 != 0 || g.Item4 != 0)
            .Order(),
    ];
}
