using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Queries;

/// <summary>A payment as it was sent, with where it was recorded and where it was taken back.</summary>
internal sealed record SentPayment(
    Iin Iin, string Reference, PaymentKind Kind, Month Month, decimal Amount, DateOnly PaidOn, string Payer, long At)
{
    internal long TakenBackAt { get; set; } = long.MaxValue;

    internal bool IsForAnother => Payer != Iin.Digits;

    /// <summary>As known at a position no refund has taken it back.</summary>
    internal bool IsLeftAt(long position) => At <= position && TakenBackAt > position;
}

/// <summary>
/// Few people whom few employers pay for in few months, often twice, too little or too much: a part of it in the first
/// stretch of positions, a part around the end of it, a part in the third.
/// </summary>
internal sealed class PaidLedger : IAsyncDisposable
{
    internal const decimal RequiredOfSelf = 4250;
    internal const decimal RequiredOfEntrepreneur = 5950;

    internal static readonly Month[] Months = [new(2026, 1), new(2026, 2), new(2026, 3)];
    internal static readonly string[] Employers = ["990540001230", "150140002345", "070340009876", "970512300019"];

    private static readonly PaymentKind[] Kinds =
        [PaymentKind.Employer, PaymentKind.Employee, PaymentKind.Self, PaymentKind.Entrepreneur];

    private static readonly decimal[] Amounts = [1000, 1700, 4250, 5950, 8500, 51_000.25m];

    private readonly Random _random;
    private int _sent;

    private PaidLedger(OpenLedger ledger, int seed)
    {
        Ledger = ledger;
        _random = new Random(seed);
    }

    internal OpenLedger Ledger { get; }

    internal List<SentPayment> Payments { get; } = [];

    internal LedgerPosition Last { get; private set; }

    internal static async Task<PaidLedger> CreateAsync(int seed)
    {
        var made = new PaidLedger(await OpenLedger.CreateAsync(), seed);
        for (var round = 0; round < 30; round++)
        {
            if (round is 10 or 20)
            {
                await made.Ledger.ExecuteAsync(
                    $"select setval('ledger.mt_events_sequence', {(round == 10 ? 262_100 : 600_000)})");
            }

            await made.SendAsync(made._random.Next(3) == 0 ? 1 : made._random.Next(2, 30));
        }

        made.Last = new LedgerPosition(await made.Ledger.LastNumberAsync());
        await made.Ledger.HighWater.WaitAsync(made.Last, TimeSpan.FromSeconds(30), default);
        return made;
    }

    internal IEnumerable<LedgerPosition> Positions(int count) => Enumerable.Range(0, count)
        .Select(_ => new LedgerPosition(Payments[_random.Next(Payments.Count)].At - _random.Next(2)))
        .Append(new LedgerPosition(262_144)).Append(Last);

    private async Task SendAsync(int count)
    {
        var commands = Enumerable.Range(0, count).Select(_ => Next()).ToList();
        IReadOnlyList<RecordResult> results = count == 1
            ? [await Ledger.RecordAsync(commands[0])]
            : await Ledger.RecordManyAsync(commands);
        foreach (var (command, result) in commands.Zip(results))
        {
            if (result is not RecordResult.Recorded { Position: var position })
            {
                continue;
            }

            if (command is InsuredCommand.RecordPayment p)
            {
                Payments.Add(new SentPayment(
                    Iin.Parse(p.Iin), p.Reference, Code<PaymentKind>.Parse(p.Kind), p.Period, p.Amount, p.PaidOn,
                    p.Payer, position.Value));
            }
            else if (command is InsuredCommand.RefundPayment refund)
            {
                Payments.Single(p => p.Iin.Digits == refund.Iin && p.Reference == refund.Reference).TakenBackAt =
                    position.Value;
            }
        }
    }

    private InsuredCommand Next()
    {
        if (Payments.Count > 0 && _random.Next(4) == 0)
        {
            var payment = Payments[_random.Next(Payments.Count)];
            return new InsuredCommand.RefundPayment(
                payment.Iin.Digits, payment.Reference, new DateOnly(2026, 11, 20), "mistaken");
        }

        var iin = People.Person(_random.Next(12)).Digits;
        var kind = Kinds[_random.Next(Kinds.Length)];
        var payer = kind is PaymentKind.Employer or PaymentKind.Employee || _random.Next(4) == 0
            ? Employers[_random.Next(Employers.Length)]
            : iin;
        return new InsuredCommand.RecordPayment(
            iin, $"p{_sent++}", Code<PaymentKind>.Of(kind), Months[_random.Next(Months.Length)],
            Amounts[_random.Next(Amounts.Length)], new DateOnly(2026, 1, 10).AddDays(_random.Next(300)), payer);
    }

    public ValueTask DisposeAsync() => Ledger.DisposeAsync();
}
