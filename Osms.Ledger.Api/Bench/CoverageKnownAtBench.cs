using Npgsql;
using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Bench;

/// <summary>
/// The same as known at a position within the person's own history, which is folded from the events; beside the same
/// bare lookup.
/// </summary>
internal sealed class CoverageKnownAtBench : IBenchRow
{
    private const double Aim = 0.6;

    // Each is another position, and takes the pure functions some dozens of microseconds.
    internal const int Compared = 2_000;

    public string Name => "coverage-known-at";

    public async Task<IReadOnlyList<Measurement>> RunAsync(BenchGround ground, CancellationToken cancellation)
    {
        var ledger = await ground.HistoriesAsync(cancellation);
        await ledger.RestAsync(cancellation);
        var both = await MeasureAsync(ground, ledger, cancellation);
        return [both.ToMeasurement(Name, "answers/s", Aim), both.Allocated(Name)];
    }

    /// <summary>On any ledger with the country's histories.</summary>
    internal static async Task<Interleaved> MeasureAsync(
        BenchGround ground, ScratchLedger ledger, CancellationToken cancellation)
    {
        await using var bare = await BareLookups.OpenAsync(ledger.Database, cancellation);
        return await Interleaved.RunAsync(
            ground.Plan.Short,
            round => AskAsync(ground, ledger, round, cancellation),
            round => bare.RunAsync(ground, Question.Draw(ground, round), cancellation),
            ground.Step);
    }

    /// <summary>The questions of a round, all answered and the first of them compared.</summary>
    private static async Task<Round> AskAsync(
        BenchGround ground, ScratchLedger ledger, int number, CancellationToken cancellation)
    {
        var query = ledger.Get<CoverageQuery>();
        var insurance = ledger.Get<InsuranceLedger>();
        var asked = Question.Draw(ground, number);
        var positions = Positions(ground, asked, number);
        var messages = asked.Select((q, i) => new AskCoverage(
            q.Iin, q.At, new AsOf.Position(new LedgerPosition(positions[i])), Explain: false)).ToArray();
        var answers = new Answered<CoverageAnswer>[asked.Length];
        var round = await Callers.RunAsync(Callers.InProcess, asked.Length, async (_, i) =>
            answers[i] = await AskCoverageHandler.Handle(messages[i], query, insurance, cancellation));
        var compared = Math.Min(Compared, asked.Length);
        var known = await EventsAsync(ledger, asked[..compared], positions[..compared], cancellation);
        for (var i = 0; i < asked.Length; i++)
        {
            var answer = asked[i].Answer(answers[i]);
            Check.Equal("The position of an answer", positions[i], answer.Position.Value);
            if (i < compared)
            {
                BenchGround.Compare(ground.Country.KnownAfter(asked[i].Person, known[i]), answer);
            }
        }

        return round;
    }

    /// <summary>For each question one within the person's own history; the same for the same round.</summary>
    internal static long[] Positions(BenchGround ground, Question[] asked, int round)
    {
        // Histories were imported into an empty ledger: an event's position is its row, or a little more.
        var random = new Random(round);
        return
        [
            .. asked.Select(q => ground.Country.RowsOf(q.Person))
                .Select(rows => (long)random.Next(rows.First, rows.Last + 1)),
        ];
    }

    // How many of the person's events were recorded up to the position.
    internal static async Task<List<int>> EventsAsync(
        ScratchLedger ledger, Question[] asked, long[] positions, CancellationToken cancellation)
    {
        await using var command = ledger.Database.CreateCommand("""
            select count(e.seq_id)::int from unnest($1, $2) with ordinality as q (iin, position, number)
            left join ledger.mt_events e on e.stream_id = q.iin and e.seq_id <= q.position
            group by q.number order by q.number
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = asked.Select(q => q.Iin).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = positions });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var events = new List<int>();
        while (await rows.ReadAsync(cancellation))
        {
            events.Add(rows.GetInt32(0));
        }

        return events;
    }
}
