using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Synthetic;

/// <summary>What is known of made-up people after the country's last day, by the ledger's own decisions.</summary>
public sealed class CountryStates(RuleBook rules, DateOnly lastDay)
{
    /// <summary>Commands that would not be recorded; there should be none.</summary>
    public int NotAccepted { get; private set; }

    public InsuredState Of(SyntheticPerson person)
    {
        var history = new List<InsuredEvent>();
        var state = InsuredState.Empty;
        foreach (var arrival in person.Arrivals)
        {
            // The day after: everything has happened by then.
            var decision = InsuredDecider.Decide(state, history, arrival.Command, rules, lastDay.AddDays(1));
            if (decision is Decision.Accepted { Event: var happened })
            {
                history.Add(happened);
                state = state.Evolve(happened);
            }
            else
            {
                NotAccepted++;
            }
        }

        return state;
    }
}
