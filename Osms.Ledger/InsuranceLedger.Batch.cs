using Npgsql;
using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Store;
using Osms.Ledger.Telemetry;
using Osms.Ledger.Values;

namespace Osms.Ledger;

/// <summary>A command with where it came from.</summary>
/// <param name="Command">What is asked for.</param>
/// <param name="Origin">By whom, from where.</param>
/// <param name="VersionBefore">Of an exported event: its place in its history there.</param>
public readonly record struct SourcedCommand(
    InsuredCommand Command, EventOrigin Origin, int? VersionBefore = null);

/// <summary>
/// Many commands in one transaction, with the result each would have had on its own, in the same order.
/// </summary>
public sealed partial class InsuranceLedger
{
    public Task<IReadOnlyList<RecordResult>> RecordManyAsync(
        IReadOnlyList<SourcedCommand> commands, CancellationToken cancellation) =>
        RecordManyAsync(Prepare(commands), beside: null, new BatchTurn(before: null), cancellation);

    /// <summary>What else is written in the transaction of a batch, again each time the batch is tried.</summary>
    private delegate Task Beside(
        NpgsqlConnection connection, IReadOnlyList<RecordResult> results, CancellationToken cancellation);

    private PreparedBatch Prepare(IReadOnlyList<SourcedCommand> commands)
    {
        var batch = new PreparedBatch(rules, Today);
        foreach (var command in commands)
        {
            batch.Add(command);
        }

        return batch;
    }

    private async Task<IReadOnlyList<RecordResult>> RecordManyAsync(
        PreparedBatch commands, Beside? beside, BatchTurn turn, CancellationToken cancellation)
    {
        using var span = BatchSpan.Begin(commands.Count);
        return await Retry.OnConflictAsync(
            options.MaxAttempts, () => TryRecordManyAsync(commands, beside, turn, cancellation), cancellation);
    }

    private async Task<IReadOnlyList<RecordResult>> TryRecordManyAsync(
        PreparedBatch commands, Beside? beside, BatchTurn turn, CancellationToken cancellation)
    {
        if (commands.People.Count == 0 && commands.Budgets.Count == 0 && beside is null)
        {
            return commands.Report();
        }

        var claims = commands.People.Values.Select(p => new StreamClaim(p.Iin.Digits, p.Asked.Count)).Concat(
            commands.Budgets.Values.Select(b => new StreamClaim(b.Payer.Stream, b.Asked.Count, StreamType.Budget)));
        await turn.ToLockAsync(cancellation);
        await using var batch = await store.BeginBatchAsync([.. claims], cancellation);
        turn.Locked();
        await DecideAsync(batch, commands.People, cancellation);
        await DecideAsync(batch, commands.Budgets, cancellation);
        await turn.ToAppendAsync(cancellation);
        await AppendAsync(batch, commands, turn, cancellation);
        var results = commands.Report();
        await (beside?.Invoke(batch.Connection, results, cancellation) ?? Task.CompletedTask);
        await batch.CommitAsync(cancellation);
        return results;
    }

    private async Task DecideAsync(
        IStreamBatch batch, IReadOnlyDictionary<string, PersonInBatch> people, CancellationToken cancellation)
    {
        var unclear = new Dictionary<string, PersonInBatch>(StringComparer.Ordinal);
        foreach (var (iin, person) in people)
        {
            person.IsArchived = batch.Archived.Contains(iin);
            if (batch.Versions[iin] > 0 || !person.DecideAlone(InsuredState.Empty.ToBeMovedOn(), projection))
            {
                unclear.Add(iin, person);
            }
        }

        // A state that lags behind its stream cannot decide; neither can one where a request looks like a repeat.
        await StateTable.ReadAsync(batch.Connection, [.. unclear.Keys], Decide, cancellation);
        if (unclear.Count > 0)
        {
            var loaded = await batch.LoadAsync([.. unclear.Keys], cancellation);
            foreach (var (iin, person) in unclear)
            {
                person.DecideWith(Person.From(loaded.GetValueOrDefault(iin, [])), projection);
            }
        }

        void Decide(string iin, InsuredState state)
        {
            if (state.Version == batch.Versions[iin] && people[iin].DecideAlone(state, projection))
            {
                unclear.Remove(iin);
            }
        }
    }

    private async Task AppendAsync(
        IStreamBatch batch, PreparedBatch commands, BatchTurn turn, CancellationToken cancellation)
    {
        PersonInBatch[] changed = [.. commands.People.Values.Where(p => p.Accepted.Count > 0)];
        BudgetInBatch[] paid = [.. commands.Budgets.Values.Where(b => b.Accepted.Count > 0)];
        var positions = await batch.AppendAsync(
            [.. changed.Select(p => p.ToAppend()), .. paid.Select(b => b.ToAppend())], cancellation);
        turn.Appended();
        var next = 0;
        foreach (var person in changed)
        {
            person.Positions = [.. positions.Skip(next).Take(person.Accepted.Count)];
            next += person.Accepted.Count;
        }

        foreach (var budget in paid)
        {
            budget.Positions = [.. positions.Skip(next).Take(budget.Accepted.Count)];
            next += budget.Accepted.Count;
        }

        await projection.WriteAsync(
            batch,
            [.. changed.Where(p => p.IsNew).Select(p => p.Row)],
            [.. changed.Where(p => !p.IsNew).Select(p => p.Row)],
            changed.Select(p => p.Figures),
            cancellation);
        if (paid.Length > 0)
        {
            await batch.WriteAsync([TransferTable.Write([.. paid.SelectMany(b => b.Rows())])], cancellation);
        }
    }
}
