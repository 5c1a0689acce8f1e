using System.Text;
using System.Text.Json.Nodes;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Osms.Ledger.Import;
using Osms.Ledger.Queries;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Audit;

/// <summary>Exports as the verb writes them, and their import.</summary>
internal static class Exports
{
    internal static async Task<string> OfAsync(OpenLedger ledger, long from = 1, long? to = null)
    {
        var query = ledger.Get<ExportQuery>();
        var through = (await ExportHandler.Handle(new FixExport(to is { } last ? new(last) : null), query, default))
            .ShouldBeOfType<Settlement.At>().Position;
        using var content = new MemoryStream();
        await EventLines.WriteAsync(
            ExportHandler.Handle(new ExportEvents(new(from), through), query, default).Events, content, default);
        return Encoding.UTF8.GetString(content.ToArray());
    }

    internal static async Task<ImportReport> ImportAsync(OpenLedger ledger, string export)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(export));
        var result = await ImportFileHandler.Handle(
            new ImportFile(file, null, "export.ndjson", OwnKind.Self, "importer"), ledger.Get<FileImports>(), default);
        return result.ShouldBeOfType<ImportResult.Done>().Report;
    }

    internal static string[] Lines(string export) => export.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Every line without what is its own in each ledger: position and time of recording.</summary>
    internal static string[] WithoutPlace(string export) => [.. Lines(export).Select(line =>
    {
        var node = JsonNode.Parse(line)!.AsObject();
        node.Remove("position").ShouldBeTrue();
        node.Remove("recordedAt").ShouldBeTrue();
        return node.ToJsonString();
    })];
}
