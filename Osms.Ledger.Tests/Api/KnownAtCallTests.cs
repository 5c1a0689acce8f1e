using System.Globalization;
using Npgsql;

namespace Osms.Ledger.Tests.Api;

/// <summary>What was known at a position or an instant, asked again, is answered the same.</summary>
public sealed class KnownAtCallTests : LedgerApi
{
    protected override string[] Settings => ["--Ledger:SettlePatience", "00:00:00.300"];

    [Fact]
    public async Task A_position_and_the_instant_of_its_event_answer_alike()
    {
        var iin = TestIin.Grown(1);
        var first = await RecordPaymentAsync(iin, "r-1");
        var second = await RecordPaymentAsync(iin, "r-2");
        var recorded = (await HistoryAsync(iin, "null"))["events"];
        recorded.GetArrayLength().ShouldBe(2);

        foreach (var (position, index) in ((long, int)[])[(first, 0), (second, 1)])
        {
            var instant = $"\"{recorded[index].GetProperty("recordedAt").GetString()}\"";
            var atPosition = await HistoryAsync(iin, $"{position}");
            var atInstant = await HistoryAsync(iin, instant);

            atInstant.Text.ShouldBe(atPosition.Text);
            atPosition.Position.ShouldBe(position);
            atPosition["events"].GetArrayLength().ShouldBe(index + 1);
            foreach (var at in (string[])["2026-11-05", "2027-02-01"])
            {
                Comparable(await CoverageAsync(iin, at, instant)).ShouldBe(
                    Comparable(await CoverageAsync(iin, at, $"{position}")));
            }
        }
    }

    [Fact]
    public async Task A_position_may_be_a_number_or_its_text()
    {
        var position = await RecordPaymentAsync(TestIin.Grown(2), "r-1");

        var number = await CoverageAsync(TestIin.Grown(2), "2026-11-22", $"{position}");
        var text = await CoverageAsync(TestIin.Grown(2), "2026-11-22", $"\"{position}\"");

        text.Text.ShouldBe(number.Text);
        number["knownAt"].GetInt64().ShouldBe(position);
    }

    [Fact]
    public async Task Before_a_payment_was_recorded_it_was_not_known()
    {
        var iin = TestIin.Grown(3);
        var position = await RecordPaymentAsync(iin, "r-1");

        (await CoverageAsync(iin, "2026-11-22", $"{position}"))["why"].EnumerateArray()
            .Where(rule => rule.TryGetProperty("events", out _))
            .Select(rule => (rule.GetProperty("code").GetString(), rule.GetProperty("events")[0].GetInt64()))
            .ShouldBe([("contributions", position)]);
        (await CoverageAsync(iin, "2026-11-22", $"{position - 1}")).Text.ShouldNotContain("\"events\"");
        (await HistoryAsync(iin, "0"))["events"].GetArrayLength().ShouldBe(0);
        (await HistoryAsync(iin, "\"1999-12-31T23:59:59Z\""))["position"].GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task A_position_that_was_not_handed_out_is_ahead()
    {
        var last = await RecordPaymentAsync(TestIin.Grown(4), "r-1");
        foreach (var call in (string[])["/v1/coverage", "/v1/coverage/timeline", "/v1/history"])
        {
            var reply = await PostAsync(call, $$"""{"iin":"{{TestIin.Grown(4)}}","knownAt":{{last + 1}}}""");

            reply.ShouldBeProblem(422, "position-ahead")["title"].GetString()!.ShouldEndWith($"up to {last}.");
            (await PostAsync(call, $$"""{"iin":"{{TestIin.Grown(4)}}","knownAt":{{long.MaxValue}}}"""))
                .ShouldBeProblem(422, "position-ahead");
        }
    }

    [Theory]
    [InlineData("2126-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public async Task An_instant_that_has_not_come_is_ahead(string instant) =>
        (await PostAsync("/v1/coverage", $$"""{"iin":"{{TestIin.Grown(5)}}","knownAt":"{{instant}}"}"""))
            .ShouldBeProblem(422, "instant-ahead");

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("2019-12-31T23:59:59.123456+05:00")]
    public async Task An_instant_before_the_ledger_knew_anything_is_answered_from_nothing(string instant) =>
        (await HistoryAsync(TestIin.Grown(5), $"\"{instant}\""))["position"].GetInt64().ShouldBe(0);

    [Fact]
    public async Task The_same_instant_in_another_zone_is_the_same()
    {
        await RecordPaymentAsync(TestIin.Grown(6), "r-1");
        var at = DateTimeOffset.UtcNow.AddSeconds(-1);
        string In(int hours) => $"\"{at.ToOffset(TimeSpan.FromHours(hours)):yyyy-MM-dd'T'HH:mm:ss.ffffffzzz}\"";

        var here = await HistoryAsync(TestIin.Grown(6), In(5));

        (await HistoryAsync(TestIin.Grown(6), In(-8))).Text.ShouldBe(here.Text);
        (await HistoryAsync(TestIin.Grown(6), In(0).Replace("+00:00", "Z", StringComparison.Ordinal))).Text
            .ShouldBe(here.Text);
    }

    [Fact]
    public async Task A_position_above_a_running_transaction_is_not_settled_until_it_ends()
    {
        var iin = TestIin.Grown(7);
        await RecordPaymentAsync(iin, "r-1");
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var draw = new NpgsqlCommand(
            "lock table ledger.mt_events in row exclusive mode; select nextval('ledger.mt_events_sequence')",
            connection, transaction);
        var drawn = Convert.ToInt64(await draw.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
        var question = $$"""{"iin":"{{iin}}","knownAt":{{drawn}}}""";

        var waiting = await PostAsync("/v1/history", question);
        var now = await PostAsync("/v1/history", $$"""{"iin":"{{iin}}"}""");
        await transaction.RollbackAsync();
        var after = await PostAsync("/v1/history", question);

        waiting.ShouldBeProblem(503, "position-not-settled").RetryAfter.ShouldBe("1");
        now.ShouldBe(200)["events"].GetArrayLength().ShouldBe(1);
        after.ShouldBe(200)["events"].GetArrayLength().ShouldBe(1);
        after.Position.ShouldBe(drawn);
    }

    private static string Comparable(Reply answer) => string.Join(
        '\n', answer.Json.EnumerateObject().Where(f => f.Name != "knownAt").Select(f => f.ToString()));

    private async Task<long> RecordPaymentAsync(string iin, string reference) =>
        (await RecordAsync(CommandCallTests.Payment(iin, reference))).ShouldBe(201).Position;

    private async Task<Reply> CoverageAsync(string iin, string at, string knownAt) => (await PostAsync(
        "/v1/coverage", $$"""{"iin":"{{iin}}","at":"{{at}}","knownAt":{{knownAt}}}""")).ShouldBe(200);

    private async Task<Reply> HistoryAsync(string iin, string knownAt) => (await PostAsync(
        "/v1/history", $$"""{"iin":"{{iin}}","knownAt":{{knownAt}}}""")).ShouldBe(200);
}
