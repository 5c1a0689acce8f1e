using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Ledger;

/// <summary>
/// Commands as they come from many senders: most can be recorded, others repeat, contradict or annul what was sent
/// before, and some are wrong in themselves.
/// </summary>
internal sealed class RandomCommands(int seed)
{
    private static readonly DateOnly First = new(2020, 1, 1);
    private static readonly string[] Payers = ["150140002345", "970512300019"];
    private static readonly string[] Categories =
        ["child", "disabled", "pensioner-or-veteran", "full-time-student", "registered-unemployed"];

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, List<InsuredCommand>> _sent = new(StringComparer.Ordinal);

    internal static DateOnly Today { get; } = new(2026, 11, 22);

    /// <summary>What comes of the commands when each is decided in turn.</summary>
    internal PureLedger Pure { get; } = new(Today);

    /// <summary>How each command ended, in the order they were made.</summary>
    internal List<string> Expected { get; } = [];

    /// <summary>So many commands about so many people, in one order.</summary>
    internal List<InsuredCommand> Take(int commands, int people) =>
        [.. Enumerable.Range(0, commands).Select(_ => Next(People.Person(_random.Next(people)).Digits))];

    internal InsuredCommand Next(string iin)
    {
        if (!_sent.TryGetValue(iin, out var sent))
        {
            _sent.Add(iin, sent = []);
        }

        var command = sent.Count > 0 && _random.Next(8) == 0 ? sent[_random.Next(sent.Count)] : New(iin, sent);
        sent.Add(command);
        Expected.Add(Pure.Short(command, Pure.Record(command)));
        return command;
    }

    private InsuredCommand New(string iin, List<InsuredCommand> sent) => _random.Next(20) switch
    {
        < 8 => Payment(iin, $"R{sent.Count}"),
        8 => sent.OfType<InsuredCommand.RecordPayment>().LastOrDefault() is { } known
            ? known with { Amount = known.Amount + 1 }
            : Payment(iin, "R-wrong") with { Amount = -1m },
        9 or 10 => new InsuredCommand.RefundPayment(
            iin, $"R{_random.Next(sent.Count + 1)}", Day(), Of<RefundReason>()),
        11 or 12 => Grant(iin),
        13 => End(iin, sent),
        14 => new InsuredCommand.RecordResidence(iin, Of<Residence>(), Day(), Reference()),
        15 => new InsuredCommand.RecordRegion(iin, Pick(["71", "75", "39", "63"]), Day(), Reference()),
        16 => new InsuredCommand.RecordWelfareLevel(iin, Of<WelfareLevel>(), Day(), Reference()),
        17 => new InsuredCommand.RecordCare(iin, Day(), Pick(Payers), Reference()),
        18 => _random.Next(3) > 0 ? Annul(iin) : new InsuredCommand.RecordDeparture(iin, Day(), Of<DepartureKind>()),
        _ => Annul(iin),
    };

    private InsuredCommand.RecordPayment Payment(string iin, string reference)
    {
        var kind = (PaymentKind)_random.Next(Enum.GetValues<PaymentKind>().Length);
        var paidOn = Day();
        return new InsuredCommand.RecordPayment(
            iin, reference, Code<PaymentKind>.Of(kind), Month.Of(paidOn) + _random.Next(-6, 13),
            _random.Next(1, 2_000_000) / 100m, paidOn, Pick(Payers));
    }

    private InsuredCommand.GrantCategory Grant(string iin)
    {
        var from = Day();
        DateOnly? through = _random.Next(3) == 0 ? null : from.AddDays(_random.Next(400));
        return new InsuredCommand.GrantCategory(iin, Pick(Categories), from, through, "certificate № 7", Reference());
    }

    private InsuredCommand.EndCategory End(string iin, List<InsuredCommand> sent) =>
        sent.OfType<InsuredCommand.GrantCategory>().LastOrDefault() is { } grant
            ? new InsuredCommand.EndCategory(iin, grant.Category, grant.From.AddDays(_random.Next(90)), "lost")
            : new InsuredCommand.EndCategory(iin, Pick(Categories), Day(), "lost");

    private InsuredCommand.AnnulFact Annul(string iin)
    {
        var events = Pure.EventsOf(iin);
        var version = _random.Next(events.Count + 2);
        var type = version >= 1 && version <= events.Count && _random.Next(5) > 0
            ? EventCatalogue.NameOf(events[version - 1])
            : Pick(EventCatalogue.Names);
        return new InsuredCommand.AnnulFact(iin, version, type, "entered by mistake");
    }

    private DateOnly Day() => First.AddDays(_random.Next(Today.DayNumber - First.DayNumber + 3));

    private string? Reference() => _random.Next(3) == 0 ? $"N{_random.Next(5)}" : null;

    private string Of<T>()
        where T : struct, Enum => Code<T>.All[_random.Next(Code<T>.All.Count)];

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
