using Npgsql;
using Osms.Ledger.Handlers;
using Osms.Ledger.Insured;
using Osms.Ledger.Queries;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Bench;

/// <summary>
/// Who owes for a month, as known now and as known when half of the histories were there; beside one pass over the
/// events of the same stretch of positions that only counts them.
/// </summary>
internal sealed class ReconciliationBench : IBenchRow
{
    private const double Aim = 0.3;
    private const int Months = 6;

    // Stretches of positions, as the figures keep sums of them.
    private const int StretchBits = 18;

    private const string Pass =
        "select count(version) from ledger.mt_events where seq_id > $1 and seq_id <= $2";

    public string Name => "reconciliation";

    public async Task<IReadOnlyList<Measurement>> RunAsync(BenchGround ground, CancellationToken cancellation)
    {
        var ledger = await ground.HistoriesAsync(cancellation);
        await ledger.RestAsync(cancellation);
        LedgerPosition[] positions =
        [
            new(ground.Country.History.Rows / 2),
            new(await ledger.ScalarAsync<long>("select max(seq_id) from ledger.mt_events", cancellation)),
        ];
        var both = await Interleaved.RunAsync(
            ground.Plan.Short,
            round => AskAsync(ground, ledger, positions, round, cancellation),
            _ => PassAsync(ground, ledger, positions, cancellation),
            ground.Step);
        var row = both.ToMeasurement(Name, "people/s", Aim);
        var wait = 1_000 * ground.Country.People / row.Value;
        return [row, both.Allocated(Name), new Measurement($"{Name}-time", wait, "ms a month")];
    }

    private static async Task<Round> AskAsync(
        BenchGround ground, ScratchLedger ledger, LedgerPosition[] positions, int number,
        CancellationToken cancellation)
    {
        var (query, insurance) = (ledger.Get<ReconciliationQuery>(), ledger.Get<InsuranceLedger>());
        var month = Month.Of(insurance.Today) - BenchCountry.MonthsAfter - 1 - (number % Months);
        var answers = new List<Answered<ReconciliationAnswer>>();
        var round = await Round.MeasureAsync(positions.Length * (long)ground.Country.People, async () =>
        {
            foreach (var at in positions)
            {
                answers.Add(await AskReconciliationHandler.Handle(
                    new AskReconciliation(month, new AsOf.Position(at)), query, insurance, cancellation));
            }
        });
        for (var i = 0; i < positions.Length; i++)
        {
            Compare(ground, answers[i], isNow: i == positions.Length - 1);
        }

        return round;
    }

    private static void Compare(BenchGround ground, Answered<ReconciliationAnswer> answered, bool isNow)
    {
        if (answered is not Answered<ReconciliationAnswer>.Found { Answer: { Figures: var figures } answer })
        {
            throw new BenchFailedException($"A month was not reconciled: {answered}.");
        }

        // The histories were read in the order of the file: a row is a position.
        var events = Enumerable.Range(0, ground.Country.People).Select(index => isNow
            ? ground.Country.RowsOf(index).Last - ground.Country.RowsOf(index).First + 1
            : EventsAt(ground.Country, index, answer.Position)).ToList();
        Check.Equal("People", events.Count(count => count > 0), figures.People);
        if (ground.Country.Compared.Count() < ground.Country.People)
        {
            return;
        }

        var rules = RuleBook.Embedded;
        var payers = events.Index().Where(one => one.Item > 0)
            .Select(one => isNow
                ? ground.Country.Known(one.Index)
                : ground.Country.KnownAfter(one.Index, one.Item))
            .Select(known => MonthPayer.Of(known.Iin, known.State, rules, figures.Month));
        var expected = MonthReconciliation.Of(
            figures.Month, payers.CountBy(payer => payer with { Day = null })
                .Select(count => new PayerPersons(count.Key, count.Value)), [], rules);
        Check.Equal("What budgets owe", expected.Expected, figures.Expected);
        Check.Equal("For whom they owe", expected.Persons, figures.Persons);
        Check.Equal("Whose month contributions paid", expected.Contributors, figures.Contributors);
        Check.Equal("For whom nobody pays", expected.None, figures.None);
        Check.Equal("Persons of each budget", Persons(expected), Persons(figures));
    }

    private static string Persons(MonthReconciliation figures) =>
        string.Join(' ', figures.Budgets.Select(line => $"{line.Region}:{line.Persons}"));

    private static int EventsAt(BenchCountry country, int index, LedgerPosition at)
    {
        var (first, last) = country.RowsOf(index);
        return (int)Math.Max(0, Math.Min(at.Value, last) - first + 1);
    }

    private static async Task<Round> PassAsync(
        BenchGround ground, ScratchLedger ledger, LedgerPosition[] positions, CancellationToken cancellation)
    {
        var counted = 0L;
        var round = await Round.MeasureAsync(positions.Length * (long)ground.Country.People, async () =>
        {
            foreach (var at in positions)
            {
                await using var command = ledger.Database.CreateCommand(Pass);
                command.Parameters.Add(new NpgsqlParameter { Value = at.Value >> StretchBits << StretchBits });
                command.Parameters.Add(new NpgsqlParameter { Value = at.Value });
                counted += (long)(await command.ExecuteScalarAsync(cancellation))!;
            }
        });
        Check.That("Events were counted", counted > 0);
        return round;
    }
}
