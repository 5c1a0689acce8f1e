using System.CommandLine;

namespace Osms.Ledger.Api.Commands;

/// <summary>
/// <c>impact</c>: whose answer for a day an import changed, or other rule data would change.
/// </summary>
internal static class ImpactVerb
{
    internal static Command Create()
    {
        var import = new Argument<string?>("IMPORT")
        {
            Description = "The file that was imported, or its id: its SHA-256 in hexadecimal.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var rules = new Option<FileInfo?>("--rules")
        {
            Description = "Other rule data, in the form of parameters.json: everybody's answer is looked at.",
        };
        var at = QuestionOptions.At();
        var json = new Option<bool>("--json") { Description = "One person a line as JSON; the last line is the sums." };
        var csv = new Option<bool>("--csv") { Description = "One person a line as CSV." };
        var output = new Option<FileInfo?>("--out")
        {
            Description = "A file for the lines (JSON unless --csv), which is whole once it has this name.",
        };
        var verb = new Command("impact", "Whose answer for a day did an import change, or would other rules change?")
        {
            import, rules, at, json, csv, output,
        };
        verb.Validators.Add(parsed =>
        {
            if ((parsed.GetValue(import) is null) == (parsed.GetValue(rules) is null))
            {
                parsed.AddError("Name either an import (its file or id) or --rules FILE.");
            }

            if (parsed.GetValue(json) && parsed.GetValue(csv))
            {
                parsed.AddError("Name either --json or --csv.");
            }
        });
        verb.SetAction((parsed, cancellation) => new ImpactRun(
            parsed.GetValue(at),
            AsLines: parsed.GetValue(json) || parsed.GetValue(csv) || parsed.GetValue(output) is not null,
            AsCsv: parsed.GetValue(csv),
            parsed.GetValue(output)).RunAsync(parsed.GetValue(import), parsed.GetValue(rules), cancellation));
        return verb;
    }
}
