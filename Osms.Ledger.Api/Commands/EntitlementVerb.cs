using System.CommandLine;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Osms.Ledger.Packages;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;
using Spectre.Console;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>entitlement IIN SERVICE</c>: is this care given on a day, and what to do if not.</summary>
internal static class EntitlementVerb
{
    internal static Command Create()
    {
        var iin = QuestionOptions.Iin();
        var service = new Argument<string>("SERVICE") { Description = "A code of the verb packages." };
        var at = QuestionOptions.At();
        var knownAt = QuestionOptions.KnownAt();
        var emergency = new Option<bool>("--emergency") { Description = "It cannot wait." };
        var dangerous = new Option<bool>("--dangerous-disease") { Description = "The disease is dangerous to others." };
        var language = QuestionOptions.Lang();
        var json = QuestionOptions.Json();
        var verb = new Command("entitlement", "Is this care given to a person on that day, and within which package?")
        {
            iin, service, at, knownAt, emergency, dangerous, language, json,
        };
        verb.SetAction((parsed, cancellation) => RunAsync(
            new AskEntitlement(
                parsed.GetValue(iin)!, parsed.GetValue(service)!, parsed.GetValue(at),
                parsed.GetValue(knownAt).OrNow(), parsed.GetValue(emergency), parsed.GetValue(dangerous)),
            parsed.GetValue(language),
            parsed.GetValue(json),
            cancellation));
        return verb;
    }

    private static Task<int> RunAsync(
        AskEntitlement question, Language language, bool json, CancellationToken cancellation) =>
        AnsweredVerb.RunAsync(
            json,
            session => session.CallAsync(question, cancellation),
            answer => PackagesShown.ToBody(answer, language),
            Show,
            cancellation);

    private static void Show(EntitlementBody body)
    {
        var facts = new Grid().AddColumns(2);
        Row("given", Code<Entitled>.Of(body.Entitlement));
        Row("why", body.Text);
        Row("reason", body.Reason);
        Row("under", $"{body.Under} ({body.Number})");
        Row("on", $"{body.At:yyyy-MM-dd}");
        Row("insured", body.Insured ? "yes" : "no");
        Row("basis", body.Basis);
        Row("position", $"{body.Position}");
        Row("cite", $"{body.Cite} ({body.Trust})");
        var terminal = Terminal.Create();
        terminal.Write(facts);
        if (body.WaysBack is { Count: > 0 } ways)
        {
            terminal.Write(CoverageVerb.Ways(ways));
        }

        void Row(string name, string value) => facts.AddRow(name, Markup.Escape(value));
    }
}
