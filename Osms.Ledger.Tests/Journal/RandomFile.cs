using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Insured;
using Osms.Ledger.Journal;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Journal;

/// <summary>A seeded NDJSON file of random commands between lines that are none, and what it comes to.</summary>
internal sealed class RandomFile
{
    private readonly RandomCommands _commands;
    private readonly int _unreadable;

    internal RandomFile(int seed, int rows, int people = 9)
    {
        var random = new Random(seed);
        _commands = new RandomCommands(seed);
        var lines = new List<string>(rows);
        for (var i = 0; i < rows; i++)
        {
            if (random.Next(6) == 0)
            {
                _unreadable++;
                lines.Add("no command");
            }
            else
            {
                lines.Add(LineOf(_commands.Take(1, people)[0]));
            }
        }

        Bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
    }

    internal byte[] Bytes { get; }

    internal string Id => Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <summary>What is in the ledger afterwards.</summary>
    internal PureLedger Pure => _commands.Pure;

    /// <summary>But for the position and the number of problems.</summary>
    internal ImportCounts Counts => ImportCounts.None with
    {
        Accepted = Ended("recorded"),
        Repeated = Ended("repeated"),
        Refused = Ended("refused"),
        Unreadable = _unreadable,
    };

    /// <summary>The line that a command is read from.</summary>
    internal static string LineOf(InsuredCommand command)
    {
        var line = new JsonObject
        {
            ["command"] = JsonNamingPolicy.KebabCaseLower.ConvertName(command.GetType().Name),
        };
        var fields = JsonSerializer.SerializeToNode(command, command.GetType(), LedgerJson.Options)!.AsObject();
        foreach (var (name, value) in fields.Where(field => field.Value is not null))
        {
            line[name] = value!.DeepClone();
        }

        return line.ToJsonString();
    }

    private int Ended(string how) => _commands.Expected.Count(e => e.StartsWith(how, StringComparison.Ordinal));
}
