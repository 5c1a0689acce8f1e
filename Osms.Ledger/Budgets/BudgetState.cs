using System.Diagnostics;
using Osms.Ledger.Values;

namespace Osms.Ledger.Budgets;

/// <summary>A transfer with its place in the stream, and what has not been taken back of it.</summary>
public sealed record KnownTransfer(int Version, BudgetEvent.TransferReceived Event, Tenge Left);

/// <summary>What one budget has transferred: the fold of its stream. One owner moves it on, event by event.</summary>
public sealed class BudgetState
{
    private readonly Dictionary<string, KnownTransfer> _byReference = new(StringComparer.Ordinal);
    private readonly Dictionary<Month, decimal> _givenFor = [];

    /// <summary>Number of events folded in: the version of the last.</summary>
    public int Version { get; private set; }

    /// <summary>Null when no transfer has this reference.</summary>
    public KnownTransfer? Find(string reference) => _byReference.GetValueOrDefault(reference);

    /// <summary>Tenge that came in for a month; what was taken back is not taken off.</summary>
    public decimal GivenFor(Month month) => _givenFor.GetValueOrDefault(month);

    /// <exception cref="InvalidOperationException">The event cannot have followed those before it.</exception>
    public void MoveOn(BudgetEvent happened)
    {
        var version = ++Version;
        switch (happened)
        {
            case BudgetEvent.TransferReceived e:
                TakeBack(e);
                if (!_byReference.TryAdd(e.Reference, new KnownTransfer(version, e, e.Amount)))
                {
                    throw new InvalidOperationException($"Event {version} has the reference of an earlier transfer.");
                }

                if (e.Corrects is null)
                {
                    _givenFor[e.Month] = GivenFor(e.Month) + e.Amount.Amount;
                }

                break;
            default:
                throw new UnreachableException($"{happened.GetType().Name} has no evolve.");
        }
    }

    /// <summary>The state after a stream's events from the first on.</summary>
    public static BudgetState Fold(IEnumerable<BudgetEvent> happened)
    {
        var state = new BudgetState();
        foreach (var one in happened)
        {
            state.MoveOn(one);
        }

        return state;
    }

    private void TakeBack(BudgetEvent.TransferReceived correction)
    {
        if (correction.Corrects is not { } corrected)
        {
            return;
        }

        if (Find(corrected) is not { } known || known.Left + correction.Amount < Tenge.Zero)
        {
            throw new InvalidOperationException($"Event {Version} takes back what is not there to take back.");
        }

        _byReference[corrected] = known with { Left = known.Left + correction.Amount };
    }
}
