using System.Text.Json;
using System.Text.Json.Nodes;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Tests.Regulation;

/// <summary>The rule data of the program, to be changed in one place and read again.</summary>
internal static class RuleFileText
{
    private static readonly string[] CitedBy = ["cite", "trust"];

    internal static string Embedded { get; } = ReadEmbedded();

    internal static JsonObject Tree() => JsonNode.Parse(Embedded)!.AsObject();

    internal static RuleBook Parse(JsonNode data) => RuleBook.Parse(JsonSerializer.SerializeToUtf8Bytes(data));

    /// <summary>Reads the data after a change.</summary>
    internal static RuleBook With(Action<JsonObject> change)
    {
        var data = Tree();
        change(data);
        return Parse(data);
    }

    /// <summary>What the reader says about the data after a change.</summary>
    internal static string RefusalOf(Action<JsonObject> change) =>
        Should.Throw<RuleDataException>(() => With(change)).Message;

    /// <summary>The value at a path such as <c>figures.stateRate.0.cite</c>.</summary>
    internal static JsonNode At(this JsonObject data, string path) =>
        path.Split('.').Aggregate((JsonNode)data, (node, step) =>
            (node is JsonArray list ? list[int.Parse(step, null)] : node[step])
            ?? throw new ArgumentException($"There is nothing at {path}."));

    /// <summary>Takes a field away.</summary>
    internal static void TakeAway(this JsonObject data, string path)
    {
        var cut = path.LastIndexOf('.');
        var holder = cut < 0 ? data : data.At(path[..cut]).AsObject();
        holder.Remove(path[(cut + 1)..]).ShouldBeTrue(path);
    }

    /// <summary>Every place that says where something was read, and how far that can be trusted.</summary>
    internal static IReadOnlyList<string> Citations() =>
        [.. Paths(Tree(), "").Where(path => CitedBy.Contains(path[(path.LastIndexOf('.') + 1)..]))];

    /// <summary>Every place with a number or a text, outermost names first.</summary>
    internal static IEnumerable<string> Paths(JsonNode node, string above) => node switch
    {
        JsonObject fields => fields.SelectMany(f => Paths(f.Value!, Below(above, f.Key))),
        JsonArray list => list.SelectMany((item, i) => Paths(item!, Below(above, $"{i}"))),
        _ => [above],
    };

    private static string Below(string above, string name) => above.Length == 0 ? name : $"{above}.{name}";

    private static string ReadEmbedded()
    {
        using var stream = typeof(RuleBook).Assembly.GetManifestResourceStream("parameters.json").ShouldNotBeNull();
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
