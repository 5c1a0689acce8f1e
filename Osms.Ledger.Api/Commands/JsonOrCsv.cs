using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Osms.Ledger.Api.Http;

namespace Osms.Ledger.Api.Commands;

/// <summary>The options of a verb whose answer is shown as a table, or written as JSON or as CSV.</summary>
internal sealed class JsonOrCsv
{
    private readonly Option<bool> _json = QuestionOptions.Json();
    private readonly Option<bool> _csv = new("--csv") { Description = "The answer as CSV." };

    /// <summary>Gives a verb both options, of which it takes one.</summary>
    internal void AddTo(Command verb)
    {
        verb.Add(_json);
        verb.Add(_csv);
        verb.Validators.Add(parsed =>
        {
            if (parsed.GetValue(_json) && parsed.GetValue(_csv))
            {
                parsed.AddError("Name either --json or --csv.");
            }
        });
    }

    internal bool IsEither(CommandResult parsed) => parsed.GetValue(_json) || IsCsv(parsed);

    internal bool IsCsv(CommandResult parsed) => parsed.GetValue(_csv);

    /// <summary>What writes an answer in the form that was asked for.</summary>
    internal Action<T> WriterOf<T>(ParseResult parsed, Func<T, string> toCsv, Action<T> show) =>
        parsed.GetValue(_json) ? body => Console.WriteLine(JsonSerializer.Serialize(body, LedgerJson.Indented))
        : IsCsv(parsed.CommandResult) ? body => Console.Write(toCsv(body))
        : show;
}
