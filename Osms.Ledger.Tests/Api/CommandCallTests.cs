using System.Globalization;

namespace Osms.Ledger.Tests.Api;

public sealed class CommandCallTests(LedgerApi api) : IClassFixture<LedgerApi>
{
    [Fact]
    public async Task A_fact_is_recorded_and_comes_back_as_it_is_stored()
    {
        var reply = (await api.RecordAsync(Payment(TestIin.Grown(1), amount: "12750.50"))).ShouldBe(201);

        reply["version"].GetInt32().ShouldBe(1);
        reply.Json.TryGetProperty("repeated", out _).ShouldBeFalse();
        var recorded = reply["events"].EnumerateArray().ShouldHaveSingleItem();
        recorded.GetRawText().ShouldBe(
            $$"""{"position":{{reply.Position}},"version":1,"type":"payment_recorded","data":"""
            + """{"kind":"employer","period":"2026-10","amount":12750.5,"paidOn":"2026-11-05","""
            + "\"payer\":\"120440983692\",\"reference\":\"r-1\"}}");
    }

    [Fact]
    public async Task The_same_command_again_is_answered_with_the_first_event()
    {
        var command = Payment(TestIin.Grown(2));
        var first = (await api.RecordAsync(command)).ShouldBe(201);
        (await api.RecordAsync(Payment(TestIin.Grown(2), reference: "r-2"))).ShouldBe(201);

        var again = (await api.RecordAsync(command)).ShouldBe(200);

        again["repeated"].GetBoolean().ShouldBeTrue();
        again["events"].GetRawText().ShouldBe(first["events"].GetRawText());
        (again.Position, again["version"].GetInt32()).ShouldBe((first.Position, 1));
    }

    [Fact]
    public async Task A_default_that_is_filled_in_is_no_difference()
    {
        var child = TestIin.Born(new DateOnly(2012, 5, 4), 3);
        var command = $$"""
            {"command":"grant-category","iin":"{{child}}","category":"child","from":"2012-05-04","document":"d"}
            """;
        var full = command.Replace("\"document\"", "\"through\":\"2030-05-03\",\"document\"", StringComparison.Ordinal);

        (await api.RecordAsync(command)).ShouldBe(201);
        (await api.RecordAsync(full)).ShouldBe(200)["repeated"].GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Everything_wrong_with_a_request_is_listed_in_its_order()
    {
        var reply = await api.RecordAsync("""
            {"command":"record-payment","iin":"850412499002","reference":"r","kind":"gift","period":"2031-01",
             "amount":-1.001,"paidOn":"2027-01-01","payer":"1204409836920"}
            """);

        reply.ShouldBeProblem(422, "iin-invalid").Errors.ShouldBe(
        [
            "iin: iin-invalid", "kind: kind-unknown", "payer: payer-invalid", "amount: amount-not-positive",
            "amount: amount-precision", "paidOn: date-in-future", "period: period-out-of-range",
        ]);
        reply["type"].GetString().ShouldBe("urn:osms-ledger:problem:iin-invalid");
    }

    [Fact]
    public async Task What_the_stream_forbids_is_refused_with_the_first_reason()
    {
        var iin = TestIin.Grown(4);
        (await api.RecordAsync(Payment(iin))).ShouldBe(201);

        var differs = await api.RecordAsync(Payment(iin, amount: "1"));

        differs.ShouldBeProblem(422, "payment-differs").Errors.ShouldBe(["amount: payment-differs"]);
        (await HistoryLengthAsync(iin)).ShouldBe(1);
    }

    [Fact]
    public async Task Today_is_the_day_in_Kazakhstan()
    {
        (await api.RecordAsync(Payment(TestIin.Grown(5), paidOn: LedgerApi.Today))).ShouldBe(201);
        (await api.RecordAsync(Payment(TestIin.Grown(5), "next", paidOn: LedgerApi.Today.AddDays(1))))
            .ShouldBeProblem(422, "date-in-future");
    }

    [Fact]
    public async Task Facts_about_one_person_have_rising_positions_and_versions_without_a_gap()
    {
        var iin = TestIin.Grown(6);
        var recorded = new List<Reply>();
        for (var i = 0; i < 5; i++)
        {
            recorded.Add((await api.RecordAsync(Payment(iin, $"r-{i}"))).ShouldBe(201));
        }

        recorded.Select(r => r["version"].GetInt32()).ShouldBe([1, 2, 3, 4, 5]);
        recorded.Select(r => r.Position).ShouldBeInOrder();
    }

    [Fact]
    public async Task Callers_at_the_same_time_all_get_their_fact_recorded_once()
    {
        var iin = TestIin.Grown(7);
        var commands = Enumerable.Range(0, 24).Select(i => Payment(iin, $"r-{i % 12}"));

        var replies = await Task.WhenAll(commands.Select(api.RecordAsync));

        replies.Count(r => r.Status == 201).ShouldBe(12);
        replies.Count(r => r.Status == 200).ShouldBe(12);
        (await HistoryLengthAsync(iin)).ShouldBe(12);
    }

    [Fact]
    public async Task Who_sent_it_and_what_it_belongs_to_is_kept()
    {
        var iin = TestIin.Grown(8);
        await api.PostAsync(
            "/v1/commands", Payment(iin), ("Osms-Actor", "clinic-7"), ("X-Correlation-Id", "visit-42"));
        await api.PostAsync("/v1/commands", Payment(iin, "r-2"), ("Osms-Actor", new string('a', 300)));

        var events = (await AskHistoryAsync(iin))["events"];

        events[0].GetProperty("by").GetString().ShouldBe("clinic-7");
        events[0].GetProperty("correlationId").GetString().ShouldBe("visit-42");
        events[0].GetProperty("source").GetString().ShouldBeNull();
        events[1].GetProperty("by").GetString()!.Length.ShouldBe(200);
        events[1].GetProperty("correlationId").GetString().ShouldNotBeNull().ShouldMatch("^[0-9a-f]{32}$");
    }

    [Fact]
    public async Task A_header_that_cannot_be_stored_is_refused_and_never_a_mistake_of_the_service()
    {
        var raw = "\u0001";
        var reply = await api.PostAsync("/v1/commands", Payment(TestIin.Grown(9)), ("Osms-Actor", $"a{raw}b"));

        reply.Status.ShouldBeOneOf(201, 400);
    }

    internal static string Payment(
        string iin, string reference = "r-1", string amount = "12750", DateOnly? paidOn = null)
    {
        var day = (paidOn ?? new DateOnly(2026, 11, 5)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $$"""
            {"command":"record-payment","iin":"{{iin}}","reference":"{{reference}}","kind":"employer",
             "period":"2026-10","amount":{{amount}},"paidOn":"{{day}}","payer":"120440983692"}
            """;
    }

    private Task<Reply> AskHistoryAsync(string iin) => api.PostAsync("/v1/history", $$"""{"iin":"{{iin}}"}""");

    private async Task<int> HistoryLengthAsync(string iin) => (await AskHistoryAsync(iin))["events"].GetArrayLength();
}
