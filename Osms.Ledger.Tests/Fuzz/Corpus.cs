using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Osms.Ledger.Insured;
using Osms.Ledger.Tests.Import;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Fuzz;

/// <summary>What is right, written without the program's own help: the beginning of every case.</summary>
internal static class Corpus
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new MonthConverter() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string[] Strange =
    [
        "a \"b\" c", "C:\\dir\\", "a,b;c", "/KNP/122", "ТОО «Самал» № 7", "əлеуметтік", "😀😀", "\u202Ertl\u202C",
        "\uFEFFbom", "a\u200Bb", "e\u0301", "<x>&amp;'", "a\u2028b", new string('ж', 200), "null", "1e5", "{}", "-}",
    ];

    /// <summary>Every kind of command, also repeated and wrong, with texts that are hard to carry.</summary>
    internal static readonly IReadOnlyList<InsuredCommand> Commands =
        [.. Strangely(new RandomCommands(7).Take(400, 60))];

    internal static readonly IReadOnlyList<byte[]> Lines = [.. Commands.Select(c => Encoding.UTF8.GetBytes(Json(c)))];

    internal static readonly IReadOnlyList<byte[]> Questions =
    [
        .. ((string[])
        [
            """{"iin":"850412499001"}""",
            """{"iin":"850412499001","at":"2026-11-22","knownAt":5,"lang":"kk","explain":false}""",
            """{"iin":"850412499001","knownAt":"2026-11-22T10:00:00.5+05:00"}""",
            """{"iin":"850412499001","at":null,"knownAt":null,"explain":true}""",
            """{"iins":["850412499001","910702499379"],"at":"2026-11-22","knownAt":5}""",
        ]).Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>Files of every format, small ones.</summary>
    internal static readonly IReadOnlyList<byte[]> Files =
    [
        Encoding.UTF8.GetBytes(string.Join('\n', Commands.Take(8).Select(Json))),
        Encoding.UTF8.GetBytes($"{CsvText.Header}\n{CsvText.Row}\n{CsvText.With("reference", "\"a,\"\"b\"")}\n"),
        Encoding.UTF8.GetBytes($"{new Mt102Text()}{new Mt102Text { Purpose = "/KNP/121" }}"),
        GzipTests.Pack(Encoding.UTF8.GetBytes($"{CsvText.Header}\n{CsvText.Row}\n")),
    ];

    internal static readonly IReadOnlyList<byte[]> All = [.. Lines.Take(40), .. Questions, .. Files];

    /// <summary>As a sender would write it, whose serializer knows nothing of ours.</summary>
    internal static string Json(InsuredCommand command)
    {
        var fields = Fields(command);
        var json = new JsonObject
        {
            ["command"] = JsonNamingPolicy.KebabCaseLower.ConvertName(command.GetType().Name),
        };
        foreach (var (name, value) in fields)
        {
            json[name] = value;
        }

        return json.ToJsonString(Options);
    }

    internal static T Pick<T>(this Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private static IEnumerable<(string Name, JsonNode Value)> Fields(InsuredCommand command)
    {
        var node = JsonSerializer.SerializeToNode(command, command.GetType(), Options).ShouldNotBeNull().AsObject();
        foreach (var (name, value) in node.ToList())
        {
            if (value is not null)
            {
                yield return (name, value.DeepClone());
            }
        }
    }

    private static IEnumerable<InsuredCommand> Strangely(IEnumerable<InsuredCommand> commands)
    {
        var next = 0;
        foreach (var command in commands)
        {
            var text = Strange[next++ % Strange.Length];
            yield return command switch
            {
                InsuredCommand.RecordPayment c when next % 3 == 0 => new InsuredCommand.RecordPayment(
                    c.Iin, text, c.Kind, c.Period, c.Amount, c.PaidOn, c.Payer),
                InsuredCommand.RefundPayment c when next % 3 == 0 =>
                    new InsuredCommand.RefundPayment(c.Iin, text, c.On, c.Reason),
                InsuredCommand.GrantCategory c => c with { Document = text },
                InsuredCommand.EndCategory c => c with { Reason = text },
                InsuredCommand.AnnulFact c => c with { Reason = text },
                _ => command,
            };
        }
    }
}
