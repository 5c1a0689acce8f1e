using System.CommandLine;
using System.Text.Json;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Osms.Ledger.Packages;
using Spectre.Console;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>packages</c>: what the guaranteed volume and insurance give. Needs no database.</summary>
internal static class PackagesVerb
{
    internal static Command Create()
    {
        var language = QuestionOptions.Lang();
        var json = QuestionOptions.Json();
        var verb = new Command("packages", "What do the guaranteed volume of free care and insurance give?")
        {
            language, json,
        };
        verb.SetAction(parsed =>
        {
            var body = PackagesShown.ToBody(
                AskPackagesHandler.Handle(new AskPackages(), PackageBook.Embedded).Book, parsed.GetValue(language));
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(body, LedgerJson.Indented));
            }
            else
            {
                Show(body);
            }

            return CommandLine.Done;
        });
        return verb;
    }

    private static void Show(PackagesBody body)
    {
        var terminal = Terminal.Create();
        foreach (var package in body.Packages)
        {
            var table = new Table().Border(TableBorder.Ascii).AddColumns("", package.Code, "service");
            foreach (var heading in package.Headings)
            {
                table.AddRow(heading.Number, Markup.Escape(heading.Name), heading.Code);
                foreach (var item in heading.Items ?? [])
                {
                    table.AddRow(item.Number, Markup.Escape($"- {item.Name}"), item.Code);
                }
            }

            terminal.WriteLine(package.Name);
            terminal.Write(table);
        }

        terminal.WriteLine($"{body.Cite} ({body.Trust})");
    }
}
