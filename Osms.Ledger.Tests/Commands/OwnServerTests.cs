using System.Text.Json;
using Osms.Ledger.Tests.Hosting;
using Osms.Ledger.Tests.Import;

namespace Osms.Ledger.Tests.Commands;

/// <summary>A verb where nothing runs yet.</summary>
public sealed class OwnServerTests
{
    [Fact]
    public async Task A_verb_that_finds_no_server_starts_one_and_stops_it_and_the_next_finds_the_data()
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        (string, string)[] settings = [("Ledger__DataDirectory", directory.Data)];

        (await LedgerProgram.RunAsync(settings, "import", SampleFiles.PathOf("register.ndjson"))).ShouldEndWith(0);
        directory.Postmaster().ShouldBeNull();
        var history = await LedgerProgram.RunAsync(settings, "history", "850412499001", "--json");
        directory.Postmaster().ShouldBeNull();

        using var answer = JsonDocument.Parse(history.ShouldEndWith(0).Output);
        answer.RootElement.GetProperty("events").GetArrayLength().ShouldBe(26);
        history.Error.ShouldBeEmpty();
    }
}
