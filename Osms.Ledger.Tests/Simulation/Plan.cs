using Osms.Ledger.Import;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Naive;
using Osms.Ledger.Tests.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Simulation;

/// <summary>What will happen: a function of the seed alone.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Services">The options of each.</param>
/// <param name="MayKill">It has a server of its own; every tenth seed.</param>
/// <param name="IsSerializable">Transactions are, unless told otherwise; every fifth seed.</param>
/// <param name="Steps">In order.</param>
internal sealed record Plan(
    int Seed, IReadOnlyList<LedgerOptions> Services, bool MayKill, bool IsSerializable, IReadOnlyList<Step> Steps)
{
    internal static Plan Of(int seed, int steps)
    {
        var random = new Random(seed);
        var services = Enumerable.Range(0, random.Next(2, 4)).Select(_ => ServiceOptions.Random(random)).ToList();
        var (mayKill, isSerializable) = (seed % 10 == 0, seed % 5 == 2);
        var planner = new Planner(random, services.Count, mayKill, isSerializable);
        var next = Enumerable.Range(0, steps).Select(_ => planner.Next()).ToList();
        return new Plan(seed, services, mayKill, isSerializable, next);
    }

    internal string Text() => string.Join(
        '\n', Steps.Select((step, at) => $"{at + 1}. " + $"{step}".ReplaceLineEndings("\n   ")));
}

/// <summary>Makes up steps; people that a stalled batch has locked are left alone meanwhile.</summary>
internal sealed class Planner
{
    private static readonly Stall[] Stalls = [Stall.AfterTheNumber, Stall.AfterTheFunction, Stall.InABatch];

    private readonly Random _random;
    private readonly int _services;
    private readonly bool _mayKill;
    private readonly bool _isSerializable;
    private readonly List<PlannedPerson> _people;
    private readonly HashSet<PlannedPerson> _locked = [];
    private int _depth;

    internal Planner(Random random, int services, bool mayKill, bool isSerializable)
    {
        (_random, _services, _mayKill, _isSerializable) = (random, services, mayKill, isSerializable);
        _people = [.. Enumerable.Range(0, random.Next(4, 9)).Select(_ => new PlannedPerson(random.Next()))];
    }

    internal Step Next() => _random.Next(100) switch
    {
        < 22 => Alone(Anybody().Next()),
        < 32 => Alone(Anybody().Earlier()),
        < 38 => FromSeveral(),
        < 58 => Crowd(disturbed: false),
        < 68 => new Step.AtOnce([new Writer(Service(), [Batch(Several(6))])], [], null),
        < 72 => Import(),
        < 82 => new Step.Ask(Questions(1, 7)),
        < 87 => _depth < 2 ? Stalled() : new Step.Ask(Questions(1, 4)),
        < 89 => _depth == 0 ? new Step.Restart(Service(), ServiceOptions.Random(_random)) : Crowd(disturbed: false),
        _ => Crowd(disturbed: _depth == 0),
    };

    private Step.AtOnce Alone(InsuredCommand command) =>
        new([new Writer(Service(), [new Part([command], _random.Next(5) == 0)])], [], null);

    /// <summary>One command, sent by several at once to all services.</summary>
    private Step.AtOnce FromSeveral()
    {
        var command = Anybody().Next();
        var writers = Enumerable.Range(0, _random.Next(2, 6))
            .Select(i => new Writer(i % _services, [new Part([command], _random.Next(4) == 0)]));
        return new Step.AtOnce([.. writers], Questions(0, 3), null);
    }

    private Step.AtOnce Crowd(bool disturbed)
    {
        var few = Several(3);
        var writers = Enumerable.Range(0, _random.Next(2, 6)).Select(_ => new Writer(
            Service(),
            [.. Enumerable.Range(0, _random.Next(1, 6)).Select(_ => _random.Next(3) == 0 ? Batch(few) : Single(few))]))
            .ToList();
        var step = new Step.AtOnce(writers, Questions(0, 5), null);
        if (!disturbed)
        {
            return step;
        }

        // What loses answers after the fact comes twice.
        Disturb[] all = Enum.GetValues<Disturb>();
        Disturb[] known = [_mayKill ? Disturb.Kill : Disturb.Silence, .. _mayKill ? all : all[..^1]];
        var calls = step.Writers.Sum(w => w.Parts.Count);
        return step with
        {
            Disturbed = new Disturbance(
                known[_random.Next(known.Length)], writers[_random.Next(writers.Count)].Service,
                _random.Next(calls), _random.NextDouble() * 6),
        };
    }

    private Step.Import Import()
    {
        // A file cannot say everything that a caller can: what is wrong in itself is not read.
        var rows = Batch(Several(6)).Commands.Concat(Batch(Several(6)).Commands)
            .Where(SimulatedFile.CanSay).ToList();
        return _random.Next(3) == 0
            ? new Step.Import(
                Service(), ImportFormat.Csv, [.. rows.OfType<InsuredCommand.RecordPayment>()], _random.Next(3))
            : new Step.Import(Service(), ImportFormat.Ndjson, rows, _random.Next(3));
    }

    private Step.Stalled Stalled()
    {
        StallOf of;
        List<PlannedPerson> locked = [];
        List<Writer> waiting = [];
        if (!_isSerializable && _random.Next(2) == 0)
        {
            // Not among the others yet: until it ends nobody else may wait for this stream.
            var stranger = new PlannedPerson(_random.Next());
            _people.Add(stranger);
            locked.Add(stranger);
            of = new StallOf.Stranger(Stalls[_random.Next(Stalls.Length)], stranger.Iin);
        }
        else
        {
            // What is wrong in itself locks nobody; whoever waits must find all of its people locked.
            var batch = Batch(Several(2)).Commands;
            var iins = batch.Where(c => NaiveRequest.Refusals(c, RuleBook.Embedded, RandomPerson.Today).Count == 0)
                .Select(c => c.Iin).ToHashSet();
            of = new StallOf.Batch(Service(), batch);
            locked = [.. _people.Where(p => iins.Contains(p.Iin.Digits))];
            waiting.AddRange(Enumerable.Range(0, locked.Count == 0 ? 0 : _random.Next(3)).Select(_ => new Writer(
                Service(), [_random.Next(2) == 0 ? Batch(locked) : Single(locked), Single(locked)])));
        }

        _locked.UnionWith(locked);
        _depth++;
        var meanwhile = Enumerable.Range(0, _random.Next(1, 6)).Select(_ => Next()).ToList();
        _depth--;
        _locked.ExceptWith(locked);
        return new Step.Stalled(of, waiting, meanwhile, _random.Next(3) > 0);
    }

    private Part Single(List<PlannedPerson> people) => new([Command(people)], IsBatch: false);

    private Part Batch(List<PlannedPerson> people) =>
        new([.. Enumerable.Range(0, _random.Next(1, 12)).Select(_ => Command(people))], IsBatch: true);

    private InsuredCommand Command(List<PlannedPerson> people)
    {
        var who = people[_random.Next(people.Count)];
        return _random.Next(5) == 0 ? who.Earlier() : who.Next();
    }

    private List<Question> Questions(int least, int most) =>
        [.. Enumerable.Range(0, _random.Next(least, most)).Select(_ => Question())];

    private Question Question()
    {
        var what = (What)_random.Next(5);
        var people = Enumerable.Range(0, what == What.Many ? _random.Next(1, 12) : 1)
            .Select(_ => _people[_random.Next(_people.Count)]).ToList();
        return new Question(Service(), what, [.. people.Select(p => p.Iin)], people[0].Day(), When());
    }

    private When When() => _random.Next(24) switch
    {
        < 6 => new When.Now(),
        < 11 => new When.Position(_random.NextDouble()),
        < 13 => new When.Position(1),
        < 15 => new When.HandedOut(),
        15 => new When.Ahead(),
        < 19 => new When.Around(_random.NextDouble(), _random.Next(-3, 4) * _random.Next(1, 1_000)),
        19 => new When.ThisInstant(),
        20 => new When.NextHour(),
        _ => new When.Again(_random.NextDouble()),
    };

    private int Service() => _random.Next(_services);

    private PlannedPerson Anybody() => Several(1)[0];

    private List<PlannedPerson> Several(int most)
    {
        var free = _people.Where(p => !_locked.Contains(p)).ToArray();
        _random.Shuffle(free);
        return [.. free.Take(_random.Next(1, most + 1))];
    }
}
