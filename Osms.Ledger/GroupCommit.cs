namespace Osms.Ledger;

/// <summary>
/// Serves callers that come at once together, so that they share round trips and the wait for the disk, and two about
/// the same subject one after the other. Who comes when nobody is served is served at once.
/// </summary>
/// <param name="lanes">Groups that are served at the same time, at most.</param>
/// <param name="enough">Callers that wait before another lane is opened for them.</param>
/// <param name="most">Callers in a group.</param>
/// <param name="subject">What two of a group, or of two groups at once, must not have in common.</param>
/// <param name="serve">Serves a group: an answer for each, in order.</param>
internal sealed class GroupCommit<TAsked, TAnswer>(
    int lanes, int enough, int most, Func<TAsked, string> subject,
    Func<IReadOnlyList<TAsked>, CancellationToken, Task<IReadOnlyList<TAnswer>>> serve)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiting> _waiting = [];
    private readonly HashSet<string> _busy = new(StringComparer.Ordinal);
    private int _open;

    /// <summary>The answer to one caller.</summary>
    /// <exception cref="OperationCanceledException">
    /// The caller left; what was asked may still be done if it was in a group that is being served.
    /// </exception>
    public async Task<TAnswer> AskAsync(TAsked asked, CancellationToken cancellation)
    {
        var caller = new Waiting(asked, subject(asked), cancellation);
        if (!IsAlone(caller))
        {
            return await caller.Answer.Task.WaitAsync(cancellation);
        }

        // In the caller's own flow: its trace, its cancellation.
        try
        {
            return (await serve([asked], cancellation))[0];
        }
        finally
        {
            Begin(Next([caller]));
        }
    }

    /// <summary>True: nobody else is there, and a lane is open for this caller. Otherwise the caller waits.</summary>
    private bool IsAlone(Waiting caller)
    {
        lock (_lock)
        {
            if (_open == 0)
            {
                // No lane is closed while anybody waits.
                _open = 1;
                _busy.Add(caller.Subject);
                return true;
            }

            _waiting.AddLast(caller);
            if (_open == lanes || _waiting.Count < enough)
            {
                return false;
            }

            _open++;
        }

        Begin(Next([]));
        return false;
    }

    private void Begin(IReadOnlyList<Waiting> group)
    {
        if (group.Count > 0)
        {
            // Outside of the flow of whoever happens to be here.
            using (ExecutionContext.SuppressFlow())
            {
                _ = Task.Run(() => ServeAsync(group));
            }
        }
    }

    private async Task ServeAsync(IReadOnlyList<Waiting> group)
    {
        while (group.Count > 0)
        {
            try
            {
                var answers = await serve([.. group.Select(w => w.Asked)], CancellationToken.None);
                for (var i = 0; i < group.Count; i++)
                {
                    group[i].Answer.SetResult(answers[i]);
                }
            }
            catch (Exception e)
            {
                foreach (var caller in group)
                {
                    caller.Answer.TrySetException(e);
                }
            }

            // Those who were just answered may have more to ask: they then share the next group.
            await Task.Yield();
            group = Next(group);
        }
    }

    /// <summary>Whom a lane serves next; it is closed when there is nobody it could serve.</summary>
    private List<Waiting> Next(IReadOnlyList<Waiting> served)
    {
        lock (_lock)
        {
            foreach (var caller in served)
            {
                _busy.Remove(caller.Subject);
            }

            var group = new List<Waiting>();
            for (var node = _waiting.First; node is not null && group.Count < most;)
            {
                var (caller, next) = (node.Value, node.Next);
                if (caller.HasLeft)
                {
                    _waiting.Remove(node);
                }
                else if (_busy.Add(caller.Subject))
                {
                    _waiting.Remove(node);
                    group.Add(caller);
                }

                node = next;
            }

            _open -= group.Count == 0 ? 1 : 0;
            return group;
        }
    }

    private sealed class Waiting(TAsked asked, string subject, CancellationToken cancellation)
    {
        public TAsked Asked => asked;

        public string Subject => subject;

        public bool HasLeft => cancellation.IsCancellationRequested;

        // The caller goes on elsewhere: a lane has others to serve.
        public TaskCompletionSource<TAnswer> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
