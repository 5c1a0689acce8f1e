using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Bench;

/// <summary>What the rows of the bench stand on: a server, a country, and a ledger with its histories.</summary>
internal sealed class BenchGround(
    ScratchServer server, BenchCountry country, BenchPlan plan, Action<IServiceCollection>? replace,
    Action<string> step)
    : IAsyncDisposable
{
    private const int QuestionsAtOnce = 2_000;

    private ScratchLedger? _histories;

    internal ScratchServer Server => server;

    internal BenchCountry Country => country;

    internal BenchPlan Plan => plan;

    /// <summary>Said while it goes on.</summary>
    internal Action<string> Step => step;

    internal Task<ScratchLedger> EmptyLedgerAsync(CancellationToken cancellation) =>
        ScratchLedger.CreateAsync(server, replace, cancellation);

    /// <summary>The ledger with everybody's history and what was recorded since.</summary>
    internal async Task<ScratchLedger> HistoriesAsync(CancellationToken cancellation)
    {
        if (_histories is null)
        {
            step("importing the histories");
            var ledger = await EmptyLedgerAsync(cancellation);
            await KeepAsync(ledger);
            await ImportAsync(ledger, country.History, cancellation);
            await ledger.RestAsync(cancellation);
        }

        return _histories!;
    }

    /// <summary>Takes over a ledger with everybody's history.</summary>
    internal async Task KeepAsync(ScratchLedger ledger)
    {
        await (_histories?.DisposeAsync() ?? ValueTask.CompletedTask);
        _histories = ledger;
    }

    /// <summary>Imports a file of which every row is accepted.</summary>
    internal static async Task ImportAsync(ScratchLedger ledger, CountryFile file, CancellationToken cancellation)
    {
        var report = await ledger.ImportAsync(file, cancellation);
        Check.Equal("Rows of the import's report", file.Rows, report.Rows);
        Check.Equal("Rows accepted by the import", file.Rows, report.Accepted);
        Check.Equal("Problems of the import", 0, report.ProblemsTotal);
    }

    /// <summary>Everybody who is compared is answered for as the pure functions say.</summary>
    internal async Task CompareAsync(ScratchLedger ledger, CancellationToken cancellation)
    {
        var query = ledger.Get<CoverageBatchQuery>();
        var fixedAt = await CoverageBatchHandler.Handle(new FixPosition(AsOf.Now.Instance), query, cancellation);
        if (fixedAt is not Settlement.At { Position: var position })
        {
            throw new BenchFailedException($"The ledger does not settle: {fixedAt}.");
        }

        var at = ledger.Get<InsuranceLedger>().Today;
        foreach (var people in country.Compared.Chunk(QuestionsAtOnce))
        {
            var questions = people.Select(index => new BatchQuestion(country.Known(index).Iin, at)).ToList();
            var answers = await CoverageBatchHandler.Handle(
                new AskCoverageOfMany(questions, position), query, cancellation);
            Check.Equal("Answers to a batch", questions.Count, answers.Count);
            for (var i = 0; i < people.Length; i++)
            {
                Compare(country.Known(people[i]), answers[i]);
            }
        }
    }

    /// <summary>The answer is what the pure functions say.</summary>
    internal static void Compare(KnownPerson known, CoverageAnswer answer)
    {
        Check.Equal("Whom an answer is about", known.Iin, answer.Iin);
        Check.Equal("What holds", known.Timeline.On(answer.At), answer.Standing);
        Check.Equal("Since and through", known.Timeline.Unbroken(answer.At), (answer.Since, answer.Through));
    }

    public ValueTask DisposeAsync() => _histories?.DisposeAsync() ?? ValueTask.CompletedTask;
}
