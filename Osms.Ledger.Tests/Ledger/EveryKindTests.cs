using System.Text;
using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Ledger;

/// <summary>Every kind of event goes the whole road; a new kind fails here until somebody says how.</summary>
public sealed class EveryKindTests : IAsyncLifetime
{
    internal static readonly string Iin = People.Person(7).Digits;
    private static readonly DateOnly Day = new(2024, 5, 6);

    private OpenLedger _ledger = null!;

    /// <summary>Kinds as they are stored, each with a command for it and with what is recorded before.</summary>
    internal static readonly Dictionary<string, (InsuredCommand Command, InsuredCommand[] Before)> Examples = new()
    {
        ["residence_recorded"] = (new InsuredCommand.RecordResidence(Iin, "kandas", Day), []),
        ["region_recorded"] = (new InsuredCommand.RecordRegion(Iin, "75", Day), []),
        ["payment_recorded"] = (Payment, [Arrival]),
        ["payment_refunded"] =
            (new InsuredCommand.RefundPayment(Iin, Payment.Reference, Day.AddDays(9), "wrong-knp"), [Arrival, Payment]),
        ["category_granted"] = (Grant, []),
        ["category_ended"] = (new InsuredCommand.EndCategory(Iin, "disabled", Day.AddDays(40), "recovered"), [Grant]),
        ["welfare_level_recorded"] = (Level, [Care]),
        ["care_sought"] = (Care, [Level]),
        ["departure_recorded"] = (new InsuredCommand.RecordDeparture(Iin, Day, "emigration"), []),
        ["fact_annulled"] = (new InsuredCommand.AnnulFact(Iin, 1, "category_granted", "another person's"), [Grant]),
    };

    public static TheoryData<string> Kinds => [.. KindNames];

    private static IEnumerable<string> KindNames => typeof(InsuredEvent).GetNestedTypes()
        .Where(type => type.IsSubclassOf(typeof(InsuredEvent))).Select(SnakeCase);

    // Nothing is owed from before it, so that one payment makes a difference.
    private static InsuredCommand.RecordResidence Arrival => new(Iin, "citizen", new DateOnly(2024, 5, 1));

    private static InsuredCommand.RecordPayment Payment =>
        new(Iin, "R1", "employer", new Month(2024, 5), 12_750.5m, Day, "150140002345");

    private static InsuredCommand.GrantCategory Grant => new(Iin, "disabled", Day, null, "Анықтама № 7 \"б\"", "N1");

    private static InsuredCommand.RecordWelfareLevel Level => new(Iin, "E", new DateOnly(2026, 8, 1));

    private static InsuredCommand.RecordCare Care => new(Iin, new DateOnly(2026, 9, 1), "150140002345");

    public async Task InitializeAsync() => _ledger = await OpenLedger.CreateAsync();

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Fact]
    public void There_is_an_example_of_every_kind_and_of_every_command()
    {
        KindNames.ShouldBe(Examples.Keys, ignoreOrder: true);
        EventCatalogue.Names.ShouldBe(Examples.Keys, ignoreOrder: true);
        Examples.Values.Select(e => e.Command.GetType()).ShouldBe(
            typeof(InsuredCommand).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(InsuredCommand))),
            ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_kind_is_decided_stored_evolved_and_projected(string kind)
    {
        var (command, before) = Examples[kind];
        foreach (var earlier in before)
        {
            (await _ledger.RecordAsync(earlier)).ShouldBeOfType<RecordResult.Recorded>();
        }

        var result = await _ledger.RecordAsync(command);

        var recorded = result.ShouldBeOfType<RecordResult.Recorded>();
        recorded.Version.ShouldBe(before.Length + 1);
        LedgerEvents.NameOf(recorded.Event).ShouldBe(kind);
        var person = (await _ledger.ShouldHoldTogetherAsync())[Iin];
        person.Stored[^1].Type.ShouldBe(kind);
        person.Stored[^1].Position.ShouldBe(recorded.Position);
        person.Events[^1].ShouldBe(recorded.Event);

        // Evolved: the state without its last event is another one, in facts and not only in version.
        var earlierState = InsuredState.Fold(person.Events.SkipLast(1));
        FactsOf(person.State).ShouldNotBe(FactsOf(earlierState));

        // Projected: each of these examples changes somebody's cover, or where they are covered.
        RunsOf(person.State).ShouldNotBe(RunsOf(earlierState));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_kind_sent_again_is_repeated_alone_and_in_a_batch(string kind)
    {
        var (command, before) = Examples[kind];
        var first = await _ledger.RecordManyAsync([.. before, command]);
        var original = first[^1].ShouldBeOfType<RecordResult.Recorded>();

        var again = await _ledger.RecordAsync(command);
        var inABatch = await _ledger.RecordManyAsync(command, command);

        var repeated = new RecordResult.Repeated(original.Position, original.Version, original.Event);
        again.ShouldBe(repeated);
        inABatch.ShouldBe([repeated, repeated]);
        (await _ledger.ShouldHoldTogetherAsync())[Iin].Stored.Count.ShouldBe(before.Length + 1);
    }

    private static string FactsOf(InsuredState state) => string.Join(
        '|',
        string.Join(',', state.Payments), string.Join(',', state.Grants), string.Join(',', state.Ends),
        string.Join(',', state.Residences), string.Join(',', state.Regions), string.Join(',', state.WelfareLevels),
        string.Join(',', state.Care), string.Join(',', state.Departures));

    private static IReadOnlyList<CoverageRun> RunsOf(InsuredState state) =>
        Determination.Of(People.Person(7), state, RuleBook.Embedded).Runs;

    private static string SnakeCase(Type kind) => string.Concat(
        kind.Name.Select((c, i) => (i > 0 && char.IsUpper(c) ? "_" : "") + char.ToLowerInvariant(c)));
}

/// <summary>The stored form of every kind.</summary>
public sealed class EveryKindAsJsonTests
{
    [Theory]
    [MemberData(nameof(EveryKindTests.Kinds), MemberType = typeof(EveryKindTests))]
    public void Every_kind_is_read_back_as_it_was_and_a_field_too_many_or_too_few_is_an_error(string kind)
    {
        var (command, before) = EveryKindTests.Examples[kind];
        var pure = new PureLedger(RandomCommands.Today);
        foreach (var one in (InsuredCommand[])[.. before, command])
        {
            pure.Record(one);
        }

        var happened = pure.EventsOf(EveryKindTests.Iin)[^1];
        var json = Encoding.UTF8.GetString(EventCatalogue.Serialize(happened));

        EventCatalogue.Deserialize(kind, Encoding.UTF8.GetBytes(json)).ShouldBe(happened);
        Should.Throw<UnknownEventException>(
            () => EventCatalogue.Deserialize(kind, Encoding.UTF8.GetBytes(json.Insert(1, "\"more\":1,"))));
        Should.Throw<UnknownEventException>(() => EventCatalogue.Deserialize(kind, "{}"u8));
    }
}
