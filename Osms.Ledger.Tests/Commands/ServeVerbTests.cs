using System.Globalization;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Hosting;

namespace Osms.Ledger.Tests.Commands;

public sealed class ServeVerbTests
{
    private static readonly string[] AnyPort = ["--urls", "http://127.0.0.1:0"];

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task It_says_where_it_listens_and_stops_with_its_own_server_when_it_is_told_to(string signal)
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        // Without a verb in one case: to serve is what the program does when nothing else is asked for.
        string[] args = signal == "INT" ? AnyPort : ["serve", .. AnyPort];
        using var program = LedgerProgram.Start([("Ledger__DataDirectory", directory.Data)], args);
        using var client = new HttpClient { BaseAddress = await program.ListeningAsync() };
        (await client.GetStringAsync(new Uri("/health/ready", UriKind.Relative))).ShouldContain("\"status\":\"ready\"");
        directory.Postmaster().ShouldNotBeNull();

        await program.SignalAsync(signal);

        var ended = (await program.EndAsync()).ShouldEndWith(0);
        directory.Postmaster().ShouldBeNull();
        ended.Error.ShouldBeEmpty();
        ended.Output.ShouldContain($"PostgreSQL of its own in {directory.Data}");
        ended.Output.ShouldMatch("(?m)^Osms.Ledger [0-9.]+, rules [0-9a-f]{16}, position 0$");
    }

    [Fact]
    public async Task Two_services_share_the_server_of_one_directory_and_the_last_one_stops_it()
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        (string, string)[] settings = [("Ledger__DataDirectory", directory.Data)];
        using var first = LedgerProgram.Start(settings, AnyPort);
        using var second = LedgerProgram.Start(settings, AnyPort);
        using var one = new HttpClient { BaseAddress = await first.ListeningAsync() };
        using var other = new HttpClient { BaseAddress = await second.ListeningAsync() };
        one.BaseAddress.ShouldNotBe(other.BaseAddress);
        var iin = TestIin.Grown(1);

        (await PostAsync(one, "/v1/commands", CommandCallTests.Payment(iin))).ShouldContain("\"version\":1");
        (await PostAsync(other, "/v1/commands", CommandCallTests.Payment(iin))).ShouldContain("\"repeated\":true");
        var postmaster = directory.Postmaster().ShouldNotBeNull();
        await first.SignalAsync("TERM");
        (await first.EndAsync()).ShouldEndWith(0);
        directory.Postmaster().ShouldBe(postmaster);
        (await PostAsync(other, "/v1/history", $$"""{"iin":"{{iin}}"}""")).ShouldContain("payment_recorded");
        await second.SignalAsync("TERM");
        (await second.EndAsync()).ShouldEndWith(0);
        directory.Postmaster().ShouldBeNull();
    }

    [Fact]
    public async Task A_data_directory_whose_parent_is_missing_is_made_with_it()
    {
        await using var directory = new TestDirectory(Path.Combine("not", "there", "yet"));
        using var program = LedgerProgram.Start([("Ledger__DataDirectory", directory.Data)], AnyPort);
        await program.ListeningAsync();

        directory.Postmaster().ShouldNotBeNull();
        await program.SignalAsync("TERM");
        (await program.EndAsync()).ShouldEndWith(0);
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_is_told_in_one_sentence()
    {
        var file = Path.GetTempFileName();
        try
        {
            var ended = await LedgerProgram.RunAsync(
                [("Ledger__DataDirectory", Path.Combine(file, "data"))], "serve");

            ended.ShouldEndWith(1).Error.ShouldContain(file);
            ended.Error.TrimEnd().ShouldNotContain("\n");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("MaxAttempts", "0", "Ledger:MaxAttempts is out of range; allowed is 1 to 1000.")]
    [InlineData("MaxAttempts", "many", "Ledger:MaxAttempts cannot be read; it is a whole number.")]
    [InlineData("SettlePatience", "-00:00:01", "Ledger:SettlePatience is out of range; allowed is 0 to 5 minutes.")]
    [InlineData("HighWaterInterval", "00:00:00", "Ledger:HighWaterInterval is out of range")]
    [InlineData("ImportBatchRows", "50001", "Ledger:ImportBatchRows is out of range; allowed is 1 to 50000.")]
    [InlineData("ImportProblemsListed", "-1", "Ledger:ImportProblemsListed is out of range")]
    [InlineData("ConnectionString", "Host=db", "Ledger:ConnectionString is no setting; there are ")]
    [InlineData("MaxAttempt", "3", "Ledger:MaxAttempt is no setting; there are ")]
    public async Task A_wrong_setting_is_named_before_anything_is_started(string name, string value, string sentence)
    {
        await using var directory = new TestDirectory();

        var ended = await LedgerProgram.RunAsync(
            [($"Ledger__{name}", value), ("Ledger__DataDirectory", directory.Data)], "serve");

        ended.ShouldEndWith(1).Error.ShouldContain(sentence);
        ended.Error.TrimEnd().ShouldNotContain("\n");
        ended.Output.ShouldBeEmpty();
        Directory.Exists(directory.Data).ShouldBeFalse();
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_told_in_one_sentence()
    {
        var nowhere = "Host=127.0.0.1;Port=1;Username=x;Password=secret-word;Timeout=3";

        var ended = await LedgerProgram.RunAsync([("ConnectionStrings__Ledger", nowhere)], "serve");

        ended.ShouldEndWith(1).Error.ShouldStartWith("The database cannot be reached: ");
        ended.Error.ShouldContain("1. Check ConnectionStrings:Ledger.");
        ended.Error.TrimEnd().ShouldNotContain("\n");
        ended.All.ShouldNotContain("secret-word");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_in_one_sentence_and_the_server_stops()
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        var ended = await LedgerProgram.RunAsync(
            [("Ledger__DataDirectory", directory.Data)], "serve", "--urls", $"http://127.0.0.1:{port}");

        ended.ShouldEndWith(1).Error.ShouldContain(port);
        directory.Postmaster().ShouldBeNull();
    }

    private static async Task<string> PostAsync(HttpClient client, string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        return await response.Content.ReadAsStringAsync();
    }
}
