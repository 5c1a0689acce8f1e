using System.Diagnostics;
using System.Net.Sockets;
using Npgsql;
using Osms.Ledger.Projections;
using Osms.Ledger.Store;
using static Osms.Ledger.Tests.Simulation.NaiveLedger;

namespace Osms.Ledger.Tests.Simulation;

/// <summary>Writers at once, and what gets in their way.</summary>
internal sealed partial class World
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private async Task RunAsync(Step.AtOnce step)
    {
        var running = new Running(step.Disturbed, _known.Last);
        var writing = step.Writers.Select((w, i) => Task.Run(() => WriteAsync(w, i, running))).ToList();
        var asking = step.Beside.Select(q => Task.Run(() => AskBesideAsync(q, running))).ToList();
        var disturbing = step.Disturbed is { } disturbed
            ? Task.Run(() => DisturbAsync(disturbed, running))
            : Task.CompletedTask;
        var following = running.IsHostile
            ? Task.CompletedTask
            : Task.Run(() => _services[_step % _services.Count].Follower.RunAsync(running.Written));
        var calls = (await Task.WhenAll(writing)).SelectMany(c => c).ToList();
        await running.AllWrittenAsync();
        await following;
        var answers = await Task.WhenAll(asking);
        await disturbing;
        running.Dispose();
        if (running.IsHostile)
        {
            await RecoverAsync();
        }

        await LearnAsync([.. calls.Select(c => c.Call)]);
        foreach (var answer in answers.OfType<Answer>().Where(a => a.Why is null || !running.MayFallBack))
        {
            Check(answer, isQuiet: false);
        }

        await SendAgainAsync(calls);
        await AskAboutAsync(calls.SelectMany(c => c.Call.Commands).Select(c => c.Iin).Distinct());
    }

    private async Task<List<(int Service, Call Call)>> WriteAsync(Writer writer, int number, Running running)
    {
        List<(int, Call)> calls = [];
        var after = running.LastBefore;
        foreach (var (part, at) in writer.Parts.Select((p, i) => (p, i)))
        {
            var call = new Call($"step {_step}, writer {number}, call {at}", number, part.Commands, after);
            var ended = await SendAsync(
                writer.Service, call, part.IsBatch, running.IsHostile, number == 0 ? running.Impatience : default);
            calls.Add((writer.Service, ended));
            var recorded = (ended.Results ?? []).OfType<RecordResult.Recorded>();
            after = recorded.Select(r => r.Position.Value).Append(after).Max();
            running.OneMore();
        }

        return calls;
    }

    /// <summary>
    /// A hostile surrounding may lose the answer, and a batch may give up after too many conflicts; else whatever is
    /// thrown is a fault.
    /// </summary>
    private async Task<Call> SendAsync(
        int service, Call call, bool isBatch, bool isHostile, CancellationToken cancellation)
    {
        var origin = new EventOrigin($"service {service}", call.Id);
        try
        {
            var commands = _services[service].Ledger.Commands;
            return call with
            {
                Results = isBatch
                    ? await commands.RecordManyAsync(
                        [.. call.Commands.Select(c => new SourcedCommand(c, origin))], cancellation)
                    : [await commands.RecordAsync(call.Commands[0], origin, cancellation)],
            };
        }
        catch (Exception e) when ((isHostile && IsLoss(e)) || (e is PostgresException error && error.IsConflict()))
        {
            return call with { Lost = e };
        }
    }

    private static bool IsLoss(Exception e) =>
        e is NpgsqlException or IOException or SocketException or TimeoutException or ObjectDisposedException
            or OperationCanceledException;

    /// <summary>Nobody knows whether it happened: it is sent until it is answered, and must not happen twice.</summary>
    private async Task SendAgainAsync(IEnumerable<(int Service, Call Call)> calls)
    {
        foreach (var (service, call) in calls.Where(c => c.Call.Lost is not null))
        {
            await SendAgainAsync(service, call);
        }
    }

    private async Task SendAgainAsync(int service, Call lost)
    {
        var clock = Stopwatch.StartNew();
        for (var attempt = 1; ; attempt++)
        {
            var again = lost with { Id = $"{lost.Id}, again {attempt}", Lost = null, After = _known.Last };
            var ended = await SendAsync(service, again, again.Commands.Count > 1, isHostile: true, default);
            await LearnAsync([ended]);
            if (ended.Lost is null)
            {
                return;
            }

            Require(clock.Elapsed < Patience, $"service {service} does not recover: {ended.Lost}");
            await Task.Delay(20);
        }
    }

    /// <summary>
    /// Each service finds out once that its connections are broken; from then on it is as before.
    /// </summary>
    private async Task RecoverAsync()
    {
        foreach (var ledger in _services.Select(s => s.Ledger).Append(_other))
        {
            for (var clock = Stopwatch.StartNew(); ;)
            {
                try
                {
                    // Of the pool and beside it: one that is found broken makes the pool drop all it has.
                    await ledger.LastNumberAsync();
                    await ledger.HighWater.LookAsync(default);
                    break;
                }
                catch (Exception e) when (IsLoss(e) && clock.Elapsed < Patience)
                {
                    await Task.Delay(20);
                }
            }
        }
    }

    private async Task DisturbAsync(Disturbance disturbance, Running running)
    {
        await running.CallsAsync(disturbance.AfterCalls);
        await Task.Delay(TimeSpan.FromMilliseconds(disturbance.Milliseconds));
        var service = _services[disturbance.Service];
        switch (disturbance.What)
        {
            case Disturb.Rebuild:
                await service.Ledger.Get<Rebuild>().RunAsync(null, default);
                break;
            case Disturb.Cancel:
                await running.LosePatienceAsync();
                break;
            case Disturb.Cut:
                await service.CutAsync(TimeSpan.FromMilliseconds(disturbance.Milliseconds));
                break;
            case Disturb.Silence:
                await service.SilenceAsync(TimeSpan.FromMilliseconds(20 + disturbance.Milliseconds));
                break;
            case Disturb.Restart:
                var options = service.Ledger.Get<LedgerOptions>();
                await service.StopAsync();
                await service.StartAsync(options);
                break;
            case Disturb.Kill:
                _directory!.KillPostmaster();
                break;
            default:
                throw new UnreachableException($"{disturbance}");
        }
    }

    /// <summary>What writers of one step share.</summary>
    private sealed class Running(Disturbance? disturbed, long lastBefore) : IDisposable
    {
        private readonly SemaphoreSlim _ended = new(0);
        private readonly CancellationTokenSource _impatience = new();
        private readonly CancellationTokenSource _written = new();

        /// <summary>Answers may be lost.</summary>
        internal bool IsHostile { get; init; } = disturbed is { What: not Disturb.Rebuild };

        /// <summary>A server that was killed may hand out numbers again that nobody has used.</summary>
        internal bool MayFallBack { get; } = disturbed is { What: Disturb.Kill };

        internal long LastBefore { get; } = lastBefore;

        internal CancellationToken Impatience => _impatience.Token;

        internal void OneMore() => _ended.Release();

        internal async Task CallsAsync(int count)
        {
            for (var ended = 0; ended < count; ended++)
            {
                await _ended.WaitAsync();
            }
        }

        internal Task LosePatienceAsync() => _impatience.CancelAsync();

        internal CancellationToken Written => _written.Token;

        internal Task AllWrittenAsync() => _written.CancelAsync();

        public void Dispose()
        {
            _ended.Dispose();
            _impatience.Dispose();
            _written.Dispose();
        }
    }
}
