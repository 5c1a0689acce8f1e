using System.Diagnostics;
using Osms.Ledger.Tests.Api;

namespace Osms.Ledger.Tests.Limits;

/// <summary>How long a call may take and how many may be on their way, met from both sides.</summary>
public sealed class CallLimitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly string Iin = TestIin.Grown(1);
    private static readonly string Question = $$"""{"iin":"{{Iin}}"}""";

    [Fact]
    public async Task A_call_that_takes_too_long_is_given_up_and_may_be_sent_again()
    {
        await using var api = await NarrowApi.OpenAsync(null, "CallTimeout=00:00:00.300");
        await using (await NarrowApi.StandStillAsync(api.Database))
        {
            foreach (var reply in (Reply[])
            [
                await api.RecordAsync(CommandCallTests.Payment(Iin)),
                await api.PostAsync("/v1/history", Question),
                await api.PostAsync("/v1/coverage", Question),
            ])
            {
                reply.ShouldBeProblem(503, "timed-out").RetryAfter.ShouldBe("1");
            }
        }

        // A busy machine may need more than one try.
        (await UntilAsync(() => api.RecordAsync(CommandCallTests.Payment(Iin)))).Status.ShouldBeOneOf(200, 201);
        (await UntilAsync(() => api.PostAsync("/v1/history", Question)))["events"].GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("/v1/commands")]
    [InlineData("/v1/coverage")]
    [InlineData("/v1/coverage/batch")]
    public async Task A_body_that_does_not_come_ends_its_connection(string call)
    {
        await using var api = await NarrowApi.OpenAsync(null, "CallTimeout=00:00:00.300");
        using var slow = await RawCall.OpenAsync(api.Address);

        await slow.SendAsync(Post(call, 100) + "{\"iin\":");

        (await slow.ReplyAsync()).ShouldBeProblem(408, "sent-too-slowly");
        (await slow.EndsAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task As_many_calls_as_may_wait_are_answered_and_one_more_is_told_to_come_again()
    {
        await using var api = await NarrowApi.OpenAsync(
            null, "CallsAtOnce=1", "CallsWaiting=1", "CallTimeout=00:10:00");
        List<Task<Reply>> calls;
        var still = await NarrowApi.StandStillAsync(api.Database);
        await using (still)
        {
            calls = [.. Enumerable.Range(0, 3).Select(_ => api.PostAsync("/v1/history", Question))];
            var first = await Task.WhenAny(calls).WaitAsync(Patience);
            (await first).ShouldBeProblem(503, "busy").RetryAfter.ShouldBe("1");
            calls.Remove(first);
        }

        foreach (var reply in await Task.WhenAll(calls).WaitAsync(Patience))
        {
            reply.ShouldBe(200);
        }

        (await api.PostAsync("/v1/history", Question)).ShouldBe(200);
    }

    [Fact]
    public async Task Who_sends_slowly_keeps_nobody_out()
    {
        await using var api = await NarrowApi.OpenAsync(null, "CallsAtOnce=1", "CallsWaiting=0");
        var slow = new List<RawCall>();
        foreach (var call in (string[])["/v1/commands", "/v1/history", "/v1/coverage/batch"])
        {
            slow.Add(await RawCall.OpenAsync(api.Address));
            await slow[^1].SendAsync(Post(call, 100) + "{\"iin\":");
        }

        (await api.PostAsync("/v1/history", Question)).ShouldBe(200);

        foreach (var call in slow)
        {
            await call.SendAsync(new string(' ', 93));
            (await call.ReplyAsync()).ShouldBeProblem(400, "unreadable");
            call.Dispose();
        }
    }

    [Fact]
    public async Task Large_bodies_that_are_still_coming_have_turns_of_their_own()
    {
        const string call = "/v1/coverage/batch";
        await using var api = await NarrowApi.OpenAsync(null, "CallsAtOnce=1", "CallsWaiting=0");
        using var first = await RawCall.OpenAsync(api.Address);
        using var second = await RawCall.OpenAsync(api.Address);
        var part = new string(' ', 70_000);
        await first.SendAsync(Post(call, 100_000) + part);
        await second.SendAsync(Post(call, 100_000) + part);

        // Of the two one has the turn, and the other is told.
        var busy = await Task.WhenAny(first.ReplyAsync(), second.ReplyAsync()).Unwrap().WaitAsync(Patience);

        busy.ShouldBeProblem(503, "busy");
        (await api.PostAsync("/v1/history", Question)).ShouldBe(200);
        (await api.PostAsync(call, $$"""{"iins":["{{Iin}}"]}""")).ShouldBe(200);
    }

    [Fact]
    public async Task One_connection_more_than_may_be_is_closed_and_another_one_later_is_not()
    {
        await using var api = await NarrowApi.OpenAsync(null, "MaxConnections=2");
        var get = RawCall.Head("GET /health/live HTTP/1.1", "Host: x");
        using var first = await RawCall.OpenAsync(api.Address);
        await first.SendAsync(get);
        (await first.ReplyAsync()).ShouldBe(200);
        using (var second = await RawCall.OpenAsync(api.Address))
        {
            await second.SendAsync(get);
            (await second.ReplyAsync()).ShouldBe(200);

            (await RawCall.AskAsync(api.Address, get)).Status.ShouldBe(0);

            await first.SendAsync(get);
            (await first.ReplyAsync()).ShouldBe(200);
        }

        (await UntilAsync(() => RawCall.AskAsync(api.Address, get))).ShouldBe(200);
    }

    [Fact]
    public async Task Whole_requests_in_a_row_on_one_connection_are_each_answered()
    {
        await using var api = await NarrowApi.OpenAsync(null);
        using var call = await RawCall.OpenAsync(api.Address);
        for (var i = 0; i < 3; i++)
        {
            await call.SendAsync(Post("/v1/history", Question.Length) + Question);
            (await call.ReplyAsync()).ShouldBe(200)["iin"].GetString().ShouldBe(Iin);
        }
    }

    [Theory]
    [InlineData("/v1/imports?format=ndjson", "application/x-ndjson")]
    [InlineData("/v1/coverage/batch", "application/x-ndjson")]
    public async Task A_file_may_come_slowly_but_not_fall_silent(string call, string type)
    {
        var silence = TimeSpan.FromSeconds(3);
        await using var api = await NarrowApi.OpenAsync(null, $"IdleTimeout={silence}");
        using var slow = await RawCall.OpenAsync(api.Address);
        using var silent = await RawCall.OpenAsync(api.Address);
        await silent.SendAsync(Post(call, 100, type) + Question);
        await slow.SendAsync(Post(call, 10_000, type));
        var sent = 0;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < silence * 1.2; sent++)
        {
            await slow.SendAsync(" ");
            await Task.Delay(100);
        }

        await slow.SendAsync(new string(' ', 10_000 - sent));

        (await slow.ReplyAsync()).ShouldBe(200);
        (await silent.ReplyAsync()).ShouldBeProblem(408, "sent-too-slowly");
        (await silent.EndsAsync()).ShouldBeTrue();
        (await api.PostAsync("/v1/history", Question))["events"].GetArrayLength().ShouldBe(0);
    }

    private static string Post(string call, int length, string type = "application/json") => RawCall.Head(
        $"POST {call} HTTP/1.1", "Host: x", $"Content-Type: {type}", $"Content-Length: {length}");

    private static async Task<Reply> UntilAsync(Func<Task<Reply>> call)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            var reply = await call();
            if (reply.Status is > 0 and < 500 || clock.Elapsed > Patience)
            {
                return reply;
            }
        }
    }
}
