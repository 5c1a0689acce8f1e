using System.Diagnostics;
using Osms.Ledger.Queries;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Tests.Naive;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Simulation;

/// <summary>Questions, at rest and beside writers.</summary>
internal sealed partial class World
{
    private async Task AskAndCheckAsync(Question question) => Check(await AskAsync(question), isQuiet: true);

    private void Check(Answer answer, bool isQuiet)
    {
        _answers.Check(answer, Unfinished, isQuiet);
        if (answer.Why is { } why)
        {
            Count(why.GetType().Name);
        }
    }

    /// <summary>Null when the answer was lost.</summary>
    private async Task<Answer?> AskBesideAsync(Question question, Running running)
    {
        try
        {
            return await AskAsync(question);
        }
        catch (Exception e) when (running.IsHostile && IsLoss(e))
        {
            return null;
        }
    }

    /// <summary>The read model answers each of these people as the list does.</summary>
    private async Task AskAboutAsync(IEnumerable<string> iins)
    {
        foreach (var iin in iins)
        {
            if (Iin.TryParse(iin, out var person))
            {
                var service = _step % _services.Count;
                var days = _known.Of(iin).SelectMany(e => NaiveHorizon.DaysOf(e.Event));
                var day = days.LastOrDefault(RandomPerson.Today);
                await AskAndCheckAsync(new Question(service, What.Coverage, [person], day, new When.Now()));
                await AskAndCheckAsync(new Question(service, What.Timeline, [person], day, new When.Now()));
            }
        }
    }

    private async Task<Answer> AskAsync(Question question)
    {
        if (question.When is When.Again(var share))
        {
            if (_answers.Earlier(share) is not var (earlier, position))
            {
                return await AskAsync(question with { When = new When.Now() }, AsOf.Now.Instance);
            }

            return await AskAsync(earlier with { Service = question.Service, When = question.When }, At(position));
        }

        return await AskAsync(question, await KnownAtAsync(question.When));
    }

    private async Task<AsOf> KnownAtAsync(When when)
    {
        switch (when)
        {
            case When.Now:
                return AsOf.Now.Instance;
            case When.Position(var share):
                return At((long)(share * _known.Last));
            case When.HandedOut:
                return At(await _truth.LastNumberAsync());
            case When.Ahead:
                return At(await _truth.LastNumberAsync() + 100_000);
            case When.NextHour:
                return new AsOf.Instant((await _truth.NowAsync()).AddHours(1));
            case When.Around(var share, var microseconds) when _known.Entries is { Count: > 0 } entries:
                var at = entries[(int)(share * entries.Count)].RecordedAt;
                return new AsOf.Instant(at.AddMicroseconds(microseconds));
            default:
                return new AsOf.Instant(await _truth.NowAsync());
        }
    }

    private async Task<Answer> AskAsync(Question question, AsOf knownAt)
    {
        var handedOut = await _truth.LastNumberAsync();
        var ledger = _services[question.Service].Ledger;
        var settled = ledger.HighWater.Current.Value;
        List<long> after = [.. question.People.Select(p => _known.LastOf(p.Digits))];
        var (why, bodies) = await AskAsync(ledger, question, knownAt);
        return new Answer(question, knownAt, settled, handedOut, after, why, bodies);
    }

    private static async Task<(Settlement? Why, IReadOnlyList<object> Bodies)> AskAsync(
        OpenLedger ledger, Question question, AsOf knownAt)
    {
        var (iin, day) = (question.People[0], question.Day);
        switch (question.What)
        {
            case What.Coverage or What.Explained:
                var explain = question.What == What.Explained;
                return Read(await ledger.Get<CoverageQuery>().AskAsync(iin, day, knownAt, explain, default));
            case What.Timeline:
                return Read(await ledger.Get<TimelineQuery>().AskAsync(iin, knownAt, default));
            case What.History:
                return Read(await ledger.Get<HistoryQuery>().AskAsync(
                    iin, day, LedgerPosition.Start, knownAt, default));
            case What.Many:
                var query = ledger.Get<CoverageBatchQuery>();
                var fixedAt = await query.FixAsync(knownAt, default);
                if (fixedAt is not Settlement.At { Position: var position })
                {
                    return (fixedAt, []);
                }

                BatchQuestion[] questions = [.. question.People.Select(p => new BatchQuestion(p, day))];
                return (null, [.. await query.AskAsync(questions, position, default)]);
            default:
                throw new UnreachableException($"{question}");
        }
    }

    private static (Settlement? Why, IReadOnlyList<object> Bodies) Read<T>(Answered<T> answered)
        where T : notnull => answered switch
        {
            Answered<T>.Found found => (null, [found.Answer]),
            Answered<T>.Unsettled unsettled => (unsettled.Why, []),
            _ => throw new DifferenceException($"a person who is none: {answered}"),
        };

    private static AsOf.Position At(long position) => new(new LedgerPosition(position));
}
