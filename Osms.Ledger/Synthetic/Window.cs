using Osms.Ledger.Values;

namespace Osms.Ledger.Synthetic;

/// <summary>The months in which facts come in, both inclusive; what is older is known at the opening.</summary>
internal readonly record struct Window(Month First, Month Last)
{
    /// <summary>The first day.</summary>
    internal DateOnly Opening => First.FirstDay;

    /// <summary>The last day: nothing happens after it.</summary>
    internal DateOnly End => Last.LastDay;

    internal int Months => Last - First + 1;

    /// <summary>The 1st to 28th of some month but the first; of the first where there is no other.</summary>
    internal DateOnly AnyDay(ref Dice dice) =>
        (First + (Months == 1 ? 0 : dice.Between(1, Months - 1))).FirstDay.AddDays(dice.Below(28));

    /// <summary>Whether something that happens so often a year happens in this window.</summary>
    internal bool Happens(ref Dice dice, int timesAYear, int outOf) =>
        dice.Below((long)outOf * 12) < (long)timesAYear * Months;
}
