using System.CommandLine;
using System.Text.Json;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>what-if IIN</c>: is somebody insured if these commands are recorded? Nothing is.</summary>
internal static class WhatIfVerb
{
    internal static Command Create()
    {
        var iin = QuestionOptions.Iin();
        var file = new Option<FileInfo?>("--file")
        {
            Description = "Commands to try, one JSON object a line, as import takes them.",
        };
        var pay = new Option<string[]>("--pay")
        {
            Description = "A month, yyyy-MM, for which the person pays as a self-payer; may be given more than once.",
            AllowMultipleArgumentsPerToken = true,
        };
        var at = QuestionOptions.Day("--at");
        at.Description = "The day asked about, yyyy-MM-dd; the day on which it is tried when left out.";
        var today = QuestionOptions.Day("--today");
        today.Description = "The day on which it is tried, yyyy-MM-dd; today in Kazakhstan, or the latest day on which "
            + "the commands say that something happened.";
        var lang = QuestionOptions.Lang();
        var json = QuestionOptions.Json();
        var verb = new Command("what-if", "Is this person insured if these commands are recorded? Nothing is written.")
        {
            iin, pay, file, at, today, lang, json,
        };
        verb.Validators.Add(result =>
        {
            var months = result.GetValue(pay) ?? [];
            if (months.Length == 0 == (result.GetValue(file) is null))
            {
                result.AddError("Name either months to --pay or a --file of commands.");
            }
            else if (months.Any(month => !Month.TryParse(month, out _)))
            {
                result.AddError("--pay is a month, yyyy-MM.");
            }
            else if (result.GetValue(file) is { Exists: false } missing)
            {
                result.AddError($"There is no file {missing}.");
            }
        });
        verb.SetAction(async (parsed, cancellation) =>
        {
            var who = parsed.GetValue(iin)!;
            await using var session = await LedgerSession.OpenAsync(cancellation);
            var on = parsed.GetValue(today);
            var commands = parsed.GetValue(file) is { } read
                ? await ReadAsync(read, who, cancellation)
                : Payments(session, who, parsed.GetValue(pay)!, on);
            return commands is null
                ? CommandLine.Refused
                : await AskAsync(
                    session, new AskWhatIf(who, new WhatIfAsked(parsed.GetValue(at), on, commands, Explain: true)),
                    LanguageTexts.Of(parsed.GetValue(lang)), parsed.GetValue(json), cancellation);
        });
        return verb;
    }

    private static async Task<int> AskAsync(
        LedgerSession session, AskWhatIf question, LanguageTexts texts, bool json, CancellationToken cancellation)
    {
        var answered = await session.CallAsync(question, cancellation);
        if (QuestionOptions.AnswerOrSay(answered) is not { } answer)
        {
            return CommandLine.Refused;
        }

        var refused = WhatIfShown.RefusedOf(answer);
        foreach (var error in refused)
        {
            Console.Error.WriteLine($"{error.Field}: {error.Code}: {error.Detail}");
        }

        if (refused.Count > 0)
        {
            return CommandLine.Refused;
        }

        var body = WhatIfShown.Of(answer, texts);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(body, LedgerJson.Indented));
        }
        else
        {
            Show(body);
        }

        return CommandLine.Done;
    }

    private static void Show(WhatIfBody body)
    {
        foreach (var one in body.Commands)
        {
            var what = one.Repeated == true ? "is recorded already" : "would be recorded";
            Console.WriteLine($"{one.Type} {what} at {one.Position}: {Fields(one.Data)}");
        }

        Console.WriteLine();
        CoverageVerb.Show(body.Answer);
    }

    // The amount is what the law requires of a self-payer on the day of payment.
    private static List<InsuredCommand> Payments(
        LedgerSession session, string iin, IEnumerable<string> months, DateOnly? today)
    {
        var on = today ?? session.Get<InsuranceLedger>().Today;
        var amount = session.Get<RuleBook>().Requirement(PaymentKind.Self, on);
        return
        [
            .. months.Select(month => new InsuredCommand.RecordPayment(
                iin, $"what-if/{month}", Code<PaymentKind>.Of(PaymentKind.Self), Month.Parse(month),
                amount.Amount, on, iin)),
        ];
    }

    // Null when a line cannot be read, which is then said.
    private static async Task<List<InsuredCommand>?> ReadAsync(
        FileInfo file, string iin, CancellationToken cancellation)
    {
        var commands = new List<InsuredCommand>();
        var isGood = true;
        await using var lines = file.OpenRead();
        var options = new ImportOptions { KnownPurposes = new HashSet<string>() };
        await foreach (var row in ImportSource.ReadAsync(ImportFormat.Ndjson, lines, options, cancellation))
        {
            if (row.Command is { } command && command.Iin == iin)
            {
                commands.Add(command);
                continue;
            }

            isGood = false;
            await Console.Error.WriteLineAsync(row.Problem is { } problem
                ? $"line {problem.Line}: {problem.Code}: {problem.Detail}"
                : $"line {row.Line}: unreadable: This is no command about the person asked about.");
        }

        return isGood ? commands : null;
    }

    private static string Fields(JsonElement data) =>
        string.Join(", ", data.EnumerateObject().Select(field => $"{field.Name} {field.Value}"));
}
