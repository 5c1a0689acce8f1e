using System.Text;
using System.Text.Json;
using Osms.Ledger.Budgets;
using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Golden;

/// <summary>What is stored once is read for ever: its name and every byte of it stay as they are.</summary>
public sealed class StoredEventTests
{
    private const string Folder = "Events";

    private static readonly string[] AllNames = [.. EventCatalogue.Names, .. BudgetCatalogue.Names];

    private static readonly IReadOnlyList<ILedgerEvent> All = [.. StoredEvents.All, .. StoredEvents.Transfers];

    public static TheoryData<string> Names() => [.. AllNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_kind_of_event_is_stored_as_in_its_file(string name)
    {
        var lines = Of(name).Select(e => Encoding.UTF8.GetString(LedgerEvents.Serialize(e)) + "\n").ToList();

        lines.ShouldNotBeEmpty($"Add a {name} to {nameof(StoredEvents)}.");
        GoldenFile.ShouldHold(Folder, $"{name}.ndjson", string.Concat(lines));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_stored_event_is_read_back_as_it_was(string name) => Of(name).ShouldAllBe(
        happened => Read(name, LedgerEvents.Serialize(happened)).Equals(happened));

    [Fact]
    public void There_is_a_file_for_every_kind_and_no_other() =>
        GoldenFile.Names(Folder).ShouldBe(AllNames.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_field_of_every_kind_is_in_its_file(string name)
    {
        var fields = Of(name).First().GetType().GetProperties()
            .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Distinct();
        var written = Of(name).SelectMany(e =>
        {
            using var json = JsonDocument.Parse(LedgerEvents.Serialize(e));
            return json.RootElement.EnumerateObject().Select(f => f.Name).ToList();
        }).Distinct();

        written.Order().ShouldBe(fields.Order());
    }

    [Theory]
    [InlineData("region_moved", "{}")]
    [InlineData("region_recorded", "{}")]
    [InlineData("region_recorded", """{"region":"75","from":"2026-01-01","note":"x"}""")]
    [InlineData("region_recorded", """{"region":null,"from":"2026-01-01"}""")]
    [InlineData("residence_recorded", """{"residence":"guest","from":"2026-01-01"}""")]
    [InlineData("residence_recorded", """{"residence":1,"from":"2026-01-01"}""")]
    [InlineData("payment_refunded", """{"on":"2026-01-01","reason":"mistaken"}""")]
    [InlineData("transfer_received", """{"month":"2026-01","amount":1,"receivedOn":"2026-01-01"}""")]
    [InlineData("transfer_received", """{"reference":"r","month":"2026-1","amount":1,"receivedOn":"2026-01-01"}""")]
    public void Control_what_is_stored_and_not_understood_is_never_skipped(string name, string data) =>
        Should.Throw<UnknownEventException>(() => Read(name, Encoding.UTF8.GetBytes(data)));

    private static IEnumerable<ILedgerEvent> Of(string name) => All.Where(e => LedgerEvents.NameOf(e) == name);

    private static ILedgerEvent Read(string name, byte[] data) => BudgetCatalogue.Names.Contains(name)
        ? BudgetCatalogue.Deserialize(name, data)
        : EventCatalogue.Deserialize(name, data);
}
