using Osms.Ledger.Insured;
using Osms.Ledger.Values;
using Command = Osms.Ledger.Insured.InsuredCommand;

namespace Osms.Ledger.Tests.Naive;

/// <summary>Commands as they should not be: sent again, with one field changed, or nonsense from the start.</summary>
internal static class RandomMischief
{
    internal static void Play(RandomPerson who)
    {
        for (var left = who.Random.Next(1, 6); left > 0; left--)
        {
            if (who.Attempts.Count == 0 || who.Chance(15))
            {
                who.Try(Nonsense(who));
                continue;
            }

            var earlier = who.OneOf([.. who.Attempts]).Command;
            who.Try(who.Chance(35) ? earlier : Changed(who, earlier));
        }
    }

    /// <summary>The command with one field different: sometimes still right, sometimes not.</summary>
    private static Command Changed(RandomPerson who, Command command) => who.Random.Next(12) switch
    {
        0 => command with { Iin = who.OneOf("", "12345678901x", "990230300015", "٩٩٠١٠١٣٠٠٠١٥", "000000000000") },
        1 when command is not Command.RefundPayment => command with { Reference = who.NewReference() },
        _ => command switch
        {
            Command.RecordResidence c => Either(
                who, c with { Residence = who.OneOf("Citizen", "kandas", "tourist", "") }, c with { From = who.Day() }),
            Command.RecordRegion c => Either(
                who, c with { Region = who.OneOf("75", "99", "7", "") }, c with { From = who.Day() }),
            Command.RecordPayment c => Changed(who, c),
            Command.RefundPayment c => Either(
                who,
                c with { On = who.Day() },
                c with { Reason = who.OneOf("mistaken", "wrong-knp", "regret", "") },
                (Command)c with { Reference = who.OneOf("nobody's", "r1", "r2") }),
            Command.GrantCategory c => Either(
                who,
                c with { Category = who.OneOf("child", "Child", "disabled", "") },
                c with { From = who.Day() },
                c with { Through = who.Chance(30) ? null : who.Day() },
                c with { Document = "another" }),
            Command.EndCategory c => Either(
                who, c with { Category = who.OneOf("child", "nobody") }, c with { On = who.Day() },
                c with { Reason = "another" }),
            Command.RecordWelfareLevel c => Either(
                who, c with { Level = who.OneOf("D", "Д", "d", "F", "1", "") }, c with { From = who.Day() }),
            Command.RecordCare c => Either(
                who, c with { On = who.Day() }, c with { Provider = who.OneOf("1", "", "12345678901a", who.Bin()) }),
            Command.RecordDeparture c => Either(
                who, c with { On = who.Day() }, c with { Kind = who.OneOf("death", "emigration", "holiday") }),
            Command.AnnulFact c => Either(
                who,
                c with { Version = who.OneOf(-1, 0, 1, 2, 3, who.Events.Count, who.Events.Count + 1, int.MaxValue) },
                c with { Type = who.OneOf("payment_recorded", "fact_annulled", "region_recorded", "Region", "") },
                c with { Reason = "another" }),
            _ => command,
        },
    };

    private static Command Changed(RandomPerson who, Command.RecordPayment c) => Either(
        who,
        c with { Kind = who.OneOf("employer", "self", "platform", "single-aggregate", "single-payment", "gift", "") },
        c with { Period = who.MonthBetween(new Month(2019, 11), new Month(2029, 1)) },
        c with { Period = Month.Of(c.PaidOn) + who.Random.Next(23, 27) },
        c with { Amount = who.OneOf(0m, -1m, 0.001m, 4250.000m, 4250.005m, -0.001m, 1m, 0.01m) },
        c with { PaidOn = who.OneOf(who.Day(), RandomPerson.Today, RandomPerson.Today.AddDays(1)) },
        c with { PaidOn = new DateOnly(2020, 1, 1).AddDays(who.Random.Next(-2, 2)) },
        c with { Payer = who.OneOf("", "123", "000000000000", "12345678901٣", "1234567890123") },
        (Command)c with { Reference = who.OneOf("r1", "r2") });

    // Several things wrong at once, so that the order of refusals shows.
    private static Command Nonsense(RandomPerson who)
    {
        var iin = who.OneOf(who.Iin.Digits, "123");
        var day = who.OneOf(who.Day(), new DateOnly(2030, 1, 1), new DateOnly(2019, 12, 31));
        return who.Random.Next(6) switch
        {
            0 => new Command.RecordPayment(
                iin, "", who.OneOf("gift", "platform"), who.MonthBetween(new Month(2019, 1), new Month(2035, 1)),
                who.OneOf(-0.001m, 0m, 5m), day, who.OneOf("", who.Bin())),
            1 => new Command.RefundPayment(iin, "none", day, who.OneOf("regret", "mistaken")),
            2 => new Command.GrantCategory(iin, who.OneOf("child", "nobody"), day, day.AddDays(-1), ""),
            3 => new Command.RecordCare(iin, day, who.OneOf("", who.Bin())),
            4 => new Command.RecordDeparture(iin, day, who.OneOf("holiday", "emigration")),
            _ => new Command.EndCategory(iin, who.OneOf("child", "nobody"), day, ""),
        };
    }

    private static Command Either(RandomPerson who, params Command[] choices) => who.OneOf(choices);
}
