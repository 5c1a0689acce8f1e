using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Bench;

/// <summary>What the rows of the bench stand on: a server, a country, and a ledger with its histories.</summary>
internal sealed class BenchGround : IAsyncDisposable
{
    private const int QuestionsAtOnce = 2_000;

    private const string Behind = """
        select count(*) from ledger.mt_streams s
        left join ledger.coverage c on c.iin = s.id left join ledger.insured_state i on i.iin = s.id
        where c.version is distinct from s.version or i.version is distinct from s.version
        """;

    private readonly ScratchServer _server;
    private ScratchLedger? _histories;

    private BenchGround(
        ScratchServer server, BenchPlan plan, Action<IServiceCollection>? replace, Action<string> step,
        BenchCountry country, string folder)
    {
        _server = server;
        (Plan, Replace, Step, Country, Folder) = (plan, replace, step, country, folder);
    }

    internal BenchPlan Plan { get; }

    internal BenchCountry Country { get; }

    /// <summary>For files.</summary>
    internal string Folder { get; }

    /// <summary>Puts other services in the place of some; null for none.</summary>
    internal Action<IServiceCollection>? Replace { get; }

    /// <summary>Said while it goes on.</summary>
    internal Action<string> Step { get; }

    internal static BenchGround Make(
        ScratchServer server, BenchPlan plan, Action<IServiceCollection>? replace, Action<string> step,
        CancellationToken cancellation)
    {
        step($"making {plan.People} people up");
        var today = CivilDay.In(TimeProvider.System.GetUtcNow());
        var folder = server.NewFolder();
        var country = BenchCountry.Make(plan.People, today, folder, cancellation);
        return new BenchGround(server, plan, replace, step, country, folder);
    }

    /// <summary>With another country, on the same server.</summary>
    internal BenchGround Another(BenchPlan plan, CancellationToken cancellation) =>
        Make(_server, plan, Replace, Step, cancellation);

    internal Task<ScratchLedger> EmptyLedgerAsync(CancellationToken cancellation) =>
        ScratchLedger.CreateAsync(_server, Replace, cancellation);

    /// <summary>The ledger with everybody's history and what was recorded since.</summary>
    internal async Task<ScratchLedger> HistoriesAsync(CancellationToken cancellation)
    {
        if (_histories is null)
        {
            Step("importing the histories");
            var ledger = await EmptyLedgerAsync(cancellation);
            await KeepAsync(ledger);
            await ImportAsync(ledger, Country.History, cancellation);
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
        var report = await ledger.ImportAsync(file.Path, cancellation);
        Check.Equal("Rows of the import's report", file.Rows, report.Rows);
        Check.Equal("Rows accepted by the import", file.Rows, report.Accepted);
        Check.Equal("Problems of the import", 0, report.ProblemsTotal);
    }

    /// <summary>
    /// Nobody's rows are behind their events, and whoever is compared is answered for as the pure functions say.
    /// </summary>
    internal async Task CompareAsync(ScratchLedger ledger, CancellationToken cancellation)
    {
        Check.Equal(
            "Rows of the read model behind their streams", 0,
            await ledger.ScalarAsync<long>(Behind, cancellation));
        var at = ledger.Get<InsuranceLedger>().Today;
        KnownPerson[] people = [.. Country.Compared.Select(Country.Known)];
        var answers = await AskAsync(
            ledger, [.. people.Select(known => new BatchQuestion(known.Iin, at))], cancellation);
        Check.Equal("Answers to a batch", people.Length, answers.Count);
        foreach (var (known, answer) in people.Zip(answers))
        {
            Compare(known, answer);
        }
    }

    /// <summary>All questions at one position, as lines are answered.</summary>
    internal static async Task<List<CoverageAnswer>> AskAsync(
        ScratchLedger ledger, IReadOnlyList<BatchQuestion> questions, CancellationToken cancellation)
    {
        var query = ledger.Get<CoverageBatchQuery>();
        var fixedAt = await CoverageBatchHandler.Handle(new FixPosition(AsOf.Now.Instance), query, cancellation);
        if (fixedAt is not Settlement.At { Position: var position })
        {
            throw new BenchFailedException($"The ledger does not settle: {fixedAt}.");
        }

        var answers = new List<CoverageAnswer>(questions.Count);
        foreach (var some in questions.Chunk(QuestionsAtOnce))
        {
            answers.AddRange(await CoverageBatchHandler.Handle(
                new AskCoverageOfMany(some, position), query, cancellation));
        }

        return answers;
    }

    /// <summary>The answer is what the pure functions say.</summary>
    internal static void Compare(KnownPerson known, CoverageAnswer answer)
    {
        Check.Equal("Whom an answer is about", known.Iin, answer.Iin);
        Check.Equal("What holds", known.Timeline.On(answer.At), answer.Standing);
        Check.Equal("Since and through", known.Timeline.Unbroken(answer.At), (answer.Since, answer.Through));
    }

    public async ValueTask DisposeAsync()
    {
        await (_histories?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(Folder, recursive: true);
    }
}
