using Npgsql;
using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;

namespace Osms.Ledger.Api.Bench;

/// <summary>
/// Everybody in random order at one position, some thousands at once as lines are answered; beside COPY of the read
/// model out of the database, read to its end.
/// </summary>
internal sealed class BatchBench : IBenchRow
{
    private const double Aim = 0.3;
    private const int Buffer = 1 << 16;

    public string Name => "batch";

    public async Task<IReadOnlyList<Measurement>> RunAsync(BenchGround ground, CancellationToken cancellation)
    {
        var ledger = await ground.HistoriesAsync(cancellation);
        await ledger.RestAsync(cancellation);
        var expected = 0L;
        var both = await Interleaved.RunAsync(ground.Plan.Short, WorkAsync, LimitAsync, ground.Step);
        return [both.ToMeasurement(Name, "answers/s", Aim), both.Allocated(Name)];

        async Task<Round> WorkAsync(int number)
        {
            var people = Enumerable.Range(0, ground.Country.People).ToArray();
            new Random(number).Shuffle(people);
            var at = ledger.Get<InsuranceLedger>().Today;
            var questions = people.Select(index => new BatchQuestion(ground.Country.IinOf(index), at)).ToList();
            List<CoverageAnswer> answers = [];
            var round = await Round.MeasureAsync(
                people.Length, async () => answers = await BenchGround.AskAsync(ledger, questions, cancellation));
            Check.Equal("Answers to a batch", people.Length, answers.Count);
            for (var i = 0; i < people.Length; i++)
            {
                if (ground.Country.IsCompared(people[i]))
                {
                    BenchGround.Compare(ground.Country.Known(people[i]), answers[i]);
                }
            }

            return round;
        }

        async Task<Round> LimitAsync(int number)
        {
            var bytes = 0L;
            var round = await Round.MeasureAsync(
                ground.Country.People, async () => bytes = await CopyAsync(ledger.Database, cancellation));
            expected = number == 0 ? bytes : expected;
            Check.Equal("Bytes of the read model", expected, bytes);
            Check.Equal(
                "People in the read model", round.Rows,
                await ledger.ScalarAsync<long>("select count(*) from ledger.coverage", cancellation));
            return round;
        }
    }

    private static async Task<long> CopyAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var copy = await connection.BeginRawBinaryCopyAsync(
            "copy ledger.coverage to stdout (format binary)", cancellation);
        var buffer = new byte[Buffer];
        var bytes = 0L;
        while (await copy.ReadAsync(buffer, cancellation) is var read and > 0)
        {
            bytes += read;
        }

        return bytes;
    }
}
