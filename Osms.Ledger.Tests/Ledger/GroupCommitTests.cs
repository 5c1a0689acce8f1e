namespace Osms.Ledger.Tests.Ledger;

/// <summary>Who is served with whom, and when. Asked is a letter, the subject, and a digit, the answer.</summary>
public sealed class GroupCommitTests
{
    private static readonly AsyncLocal<string?> Flow = new();

    private readonly List<Served> _served = [];

    [Fact]
    public async Task Who_comes_while_somebody_is_served_waits_and_is_served_with_all_who_came()
    {
        var group = Make();
        var first = group.AskAsync("a1", default);
        Task<int>[] others = [.. ((string[])["b2", "c3", "d4"]).Select(asked => group.AskAsync(asked, default))];
        var alone = await NextAsync(0);
        alone.Asked.ShouldBe(["a1"]);

        alone.End();
        var together = await NextAsync(1);
        together.Asked.ShouldBe(["b2", "c3", "d4"]);
        together.End();

        (await first).ShouldBe(1);
        (await Task.WhenAll(others)).ShouldBe([2, 3, 4]);
        _served.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Two_about_the_same_subject_are_never_served_at_once()
    {
        var group = Make(lanes: 2, enough: 1);
        var asked = (string[])["a1", "a2", "b3", "a4", "b5"];
        Task<int>[] all = [.. asked.Select(one => group.AskAsync(one, default))];

        (await NextAsync(0)).Asked.ShouldBe(["a1"]);
        (await NextAsync(1)).Asked.ShouldBe(["b3"]);
        _served[1].End();
        (await NextAsync(2)).Asked.ShouldBe(["b5"]);
        _served[0].End();
        (await NextAsync(3)).Asked.ShouldBe(["a2"]);
        _served[2].End();
        _served[3].End();
        (await NextAsync(4)).Asked.ShouldBe(["a4"]);
        _served[4].End();

        (await Task.WhenAll(all)).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task Another_lane_is_opened_when_enough_wait_and_no_more_than_there_may_be()
    {
        var group = Make(lanes: 2, enough: 3, most: 3);
        var asked = Enumerable.Range(0, 10).Select(n => $"{(char)('a' + n)}{n}");
        Task<int>[] all = [.. asked.Select(one => group.AskAsync(one, default))];

        (await NextAsync(0)).Asked.ShouldBe(["a0"]);
        (await NextAsync(1)).Asked.ShouldBe(["b1", "c2", "d3"]);
        _served.Count.ShouldBe(2);
        _served[1].End();
        (await NextAsync(2)).Asked.ShouldBe(["e4", "f5", "g6"]);
        _served[0].End();
        (await NextAsync(3)).Asked.ShouldBe(["h7", "i8", "j9"]);
        _served[2].End();
        _served[3].End();

        (await Task.WhenAll(all)).ShouldBe(Enumerable.Range(0, 10));
    }

    [Fact]
    public async Task A_failure_is_that_of_its_group_and_the_next_is_served()
    {
        var group = Make();
        var first = group.AskAsync("a1", default);
        Task<int>[] others = [group.AskAsync("b2", default), group.AskAsync("c3", default)];
        (await NextAsync(0)).Fail("one");
        (await Should.ThrowAsync<IOException>(first)).Message.ShouldBe("one");
        var failing = await NextAsync(1);
        var last = group.AskAsync("d4", default);
        failing.Fail("two");
        foreach (var other in others)
        {
            (await Should.ThrowAsync<IOException>(other)).Message.ShouldBe("two");
        }

        (await NextAsync(2)).End();
        (await last).ShouldBe(4);
    }

    [Fact]
    public async Task Who_comes_when_all_are_gone_is_alone_again()
    {
        var group = Make();
        for (var n = 0; n < 5; n++)
        {
            Flow.Value = $"flow {n}";
            var asked = group.AskAsync($"a{n}", default);
            (await NextAsync(n)).Flow.ShouldBe($"flow {n}");
            _served[n].End();
            (await asked).ShouldBe(n);
        }
    }

    [Fact]
    public async Task Who_leaves_while_waiting_is_not_served_and_who_leaves_later_does_not_end_the_others()
    {
        var group = Make();
        using var leave = new CancellationTokenSource();
        using var leaveLater = new CancellationTokenSource();
        var first = group.AskAsync("a1", default);
        var left = group.AskAsync("b2", leave.Token);
        var leaving = group.AskAsync("c3", leaveLater.Token);
        var stays = group.AskAsync("d4", default);
        await leave.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(left);
        (await NextAsync(0)).End();
        (await NextAsync(1)).Asked.ShouldBe(["c3", "d4"]);
        await leaveLater.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(leaving);
        _served[1].Cancellation.CanBeCanceled.ShouldBeFalse();
        _served[1].End();

        (await first).ShouldBe(1);
        (await stays).ShouldBe(4);
    }

    [Fact]
    public async Task Who_is_alone_is_served_in_their_own_flow_and_a_group_in_nobodys()
    {
        var group = Make();
        using var leave = new CancellationTokenSource();
        Flow.Value = "mine";
        var first = group.AskAsync("a1", leave.Token);
        var second = group.AskAsync("b2", leave.Token);
        (await NextAsync(0)).End();
        (await NextAsync(1)).End();
        await Task.WhenAll(first, second);

        (_served[0].Flow, _served[0].Cancellation).ShouldBe(("mine", leave.Token));
        (_served[1].Flow, _served[1].Cancellation).ShouldBe((null, CancellationToken.None));
    }

    private GroupCommit<string, int> Make(int lanes = 1, int enough = 100, int most = 100) =>
        new(lanes, enough, most, asked => asked[..1], (asked, cancellation) =>
        {
            var served = new Served(asked, Flow.Value, cancellation);
            lock (_served)
            {
                _served.Add(served);
            }

            return served.Answers;
        });

    private async Task<Served> NextAsync(int index)
    {
        for (var deadline = DateTime.UtcNow.AddSeconds(30); ; await Task.Delay(1))
        {
            lock (_served)
            {
                if (index < _served.Count)
                {
                    return _served[index];
                }
            }

            DateTime.UtcNow.ShouldBeLessThan(deadline, $"group {index} is not served");
        }
    }

    private sealed class Served(IReadOnlyList<string> asked, string? flow, CancellationToken cancellation)
    {
        private readonly TaskCompletionSource<IReadOnlyList<int>> _answers =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal IReadOnlyList<string> Asked => asked;

        internal string? Flow => flow;

        internal CancellationToken Cancellation => cancellation;

        internal Task<IReadOnlyList<int>> Answers => _answers.Task;

        internal void End() => _answers.TrySetResult([.. asked.Select(one => one[1] - '0')]);

        internal void Fail(string why) => _answers.TrySetException(new IOException(why));
    }
}
