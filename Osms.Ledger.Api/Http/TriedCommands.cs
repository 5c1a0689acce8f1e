using System.Text;
using System.Text.Json;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;

namespace Osms.Ledger.Api.Http;

/// <summary>The commands of a question, each as it would be sent, about the person of the question.</summary>
internal static class TriedCommands
{
    /// <summary>More do not fit into a call anyway.</summary>
    internal const int Most = 500;

    /// <param name="fields">Of the body; what is wrong is told there.</param>
    /// <param name="iin">Of the question.</param>
    internal static IReadOnlyList<InsuredCommand> Read(BodyFields fields, string? iin)
    {
        if (fields.Given("commands") is not { ValueKind: JsonValueKind.Array } list
            || list.GetArrayLength() is 0 or > Most)
        {
            fields.Wrong("commands", $"Commands are needed: a list of 1 to {Most}.");
            return [];
        }

        var commands = new List<InsuredCommand>();
        foreach (var (index, one) in list.EnumerateArray().Index())
        {
            var name = $"commands[{index}]";
            switch (CommandReader.Read(Encoding.UTF8.GetBytes(one.GetRawText())))
            {
                case ReadResult.Read { Command: var command } when command.Iin == iin:
                    commands.Add(command);
                    break;
                case ReadResult.Unreadable unreadable:
                    foreach (var problem in unreadable.Problems)
                    {
                        fields.Wrong(
                            problem.Field.Length == 0 ? name : $"{name}.{problem.Field}", problem.Detail, problem.Code);
                    }

                    break;
                default:
                    fields.Wrong($"{name}.iin", "The IIN of the question.");
                    break;
            }
        }

        return commands;
    }
}
