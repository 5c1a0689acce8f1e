using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Naive;

namespace Osms.Ledger.Tests.Simulation;

/// <summary>Commands as a file.</summary>
internal static class SimulatedFile
{
    /// <summary>
    /// Files have no place for empty text, and what is wrong in itself is tested where files are read.
    /// </summary>
    internal static bool CanSay(InsuredCommand command) =>
        NaiveRequest.Refusals(command, RuleBook.Embedded, RandomPerson.Today).Count == 0
        && command.GetType().GetProperties().All(p => p.GetValue(command) is not "");

    internal static byte[] Of(Step.Import import)
    {
        var lines = import.Format == ImportFormat.Csv
            ? import.Rows.Cast<InsuredCommand.RecordPayment>().Select(Csv)
                .Prepend("reference,iin,kind,period,amount,paid_on,payer")
            : import.Rows.Select(Json);
        var nonsense = Enumerable.Range(0, import.Nonsense).Select(n => $"nonsense {n}");
        return Encoding.UTF8.GetBytes(string.Join('\n', lines.Concat(nonsense)));
    }

    private static string Json(InsuredCommand command)
    {
        var fields = new JsonObject { ["command"] = Dashed(command.GetType().Name) };
        foreach (var property in command.GetType().GetProperties())
        {
            if (property.GetValue(command) is { } value)
            {
                fields[JsonNamingPolicy.CamelCase.ConvertName(property.Name)] =
                    JsonSerializer.SerializeToNode(value, LedgerJson.Options);
            }
        }

        return fields.ToJsonString();
    }

    private static string Csv(InsuredCommand.RecordPayment c) => string.Create(
        CultureInfo.InvariantCulture,
        $"{c.Reference},{c.Iin},{c.Kind},{c.Period},{c.Amount:0.##},{c.PaidOn:yyyy-MM-dd},{c.Payer}");

    private static string Dashed(string name) =>
        string.Concat(name.Select(c => char.IsUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{c}")).TrimStart('-');
}
