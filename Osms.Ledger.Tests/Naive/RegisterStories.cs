using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Naive;

/// <summary>What registers report: categories, welfare and care, residence, regions, departures, annulments.</summary>
internal static class RegisterStories
{
    private static readonly string[] Categories =
    [
        "child", "pregnant-not-working", "raising-child-under-3", "disabled", "pensioner-or-veteran",
        "full-time-student", "registered-unemployed", "registered-unemployed", "service-personnel", "convict",
    ];

    /// <summary>A category, perhaps ended, ended again earlier, or granted once more.</summary>
    internal static void Category(RandomPerson who)
    {
        var category = who.Chance(25) && who.Iin.EighteenthBirthday?.Year > 2019 ? "child" : who.OneOf(Categories);
        var from = category == "child" && who.Chance(60) ? who.Iin.BirthDate ?? who.Day() : who.Day();
        Grant(who, category, from, who.Chance(60) ? from.AddDays(who.Random.Next(-1, 500)) : null);
        for (var again = who.Random.Next(4); again > 0; again--)
        {
            switch (who.Random.Next(5))
            {
                case 0 or 1:
                    End(who);
                    break;
                case 2:
                    Annul(who);
                    break;
                default:
                    Grant(who, category, who.Day(), who.Chance(50) ? who.Day() : null);
                    break;
            }
        }
    }

    /// <summary>Granted, ended, granted again after it; then the ending or a grant is annulled.</summary>
    internal static void Regrant(RandomPerson who)
    {
        var category = who.OneOf(Categories);
        var from = who.Day();
        var ended = from.AddDays(who.Random.Next(0, 200));
        Grant(who, category, from, who.Chance(50) ? ended.AddDays(who.Random.Next(0, 90)) : null);
        who.Try(new InsuredCommand.EndCategory(who.Iin.Digits, category, ended, "left"));
        who.Try(new InsuredCommand.EndCategory(who.Iin.Digits, category, ended.AddDays(-who.Random.Next(5)), "left"));
        Grant(who, category, ended.AddDays(who.Random.Next(0, 40)), null);
        Annul(who);
        Annul(who);
        End(who);
    }

    /// <summary>Unemployed across the change of payer, perhaps serving or a pensioner at the same time.</summary>
    internal static void Unemployed(RandomPerson who)
    {
        var from = new DateOnly(2025, 12, 31).AddDays(who.Random.Next(-90, 60));
        Grant(who, "registered-unemployed", from, who.Chance(50) ? from.AddDays(who.Random.Next(200)) : null);
        if (who.Chance(60))
        {
            Grant(who, who.OneOf("service-personnel", "disabled", "convict"), who.Day(), null);
        }
    }

    /// <summary>Levels one after another with care in between, around the start of 2026.</summary>
    internal static void Welfare(RandomPerson who)
    {
        var day = new DateOnly(2026, 1, 1).AddDays(who.Random.Next(-120, 200));
        for (var left = who.Random.Next(1, 6); left > 0; left--)
        {
            who.Try(new InsuredCommand.RecordWelfareLevel(
                who.Iin.Digits, who.OneOf("D", "E", "Д", "Е", "D", "E", "A", "C"), day, who.NewReference()));
            if (who.Chance(60))
            {
                var care = who.Chance(40) ? day.AddDays(who.Random.Next(-1, 2)) : day.AddDays(who.Random.Next(90));
                Care(who, who.Chance(15) ? new DateOnly(2026, 1, 1).AddDays(who.Random.Next(-2, 2)) : care);
            }

            day = day.AddDays(who.OneOf(0, 1, 1, 2, 30, 60));
        }

        if (who.Chance(30))
        {
            Annul(who);
        }
    }

    internal static void Residence(RandomPerson who)
    {
        for (var left = who.Random.Next(1, 4); left > 0; left--)
        {
            Reside(who, who.Day());
        }
    }

    /// <summary>Leaves, perhaps returns (the same day, the next, later), perhaps leaves again.</summary>
    internal static void Emigration(RandomPerson who)
    {
        var left = who.PastDay();
        Depart(who, left, "emigration");
        if (who.Chance(60))
        {
            Reside(who, left.AddDays(who.OneOf(0, 1, 1, 40, 200, -10)));
        }

        if (who.Chance(20))
        {
            Depart(who, left.AddDays(who.Random.Next(-40, 300)), "emigration");
        }
    }

    internal static void Death(RandomPerson who)
    {
        Depart(who, who.PastDay(), "death");
        if (who.Chance(50))
        {
            who.Try(new InsuredCommand.AnnulFact(
                who.Iin.Digits, who.Events.Count, "departure_recorded", "another person"));
        }
    }

    internal static void Region(RandomPerson who)
    {
        for (var left = who.Random.Next(1, 4); left > 0; left--)
        {
            who.Try(new InsuredCommand.RecordRegion(
                who.Iin.Digits, who.OneOf("75", "71", "62", "10"), who.Day(), who.NewReference()));
        }
    }

    /// <summary>Annuls something, mostly something that can be annulled.</summary>
    internal static void Annul(RandomPerson who)
    {
        var version = who.Events.Count == 0 ? 1 : who.Random.Next(1, who.Events.Count + 1);
        var likely = Enumerable.Range(1, who.Events.Count)
            .Where(v => who.Events[v - 1] is not (InsuredEvent.PaymentRecorded or InsuredEvent.FactAnnulled)).ToList();
        version = likely.Count > 0 && who.Chance(90) ? who.OneOf([.. likely.TakeLast(6)]) : version;
        var type = who.Events.Count > 0 ? EventCatalogue.NameOf(who.Events[version - 1]) : "region_recorded";
        who.Try(new InsuredCommand.AnnulFact(who.Iin.Digits, version, type, who.OneOf("mistake", "duplicate")));
    }

    /// <summary>The same day again with another value: the later record holds.</summary>
    internal static void Supersede(RandomPerson who)
    {
        switch (who.Events.Count == 0 ? null : who.OneOf([.. who.Events]))
        {
            case InsuredEvent.ResidenceRecorded e:
                Reside(who, e.From);
                break;
            case InsuredEvent.RegionRecorded e:
                who.Try(new InsuredCommand.RecordRegion(who.Iin.Digits, "33", e.From, who.NewReference()));
                break;
            case InsuredEvent.WelfareLevelRecorded e:
                who.Try(new InsuredCommand.RecordWelfareLevel(who.Iin.Digits, who.OneOf("B", "D"), e.From, "again"));
                break;
            default:
                Region(who);
                break;
        }
    }

    private static void Grant(RandomPerson who, string category, DateOnly from, DateOnly? through) =>
        who.Try(new InsuredCommand.GrantCategory(
            who.Iin.Digits, category, from, through, "doc", who.Chance(50) ? who.NewReference() : null));

    private static void End(RandomPerson who)
    {
        var grants = who.Events.OfType<InsuredEvent.CategoryGranted>().ToList();
        if (grants.Count > 0)
        {
            var grant = who.OneOf([.. grants]);
            var on = who.OneOf(grant.From, grant.Through ?? who.Day(), grant.From.AddDays(who.Random.Next(300)));
            who.Try(new InsuredCommand.EndCategory(who.Iin.Digits, grant.Category, on, "left"));
        }
    }

    private static void Reside(RandomPerson who, DateOnly from) => who.Try(new InsuredCommand.RecordResidence(
        who.Iin.Digits,
        who.OneOf("citizen", "citizen", "kandas", "permanent-foreigner", "permanent-stateless", "eaeu-worker",
            "refugee", "temporary-foreigner", "temporary-stateless", "asylum-seeker"),
        from,
        who.Chance(50) ? who.NewReference() : null));

    private static void Depart(RandomPerson who, DateOnly on, string kind) =>
        who.Try(new InsuredCommand.RecordDeparture(
            who.Iin.Digits, on, kind, who.Chance(50) ? who.NewReference() : null));

    private static void Care(RandomPerson who, DateOnly on) =>
        who.Try(new InsuredCommand.RecordCare(who.Iin.Digits, on, who.Bin(), who.NewReference()));
}
