using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Budgets;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Tests.Naive;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Reconciliation;

/// <summary>Made-up people and transfers that arrived in random order, and what is known at a position.</summary>
internal sealed class FinanceLedger : IAsyncDisposable
{
    internal static readonly RuleBook Rules = RuleBook.Embedded;

    private static readonly Month[] Months = [new(2025, 12), new(2026, 1), new(2026, 2), new(2026, 11)];

    private readonly Dictionary<Iin, List<(long Position, InsuredEvent Event)>> _events = [];
    private readonly List<(long Position, string Payer, Month Month, Tenge Amount)> _transfers = [];

    private FinanceLedger(OpenLedger ledger, int seed)
    {
        Ledger = ledger;
        Seed = seed;
    }

    internal OpenLedger Ledger { get; }

    internal int Seed { get; }

    /// <summary>The last one.</summary>
    internal LedgerPosition Last { get; private set; }

    /// <summary>Some positions, in the middle of batches for the most part, and the last.</summary>
    internal IEnumerable<LedgerPosition> Positions(int count)
    {
        var random = new Random(Seed);
        return Enumerable.Range(0, count)
            .Select(_ => new LedgerPosition(random.NextInt64(Last.Value + 1))).Append(Last);
    }

    /// <summary>Everybody known at a position, with their events up to it.</summary>
    internal Dictionary<Iin, IReadOnlyList<InsuredEvent>> PeopleAt(LedgerPosition at) => _events
        .Select(person => (person.Key, Known: person.Value.Where(e => e.Position <= at.Value).ToList()))
        .Where(person => person.Known.Count > 0)
        .ToDictionary(
            person => person.Key, person => (IReadOnlyList<InsuredEvent>)[.. person.Known.Select(e => e.Event)]);

    /// <summary>What budgets have paid in for a month, as known at a position.</summary>
    internal Dictionary<string, Tenge> ReceivedAt(Month month, LedgerPosition at) => _transfers
        .Where(t => t.Month == month && t.Position <= at.Value)
        .GroupBy(t => t.Payer)
        .ToDictionary(t => t.Key, t => new Tenge(t.Sum(one => one.Amount.Tiyn)));

    internal static async Task<FinanceLedger> CreateAsync(int seed, int people)
    {
        var made = new FinanceLedger(await OpenLedger.CreateAsync(), seed);
        await made.FillAsync(people);
        return made;
    }

    /// <summary>Each person's commands in their order, all people mixed; one by one and in batches.</summary>
    private async Task FillAsync(int people)
    {
        var random = new Random(Seed);
        var waiting = Enumerable.Range(0, people)
            .Select(n => RandomPeople.Person((Seed * 1_000) + n))
            .Select(who => new Queue<InsuredCommand>(who.Attempts
                .Where(a => a.Decision is Decision.Accepted || random.Next(4) == 0).Select(a => a.Command)))
            .Where(queue => queue.Count > 0)
            .ToList();
        while (waiting.Count > 0)
        {
            List<InsuredCommand> next = [];
            for (var size = random.Next(3) == 0 ? 1 : random.Next(2, 60); size > 0 && waiting.Count > 0; size--)
            {
                var at = random.Next(waiting.Count);
                next.Add(waiting[at].Dequeue());
                if (waiting[at].Count == 0)
                {
                    waiting.RemoveAt(at);
                }
            }

            Take(next, next.Count == 1
                ? [await Ledger.RecordAsync(next[0])]
                : await Ledger.RecordManyAsync(next));
            if (random.Next(3) == 0)
            {
                await TransferAsync(random);
            }
        }

        Last = new LedgerPosition(await Ledger.LastNumberAsync());
        await Ledger.HighWater.WaitAsync(Last, TimeSpan.FromSeconds(30), default);
    }

    private void Take(List<InsuredCommand> commands, IReadOnlyList<RecordResult> results)
    {
        foreach (var (command, result) in commands.Zip(results))
        {
            if (result is RecordResult.Recorded { Event: InsuredEvent happened } recorded)
            {
                var iin = Iin.Parse(command.Iin);
                _events.TryAdd(iin, []);
                _events[iin].Add((recorded.Position.Value, happened));
            }
        }
    }

    private async Task TransferAsync(Random random)
    {
        var payer = random.Next(3) == 0 ? "republican" : new[] { "75", "71", "11" }[random.Next(3)];
        var month = Months[random.Next(payer == "republican" ? 0 : 1, Months.Length)];
        var amount = random.Next(1, 3_000_000) / 100m;
        var result = await Ledger.RecordAsync(
            Transfers.Of($"t{_transfers.Count}", payer, month.ToString(), amount, "2026-11-20"));
        var recorded = result.ShouldBeOfType<RecordResult.Recorded>();
        _transfers.Add((recorded.Position.Value, payer, month, Tenge.From(amount)));
    }

    public ValueTask DisposeAsync() => Ledger.DisposeAsync();
}
