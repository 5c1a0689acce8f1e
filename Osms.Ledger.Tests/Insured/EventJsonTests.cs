using System.Text;
using System.Text.Json.Nodes;
using Osms.Ledger.Insured;
using Osms.Ledger.Tests.Golden;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Insured;

/// <summary>Events are written and read by hand just as strictly as the general serializer would.</summary>
public sealed class EventJsonTests
{
    // As JSON, in the place of a value.
    private static readonly string[] Values =
    [
        "null", "true", "1", "-1", "0.5", "0.001", "1e2", "99999999999999999999", "1.50", "\"\"", "\"x\"", "{}", "[]",
        "[1]", "\"2026-11-05\"", "\"2026-11-31\"", "\"2024-02-29\"", "\"2026-02-29\"", "\"0000-01-01\"",
        "\"2026-11-05 \"", "\"2026-11-5\"", "\"２026-11-05\"", "\"2026-13\"", "\"2026-00\"", "\"2026-11\"",
        "\"0000-11\"", "\"+026-11\"", "\"employer\"", "\"Employer\"", "\"A\"", "\"a\"", "\"wrong-knp\"", "\"death\"",
        "\"a\\u0301\\n\\\"\\\\ Ә\"",
    ];

    [Fact]
    public void Every_event_is_written_to_the_same_bytes_and_read_back()
    {
        const int Seed = 12;
        var random = new RandomCommands(Seed);
        random.Take(2_000, 40);
        foreach (var happened in random.Pure.Streams.SelectMany(random.Pure.EventsOf).Concat(StoredEvents.All))
        {
            var written = EventCatalogue.Serialize(happened);

            Encoding.UTF8.GetString(written).ShouldBe(
                Encoding.UTF8.GetString(GeneralSerializer.Write(happened)), $"seed {Seed}");
            EventCatalogue.Deserialize(EventCatalogue.NameOf(happened), written).ShouldBe(happened);
        }
    }

    [Fact]
    public void What_the_general_serializer_refuses_is_refused_and_what_it_reads_is_read_alike()
    {
        var (read, refused) = (0, 0);
        foreach (var happened in StoredEvents.All)
        {
            foreach (var json in Variants(EventCatalogue.Serialize(happened)))
            {
                var expected = GeneralSerializer.Read(happened.GetType(), json);
                if (expected is null)
                {
                    Should.Throw<UnknownEventException>(() => Read(happened, json), Encoding.UTF8.GetString(json));
                    refused++;
                }
                else
                {
                    Read(happened, json).ShouldBe(expected, Encoding.UTF8.GetString(json));
                    read++;
                }
            }
        }

        read.ShouldBeGreaterThan(200);
        refused.ShouldBeGreaterThan(2_000);
    }

    private static InsuredEvent Read(InsuredEvent kind, byte[] json) =>
        EventCatalogue.Deserialize(EventCatalogue.NameOf(kind), json);

    private static IEnumerable<byte[]> Variants(byte[] json)
    {
        var text = Encoding.UTF8.GetString(json);
        yield return [.. json, (byte)' '];
        string[] none = ["", "null", "[]", "1", "{", text + "x", text + text, text[..^1], text[..^1] + ",}"];
        foreach (var wrong in none)
        {
            yield return Encoding.UTF8.GetBytes(wrong);
        }

        // What is no text at all, within a text.
        yield return Encoding.UTF8.GetBytes(text).Select(b => b is (byte)'r' ? (byte)0xFF : b).ToArray();
        var fields = JsonNode.Parse(json)!.AsObject();
        yield return Encoding.UTF8.GetBytes(new JsonObject(
            fields.Reverse().Select(f => KeyValuePair.Create(f.Key, f.Value?.DeepClone()))).ToJsonString());
        yield return With("more", "1");
        foreach (var (name, _) in fields)
        {
            yield return With(name, fields[name]!.ToJsonString());
            yield return Changed(name, other => other.Remove(name));
            yield return Changed(name, other => other[name.ToUpperInvariant()] = 1);
            foreach (var value in Values)
            {
                yield return Changed(name, other => other[name] = JsonNode.Parse(value));
            }
        }

        foreach (var value in Values)
        {
            yield return With("reference", value);
            yield return With("through", value);
        }

        byte[] With(string name, string value) => Encoding.UTF8.GetBytes($"{text[..^1]},\"{name}\":{value}}}");

        byte[] Changed(string name, Action<JsonObject> change)
        {
            var other = fields.DeepClone().AsObject();
            change(other);
            return Encoding.UTF8.GetBytes(other.ToJsonString());
        }
    }
}
