using Osms.Ledger.Store;

namespace Osms.Ledger.Tests.Store;

/// <summary>What is asked one by one is read together, and everybody gets what was read after they asked.</summary>
public sealed class SharedReadTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly Statements _statements = new();
    private readonly SharedRead<int, string> _read;

    public SharedReadTests() => _read = new SharedRead<int, string>(_statements.ReadAsync, TimeSpan.MaxValue);

    [Fact]
    public async Task What_is_asked_while_statements_run_is_in_the_next_one()
    {
        Task<string>[] first = [Ask(1), Ask(2)];
        Task<string>[] later = [Ask(3), Ask(4), Ask(5), Ask(3)];
        _statements.Keys.ShouldBe([[1], [2]]);

        _statements.Answer(0);
        await _statements.BegunAsync(3);
        (await first[0]).ShouldBe("1 of [1]");
        first[1].IsCompleted.ShouldBeFalse();
        _statements.Answer(2);

        (await Task.WhenAll(later)).ShouldBe(["3 of [3,4,5,3]", "4 of [3,4,5,3]", "5 of [3,4,5,3]", "3 of [3,4,5,3]"]);
        _statements.Answer(1);
        (await first[1]).ShouldBe("2 of [2]");
    }

    [Fact]
    public async Task A_statement_has_so_many_keys_and_the_rest_is_in_another()
    {
        Task<string>[] first = [Ask(1), Ask(2)];
        var later = Enumerable.Range(100, 150).Select(Ask).ToList();

        for (var next = 0; next < 5; next++)
        {
            await _statements.BegunAsync(next + 1);
            _statements.Answer(next);
        }

        await Task.WhenAll([.. first, .. later]).WaitAsync(Deadline);
        _statements.Keys.Select(keys => keys.Count).ShouldBe([1, 1, 64, 64, 22]);
        _statements.Keys.Skip(2).SelectMany(keys => keys).ShouldBe(Enumerable.Range(100, 150));
    }

    [Fact]
    public async Task Whoever_leaves_leaves_alone()
    {
        using var leaving = new CancellationTokenSource();
        Task<string>[] first = [Ask(1), Ask(2)];
        var leaver = _read.ReadAsync(3, leaving.Token);
        var other = Ask(4);

        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => leaver);
        _statements.Answer(0);
        _statements.Answer(1);
        await _statements.BegunAsync(3);
        _statements.Answer(2);

        (await other).ShouldBe("4 of [3,4]");
        await Task.WhenAll(first);
    }

    [Fact]
    public async Task What_goes_wrong_is_told_to_all_who_were_in_it_and_to_nobody_else()
    {
        Task<string>[] first = [Ask(1), Ask(2)];
        Task<string>[] later = [Ask(3), Ask(4)];
        _statements.Answer(0);
        await _statements.BegunAsync(3);
        _statements.Fail(2, new IOException("The connection is lost."));

        foreach (var task in later)
        {
            (await Should.ThrowAsync<IOException>(() => task)).Message.ShouldBe("The connection is lost.");
        }

        _statements.Answer(1);
        (await Task.WhenAll(first)).ShouldBe(["1 of [1]", "2 of [2]"]);
        var again = Ask(5);
        await _statements.BegunAsync(4);
        _statements.Answer(3);
        (await again).ShouldBe("5 of [5]");
    }

    [Fact]
    public async Task Statements_that_take_long_keep_few_waiting()
    {
        var read = new SharedRead<int, string>(_statements.ReadAsync, TimeSpan.Zero);
        var asked = Enumerable.Range(1, 20).Select(key => read.ReadAsync(key, default)).ToList();

        _statements.Keys.ShouldBe(Enumerable.Range(1, 16).Select(key => new[] { key }));
        _statements.Answer(7);
        await _statements.BegunAsync(17);
        _statements.Keys[16].ShouldBe([17, 18, 19, 20]);
        for (var statement = 0; statement < 17; statement++)
        {
            if (statement != 7)
            {
                _statements.Answer(statement);
            }
        }

        (await Task.WhenAll(asked)).Length.ShouldBe(20);
    }

    private Task<string> Ask(int key) => _read.ReadAsync(key, default);

    /// <summary>A database that answers when it is told to.</summary>
    private sealed class Statements
    {
        private readonly List<(IReadOnlyList<int> Keys, TaskCompletionSource<IReadOnlyList<string>> Done)> _begun = [];

        internal IReadOnlyList<IReadOnlyList<int>> Keys
        {
            get
            {
                lock (_begun)
                {
                    return [.. _begun.Select(statement => statement.Keys)];
                }
            }
        }

        internal Task<IReadOnlyList<string>> ReadAsync(IReadOnlyList<int> keys)
        {
            lock (_begun)
            {
                _begun.Add((keys, new(TaskCreationOptions.RunContinuationsAsynchronously)));
                return _begun[^1].Done.Task;
            }
        }

        internal void Answer(int statement)
        {
            var (keys, done) = Of(statement);
            done.SetResult([.. keys.Select(key => $"{key} of [{string.Join(',', keys)}]")]);
        }

        internal void Fail(int statement, Exception why) => Of(statement).Done.SetException(why);

        internal async Task BegunAsync(int statements)
        {
            using var deadline = new CancellationTokenSource(Deadline);
            while (Keys.Count < statements)
            {
                await Task.Delay(1, deadline.Token);
            }
        }

        private (IReadOnlyList<int> Keys, TaskCompletionSource<IReadOnlyList<string>> Done) Of(int statement)
        {
            lock (_begun)
            {
                return _begun[statement];
            }
        }
    }
}
