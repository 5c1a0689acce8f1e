using System.Collections.Concurrent;
using System.Diagnostics;
using Osms.Ledger.Tests.Api;

namespace Osms.Ledger.Tests.Breaking;

/// <summary>What a fact was acknowledged with.</summary>
internal sealed record Acknowledged(Fact Fact, long Position, int Version);

/// <summary>
/// Several callers that send one fact after another, each until it is acknowledged, whatever happens meanwhile.
/// </summary>
internal sealed class Callers
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Func<Random, RunningService> _service;
    private readonly ConcurrentQueue<Acknowledged> _acknowledged = new();
    private readonly Task[] _calling;
    private readonly string _name;
    private int _inFlight;
    private int _lost;
    private int _lostButRecorded;
    private volatile bool _enough;

    private Callers(string name, int callers, int seed, Func<Random, RunningService> service)
    {
        (_name, _service) = (name, service);
        _calling = [.. Enumerable.Range(0, callers).Select(i => Task.Run(() => CallAsync(i, new Random(seed + i))))];
    }

    /// <summary>Facts that were acknowledged until now.</summary>
    internal IReadOnlyCollection<Acknowledged> Acknowledged => _acknowledged;

    /// <summary>Requests that wait for their answer right now.</summary>
    internal int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Requests that never got an answer.</summary>
    internal int Lost => Volatile.Read(ref _lost);

    /// <summary>Those of them that had been recorded all the same.</summary>
    internal int LostButRecorded => Volatile.Read(ref _lostButRecorded);

    /// <param name="name">Begins every reference.</param>
    /// <param name="callers">How many at once.</param>
    /// <param name="seed">Of what they send.</param>
    /// <param name="service">Where to send it now.</param>
    internal static Callers Start(string name, int callers, int seed, Func<Random, RunningService> service) =>
        new(name, callers, seed, service);

    /// <summary>Returns once so many facts have been acknowledged; throws what a caller met.</summary>
    internal async Task ReachedAsync(int facts)
    {
        for (var clock = Stopwatch.StartNew(); _acknowledged.Count < facts; await Task.Delay(1))
        {
            if (_calling.FirstOrDefault(c => c.IsCompleted) is { } ended)
            {
                await ended;
            }

            clock.Elapsed.ShouldBeLessThan(Patience, $"{_acknowledged.Count} of {facts} facts are acknowledged");
        }
    }

    /// <summary>Every caller ends with its fact acknowledged.</summary>
    internal async Task<IReadOnlyList<Acknowledged>> EndAsync()
    {
        _enough = true;
        await Task.WhenAll(_calling);
        return [.. _acknowledged];
    }

    private async Task CallAsync(int caller, Random random)
    {
        for (var i = 0; !_enough; i++)
        {
            var fact = Fact.Of(random, $"{_name}-{caller}-{i}");
            var reply = await SendAsync(fact, random);
            _acknowledged.Enqueue(new Acknowledged(fact, reply.Position, reply["version"].GetInt32()));
        }
    }

    private async Task<Reply> SendAsync(Fact fact, Random random)
    {
        var lost = 0;
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(random.Next(100)))
        {
            var service = _service(random);
            clock.Elapsed.ShouldBeLessThan(Patience, service.Wrote);
            Interlocked.Increment(ref _inFlight);
            try
            {
                var reply = await service.RecordAsync(fact);
                if (reply.Status is not (409 or 503))
                {
                    reply.Status.ShouldBeOneOf([201, 200], $"{fact} {reply.Text}");
                    CountLost(lost, reply.Status == 200);
                    return reply;
                }

                // Nobody knows of a broken connection what became of its commit.
                lost += reply.Status == 503 ? 1 : 0;
            }
            catch (Exception e) when (RunningService.IsLost(e))
            {
                lost++;
            }
            finally
            {
                Interlocked.Decrement(ref _inFlight);
            }
        }
    }

    private void CountLost(int lost, bool repeated)
    {
        Interlocked.Add(ref _lost, lost);
        if (repeated)
        {
            lost.ShouldBeGreaterThan(0, "a fact that was sent once cannot be a repeat");
            Interlocked.Increment(ref _lostButRecorded);
        }
    }
}
