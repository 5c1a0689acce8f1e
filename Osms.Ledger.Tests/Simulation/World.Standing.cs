using System.Diagnostics;
using System.Security.Cryptography;
using Osms.Ledger.Handlers;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Naive;
using Osms.Ledger.Tests.Store;
using Osms.Ledger.Values;
using static Osms.Ledger.Tests.Simulation.NaiveLedger;

namespace Osms.Ledger.Tests.Simulation;

/// <summary>Writers that stand still while others go on, and files.</summary>
internal sealed partial class World
{
    private async Task RunAsync(Step.Stalled step)
    {
        var stall = step.Of switch
        {
            StallOf.Stranger stranger => await BeginAsync(stranger),
            StallOf.Batch batch => await BeginAsync(batch),
            _ => throw new UnreachableException($"{step.Of}"),
        };
        var waiting = await WaitAsync(step.Waiting);
        List<int> sessions = [.. (await _truth.BusyAsync()).Except(_standing)];
        _standing.UnionWith(sessions);
        _unfinished.AddRange(stall.Drawn);
        try
        {
            foreach (var meanwhile in step.Meanwhile)
            {
                await RunAsync(meanwhile);
            }
        }
        catch
        {
            await stall.EndAsync(false);
            throw;
        }

        List<(int Service, Call Call)> calls = [.. await stall.EndAsync(step.Commits)];
        calls.AddRange((await Task.WhenAll(waiting)).SelectMany(c => c));
        _standing.ExceptWith(sessions);
        _unfinished.RemoveAll(stall.Drawn.Contains);
        await LearnAsync([.. calls.Select(c => c.Call)]);
        Require(
            step.Commits || !_known.Entries.Any(e => stall.Drawn.Contains(e.Position)),
            "an event of a transaction that was rolled back");
        await SendAgainAsync(calls);
    }

    /// <summary>Returns when they all wait for the lock, or have ended without it.</summary>
    private async Task<List<Task<List<(int Service, Call Call)>>>> WaitAsync(IReadOnlyList<Writer> writers)
    {
        // Who waits too long for a commit may be told to come again.
        var running = new Running(null, _known.Last) { IsHostile = true };
        var waiting = writers.Select((w, i) => Task.Run(() => WriteAsync(w, i + 1, running))).ToList();
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(2))
        {
            var blocked = await _truth.BlockedAsync();
            if (blocked.Except(_standing).Count() >= waiting.Count(w => !w.IsCompleted))
            {
                return waiting;
            }

            Require(clock.Elapsed < Patience, "writers neither wait nor end");
        }
    }

    private async Task<Standing> BeginAsync(StallOf.Stranger stranger)
    {
        var after = _known.Last;
        var writer = await StalledWriter.BeginAsync(_other, stranger.Where, stranger.Iin);
        return new Standing([writer.Position.Value], async commits =>
        {
            await using (writer)
            {
                if (!commits)
                {
                    return [];
                }

                await writer.CommitAsync();
            }

            var grant = new InsuredCommand.GrantCategory(
                stranger.Iin.Digits, "disabled", new DateOnly(2021, 1, 1), null, "certificate");
            var recorded = new RecordResult.Recorded(writer.Position, 1, NaiveRequest.Event(grant));
            return [(0, new Call(null, 0, [grant], after) { Results = [recorded] })];
        });
    }

    private async Task<Standing> BeginAsync(StallOf.Batch batch)
    {
        var service = _services[batch.Service];
        var still = service.Standing.StandInTheNextBatch();
        var call = new Call($"step {_step}, stalled", 0, batch.Commands, _known.Last);
        var sending = Task.Run(() => SendAsync(batch.Service, call, isBatch: true, isHostile: true, default));
        await Task.WhenAny(still.Reached, sending);
        service.Standing.StandNoMore();
        return new Standing(still.Positions, async commits =>
        {
            still.GoOn(commits);
            return [(batch.Service, await sending)];
        });
    }

    private async Task RunAsync(Step.Import import)
    {
        var file = SimulatedFile.Of(import);
        List<NaiveVerdict> verdicts = [];
        var events = import.Rows.Select(r => r.Iin).Distinct()
            .ToDictionary(iin => iin, iin => _known.Of(iin).Select(e => e.Event).ToList());
        foreach (var row in import.Rows)
        {
            verdicts.Add(NaiveDecider.Decide(events[row.Iin], row, RuleBook.Embedded, RandomPerson.Today));
            events[row.Iin].AddRange(verdicts[^1].Event is { } happened ? [happened] : []);
        }

        var call = new Call(Convert.ToHexStringLower(SHA256.HashData(file))[..16], 0, import.Rows, _known.Last);
        var report = await ImportAsync(import, file);
        await LearnAsync([call]);
        Require(
            report.Rows == import.Rows.Count + import.Nonsense
            && report.Accepted == verdicts.Count(v => v.Outcome == "accepted")
            && report.Accepted == _known.Entries.Count(e => e.Call == call.Id)
            && report.Repeated == verdicts.Count(v => v.Outcome.StartsWith("repeated", StringComparison.Ordinal))
            && report.Refused == verdicts.Count(v => v.Outcome.StartsWith("refused", StringComparison.Ordinal))
            && report.Unreadable == import.Nonsense,
            $"{report} for {string.Join(", ", verdicts.Select(v => v.Outcome))}");
        await AskAboutAsync(import.Rows.Select(r => r.Iin).Distinct());
    }

    private async Task<ImportReport> ImportAsync(Step.Import import, byte[] file)
    {
        await using var stream = new MemoryStream(file);
        var message = new ImportFile(stream, import.Format, "file", OwnKind.Self, $"service {import.Service}");
        var result = await ImportFileHandler.Handle(message, _services[import.Service].Ledger.Imports, default);
        return result is ImportResult.Done done
            ? done.Report
            : throw new DifferenceException($"a file that cannot be read: {result}");
    }

    /// <summary>A transaction that stands still.</summary>
    /// <param name="Drawn">Its numbers.</param>
    /// <param name="EndAsync">Commits or does not, and says what was called.</param>
    private sealed record Standing(IReadOnlyList<long> Drawn, Func<bool, Task<IReadOnlyList<(int, Call)>>> EndAsync);
}
