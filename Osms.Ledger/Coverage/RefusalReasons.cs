using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>What is asked before any basis; where one holds, nobody is insured (закон 405-V, ст. 2, 14).</summary>
internal static class RefusalReasons
{
    internal static Reason NotInForce(PersonSeen person)
    {
        var first = person.Rules.Regulations[0];
        var holds = person.Day < RuleBook.Beginning;
        return Of(person, NotInsured.NotInForce, holds, WhyTexts.BeganOn(first.From, holds)) with
        {
            Cite = first.Cite,
            Trust = first.Trust,
        };
    }

    internal static Reason Departed(PersonSeen person)
    {
        if (person.Register.DepartureOn(person.Day) is { } departure)
        {
            return Of(person, NotInsured.Departed, true, WhyTexts.Departed(departure.Value, departure.On)) with
            {
                Facts = [departure.Version],
            };
        }

        return person.Register.ReturnBefore(person.Day) is { } known
            ? Of(person, NotInsured.Departed, false, WhyTexts.Returned(known.Left.On, known.Back.From)) with
            {
                Facts = [.. new[] { known.Left.Version, known.Back.Version }.Order()],
            }
            : Of(person, NotInsured.Departed, false, WhyTexts.NoDeparture());
    }

    internal static Reason NotAParticipant(PersonSeen person)
    {
        var (day, register) = (person.Day, person.Register);
        if (person.Iin.BirthDate is { } birth && day < birth)
        {
            return Of(person, NotInsured.NotAParticipant, true, WhyTexts.NotYetBorn(birth));
        }

        if (register.ResidenceOn(day) is { Value: var residence } record)
        {
            var takesPart = residence <= Residence.EaeuWorker;
            var text = takesPart
                ? WhyTexts.TakesPart(residence, record.From)
                : WhyTexts.TakesNoPart(residence, record.From);
            return Of(person, NotInsured.NotAParticipant, !takesPart, text) with { Facts = [record.Version] };
        }

        if (register.FirstResidence is { } first)
        {
            return Of(person, NotInsured.NotAParticipant, true, WhyTexts.BeforeFirstResidence(first.From)) with
            {
                Facts = [first.Version],
            };
        }

        var foreigner = person.Iin.IsForeigner;
        return Of(
            person, NotInsured.NotAParticipant, foreigner,
            foreigner ? WhyTexts.ForeignerByNumber() : WhyTexts.CitizenByNumber());
    }

    private static Reason Of(PersonSeen person, NotInsured code, bool holds, Sentence text) =>
        person.Reason(Code<NotInsured>.Of(code), holds, text);
}
