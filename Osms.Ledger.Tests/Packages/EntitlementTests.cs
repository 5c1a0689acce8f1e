using System.Globalization;
using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Packages;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Packages;

/// <summary>Who is given what, by hand: by residence, insured or not, urgent or not, dangerous or not.</summary>
public sealed class EntitlementTests
{
    private const string Day = "2026-11-22";

    private static readonly RuleBook Rules = RuleBook.Embedded;
    private static readonly PackageBook Packages = PackageBook.Embedded;

    // Person, service, flags (e: emergency, d: dangerous disease), day, and the answer: package, reason, as what.
    public static TheoryData<string, string, string, string, string> Table => new()
    {
        // The guaranteed volume is for these, insured or not.
        { "citizen", "gobmp-ambulance", "", Day, "gobmp gobmp-by-residence gobmp-ambulance" },
        { "pensioner", "gobmp-ambulance", "", Day, "gobmp gobmp-by-residence gobmp-ambulance" },
        { "kandas", "gobmp-primary-vaccination", "", Day, "gobmp gobmp-by-residence gobmp-primary-vaccination" },
        { "refugee", "gobmp-inpatient-planned", "", Day, "gobmp gobmp-by-residence gobmp-inpatient-planned" },
        { "permanent-foreigner", "gobmp-palliative", "", Day, "gobmp gobmp-by-residence gobmp-palliative" },
        { "permanent-stateless", "gobmp-medicines", "e", Day, "gobmp gobmp-by-residence gobmp-medicines" },
        { "refugee", "gobmp-ambulance", "d", Day, "gobmp gobmp-by-residence gobmp-ambulance" },

        // For all others only for diseases dangerous to others, and an emergency alone is none.
        { "temporary-foreigner", "gobmp-ambulance", "", Day, "not-covered dangerous-diseases-only gobmp-ambulance" },
        {
            "temporary-foreigner", "gobmp-inpatient-emergency", "e", Day,
            "not-covered dangerous-diseases-only gobmp-inpatient-emergency"
        },
        {
            "temporary-foreigner", "gobmp-inpatient-infectious", "d", Day,
            "gobmp gobmp-for-dangerous-disease gobmp-inpatient-infectious"
        },
        { "temporary-stateless", "gobmp-ambulance", "ed", Day, "gobmp gobmp-for-dangerous-disease gobmp-ambulance" },
        {
            "asylum-seeker", "gobmp-outpatient-chronic", "", Day,
            "not-covered dangerous-diseases-only gobmp-outpatient-chronic"
        },
        {
            "asylum-seeker", "gobmp-outpatient-chronic", "d", Day,
            "gobmp gobmp-for-dangerous-disease gobmp-outpatient-chronic"
        },
        { "foreigner", "gobmp-ambulance", "", Day, "not-covered dangerous-diseases-only gobmp-ambulance" },
        { "eaeu-worker", "gobmp-ambulance", "", Day, "not-covered dangerous-diseases-only gobmp-ambulance" },
        { "eaeu-worker", "gobmp-ambulance", "d", Day, "gobmp gobmp-for-dangerous-disease gobmp-ambulance" },

        // What insurance gives is for the insured.
        { "pensioner", "osms-rehabilitation", "", Day, "osms osms-insured osms-rehabilitation" },
        { "citizen", "osms-rehabilitation", "", Day, "not-covered not-insured osms-rehabilitation" },
        { "permanent-foreigner", "osms-rehabilitation", "", Day, "not-covered not-insured osms-rehabilitation" },
        { "eaeu-worker", "osms-outpatient-dental", "", Day, "not-covered not-insured osms-outpatient-dental" },
        { "eaeu-worker-insured", "osms-outpatient-dental", "", Day, "osms osms-insured osms-outpatient-dental" },
        { "refugee", "osms-rehabilitation", "", Day, "not-covered not-a-participant osms-rehabilitation" },
        { "asylum-seeker", "osms-rehabilitation", "", Day, "not-covered not-a-participant osms-rehabilitation" },
        { "citizen", "osms-outpatient-specialist", "", "2020-03-15", "osms osms-insured osms-outpatient-specialist" },
        { "pensioner", "osms-donor", "", Day, "osms osms-insured osms-donor" },

        // In an emergency the guaranteed volume gives some of it, insured or not.
        { "citizen", "osms-inpatient-planned", "", Day, "not-covered not-insured osms-inpatient-planned" },
        { "citizen", "osms-inpatient-planned", "e", Day, "gobmp gobmp-in-emergency gobmp-inpatient-emergency" },
        { "pensioner", "osms-inpatient-planned", "e", Day, "gobmp gobmp-in-emergency gobmp-inpatient-emergency" },
        { "citizen", "osms-inpatient-emergency", "", Day, "not-covered not-insured osms-inpatient-emergency" },
        { "pensioner", "osms-inpatient-emergency", "", Day, "osms osms-insured osms-inpatient-emergency" },
        { "citizen", "osms-inpatient-emergency", "e", Day, "gobmp gobmp-in-emergency gobmp-inpatient-emergency" },
        { "refugee", "osms-outpatient-specialist", "e", Day, "gobmp gobmp-in-emergency gobmp-outpatient-urgent" },
        { "citizen", "osms-outpatient-diagnostics", "e", Day, "gobmp gobmp-in-emergency gobmp-outpatient-urgent" },
        { "citizen", "osms-outpatient", "e", Day, "gobmp gobmp-in-emergency gobmp-outpatient-urgent" },

        // Not all of it: emergency dental care is named under insurance, and a check-up can wait.
        { "citizen", "osms-outpatient-dental", "e", Day, "not-covered not-insured osms-outpatient-dental" },
        { "citizen", "osms-outpatient-check-ups", "e", Day, "not-covered not-insured osms-outpatient-check-ups" },
        { "citizen", "osms-rehabilitation", "e", Day, "not-covered not-insured osms-rehabilitation" },
        { "pensioner", "osms-day-hospital", "e", Day, "osms osms-insured osms-day-hospital" },

        // Nor for those who have the guaranteed volume for dangerous diseases only.
        {
            "temporary-foreigner", "osms-inpatient-planned", "e", Day,
            "not-covered not-a-participant osms-inpatient-planned"
        },
        {
            "temporary-foreigner", "osms-inpatient-planned", "ed", Day,
            "gobmp gobmp-for-dangerous-disease gobmp-inpatient-infectious"
        },
        {
            "temporary-foreigner", "osms-outpatient-specialist", "ed", Day,
            "gobmp gobmp-in-emergency gobmp-outpatient-urgent"
        },
        {
            "eaeu-worker-insured", "osms-inpatient-planned", "e", Day, "osms osms-insured osms-inpatient-planned"
        },

        // In a hospital the guaranteed volume treats diseases dangerous to others.
        {
            "citizen", "osms-inpatient-planned", "d", Day,
            "gobmp gobmp-for-dangerous-disease gobmp-inpatient-infectious"
        },
        { "citizen", "osms-outpatient-specialist", "d", Day, "not-covered not-insured osms-outpatient-specialist" },

        // Who is not here, and days on which nothing was in force.
        { "dead", "gobmp-ambulance", "ed", Day, "not-covered departed gobmp-ambulance" },
        { "dead", "gobmp-ambulance", "", "2026-11-10", "gobmp gobmp-by-residence gobmp-ambulance" },
        { "emigrated", "osms-donor", "", Day, "not-covered departed osms-donor" },
        { "returned", "gobmp-ambulance", "", Day, "gobmp gobmp-by-residence gobmp-ambulance" },
        { "returned", "gobmp-ambulance", "", "2026-03-01", "not-covered departed gobmp-ambulance" },
        { "born-later", "gobmp-primary-pregnancy", "", Day, "not-covered not-yet-born gobmp-primary-pregnancy" },
        { "arrived-later", "gobmp-ambulance", "e", Day, "not-covered before-first-residence gobmp-ambulance" },
        { "citizen", "gobmp-ambulance", "", "2019-12-31", "not-covered not-in-force gobmp-ambulance" },
        { "citizen", "gobmp-ambulance", "", "2020-01-01", "gobmp gobmp-by-residence gobmp-ambulance" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void What_is_given(string who, string service, string flags, string day, string answer)
    {
        var (iin, state) = Person(who);
        var on = DateOnly.Parse(day, CultureInfo.InvariantCulture);
        var asked = new CareAsked(Packages.ByCode[service], on, flags.Contains('e'), flags.Contains('d'));

        var given = Entitlement.Of(
            Packages, asked, Presence.On(iin, state, Rules, on), Determination.Of(iin, state, Rules).On(on));

        $"{Code<Entitled>.Of(given.Answer)} {Code<EntitlementReason>.Of(given.Reason)} {given.Under.Code}"
            .ShouldBe(answer);
    }

    [Fact]
    public void Every_reason_stands_in_the_table() =>
        Code<EntitlementReason>.All.ShouldAllBe(code => Table.Any(row => ((string)row[4]).Contains($" {code} ")));

    [Fact]
    public void For_everybody_and_all_care_it_is_as_a_second_way_of_saying_it()
    {
        var differing = from residence in Enum.GetValues<Residence>()
                        from service in Packages.ByCode.Values
                        from isInsured in (bool[])[false, true]
                        from isEmergency in (bool[])[false, true]
                        from isDangerous in (bool[])[false, true]
                        where !isInsured || residence <= Residence.EaeuWorker
                        let standing = isInsured
                            ? new Standing(Bases.Category, NotInsured.None, Payer.Republican, "child", null)
                            : new Standing(
                                Bases.None,
                                residence <= Residence.EaeuWorker ? NotInsured.Owed : NotInsured.NotAParticipant,
                                Payer.None, null, null)
                        let asked = new CareAsked(service, new DateOnly(2026, 11, 22), isEmergency, isDangerous)
                        let given = Entitlement.Of(Packages, asked, new Presence(false, true, residence), standing)
                        let naive = Naive(
                            Code<Residence>.Of(residence), service.Code, isInsured, isEmergency, isDangerous)
                        where Code<Entitled>.Of(given.Answer) != naive
                        select $"{residence} {asked}: {given.Answer}, {naive}";

        differing.ShouldBeEmpty();
    }

    private static string Naive(string residence, string service, bool isInsured, bool isEmergency, bool isDangerous)
    {
        string[] guaranteed = ["citizen", "kandas", "refugee", "permanent-foreigner", "permanent-stateless"];
        string[] urgent =
        [
            "osms-outpatient", "osms-outpatient-specialist", "osms-outpatient-diagnostics",
            "osms-outpatient-procedures", "osms-inpatient-planned", "osms-inpatient-emergency",
        ];
        string[] infectious = ["osms-inpatient-planned", "osms-inpatient-emergency"];
        var mayHaveGobmp = guaranteed.Contains(residence) || isDangerous;
        var isInGobmp = service.StartsWith("gobmp", StringComparison.Ordinal)
            || (isEmergency && urgent.Contains(service)) || (isDangerous && infectious.Contains(service));
        return mayHaveGobmp && isInGobmp ? "gobmp"
            : isInsured && service.StartsWith("osms", StringComparison.Ordinal) ? "osms"
            : "not-covered";
    }

    private static (Iin Iin, InsuredState State) Person(string who)
    {
        var from = new DateOnly(2024, 1, 1);
        var on = new DateOnly(2026, 1, 31);
        InsuredEvent Lives(Residence residence) => new InsuredEvent.ResidenceRecorded(residence, from);
        InsuredEvent Is(string category) => new InsuredEvent.CategoryGranted(category, from, null, "d");
        var iin = who switch
        {
            "foreigner" => TestIin.Foreigner(),
            "born-later" => TestIin.Born(new DateOnly(2026, 11, 23)),
            _ => TestIin.Grown(1),
        };
        InsuredEvent[] events = who switch
        {
            "citizen" or "foreigner" or "born-later" => [],
            "pensioner" => [Is("pensioner-or-veteran")],
            "eaeu-worker-insured" => [Lives(Residence.EaeuWorker), Is("disabled")],
            "dead" => [new InsuredEvent.DepartureRecorded(new DateOnly(2026, 11, 10), DepartureKind.Death)],
            "emigrated" => [new InsuredEvent.DepartureRecorded(on, DepartureKind.Emigration)],
            "returned" =>
            [
                new InsuredEvent.DepartureRecorded(on, DepartureKind.Emigration),
                new InsuredEvent.ResidenceRecorded(Residence.Citizen, from),
                new InsuredEvent.ResidenceRecorded(Residence.Citizen, new DateOnly(2026, 6, 1)),
            ],
            "arrived-later" => [new InsuredEvent.ResidenceRecorded(Residence.Citizen, new DateOnly(2026, 12, 1))],
            _ => [Lives(Code<Residence>.Parse(who))],
        };
        return (Iin.Parse(iin), InsuredState.Empty.Evolve(events));
    }
}
