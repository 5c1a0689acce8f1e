using System.Text;
using System.Text.Json;
using Osms.Ledger.Insured;

namespace Osms.Ledger.Tests.Golden;

/// <summary>What is stored once is read for ever: its name and every byte of it stay as they are.</summary>
public sealed class StoredEventTests
{
    private const string Folder = "Events";

    public static TheoryData<string> Names() => [.. EventCatalogue.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_kind_of_event_is_stored_as_in_its_file(string name)
    {
        var lines = Of(name).Select(e => Encoding.UTF8.GetString(EventCatalogue.Serialize(e)) + "\n").ToList();

        lines.ShouldNotBeEmpty($"Add a {name} to {nameof(StoredEvents)}.");
        GoldenFile.ShouldHold(Folder, $"{name}.ndjson", string.Concat(lines));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_stored_event_is_read_back_as_it_was(string name) => Of(name).ShouldAllBe(
        happened => EventCatalogue.Deserialize(name, EventCatalogue.Serialize(happened)).Equals(happened));

    [Fact]
    public void There_is_a_file_for_every_kind_and_no_other() =>
        GoldenFile.Names(Folder).ShouldBe(EventCatalogue.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_field_of_every_kind_is_in_its_file(string name)
    {
        var fields = Of(name).First().GetType().GetProperties()
            .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Distinct();
        var written = Of(name).SelectMany(e =>
        {
            using var json = JsonDocument.Parse(EventCatalogue.Serialize(e));
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
    public void Control_what_is_stored_and_not_understood_is_never_skipped(string name, string data) =>
        Should.Throw<UnknownEventException>(() => EventCatalogue.Deserialize(name, Encoding.UTF8.GetBytes(data)));

    private static IEnumerable<InsuredEvent> Of(string name) =>
        StoredEvents.All.Where(e => EventCatalogue.NameOf(e) == name);
}
